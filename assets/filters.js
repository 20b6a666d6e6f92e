// Filters that update in place: the same address is asked for, and its results take the place of those on the page.
// Whatever goes wrong, the browser goes to the address as it would have without this.

const form = document.querySelector('#search');
const announcement = document.querySelector('#announcement');
let asked = 0;

function addressOfForm() {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== '') query.append(name, value);
  return query.size > 0 ? `${form.action}?${query}` : form.action;
}

/** Other views of the list keep what is ticked for comparison. */
function keepTicks() {
  const ticked = new FormData(form).getAll('urn');
  for (const link of document.querySelectorAll('#found a')) {
    const address = new URL(link.href);
    if (address.pathname !== new URL(form.action).pathname) continue;
    address.searchParams.delete('urn');
    for (const urn of ticked) address.searchParams.append('urn', urn);
    link.href = address.href;
  }
}

/** How to find again, among new results, where the focus is now. */
function placeOfFocus(element) {
  if (element.id) return `#${CSS.escape(element.id)}`;
  return element.matches('details[id] > summary') ? `#${CSS.escape(element.parentElement.id)} > summary` : undefined;
}

/**
 * Shows the results of an address. `remember` adds it to the history. Focus stays where it is; where that is no more, it
 * goes to what the selector `focus` finds.
 */
async function show(address, { remember = true, focus } = {}) {
  const mine = ++asked;
  const found = document.querySelector('#found');
  found.classList.add('busy');
  try {
    const answer = await fetch(address, { headers: { accept: 'text/html' }, credentials: 'omit' });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (mine !== asked) return;
    const next = page.querySelector('#found');
    if (!next || answer.status >= 500) throw new Error('There is no result to show');
    // What is open stays open; what somebody types now stays as it is.
    for (const details of found.querySelectorAll('details[id]')) {
      const same = next.querySelector(`#${CSS.escape(details.id)}`);
      if (same && details.open) same.open = true;
    }
    const here = found.contains(document.activeElement) ? placeOfFocus(document.activeElement) : undefined;
    const typing = document.activeElement;
    const typed = typing?.matches('#found input[type="text"]') ? { id: typing.id, value: typing.value } : undefined;
    found.replaceWith(next);
    if (typed) document.getElementById(typed.id).value = typed.value;
    document.querySelector('#problems').replaceWith(page.querySelector('#problems'));
    for (const kept of form.querySelectorAll('input[type="hidden"]')) kept.remove();
    form.append(...page.querySelectorAll('#search input[type="hidden"]'));
    const near = form.elements.namedItem('near');
    near.value = page.querySelector('#near').value;
    document.title = page.title;
    if (remember) history.pushState({ search: true }, '', address);
    const target = document.querySelector(here ?? '#none') ?? (focus ? document.querySelector(focus) : undefined);
    target?.focus({ preventScroll: true });
    const problem = document.querySelector('.govuk-error-summary__list')?.textContent.trim();
    announcement.textContent = problem ?? `${document.querySelector('#count')?.textContent.trim()} found`;
    document.dispatchEvent(new CustomEvent('results'));
  } catch {
    if (mine === asked) location.assign(address);
  }
}

if (form && history.pushState) {
  document.addEventListener('change', (event) => {
    const field = event.target;
    if (field.form !== form || !field.closest('#found')) return;
    if (field.name === 'urn') keepTicks();
    else show(addressOfForm());
  });
  document.addEventListener('click', (event) => {
    const link = event.target.closest('#found .chips a, #found .sorts a');
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    // Other words or another view are another page.
    const [next, now] = [new URL(link.href).searchParams, new URL(location.href).searchParams];
    if (['q', 'view'].some((key) => next.get(key) !== now.get(key))) return;
    event.preventDefault();
    show(link.href, { focus: '#count' });
  });
  addEventListener('popstate', () => {
    if (location.pathname === new URL(form.action).pathname) show(location.href, { remember: false });
  });
}
