import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Around } from './page-block-rules.ts';
import { showPage } from './page-html-rules.ts';
import { readPage, UnreadableText } from './page-tree-rules.ts';
import type { Places } from './place-rules.ts';

const around: Around = {
  places: {
    council: 'Elsewhere Council',
    area: 'Elsewhere',
    phone: '01632 960 999',
    team: 'The team',
    email: 'a@b.example',
  } as Places,
  contacts: { plan_team: { name: 'Plan team', phone: '01632 960 001' } },
  documents: new Map([['a-letter', { title: 'A letter to copy', files: 'PDF, 81 KB' }]]),
};

const cases: { name: string; markdown: string; html: RegExp; not?: RegExp }[] = [
  {
    name: 'a time of day stays text',
    markdown: 'Open 10:30 to 11:45, see note:this.',
    html: /Open 10:30 to 11:45, see note:this\./,
  },
  {
    name: 'places are filled in, what is no place stays',
    markdown: 'In {area} {nowhere}',
    html: /In Elsewhere \{nowhere\}/,
  },
  { name: 'a place within an address', markdown: '[Mail](mailto:{email})', html: /href="mailto:a@b\.example"/ },
  {
    name: 'a list of nothing but links',
    markdown: '- [Money](/money)\n\n- [Health](/health)\n\nOr:\n\n- Go to [money](/money)',
    html: /<ul class="link-list">\s*<li><a [^>]*>Money<[\s\S]*<ul class="govuk-list govuk-list--bullet">\s*<li>Go to/,
  },
  { name: 'steps', markdown: ':::steps\n1. One\n2. Two\n:::', html: /<div class="steps"><ol[^>]*>\s*<li>One<\/li>/ },
  {
    name: 'a call-out with its title',
    markdown: ':::callout[Good to know in {area}]\nText\n:::',
    html: /class="notice"><p class="block-title"><strong>Good to know in Elsewhere<\/strong><\/p><p class="govuk-body">Text/,
  },
  {
    name: 'details',
    markdown: ':::details[What if?]\nText\n:::',
    html: /<details class="govuk-details"><summary[^>]*><span[^>]*>What if\?<\/span><\/summary>/,
  },
  {
    name: 'what the law says',
    markdown: ':::law[Act 2014, section 1]\nText\n:::',
    html: /What the law says: Act 2014, section 1/,
  },
  {
    name: 'a guided search',
    markdown: '::search[Find it]{href="/find/autism"}',
    html: /<a href="\/find\/autism" class="leads-to-link">Find it<\/a>/,
  },
  { name: 'a tool', markdown: '::tool[Work it out]{name="ehc-dates"}', html: /<a href="\/tools\/ehc-dates"/ },
  {
    name: 'a document by its own title',
    markdown: '::document{name="a-letter"}',
    html: /<a href="\/documents\/a-letter"[^>]*>A letter to copy<\/a><span[^>]*>A page to read\. Also as PDF, 81 KB</,
  },
  { name: 'a contact', markdown: '::contact{who="plan_team"}', html: /Plan team.*href="tel:01632960001"/ },
  {
    name: 'the team stands in for a contact that the council has not named',
    markdown: '::contact{who="benefits"}',
    html: /The team.*01632 960 999/,
  },
  {
    name: 'headings have names, each its own',
    markdown: '## Ask\n\n## Ask\n\n## 2 main',
    html: /id="ask".*id="ask-2".*id="part-2-main"/s,
  },
  { name: 'no level of headings is skipped', markdown: '# One\n\n##### Two', html: /<h2.*<h3/s, not: /<h1|<h5/ },
  {
    name: 'HTML is left out',
    markdown: '<script>x</script>\n\nA <b onclick="x">b</b>',
    html: /A b/,
    not: /script|onclick|<b/,
  },
  {
    name: 'no address that runs something',
    markdown: '[a](javascript:x) [b](vbscript:x) [c](//x.example)',
    html: /a.*b.*c/,
    not: /<a /,
  },
  { name: 'no picture of another site', markdown: '![words](https://x.example/p.png)', html: /words/, not: /<img/ },
  {
    name: 'a table that may be moved from side to side',
    markdown: '| A | B |\n|---|---|\n| 1 | 2 |',
    html: /<div class="wide-table" tabindex="0" role="region" aria-label="Table"><table.*<th[^>]*scope="col"/s,
  },
];

for (const { name, markdown, html, not } of cases)
  test(`a page's HTML: ${name}`, () => {
    const shown = showPage(readPage(markdown), around).html;
    assert.match(shown, html);
    if (not) assert.doesNotMatch(shown, not);
  });

test('what no person could follow is refused with words, and at once', () => {
  const begun = performance.now();
  for (const text of [
    '> '.repeat(300),
    '- '.repeat(300),
    '[a]('.repeat(9000),
    '*a '.repeat(9000),
    ':::a\n'.repeat(250),
    'x'.repeat(60_001),
    '![a]['.repeat(5000),
    '::a\n'.repeat(3000),
  ])
    assert.throws(() => readPage(`${text}x`), UnreadableText, text.slice(0, 20));
  assert.ok(performance.now() - begun < 2000);
});
