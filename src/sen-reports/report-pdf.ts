import type { Around } from '../content/page-block-rules.ts';
import { pdfBlocksOf } from '../content/page-pdf-rules.ts';
import { type PdfText, writePdf } from '../web/pdf.ts';
import { answerElements, datedWords, type Imprint, titleOf } from './document-rules.ts';
import type { Publication } from './publications.ts';

/** A published report as a tagged PDF, with its date and where it stands. */
export async function reportPdf(
  { content, published_at, report_date }: Publication,
  around: Around,
  { address, site_name }: Imprint,
): Promise<Buffer> {
  const say = (text: string): PdfText['blocks'][number] => ({ kind: 'paragraph', runs: [{ text }] });
  const lacks: PdfText['blocks'] =
    content.missing.length === 0
      ? []
      : [
          { kind: 'heading', level: 2, text: 'Still to be written' },
          { kind: 'list', is_numbered: false, items: content.missing.map(({ heading }) => [say(heading)]) },
        ];
  return writePdf({
    title: titleOf(content),
    lang: 'en-GB',
    made_at: published_at,
    footer: titleOf(content),
    is_large: false,
    contents_title: 'What is in this report',
    opening: [
      say(datedWords(report_date)),
      ...(content.is_demonstration ? [say('This report is made up, for a demonstration.')] : []),
      {
        kind: 'paragraph',
        runs: [{ text: `This report is also on the ${site_name}: ` }, { text: address, href: address }],
      },
    ],
    blocks: [
      ...content.items.flatMap((item): PdfText['blocks'] => [
        { kind: 'heading', level: 2, text: item.heading },
        ...pdfBlocksOf(answerElements(item, around), address),
      ]),
      ...lacks,
    ],
  });
}
