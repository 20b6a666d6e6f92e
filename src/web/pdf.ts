import { setImmediate } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import { heading, type PdfBlock, paragraph, writeBlocks } from './pdf-blocks.ts';
import { drawLine, linesOf, registerFonts } from './pdf-lines.ts';
import { advance, type Column, child, high, ink, need, page, quiet, type Sheet } from './pdf-sheet.ts';

export type { PdfBlock } from './pdf-blocks.ts';
export type { PdfRun } from './pdf-lines.ts';

/** A document to be written as a tagged PDF. */
export interface PdfText {
  title: string;
  /** BCP 47, such as en-GB */
  lang: string;
  made_at: Date;
  /** at the foot of each page, before its number */
  footer: string;
  /** letters of 18 points in place of 11.5 */
  is_large: boolean;
  /** between the title and the contents */
  opening: PdfBlock[];
  /** what stands over the list of headings of the second level; undefined: there is no such list */
  contents_title?: string;
  blocks: PdfBlock[];
}

/** Counts up when the same text is written otherwise: what is stored as PDF is then made anew. */
export const pdfWriting = 1;

/**
 * Writes a document as a PDF whose structure is told to screen readers: headings, paragraphs, lists, tables and links, with
 * its language, title, bookmarks and contents. What only decorates is marked as such. Letters beyond those of European
 * languages in Latin script are drawn as empty boxes: the fonts have no others.
 */
export async function writePdf(text: PdfText): Promise<Buffer> {
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    lang: text.lang,
    displayTitle: true,
    info: { Title: text.title, CreationDate: text.made_at, ModDate: text.made_at },
    // the types of the library do not name this kind yet
    ...({ subset: 'PDF/UA' } as object),
  });
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', resolve);
    doc.on('error', reject);
  });
  registerFonts(doc);
  const root = doc.struct('Document');
  doc.addStructure(root);
  const sheet: Sheet = { doc, size: text.is_large ? 18 : 11.5, y: page.top, bars: [], links: [], headings: [] };
  const column = { x: page.side, width: page.width - 2 * page.side, parent: root };
  heading(sheet, column, 1, text.title);
  writeBlocks(sheet, column, text.opening);
  const contents = text.contents_title === undefined ? undefined : placeContents(sheet, column, text);
  for (const block of text.blocks) {
    writeBlocks(sheet, column, [block]);
    // whoever asks for a page meanwhile does not wait for all of it
    if (block.kind === 'heading') await setImmediate();
  }
  contents?.(sheet.headings);
  root.end();
  footers(sheet, text.footer);
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}

/** Keeps room for the list of headings. Returns what draws it, once it is known on which page each stands. */
function placeContents(
  sheet: Sheet,
  { x, width, parent }: Column,
  { blocks, contents_title = '' }: PdfText,
): (headings: Sheet['headings']) => void {
  const { doc, size } = sheet;
  advance(sheet, size);
  paragraph(sheet, { x, width, parent }, [{ text: contents_title, is_strong: true }], { tag: 'H2', size: size * 1.5 });
  const element = child(sheet, parent, 'TOC');
  const texts = blocks.flatMap((block) => (block.kind === 'heading' && block.level === 2 ? [block.text] : []));
  const numberWidth = size * 2.4;
  const places = texts.map((text) => {
    const height = linesOf(doc, [{ text }], { size, width: width - numberWidth }).length * size * high;
    need(sheet, height);
    const place = { page: doc.bufferedPageRange().count - 1, y: sheet.y };
    advance(sheet, height + size * 0.25);
    return place;
  });
  advance(sheet, size);
  return (headings) => {
    const last = doc.bufferedPageRange().count - 1;
    for (const [at, { text, name, page: number }] of headings.entries()) {
      const place = places[at];
      if (!place) continue;
      doc.switchToPage(place.page);
      const item = child(sheet, element, 'TOCI');
      const entry = { element: child(sheet, item, 'Reference'), tag: 'Reference' };
      let { y } = place;
      for (const line of linesOf(doc, [{ text, href: `#${name}` }, { text: ' ' }], {
        size,
        width: width - numberWidth,
      })) {
        drawLine(doc, line, { x, y, size, colour: ink }, entry)?.element.end();
        y += size * high;
      }
      const digits = linesOf(doc, [{ text: String(number) }], { size, width: numberWidth })[0] ?? [];
      const right = x + width - (digits[0]?.width ?? 0);
      drawLine(doc, digits, { x: right, y: y - size * high, size, colour: ink }, { element: item, tag: 'TOCI' });
      item.end();
    }
    element.end();
    doc.switchToPage(last);
  };
}

function footers({ doc, size }: Sheet, footer: string): void {
  const { count } = doc.bufferedPageRange();
  const small = Math.max(9, size * 0.8);
  const width = page.width - 2 * page.side;
  const y = page.height - page.bottom + 28;
  for (let at = 0; at < count; at++) {
    doc.switchToPage(at);
    const number = linesOf(doc, [{ text: `Page ${at + 1} of ${count}` }], { size: small, width })[0] ?? [];
    const wide = number[0]?.width ?? 0;
    const words = linesOf(doc, [{ text: footer }], { size: small, width: width - wide - small })[0] ?? [];
    drawLine(doc, words, { x: page.side, y, size: small, colour: quiet }, undefined);
    drawLine(doc, number, { x: page.width - page.side - wide, y, size: small, colour: quiet }, undefined);
  }
}
