import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageElements } from './page-html-rules.ts';
import { pdfBlocksOf } from './page-pdf-rules.ts';
import { readPage } from './page-tree-rules.ts';

const markdown = `## First

Read [the steps](/support/steps) **now**.

### Within

- One

  More of one
- Two
`;

test('a page that stands alone and one within a booklet keep their headings, links and lists', () => {
  const around = { places: {}, contacts: {}, documents: new Map() } as never;
  for (const level of [1, 2]) {
    const { html } = pageElements(readPage(markdown), around, { level, name: '' });
    const blocks = pdfBlocksOf(html, 'https://offer.example/documents/it');
    assert.deepEqual(blocks, [
      { kind: 'heading', level: level + 1, text: 'First' },
      {
        kind: 'paragraph',
        runs: [
          { text: 'Read ' },
          { text: 'the steps', href: 'https://offer.example/support/steps' },
          { text: ' ' },
          { text: 'now', is_strong: true },
          { text: '.' },
        ],
      },
      { kind: 'heading', level: level + 2, text: 'Within' },
      {
        kind: 'list',
        is_numbered: false,
        items: [
          [
            { kind: 'paragraph', runs: [{ text: 'One' }] },
            { kind: 'paragraph', runs: [{ text: 'More of one' }] },
          ],
          [{ kind: 'paragraph', runs: [{ text: 'Two' }] }],
        ],
      },
    ]);
  }
});
