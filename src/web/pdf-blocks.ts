import { drawLine, linesOf, type OpenLink, type PdfRun } from './pdf-lines.ts';
import { advance, type Column, child, high, ink, need, page, quiet, type Sheet } from './pdf-sheet.ts';
import { writeTable } from './pdf-table.ts';

/** What the columns of a table are, by their places from 0. */
export interface PdfColumns {
  /** its cells name their rows */
  names_rows?: number;
  /** numbers: they stand at the right */
  numbers?: readonly number[];
}

/** A part of a document. */
export type PdfBlock =
  | { kind: 'heading'; level: 2 | 3 | 4; text: string }
  | { kind: 'paragraph'; runs: PdfRun[]; is_quiet?: boolean }
  | { kind: 'list'; is_numbered: boolean; items: PdfBlock[][] }
  | { kind: 'table'; head: PdfRun[][]; rows: PdfRun[][][]; columns?: PdfColumns }
  /** what is set apart by a bar at its side */
  | { kind: 'box'; blocks: PdfBlock[] };

const headingSizes = { 1: 2, 2: 1.5, 3: 1.2, 4: 1.05 };

/** Draws blocks one below the other. */
export function writeBlocks(sheet: Sheet, column: Column, blocks: readonly PdfBlock[]): void {
  for (const block of blocks) {
    switch (block.kind) {
      case 'heading':
        heading(sheet, column, block.level, block.text);
        break;
      case 'paragraph':
        paragraph(sheet, column, block.runs, { colour: block.is_quiet ? quiet : ink });
        break;
      case 'list':
        list(sheet, column, block);
        break;
      case 'table':
        writeTable(sheet, column, block);
        break;
      case 'box':
        box(sheet, column, block.blocks);
        break;
    }
  }
}

/** Draws a text as a paragraph, or as an element of another kind. */
export function paragraph(
  sheet: Sheet,
  { x, width, parent }: Column,
  runs: readonly PdfRun[],
  { tag = 'P', size = sheet.size, colour = ink }: { tag?: string; size?: number; colour?: string } = {},
): void {
  const element = child(sheet, parent, tag);
  let open: OpenLink | undefined;
  for (const line of linesOf(sheet.doc, runs, { size, width })) {
    need(sheet, size * high);
    open = drawLine(sheet.doc, line, { x, y: sheet.y, size, colour }, { element, tag }, open);
    if (open) sheet.links.push(open);
    advance(sheet, size * high);
  }
  element.end();
  advance(sheet, sheet.size * 0.5);
}

/** Draws a heading; one of the second level gets a bookmark. */
export function heading(sheet: Sheet, column: Column, level: 1 | 2 | 3 | 4, text: string): void {
  const { doc } = sheet;
  const size = sheet.size * headingSizes[level];
  // never alone at the foot of a page: some lines of what it is about stand below it
  need(sheet, size * high * 2 + sheet.size * high * (level === 2 ? 6 : 3));
  if (sheet.y > page.top) advance(sheet, size * 0.6);
  if (level === 2) {
    const name = `heading-${sheet.headings.length + 1}`;
    doc.addNamedDestination(name, 'XYZ', 0, sheet.y, null);
    doc.outline.addItem(text);
    sheet.headings.push({ text, name, page: doc.bufferedPageRange().count });
  }
  paragraph(sheet, column, [{ text, is_strong: true }], { tag: `H${level}`, size });
}

function list(sheet: Sheet, { x, width, parent }: Column, { is_numbered, items }: PdfBlock & { kind: 'list' }): void {
  const { doc, size } = sheet;
  const element = child(sheet, parent, 'L');
  const indent = size * (is_numbered ? 2 : 1.3);
  for (const [at, blocks] of items.entries()) {
    const item = child(sheet, element, 'LI');
    const label = child(sheet, item, 'Lbl');
    need(sheet, size * high);
    const sign = linesOf(doc, [{ text: is_numbered ? `${at + 1}. ` : '• ' }], { size, width: indent })[0] ?? [];
    drawLine(doc, sign, { x, y: sheet.y, size, colour: ink }, { element: label, tag: 'Lbl' });
    label.end();
    const body = child(sheet, item, 'LBody');
    writeBlocks(sheet, { x: x + indent, width: width - indent, parent: body }, blocks);
    item.end();
  }
  element.end();
}

function box(sheet: Sheet, { x, width, parent }: Column, blocks: readonly PdfBlock[]): void {
  const element = child(sheet, parent, 'Div');
  need(sheet, sheet.size * high * 3);
  sheet.bars.push(x);
  writeBlocks(sheet, { x: x + sheet.size, width: width - sheet.size, parent: element }, blocks);
  sheet.bars.pop();
  element.end();
  advance(sheet, sheet.size * 0.5);
}
