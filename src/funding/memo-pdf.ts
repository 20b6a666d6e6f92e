import { type PdfBlock, type PdfRun, writePdf } from '../web/pdf.ts';
import type { MemoPage, SpendingView } from './memo-page.ts';

/** Whose memo it is, where it stands, and when it was published. */
interface Imprint {
  council: string;
  base_url: string;
  published_at: Date;
}

/** A memo as a tagged PDF: the same words as its page, and nothing that changes with the day on which it is asked for. */
export function memoPdf(page: MemoPage, { council, base_url, published_at }: Imprint): Promise<Buffer> {
  const address = `${base_url}${page.href}`;
  return writePdf({
    title: `Money for special needs at ${page.school.name}, ${page.year}`,
    lang: 'en-GB',
    made_at: published_at,
    footer: `${page.school.name} (${page.school.urn}), ${page.year}`,
    is_large: false,
    opening: [
      ...noticesOf(page),
      {
        kind: 'paragraph',
        runs: [{ text: `${page.school.name} has ${page.total} in its budget for special needs.`, is_strong: true }],
      },
      paragraph(
        'This part of a school’s budget is called the notional SEN budget. SEN means special educational needs.',
      ),
      {
        kind: 'paragraph',
        runs: [{ text: `${council} published this memo on ${page.published}: ` }, { text: address, href: address }],
      },
    ],
    blocks: [
      heading('How it is worked out'),
      {
        kind: 'table',
        head: ['Line', ...(page.is_shares ? ['What the formula gives', 'Share'] : ['How many', 'Rate']), 'Amount'].map(
          text,
        ),
        rows: [
          ...page.lines.map(({ label, count, rate, amount }) => [label, count, rate, amount].map(text)),
          [strong('Total'), text(''), text(''), strong(page.total)],
        ],
        columns: { names_rows: 0, numbers: [1, 2, 3] },
      },
      paragraph(page.rounding),
      ...(page.hiding ? [paragraph(page.hiding)] : []),
      ...(page.change ? [paragraph(page.change)] : []),
      heading('What it is not'),
      list(page.not_list),
      heading('What the school says it spends'),
      ...(page.spending
        ? spendingBlocks(page.spending)
        : [paragraph('The school has not told us yet. You can ask it.')]),
    ],
  });
}

const text = (words: string): PdfRun[] => [{ text: words }];
const strong = (words: string): PdfRun[] => [{ text: words, is_strong: true }];
const paragraph = (words: string): PdfBlock => ({ kind: 'paragraph', runs: text(words) });
const heading = (words: string): PdfBlock => ({ kind: 'heading', level: 2, text: words });
const list = (items: readonly string[]): PdfBlock => ({
  kind: 'list',
  is_numbered: false,
  items: items.map((words) => [paragraph(words)]),
});

/** What must be known of a memo before it is read. */
function noticesOf({ is_demonstration, replaced, corrected }: MemoPage): PdfBlock[] {
  const words = [
    ...(is_demonstration ? ['This memo is made up, for the demonstration.'] : []),
    ...(replaced
      ? [
          `This memo no longer counts. It was replaced on ${replaced.on}, by one of ${replaced.total}: ${replaced.because}`,
        ]
      : []),
    ...(corrected
      ? [`This memo was corrected on ${corrected.on}. Before, it was ${corrected.total}. Why: ${corrected.because}`]
      : []),
    ...(corrected?.met_from ? [`The difference: ${corrected.met_from}.`] : []),
  ];
  return words.length === 0 ? [] : [{ kind: 'box', blocks: words.map(paragraph) }];
}

function spendingBlocks({ lines, total, considered, note, written, is_demonstration }: SpendingView): PdfBlock[] {
  return [
    paragraph(`Written by the school on ${written}. We have not checked it.`),
    ...(is_demonstration ? [paragraph('It is made up, for the demonstration.')] : []),
    {
      kind: 'table',
      head: ['Kind of help', 'What', 'Paid from', 'Amount'].map(text),
      rows: [
        ...lines.map(({ kind, what, paid_from, amount }) => [kind, what, paid_from, amount].map(text)),
        [strong('Total'), text(''), text(''), strong(total)],
      ],
      columns: { names_rows: 0, numbers: [3] },
    },
    ...(note ? [paragraph(note)] : []),
    ...(considered.length > 0
      ? [paragraph('Before it gave the money out, the school thought of:'), list(considered)]
      : []),
  ];
}
