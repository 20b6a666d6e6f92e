import type { PdfBlock } from './pdf-blocks.ts';
import {
  drawLine,
  type Element,
  linesOf,
  type OpenLink,
  type PdfLine,
  type PdfRun,
  widthOf,
  widthsOf,
} from './pdf-lines.ts';
import {
  advance,
  type Column,
  child,
  high,
  ink,
  limit,
  need,
  newPage,
  ornament,
  quiet,
  type Sheet,
} from './pdf-sheet.ts';

/** Draws a table; its head stands again on each page that it goes on to. */
export function writeTable(
  sheet: Sheet,
  { x, width, parent }: Column,
  { head, rows, columns = {} }: PdfBlock & { kind: 'table' },
): void {
  const strong = head.map((cell) => cell.map((run) => ({ ...run, is_strong: true })));
  const widths = columnWidths(sheet, [strong, ...rows], width);
  const { numbers = [] } = columns;
  const element = child(sheet, parent, 'Table');
  const row = (cells: PdfRun[][], isHead: boolean) => {
    const tr = child(sheet, element, 'TR');
    const tags = cells.map((_, at) => (isHead || at === columns.names_rows ? 'TH' : 'TD'));
    // the types of the library do not know yet what a heading's cell is for
    const scope: PDFKit.Mixins.StructureElementOptions & { scope: string } = { scope: isHead ? 'Column' : 'Row' };
    const elements = tags.map((tag) => (tag === 'TH' ? sheet.doc.struct(tag, scope) : sheet.doc.struct(tag)));
    for (const one of elements) tr.add(one);
    tableRow(sheet, { x, widths, elements, tags, numbers }, cells, isHead ? undefined : again);
    tr.end();
  };
  const again = () => tableRow(sheet, { x, widths, elements: undefined, tags: [], numbers }, strong, undefined);
  row(strong, true);
  for (const cells of rows)
    row(
      widths.map((_, at) => cells[at] ?? []),
      false,
    );
  element.end();
  advance(sheet, sheet.size * 0.8);
}

function columnWidths(sheet: Sheet, rows: readonly PdfRun[][][], width: number): number[] {
  const count = Math.max(...rows.map((cells) => cells.length));
  const gap = sheet.size * 0.6;
  const needs = Array.from({ length: count }, (_, at) =>
    rows
      .map((cells) => widthsOf(sheet.doc, cells[at] ?? [], sheet.size))
      .reduce((one, other) => ({ least: Math.max(one.least, other.least), most: Math.max(one.most, other.most) }), {
        least: gap,
        most: gap,
      }),
  );
  const least = needs.reduce((sum, one) => sum + one.least + gap, 0);
  if (least >= width) return needs.map((one) => ((one.least + gap) * width) / least);
  const more = needs.reduce((sum, one) => sum + one.most - one.least, 0) || 1;
  return needs.map((one) => one.least + gap + ((one.most - one.least) * (width - least)) / more);
}

interface Row {
  x: number;
  widths: number[];
  /** undefined: the row repeats another, and is an ornament */
  elements: Element[] | undefined;
  tags: readonly string[];
  numbers: readonly number[];
}

// A row that is higher than what is left of a page goes to the next; one that is higher than a page goes on there.
function tableRow(sheet: Sheet, row: Row, cells: PdfRun[][], onNewPage: (() => void) | undefined): void {
  const { doc, size } = sheet;
  const step = size * high;
  const lines = cells.map((runs, at) =>
    linesOf(doc, runs, { size, width: Math.max(1, (row.widths[at] ?? 1) - size * 0.6) }),
  );
  const count = Math.max(1, ...lines.map(({ length }) => length));
  const open: (OpenLink | undefined)[] = [];
  if (onNewPage && sheet.y + Math.min(count, 25) * step > limit) {
    newPage(sheet);
    onNewPage();
  }
  for (let at = 0; at < count; at++) {
    need(sheet, step);
    let { x } = row;
    for (const [column, cell] of lines.entries()) {
      const line: PdfLine = cell[at] ?? [];
      const element = row.elements?.[column];
      const wide = row.widths[column] ?? 0;
      const left = row.numbers.includes(column) ? wide - size * 0.6 - widthOf(line) : 0;
      const place = { x: x + left, y: sheet.y, size, colour: ink };
      const to = element && { element, tag: row.tags[column] ?? '' };
      open[column] = drawLine(doc, line, place, to, open[column]);
      if (open[column]) sheet.links.push(open[column]);
      x += wide;
    }
    advance(sheet, step);
  }
  const width = row.widths.reduce((sum, one) => sum + one, 0);
  ornament(doc, () => doc.rect(row.x, sheet.y + 1, width, 0.7).fill(quiet));
  advance(sheet, size * 0.4);
}
