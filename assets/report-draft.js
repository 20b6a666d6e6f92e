// Saves a part of a school's report while somebody types. Without this script, the buttons do it.
const form = document.querySelector('form[data-typed]');
const field = form.elements.text;
const said = document.querySelector('[data-said]');
const reading = document.querySelector('[data-reading]');
const beside = document.querySelector('[data-beside]');
const theirs = document.querySelector('[data-theirs]');
/** Long enough that nobody is interrupted within a sentence, in milliseconds. */
const pause = 1500;

let saved = field.value;
let waiting;
let saving = false;
let isSent = false;
/** Set while somebody else's text stands: nothing of ours takes its place until a button is pressed. */
let basedOn = form.elements.based_on.value;

field.addEventListener('input', () => {
  clearTimeout(waiting);
  waiting = setTimeout(save, pause);
});

// one at a time: each begins from the version that the one before it made
async function save() {
  if (saving || isSent || field.value === saved) return;
  saving = true;
  const text = field.value;
  const body = new URLSearchParams({ text, based_on: basedOn });
  said.textContent = 'Saving…';
  const answer = await fetch(form.dataset.typed, { method: 'POST', body }).catch(() => undefined);
  saving = false;
  if (isSent) return;
  const told = await answer?.json().catch(() => undefined);
  if (answer?.ok && told?.theirs) {
    saved = text;
    show(told);
  } else if (answer?.ok && told) {
    saved = text;
    basedOn = form.elements.based_on.value = told.version;
    said.textContent = told.beside
      ? `Saved, ${told.at}. Somebody else has written this part too: load the page again to see both.`
      : `Saved, ${told.at}.`;
    reading.textContent = told.reading ?? '';
  } else {
    said.textContent = told?.error ?? 'Not saved: the connection is gone. We try again. You can go on writing.';
    if (!told) waiting = setTimeout(save, 10_000);
    return;
  }
  if (field.value !== saved) waiting = setTimeout(save, pause);
}

/** What others wrote, beside ours. The buttons save from theirs, as it is before whoever presses them; typing stays beside. */
function show({ theirs: standing, others, version, settles }) {
  form.elements.based_on.value = version;
  form.elements.settles.value = settles;
  theirs.replaceChildren(
    notice(standing, 'This text stands now:'),
    ...others.map((one) => notice(one, 'Written at the same time:')),
  );
  beside.hidden = false;
  said.textContent = `${standing.by} has saved this part too. Both texts are kept: theirs stands above the box. Press Save when the box holds what is to stand.`;
}

function notice({ by, at, text }, what) {
  const box = document.createElement('div');
  box.className = 'notice notice--care';
  const who = document.createElement('p');
  who.textContent = `${by}, ${at}. ${what}`;
  const words = document.createElement('p');
  words.className = 'mail-text';
  words.textContent = text || '(empty)';
  box.append(who, words);
  return box;
}

form.addEventListener('submit', () => {
  isSent = true;
  clearTimeout(waiting);
});
