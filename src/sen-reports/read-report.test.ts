import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zipSync } from 'fflate';
import { writePdf } from '../web/pdf.ts';
import { linksOfHtml, readHtml } from './read-html-rules.ts';
import { readReport } from './read-report.ts';
import type { ReportText } from './report-text-rules.ts';

/** Blocks in short: `# heading`, `- item`, `label | text`. */
function short({ blocks }: ReportText): string[] {
  return blocks.map(({ kind, label, text }) => {
    if (kind === 'heading') return `# ${text}`;
    return `${kind === 'item' ? '- ' : ''}${label ? `${label} | ` : ''}${text}`;
  });
}

test('a page is read without its menus, and what only looks like a heading is one', () => {
  const page = readHtml(
    `<html><head><title>SEND</title><style>p{}</style></head><body><nav><a href="/">Complaints</a></nav>
    <div class="cookie-banner">Cookies</div><main><h1>Report</h1><p><strong>Our needs</strong></p><p>Autism&nbsp;and dyslexia.</p>
    <p><b>SENCO:</b> Mrs Byron</p><button>Training</button><div>All staff.</div><details><summary>Trips?</summary>Everybody.</details>
    <table><tr><th>Question</th><th>Answer</th></tr><tr><td>Who?</td><td>You and <a href="plan.pdf">us</a></td></tr></table>
    <ul><li>One</li><li>Two</li></ul><script>alert(1)</script></main><footer>Foot</footer></body></html>`,
    'https://school.example.org/send/',
  );
  assert.deepEqual(short(page), [
    '# Report',
    '# Our needs',
    'Autism and dyslexia.',
    'SENCO: | Mrs Byron',
    '# Training',
    'All staff.',
    '# Trips?',
    'Everybody.',
    'Who? | You and us',
    '- One',
    '- Two',
  ]);
  assert.deepEqual(page.blocks[8]?.links, [{ text: 'us', address: 'https://school.example.org/send/plan.pdf' }]);
});

test('every link of a page is found, those of menus and pictures too', () => {
  const page =
    '<base href="/x/"><nav><a href="a">A</a><a href="mailto:b">B</a></nav><a href="//other.example/c"><img alt="C"></a>';
  assert.deepEqual(linksOfHtml(page, 'https://school.example.org/'), [
    { text: 'A', address: 'https://school.example.org/x/a' },
    { text: 'C', address: 'https://other.example/c' },
  ]);
});

test('a page nested a hundred thousand deep is read all the same', () => {
  const page = `<h1>Top</h1>${'<div>'.repeat(100_000)}deep${'</div>'.repeat(100_000)}<p>After</p>`;
  assert.ok(short(readHtml(page)).includes('# Top'));
});

test('old pages in Windows-1252 keep their letters', async () => {
  const bytes = Buffer.from('<html><body><p>Mrs Zo\xeb Flint\x92s \x93SENCO\x94 room.</p></body></html>', 'latin1');
  assert.deepEqual(short(await readReport(bytes)), ['Mrs Zoë Flint’s “SENCO” room.']);
});

test('a PDF is read with its headings, tables, lists and links', async () => {
  const run = (text: string, more = {}) => [{ text, ...more }];
  const paragraph = (text: string) => ({ kind: 'paragraph' as const, runs: run(text) });
  const file = await writePdf({
    title: 'SEN report',
    lang: 'en-GB',
    made_at: new Date('2026-09-01T12:00:00Z'),
    footer: 'School',
    is_large: false,
    opening: [paragraph('September 2026')],
    blocks: [
      { kind: 'heading', level: 2, text: '1. How do we teach?' },
      paragraph(`With care. ${'Words fill the lines of this paragraph one after another. '.repeat(6)}`),
      {
        kind: 'paragraph',
        runs: [
          { text: 'Plan. ', is_strong: true },
          { text: 'Read it', href: 'https://s.example/plan' },
        ],
      },
      {
        kind: 'table',
        head: [run('Ask'), run('Answer')],
        rows: ['Who decides?', 'Who helps?', 'Who pays?'].map((question) => [run(question), run('You and we do so.')]),
      },
    ],
  });
  const read = await readReport(Buffer.concat([Buffer.from('\n'), file]));
  assert.equal(read.format, 'pdf');
  const lines = short(read);
  assert.deepEqual(lines.slice(0, 3), ['# SEN report', '# September 2026', '# 1. How do we teach?']);
  assert.match(lines[3] ?? '', /^With care\. (?:Words fill .* after another\. ?){6}$/);
  assert.equal(lines[4], 'Plan. | Read it');
  for (const question of ['Who decides?', 'Who helps?', 'Who pays?'])
    assert.ok(lines.includes(`${question} | You and we do so.`), question);
  assert.ok(read.blocks.some(({ links }) => links.some(({ address }) => address === 'https://s.example/plan')));
});

test('a Word document is read with its headings, tables and links', async () => {
  const text = (words: string, more = '') => `<w:r>${more}<w:t>${words}</w:t></w:r>`;
  const document = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w" xmlns:r="r"><w:body>
    <w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>${text('SEN report')}</w:p>
    <w:p>${text('Complaints', '<w:rPr><w:b/></w:rPr>')}</w:p><w:p>${text('Tell the head &amp; the governors.')}</w:p>
    <w:p>Plan: <w:hyperlink r:id="r1">${text('our plan')}</w:hyperlink></w:p>
    <w:tbl><w:tr><w:tc><w:p>${text('Who?')}</w:p></w:tc><w:tc><w:p>${text('All of us.')}</w:p></w:tc></w:tr></w:tbl>
    </w:body></w:document>`;
  const relations = `<Relationships><Relationship Id="r1" Type="x/hyperlink" Target="https://s.example/plan" TargetMode="External"/></Relationships>`;
  const bytes = Buffer.from(
    zipSync({
      'word/document.xml': Buffer.from(document),
      'word/_rels/document.xml.rels': Buffer.from(relations),
    }),
  );
  const read = await readReport(bytes);
  assert.deepEqual(short(read), [
    '# SEN report',
    '# Complaints',
    'Tell the head & the governors.',
    'our plan',
    'Who? | All of us.',
  ]);
  assert.deepEqual(read.blocks[3]?.links, [{ text: 'our plan', address: 'https://s.example/plan' }]);
});
