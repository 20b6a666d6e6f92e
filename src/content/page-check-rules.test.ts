import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CheckFacts, checkPage } from './page-check-rules.ts';
import { readPage } from './page-tree-rules.ts';
import { readingAge } from './reading-age-rules.ts';

const facts: CheckFacts = {
  today: '2026-11-16',
  written_on: '2026-11-01',
  target: 11,
  explained: new Set(['SEN', 'NHS']),
  contacts: new Set(['plan_team']),
  isThere: (path) => path === '/services',
  broken: new Map([['https://gone.example/x', 'its server says that it is not there']]),
};

const cases: { markdown: string; what: RegExp; line: number; quote?: RegExp }[] = [
  {
    markdown:
      'The multidisciplinary organisational responsibilities necessitate comprehensive accountability arrangements.',
    what: /reading age of \d+\.\d; 11 is the most/,
    line: 1,
    quote: /multidisciplinary/,
  },
  { markdown: 'Ask us.\n\nThe XYZ says no.', what: /"XYZ" is not explained/, line: 3, quote: /The XYZ says no/ },
  { markdown: '## One\n\n#### Two', what: /level of headings is skipped/, line: 3, quote: /Two/ },
  { markdown: '# One', what: /first level/, line: 1 },
  { markdown: 'See\n\n![](/assets/x.png)', what: /picture without words/i, line: 3 },
  { markdown: '![A school](https://x.example/a.png)', what: /picture of another site is not shown/, line: 1 },
  { markdown: 'For more, [click here](/services).', what: /A link says "click here"/, line: 1 },
  { markdown: '[Read more](/services)', what: /A link says "Read more"/, line: 1 },
  { markdown: 'Ask by [our form](/not-there).', what: /\/not-there is not on this site/, line: 1, quote: /our form/ },
  { markdown: 'See [their site](https://gone.example/x).', what: /dead: its server says/, line: 1 },
  { markdown: '[x](javascript:alert(1))', what: /no address that a link may have/, line: 1 },
  {
    markdown: 'You can ask.\n\nIt closes on 29 September 2017.',
    what: /date has passed/,
    line: 3,
    quote: /29 September 2017/,
  },
  { markdown: '<b>x</b>', what: /HTML is not shown/, line: 1 },
  { markdown: ':::box\nx\n:::', what: /no such block/, line: 1, quote: /:::box/ },
  { markdown: '::contact{who="nobody"}', what: /no such contact/, line: 1 },
  { markdown: '::search{href="/services"}', what: /block without words/i, line: 1 },
  { markdown: '::tool[Work it out]{name="nothing"}', what: /\/tools\/nothing is not on this site/, line: 1 },
  { markdown: 'Ask {nobody}.', what: /no such word to fill in/, line: 1 },
  { markdown: '', what: /no words/, line: 0 },
];

for (const { markdown, what, line, quote } of cases)
  test(`${what.source} is found where it stands, with how to mend it`, () => {
    const findings = checkPage({ title: 'A page', summary: 'One.', markdown }, readPage(markdown), facts);
    const found = findings.find((one) => what.test(one.what));
    assert.ok(found, JSON.stringify(findings));
    assert.equal(found.line ?? 0, line);
    if (quote) assert.match(found.quote, quote);
    assert.ok(found.mend.length > 5);
  });

test('a good page has no finding', () => {
  const markdown =
    'Ask the NHS, or the XYZ team (XYZ).\n\n## How\n\n### Then\n\nSee [all services](/services?q=a#b). It began in 2009.\n\n:::law[School Admissions Code 2021]\nThe Code 2021 says so.\n:::\n\n::contact{who="plan_team"}';
  assert.deepEqual(checkPage({ title: 'SEN support', summary: 'One.', markdown }, readPage(markdown), facts), []);
});

test('an acronym in the title is found too', () => {
  const findings = checkPage({ title: 'The QRS', summary: 'One.', markdown: 'Ask us.' }, readPage('Ask us.'), facts);
  assert.deepEqual(
    findings.map(({ line, what }) => [line, what]),
    [[null, '"QRS" is not explained']],
  );
});

test('only sentences that are too hard are named as such', () => {
  const { markdown } = cases[0] ?? { markdown: '' };
  const text = `You can ask. ${markdown} Call us.`;
  const found = checkPage({ title: 'T', summary: 'S', markdown: text }, readPage(text), facts);
  assert.deepEqual(
    found.map(({ quote }) => quote),
    [markdown],
  );
});

test('the reading age is the grade of Flesch and Kincaid and five', () => {
  const { years, words } = readingAge([{ text: 'The cat sat on the mat.', line: 1 }]);
  assert.equal(words, 6);
  assert.ok(Math.abs(years - (0.39 * 6 + 11.8 - 15.59 + 5)) < 1e-9);
  assert.equal(readingAge([]).years, 0);
});
