// Shows how a page will look while somebody writes it. Without this script, the button does it.
const form = document.querySelector('form[data-preview]');
const place = document.getElementById('preview');
/** Long enough that nobody is interrupted within a sentence, in milliseconds. */
const pause = 1200;

if (form && place) {
  let waiting;
  let asked = 0;
  form.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, pause);
  });

  async function show() {
    const mine = ++asked;
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.dataset.preview, { method: 'POST', body }).catch(() => undefined);
    // what was typed meanwhile is asked for again
    if (!answer?.ok || mine !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    place.replaceChildren(...(page.getElementById('preview')?.childNodes ?? []));
  }
}
