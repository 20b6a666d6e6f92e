import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFNumber, PDFString } from '@cantoo/pdf-lib';
import { type PdfText, writePdf } from './pdf.ts';

const words = (text: string) => ({ kind: 'paragraph' as const, runs: [{ text }] });
const long = 'So many words that a line is full of them and another one begins. '.repeat(8);

const everything: PdfText = {
  title: 'Help with money, ŵ and ż',
  lang: 'en-GB',
  made_at: new Date('2026-11-16T10:00:00Z'),
  footer: 'Example Local Offer',
  is_large: false,
  contents_title: 'What is in it',
  opening: [words('Read this first.')],
  blocks: [
    { kind: 'heading', level: 2, text: 'Grants' },
    {
      kind: 'paragraph',
      runs: [
        { text: 'Ask ' },
        { text: `the fund ${long}`, href: 'https://fund.example/ask' },
        { text: ', soon.', is_strong: true },
      ],
    },
    { kind: 'heading', level: 3, text: 'Who gives them' },
    {
      kind: 'list',
      is_numbered: true,
      items: [[words('First')], [words('Second'), { kind: 'list', is_numbered: false, items: [[words('Within')]] }]],
    },
    {
      kind: 'table',
      head: [[{ text: 'Who' }], [{ text: 'How much' }]],
      rows: Array.from({ length: 60 }, (_, at) => [[{ text: `Fund ${at} ${at === 3 ? long : ''}` }], [{ text: '£5' }]]),
    },
    { kind: 'box', blocks: [words(long)] },
    { kind: 'heading', level: 2, text: 'Loans' },
    words(long.repeat(20)),
  ],
};

/** A structure as tags with what they hold: `L(LI(Lbl,LBody))`; of links also their words and where they lead. */
async function structureOf(file: Uint8Array) {
  const pdf = await PDFDocument.load(file, { updateMetadata: false });
  const { context, catalog } = pdf;
  const tags: string[] = [];
  const links: { alt: string; contents: string; to: string }[] = [];
  const textOf = (dict: PDFDict, name: string) => {
    const value = context.lookup(dict.get(PDFName.of(name)));
    return value && 'decodeText' in value ? (value as PDFString).decodeText() : '';
  };
  const walk = (value: unknown, depth: number, parent?: PDFDict): void => {
    const node = context.lookup(value as PDFDict);
    if (node instanceof PDFArray) for (const one of node.asArray()) walk(one, depth, parent);
    if (!(node instanceof PDFDict)) return;
    const annotation = context.lookupMaybe(node.get(PDFName.of('Obj')), PDFDict);
    if (annotation && parent) {
      const action = context.lookup(annotation.get(PDFName.of('A')), PDFDict);
      assert.ok(annotation.get(PDFName.of('StructParent')) instanceof PDFNumber);
      links.push({
        alt: textOf(parent, 'Alt'),
        contents: textOf(annotation, 'Contents'),
        to: textOf(action, 'URI') || textOf(action, 'D'),
      });
    }
    const tag = node.get(PDFName.of('S'));
    if (tag instanceof PDFName) tags.push(`${' '.repeat(depth)}${tag.decodeText()}`);
    walk(node.get(PDFName.of('K')), tag ? depth + 1 : depth, tag ? node : parent);
  };
  const root = context.lookup(catalog.get(PDFName.of('StructTreeRoot')), PDFDict);
  walk(root.get(PDFName.of('K')), 0);
  return { pdf, catalog, tags, links };
}

const flat = (tags: readonly string[]) => tags.map((tag) => tag.trim());

test('a PDF tells screen readers its language, title and structure', async () => {
  const { pdf, catalog, tags, links } = await structureOf(await writePdf(everything));
  const { context } = pdf;
  assert.match(String(context.lookup(catalog.get(PDFName.of('MarkInfo')))), /\/Marked true/);
  assert.match(String(catalog.get(PDFName.of('Lang'))), /en-GB/);
  assert.match(String(context.lookup(catalog.get(PDFName.of('ViewerPreferences')))), /\/DisplayDocTitle true/);
  assert.equal(pdf.getTitle(), 'Help with money, ŵ and ż');
  assert.ok(catalog.get(PDFName.of('Outlines')), 'bookmarks');
  const named = flat(tags);
  assert.deepEqual(
    named.filter((tag) => /^H\d$/.test(tag)),
    ['H1', 'H2', 'H2', 'H3', 'H2'],
  );
  assert.match(tags.join('\n'), /L\n {2}LI\n {3}Lbl\n {3}LBody\n {4}P\n {2}LI\n {3}Lbl\n {3}LBody\n {4}P\n {4}L\n/);
  assert.deepEqual(
    ['TOCI', 'TH', 'TR', 'TD'].map((tag) => named.filter((one) => one === tag).length),
    [2, 2, 61, 120],
  );
  assert.deepEqual(
    links.filter(({ to }) => to.startsWith('heading')).map(({ alt, to }) => [alt, to]),
    [
      ['Grants', 'heading-1'],
      ['Loans', 'heading-2'],
    ],
  );
  const fund = links.filter(({ to }) => to === 'https://fund.example/ask');
  assert.ok(fund.length > 1, 'on each line of its own');
  assert.ok(fund.every(({ contents }) => contents.startsWith('the fund')));
  assert.equal(named.filter((tag) => tag === 'Link').length, 3, 'yet one link');
});

test('in large print it has more pages, and the same structure', async () => {
  const normal = await structureOf(await writePdf(everything));
  const large = await structureOf(await writePdf({ ...everything, is_large: true }));
  assert.ok(large.pdf.getPageCount() > normal.pdf.getPageCount());
  assert.deepEqual(
    flat(large.tags).filter((tag) => tag !== 'Link'),
    flat(normal.tags).filter((tag) => tag !== 'Link'),
  );
});

test('words and tables that fit nowhere are written all the same', async () => {
  const cells = Array.from({ length: 60 }, (_, at) => [{ text: `column${at}` }]);
  const odd: PdfText['blocks'] = [
    words('x'.repeat(5000)),
    { kind: 'table', head: cells, rows: [cells, [], [[{ text: long.repeat(3) }]]] },
    { kind: 'table', head: [], rows: [] },
    { kind: 'list', is_numbered: true, items: [[], [words('')]] },
    { kind: 'box', blocks: [] },
    words('Ещё 中文 \u0000 \t'),
  ];
  const { pdf } = await structureOf(await writePdf({ ...everything, contents_title: undefined, blocks: odd }));
  assert.ok(pdf.getPageCount() > 2);
});
