// A paper that a family fills in: printed whole, kept as a file and opened again, all on the device.
const paper = document.querySelector('[data-paper]');
const fields = [...paper.querySelectorAll('textarea')];
const said = document.querySelector('[data-said]');

// A text field prints only as much as it shows: the words stand below it, for paper.
function show(field) {
  paper.querySelector(`[data-answer-of="${field.id}"]`).textContent = field.value;
}

for (const field of fields) field.addEventListener('input', () => show(field));

function asDocument() {
  const kept = document.implementation.createHTMLDocument(paper.dataset.title);
  kept.documentElement.lang = 'en-GB';
  const charset = kept.createElement('meta');
  charset.setAttribute('charset', 'utf-8');
  kept.head.prepend(charset);
  const add = (name, text) => {
    const element = kept.createElement(name);
    element.textContent = text;
    kept.body.append(element);
    return element;
  };
  kept.body.dataset.paper = paper.dataset.paper;
  add('h1', paper.dataset.title);
  for (const field of fields) {
    add('h2', field.labels[0].textContent);
    const answer = add('p', field.value);
    answer.dataset.question = field.id;
    answer.style.whiteSpace = 'pre-wrap';
  }
  return `<!doctype html>\n${kept.documentElement.outerHTML}`;
}

const keep = document.querySelector('[data-keep]');
keep.hidden = false;
keep.addEventListener('click', () => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([asDocument()], { type: 'text/html' }));
  link.download = `${paper.dataset.paper}.html`;
  link.click();
  URL.revokeObjectURL(link.href);
  said.textContent = 'The file is in your downloads.';
});

document.querySelector('[data-open]').hidden = false;
document.getElementById('kept').addEventListener('change', async ({ target }) => {
  const [file] = target.files;
  if (!file) return;
  const kept = new DOMParser().parseFromString(await file.text(), 'text/html');
  if (kept.body.dataset.paper !== paper.dataset.paper) {
    said.textContent = 'That file was not made on this page.';
    return;
  }
  for (const field of fields) {
    field.value = kept.querySelector(`[data-question="${field.id}"]`)?.textContent ?? '';
    show(field);
  }
  said.textContent = 'Your words are back.';
});
