import type { PdfBlock, PdfRun } from '../web/pdf.ts';
import { type MemoPage, notInWords, type SpendingView } from './memo-page.ts';

const text = (words: string): PdfRun[] => [{ text: words }];
const paragraph = (words: string): PdfBlock => ({ kind: 'paragraph', runs: text(words) });
const heading = (words: string): PdfBlock => ({ kind: 'heading', level: 2, text: words });

/** A memo as the parts of a document to print. */
export function memoBlocks(page: MemoPage): PdfBlock[] {
  const counted = page.is_shares ? ['What the formula gives', 'Share'] : ['How many', 'Rate'];
  return [
    ...(page.is_demonstration ? [paragraph('This memo is made up, for the demonstration.')] : []),
    ...(page.replaced
      ? [
          paragraph(
            `This memo no longer counts. It was replaced on ${page.replaced.on} because: ${page.replaced.because}`,
          ),
        ]
      : []),
    ...(page.corrected
      ? [
          paragraph(
            `This memo was corrected on ${page.corrected.on}: ${page.corrected.because} ${page.corrected.met_from}`,
          ),
        ]
      : []),
    heading('How it is worked out'),
    {
      kind: 'table',
      head: ['Line', ...counted, 'Amount'].map(text),
      rows: [
        ...page.lines.map(({ label, count, rate, amount }) => [label, count, rate, amount].map(text)),
        ['Total', '', '', page.total].map(text),
      ],
    },
    paragraph(page.rounding),
    ...(page.is_merged ? [paragraph('Some lines are told as one, so that nobody can tell of single children.')] : []),
    ...(page.change ? [paragraph(page.change)] : []),
    heading('What it is not'),
    { kind: 'list', is_numbered: false, items: notInWords.map((words) => [paragraph(words)]) },
    heading('What the school says it spends'),
    ...(page.spending ? spendingBlocks(page.spending) : [paragraph('The school has not said yet. You can ask it.')]),
  ];
}

function spendingBlocks({ lines, total, considered, note, written }: SpendingView): PdfBlock[] {
  return [
    paragraph(`Written by the school on ${written}.`),
    {
      kind: 'table',
      head: ['Kind of help', 'What', 'Paid from', 'Amount'].map(text),
      rows: [
        ...lines.map(({ kind, what, paid_from, amount }) => [kind, what, paid_from, amount].map(text)),
        ['Total', '', '', total].map(text),
      ],
    },
    ...(note ? [paragraph(note)] : []),
    ...(considered.length > 0
      ? [
          paragraph('Before it gave the money out, the school thought of:'),
          { kind: 'list' as const, is_numbered: false, items: considered.map((words) => [paragraph(words)]) },
        ]
      : []),
  ];
}
