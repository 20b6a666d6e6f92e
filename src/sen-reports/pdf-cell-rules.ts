import type { PdfLine } from './pdf-line-rules.ts';

/** Pieces that begin at the same place to the right of others, so often on a page, are a column of a table. */
const fewestCells = 3;

/**
 * Puts the pieces of lines that stand beside one another together: to rows of a table, whose first cell becomes the label of
 * the row, or to the lines that they are. `step` is what is usual from line to line, in points.
 */
export function joinCells(lines: readonly PdfLine[], step: number): PdfLine[] {
  let column: number | undefined;
  return [...Map.groupBy(lines, ({ page }) => page).values()].flatMap((page) => {
    // a table goes on where its column is found again, be it for one row
    column = columnOf(page, column);
    return joinPage(page, column, step);
  });
}

const isBeside = (one: PdfLine, other: PdfLine) => Math.abs(one.y - other.y) < Math.max(one.size, other.size) * 0.6;

function joinPage(lines: readonly PdfLine[], column: number | undefined, step: number): PdfLine[] {
  const joined: PdfLine[] = [];
  let row: PdfLine[] = [];
  const isInTable = (line: PdfLine, at: number) =>
    column !== undefined &&
    (line.x > column - 3 || line.end < column) &&
    lines.some(
      (other, place) => Math.abs(place - at) < 12 && other.x > column - 3 && Math.abs(other.y - line.y) < step * 8,
    );
  const close = () => {
    if (column !== undefined && row.length > 0) joined.push(...rowOf(row, column));
    row = [];
  };
  for (const [at, line] of lines.entries()) {
    if (isInTable(line, at)) {
      const isNext =
        row.length > 0 && !row.some((one) => isBeside(one, line)) && beginsRow(line, row, { column, step });
      if (isNext || row.some((one) => one.size - line.size > 1 || line.size - one.size > 1)) close();
      row.push(line);
      continue;
    }
    close();
    const last = joined.at(-1);
    if (
      last &&
      last.label === undefined &&
      last.page === line.page &&
      isBeside(last, line) &&
      line.x >= last.end - 2 &&
      line.x - last.end < line.size * 4
    ) {
      last.text += ` ${line.text}`;
      last.end = line.end;
      last.is_one_font &&= line.is_one_font && line.font === last.font;
      last.links.push(...line.links);
    } else joined.push({ ...line });
  }
  close();
  return joined;
}

/** Whether a line that stands below a row is of the next one, in a table whose second column begins at `column`. */
function beginsRow(
  line: PdfLine,
  row: readonly PdfLine[],
  { column, step }: { column: number | undefined; step: number },
): boolean {
  const lowestOf = (cells: readonly PdfLine[]) => Math.min(...cells.map(({ y }) => y));
  const isLeft = ({ x }: PdfLine) => x <= (column ?? 0) - 3;
  // a space between two rows; the next cell of a row begins as high as its first
  if (lowestOf(row) - line.y > step * 1.2) return true;
  if (!isLeft(line)) return false;
  const left = row.filter(isLeft);
  // the first cell has ended: by its words, or because nothing stood below it while the others went on
  return left.some(({ text }) => /\?\s*$/.test(text)) || (left.length > 0 && lowestOf(left) - line.y > step * 1.5);
}

/** Where the second column of a page's table begins; undefined where there is none. `before`: that of the page before. */
function columnOf(lines: readonly PdfLine[], before: number | undefined): number | undefined {
  const places = new Map<number, number>();
  for (const [at, line] of lines.entries()) {
    const left = lines
      .slice(Math.max(0, at - 6), at + 6)
      .find((other) => other !== line && isBeside(other, line) && other.end < line.x);
    if (!left) continue;
    const place = Math.round(line.x / 4) * 4;
    places.set(place, (places.get(place) ?? 0) + 1);
  }
  const columns = [...places]
    .filter(([place, count]) => count >= fewestCells || place === before)
    .map(([place]) => place);
  return columns.length > 0 ? Math.min(...columns) : undefined;
}

function rowOf(row: readonly PdfLine[], column: number): PdfLine[] {
  const [first] = row;
  const isLeft = ({ x }: PdfLine) => x <= column - 3;
  const left = row.filter(isLeft);
  const right = row
    .filter((line) => !isLeft(line))
    .toSorted((one, other) => (Math.abs(one.x - other.x) > 8 ? one.x - other.x : other.y - one.y));
  if (!first) return [];
  if (right.length === 0) return left.map((line) => ({ ...line }));
  const textOf = (cells: readonly PdfLine[]) => cells.map(({ text }) => text.trim()).join(' ');
  return [{ ...first, text: textOf(right), label: textOf(left), links: row.flatMap(({ links }) => links) }];
}
