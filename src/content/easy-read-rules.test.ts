import assert from 'node:assert/strict';
import { test } from 'node:test';
import { easyReadOf, ideasOf, linesAsText, linesFromText, pictureFor } from './easy-read-rules.ts';
import { readPage } from './page-tree-rules.ts';
import type { Places } from './place-rules.ts';

const places = { area: 'Elsewhere', phone: '01632 960 999', team: 'The team' } as Places;

const cases: { text: string; ideas: string[] }[] = [
  { text: 'Ask us. We help.', ideas: ['Ask us.', 'We help.'] },
  { text: 'Dr. Who is here', ideas: ['Dr.', 'Who is here'] },
  {
    text: 'You can ask the school for a meeting at any time, and you can take a friend with you.',
    ideas: ['You can ask the school for a meeting at any time.', 'And you can take a friend with you.'],
  },
  {
    text: 'The council must tell you what it has decided within six weeks; it must also tell you why.',
    ideas: ['The council must tell you what it has decided within six weeks.', 'It must also tell you why.'],
  },
  { text: 'Open 10:30 to 4.30 on a Monday.', ideas: ['Open 10:30 to 4.30 on a Monday.'] },
];

for (const { text, ideas } of cases) test(`one idea to a line: ${text}`, () => assert.deepEqual(ideasOf(text), ideas));

test('an Easy Read is made of headings, sentences, items, rows and contacts, without the law', () => {
  const markdown =
    '## Ask {area}\n\n- Call school.\n- Pay nothing.\n\n| When | What |\n|---|---|\n| 16 | More rights |\n\n:::callout[Good to know]\nIt is free.\n:::\n\n:::law[Act]\nLong.\n:::\n\n::contact{who="x"}\n\n<script>x</script>';
  assert.deepEqual(
    easyReadOf(readPage(markdown), { places, contacts: {} }).map(({ kind, text }) => `${kind}: ${text}`),
    [
      'heading: Ask Elsewhere',
      'line: Call school.',
      'line: Pay nothing.',
      'line: 16: More rights',
      'heading: Good to know',
      'line: It is free.',
      'line: You can call: The team, 01632 960 999',
    ],
  );
});

test('what staff edit is read as it was written, and a picture that there is not is replaced', () => {
  const lines = linesFromText('# A heading\n[school] Go there.\n[nothing] Call us on the phone.\n\nPlain.', places);
  assert.deepEqual(
    lines.map(({ kind, picture }) => [kind, picture]),
    [
      ['heading', pictureFor('A heading')],
      ['line', 'school'],
      ['line', 'phone'],
      ['line', 'question'],
    ],
  );
  assert.equal(linesAsText(linesFromText(linesAsText(lines), places)), linesAsText(lines));
});
