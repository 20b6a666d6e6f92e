// Suggestions below the search box: an accessible combobox over the same field, which works without it.

const field = document.querySelector('#q');
const kinds = { category: 'Kind of support', service: 'Service', place: 'Place' };
let latest = 0;
let waiting;
let chosen;

async function suggestionsFor(typed) {
  const answer = await fetch(`/suggestions?q=${encodeURIComponent(typed)}`, { credentials: 'omit' });
  return answer.ok ? (await answer.json()).suggestions : [];
}

function source(typed, show) {
  const mine = ++latest;
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const found = await suggestionsFor(typed).catch(() => []);
    if (mine === latest) show(found);
  }, 150);
}

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

async function enhance() {
  await import(`/assets/accessible-autocomplete.min.js${new URL(import.meta.url).search}`);
  if (document.activeElement === field) throw new Error('Somebody types in it');
  const box = document.createElement('div');
  const { form, value } = field;
  field.after(box);
  field.remove();
  globalThis.accessibleAutocomplete({
    element: box,
    id: 'q',
    name: 'q',
    defaultValue: value,
    source,
    minLength: 2,
    confirmOnBlur: false,
    displayMenu: 'overlay',
    showNoOptionsFound: false,
    menuAttributes: { 'aria-label': 'Suggestions' },
    templates: {
      inputValue: (suggestion) => suggestion?.text ?? '',
      suggestion: (suggestion) =>
        typeof suggestion === 'string'
          ? escaped(suggestion)
          : `<span>${escaped(suggestion.text)}</span> <span class="kind">${kinds[suggestion.kind]}</span>`,
    },
    tStatusQueryTooShort: () => '',
    tStatusNoResults: () => 'No suggestions. Press Enter to search.',
    tStatusSelectedOption: (option, length, index) => `${option} (${index + 1} of ${length})`,
    tStatusResults: (length) =>
      `${length} ${length === 1 ? 'suggestion' : 'suggestions'}. Enter searches for your own words.`,
    tAssistiveHint: () => 'When there are suggestions, use the up and down arrows to go through them. Enter searches.',
    onConfirm(suggestion) {
      if (!suggestion?.href) return;
      chosen = suggestion;
      location.assign(suggestion.href);
    },
  });
  const input = box.querySelector('input');
  input.setAttribute('enterkeyhint', 'search');
  input.maxLength = 200;
  // Enter without a choice searches for the words as they stand.
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || input.getAttribute('aria-activedescendant') || chosen) return;
    event.preventDefault();
    form.requestSubmit();
  });
}

if (field?.form) {
  // What was left empty need not stand in the address.
  field.form.addEventListener('formdata', ({ formData }) => {
    for (const [name, value] of [...formData]) if (value === '') formData.delete(name);
  });
  const start = () => {
    // A field that somebody types in is not taken from under their fingers.
    if (document.activeElement === field) field.addEventListener('blur', start, { once: true });
    else enhance().catch(() => {});
  };
  if ('requestIdleCallback' in globalThis) requestIdleCallback(start, { timeout: 2000 });
  else setTimeout(start, 500);
}
