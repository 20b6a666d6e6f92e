import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainAcronyms, prepareAcronyms } from './acronyms.ts';

const acronyms = prepareAcronyms([
  { acronym: 'SEN', meaning: 'special educational needs' },
  { acronym: 'SEND', meaning: 'special educational needs and disabilities' },
  { acronym: 'SENCO', meaning: 'special educational needs coordinator' },
  { acronym: 'GP', meaning: 'family doctor' },
  { acronym: 'CAMHS', meaning: 'child and adolescent mental health services' },
  { acronym: 'NHS', meaning: 'National Health Service' },
]);
const senco = 'SENCO <span class="meaning">(special educational needs coordinator)</span>';

/** What becomes of the inside of <main>. */
function explain(inside: string): string {
  return explainAcronyms(`<body><main id="main">${inside}</main></body>`, acronyms).slice(
    '<body><main id="main">'.length,
    -'</main></body>'.length,
  );
}

const cases: { name: string; given: string; becomes: string }[] = [
  {
    name: 'an acronym is explained where it first stands, and only there',
    given: '<p>Ask the SENCO.</p><p>The SENCO helps.</p>',
    becomes: `<p>Ask the ${senco}.</p><p>The SENCO helps.</p>`,
  },
  {
    name: 'the longest acronym counts, not one inside it',
    given: '<p>SEND</p>',
    becomes: '<p>SEND <span class="meaning">(special educational needs and disabilities)</span></p>',
  },
  {
    name: 'several are explained in plural',
    given: '<p>Two GPs</p>',
    becomes: '<p>Two GPs <span class="meaning">(family doctors)</span></p>',
  },
  {
    name: 'an owner keeps its s',
    given: '<p>The SENCO&#39;s room</p>',
    becomes: '<p>The SENCO&#39;s <span class="meaning">(special educational needs coordinator)</span> room</p>',
  },
  {
    name: 'the text explains it in brackets behind it',
    given: '<p>Ask the SENCO (special needs teacher), or the SENCO.</p>',
    becomes: '<p>Ask the SENCO (special needs teacher), or the SENCO.</p>',
  },
  {
    name: 'the text explains it behind a tag',
    given: '<p><strong>GP</strong> (general practitioner)</p>',
    becomes: '<p><strong>GP</strong> (general practitioner)</p>',
  },
  {
    name: 'the text spells it out before it',
    given: '<p>special educational needs (SEN) and SEN</p>',
    becomes: '<p>special educational needs (SEN) and SEN</p>',
  },
  {
    name: 'brackets that hold something else explain nothing',
    given: '<p>CAMHS (ages 5 to 18)</p>',
    becomes: '<p>CAMHS <span class="meaning">(child and adolescent mental health services)</span> (ages 5 to 18)</p>',
  },
  {
    name: 'a word in a sentence in capitals is no acronym',
    given: '<p>PLEASE SEND A LETTER</p>',
    becomes: '<p>PLEASE SEND A LETTER</p>',
  },
  {
    name: 'two acronyms side by side are both explained',
    given: '<p>NHS CAMHS</p>',
    becomes:
      '<p>NHS <span class="meaning">(National Health Service)</span> CAMHS <span class="meaning">(child and adolescent mental health services)</span></p>',
  },
  {
    name: 'parts of words, e-mail addresses and compounds are not acronyms',
    given: '<p>SENSE, info@SEND.example, pre-SEND, SEN2</p>',
    becomes: '<p>SENSE, info@SEND.example, pre-SEND, SEN2</p>',
  },
  {
    name: 'attributes stay as they are',
    given: '<img alt="SENCO" src="/SEND.png"><input value="SEN">',
    becomes: '<img alt="SENCO" src="/SEND.png"><input value="SEN">',
  },
  {
    name: 'what people type, press or read as code stays as it is',
    given:
      '<textarea>SEN</textarea><button>SEN</button><option>SEN</option><svg><text>SEN</text></svg><code>SEN</code><dfn>SEN</dfn>',
    becomes:
      '<textarea>SEN</textarea><button>SEN</button><option>SEN</option><svg><text>SEN</text></svg><code>SEN</code><dfn>SEN</dfn>',
  },
  {
    name: 'a title and a link keep their words; the text explains at its first chance',
    given: '<h1>Your SENCO</h1><a href="/SENCO">Find a SENCO</a><p>A SENCO helps.</p>',
    becomes: `<h1>Your <abbr title="special educational needs coordinator">SENCO</abbr></h1><a href="/SENCO">Find a SENCO</a><p>A ${senco} helps.</p>`,
  },
  {
    name: 'what stands in titles and links alone is explained at the end',
    given: '<a href="/x"><b>GP</b> hours</a>',
    becomes:
      '<a href="/x"><b><abbr title="family doctor">GP</abbr></b> hours</a><p class="govuk-body-s short-words">Short words on this page: GP means family doctor.</p>\n',
  },
  {
    name: 'a link that spells it out needs nothing more',
    given: '<a href="/x">The family doctor (GP)</a><p>GP</p>',
    becomes: '<a href="/x">The family doctor (GP)</a><p>GP</p>',
  },
  {
    name: 'an abbreviation inside a link does not end the link',
    given: '<a href="/x"><abbr title="x">SEN</abbr> and GP</a><p>GP</p>',
    becomes:
      '<a href="/x"><abbr title="x">SEN</abbr> and <abbr title="family doctor">GP</abbr></a><p>GP <span class="meaning">(family doctor)</span></p>',
  },
  {
    name: 'articles and addresses are not links',
    given: '<article><address>GP</address></article>',
    becomes: '<article><address>GP <span class="meaning">(family doctor)</span></address></article>',
  },
];

for (const { name, given, becomes } of cases) test(`acronyms: ${name}`, () => assert.equal(explain(given), becomes));

test('acronyms: outside the main part nothing changes', () => {
  const page = '<title>SEND</title><header>SEND</header><main><p>Hello</p></main><footer>SEND</footer>';
  assert.equal(explainAcronyms(page, acronyms), page);
  assert.equal(explainAcronyms('<p>SEND</p>', acronyms), '<p>SEND</p>');
});

test('acronyms: a page without a glossary stays as it is', () => {
  assert.equal(explainAcronyms('<main>SEND</main>', prepareAcronyms([])), '<main>SEND</main>');
});
