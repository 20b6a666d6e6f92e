import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { startApp } from '../../test/app.ts';
import { readAuthority } from '../authority.ts';
import { glossary, glossaryByLetter } from './glossary.ts';

const says: { path: string; words: RegExp[] }[] = [
  { path: '/about', words: [/0 to 25/, /in one place/, /up to date/, /section 30/, /what you can expect/] },
  { path: '/information', words: [/Information and advice/, /Money/, /When things go wrong/i] },
  { path: '/search?q=', words: [/What do you want to know or find/] },
  { path: '/contact', words: [/999/, /SENCO \(special educational needs coordinator\)/, /ombudsman/i, /mediation/] },
  { path: '/copies', words: [/large print/, /Copies are free/, /on the phone/, /braille/] },
  {
    path: '/cookies',
    words: [/stores nothing/, /no cookie banner/, /5 February 2026/, /strictly necessary/, /local storage/],
  },
  {
    path: '/privacy',
    words: [
      /never longer than 24 months/,
      /12 months after the decision. Only our team reads these notes/,
      /a complaint, a court or an inquiry Until that is over/,
      /6 months after we answered you, and never longer than 12 months/,
      /Your rights/,
      /Information Commissioner/,
      /regulation 56/,
    ],
  },
  {
    path: '/accessibility-statement',
    words: [
      /partially compliant/,
      /Web Content Accessibility Guidelines version 2\.2/,
      /Equality and Human Rights Commission/,
      /Disproportionate burden/,
      /not within the scope/,
      /was prepared on 22 November 2026/,
      /1\.3\.1/,
    ],
  },
  { path: '/open-data', words: [/Open Government Licence v3\.0/, /Royal Mail/, /CC BY 4\.0/, /National Statistics/] },
  { path: '/glossary', words: [/Words explained/, /SENCO/] },
];

for (const { path, words } of says)
  test(`${path} says what it must`, async (t) => {
    const { get } = await startApp(t);
    const page = await get(path);
    assert.equal(page.status, 200);
    assert.equal(page.find('h1').length, 1);
    for (const pattern of words) assert.match(page.text, pattern);
  });

test('the pages take the council from its own file, and name no other', async (t) => {
  const authority = await readAuthority(new URL('../../authority.json', import.meta.url).pathname);
  const other = {
    ...authority,
    name: 'Elsewhere Borough Council',
    short_name: 'Elsewhere',
    site_name: 'Elsewhere SEND Local Offer',
    districts: [],
    neighbours: [],
    contact: {
      ...authority.contact,
      phone: '01632 960 999',
      email: 'hello@elsewhere.example',
      address: ['1 Elsewhere Road'],
    },
  };
  const { get } = await startApp(t, { authority: other });
  for (const { path } of says) {
    const { text } = await get(path);
    assert.match(text, /Elsewhere/, path);
    assert.match(text, /01632 960 999/, path);
    assert.doesNotMatch(text, /Norfolk|Norwich/, path);
  }
});

test('the cookies page names the cookies, and the keys that the browser keeps; no script keeps others', async (t) => {
  const { get } = await startApp(t);
  const named = (await get('/cookies')).find('tbody tr td:first-child').map((cell) => cell.text);
  const script = await readFile(new URL('../../assets/my-list.js', import.meta.url), 'utf8');
  assert.deepEqual(named, [
    'my-list',
    'sign-in',
    'local-offer.session_token',
    'local-offer.better-auth-passkey, local-offer.state',
  ]);
  assert.match(script, /const name = 'my-list'/);
  assert.deepEqual(
    new Set(script.match(/localStorage\.\w+\(\w+/g)),
    new Set(['localStorage.getItem(name', 'localStorage.setItem(name', 'localStorage.removeItem(name']),
  );
});

test('map pictures of another company are owned up to where the council has configured them', async (t) => {
  const authority = await readAuthority(new URL('../../authority.json', import.meta.url).pathname);
  const map = { tiles_url: 'https://tiles.example/{z}/{x}/{y}.png', tiles_attribution: 'Tiles' };
  const { get } = await startApp(t, { authority: { ...authority, map } });
  assert.match((await get('/cookies')).text, /its pictures come from tiles\.example/);
});

test('the glossary explains at least 110 words, each once, with its own anchor and in short sentences', () => {
  const terms = glossaryByLetter().flatMap((group) => group.terms);
  assert.ok(terms.length >= 110, String(terms.length));
  assert.equal(new Set(terms.map(({ anchor }) => anchor)).size, terms.length);
  const acronyms = glossary.flatMap(({ acronym }) => acronym ?? []);
  assert.equal(new Set(acronyms).size, acronyms.length);
  for (const { term, explanation } of glossary) {
    assert.match(explanation, /[.”"]$/, term);
    for (const sentence of explanation.split(/[.:!?] /))
      assert.ok(sentence.split(' ').length <= 30, `${term}: ${sentence}`);
  }
});

test('acronyms can be found in running text: two capitals at their start', () => {
  for (const { acronym } of glossary) if (acronym) assert.match(acronym, /^[A-Z][a-z]?[A-Z][A-Za-z]*$/);
});
