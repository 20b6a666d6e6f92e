/** One row of a CSV: the line on which it begins (from 1) and its cells as they stand. */
export interface CsvRow {
  line: number;
  cells: string[];
}

/** A row that cannot be used, and why, in words for whoever has to mend it. */
export interface BadRow extends CsvRow {
  reason: string;
}

/** The reason of a row that is whole but for letters that its encoding does not have. */
export const unreadable_letters = 'it holds letters that cannot be read (wrong encoding)';

export interface CsvBatch {
  rows: CsvRow[];
  bad: BadRow[];
}

/** Where reading stands between two pieces of text. */
interface Place {
  rest: string;
  line: number;
  delimiter: string | undefined;
  end_of_line: '\n' | '\r';
  /** inside a row that was too long: what comes up to the next line is thrown away */
  is_skipping: boolean;
}

type Taken = { cells: string[]; next: number; lines: number } | { reason: string } | 'more';

/**
 * A reader of CSV (RFC 4180) that is fed with pieces of text and gives the rows that are complete. The delimiter
 * (comma, semicolon, tab or bar) is read off the first line unless given; Excel's `sep=` line is understood. A broken
 * row costs only the line on which it begins: libraries throw away all that follows a quote that was never closed.
 * A row longer than `row_bytes` characters is a bad row.
 */
export function createCsvReader(options: { delimiter?: string | undefined; row_bytes: number }) {
  const place: Place = {
    rest: '',
    line: 1,
    delimiter: options.delimiter,
    end_of_line: '\n',
    is_skipping: false,
  };
  let is_first = true;
  return {
    read(piece: string, last: boolean): CsvBatch {
      place.rest += piece;
      if (is_first && !last && !/[\r\n]./s.test(place.rest) && place.rest.length < options.row_bytes) {
        return { rows: [], bad: [] };
      }
      if (is_first) readFirstLine(place);
      is_first = false;
      return readRows(place, last, options.row_bytes);
    },
  };
}

function readFirstLine(place: Place): void {
  const end = place.rest.search(/[\r\n]/);
  const first = end < 0 ? place.rest : place.rest.slice(0, end);
  if (end >= 0 && !place.rest.includes('\n')) place.end_of_line = '\r';
  const said = /^"?sep=(.)"?$/i.exec(first)?.[1];
  if (said !== undefined && end >= 0) {
    place.delimiter ??= said;
    place.rest = place.rest.slice(end + (place.rest.startsWith('\r\n', end) ? 2 : 1));
    place.line += 1;
  }
  place.delimiter ??= likelyDelimiter(first);
}

/** The character among comma, semicolon, tab and bar that stands most often outside quotes; a comma if none does. */
export function likelyDelimiter(line: string): string {
  const bare = line.replace(/"[^"]*"/g, '');
  const counts = [',', ';', '\t', '|'].map((character) => ({ character, count: bare.split(character).length }));
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).character;
}

function readRows(place: Place, last: boolean, row_bytes: number): CsvBatch {
  const batch: CsvBatch = { rows: [], bad: [] };
  const text = place.rest;
  const delimiter = place.delimiter ?? ',';
  const has_unreadable = /[\uFFFD\0]/.test(text);
  let at = 0;
  while (at < text.length) {
    const end = text.indexOf(place.end_of_line, at);
    if (place.is_skipping) {
      if (end < 0) {
        at = text.length;
        break;
      }
      place.is_skipping = false;
      at = end + 1;
      place.line += 1;
      continue;
    }
    if (end < 0 && !last) {
      if (text.length - at <= row_bytes) break;
      const cells = [text.slice(at, at + 200)];
      batch.bad.push({ line: place.line, cells, reason: `it is longer than ${row_bytes} characters` });
      place.is_skipping = true;
      at = text.length;
      break;
    }
    const line = trimReturn(text.slice(at, end < 0 ? text.length : end));
    const next = end < 0 ? text.length : end + 1;
    const taken: Taken = line.includes('"')
      ? takeQuoted(text, at, { delimiter, end_of_line: place.end_of_line, last, row_bytes })
      : { cells: line === '' ? [] : line.split(delimiter), next, lines: 1 };
    if (taken === 'more') break;
    if ('reason' in taken) {
      batch.bad.push({ line: place.line, cells: line.slice(0, 1000).split(delimiter), reason: taken.reason });
      at = next;
      place.line += 1;
      continue;
    }
    if (has_unreadable && taken.cells.some((cell) => /[\uFFFD\0]/.test(cell))) {
      const cells = taken.cells.map((cell) => cell.replaceAll('\0', '\uFFFD'));
      batch.bad.push({ line: place.line, cells, reason: unreadable_letters });
    } else if (taken.cells.some((cell) => cell !== '')) {
      batch.rows.push({ line: place.line, cells: taken.cells });
    }
    at = taken.next;
    place.line += taken.lines;
  }
  place.rest = text.slice(at);
  return batch;
}

function trimReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

function takeQuoted(
  text: string,
  from: number,
  how: { delimiter: string; end_of_line: string; last: boolean; row_bytes: number },
): Taken {
  const cells: string[] = [];
  let lines = 1;
  let at = from;
  for (;;) {
    if (text[at] !== '"') {
      const comma = text.indexOf(how.delimiter, at);
      const line = text.indexOf(how.end_of_line, at);
      if (line < 0 && !how.last) return 'more';
      const end = line < 0 ? text.length : line;
      if (comma >= 0 && comma < end) {
        cells.push(text.slice(at, comma));
        at = comma + 1;
        continue;
      }
      cells.push(trimReturn(text.slice(at, end)));
      return { cells, next: Math.min(end + 1, text.length), lines };
    }
    let value = '';
    at += 1;
    for (;;) {
      const quote = text.indexOf('"', at);
      if (quote < 0 || quote - from > how.row_bytes) {
        const is_hopeless = how.last || text.length - from > how.row_bytes;
        return is_hopeless ? { reason: 'a quote is opened and never closed' } : 'more';
      }
      if (quote + 1 === text.length && !how.last) return 'more';
      value += text.slice(at, quote);
      at = quote + 1;
      if (text[at] !== '"') break;
      value += '"';
      at += 1;
    }
    lines += value.split(how.end_of_line).length - 1;
    cells.push(value);
    if (text[at] === how.delimiter) {
      at += 1;
      continue;
    }
    if (text.startsWith('\r\n', at)) at += 1;
    else if (text[at] === '\r' && at + 1 === text.length && !how.last) return 'more';
    if (at >= text.length && how.last) return { cells, next: text.length, lines };
    if (at >= text.length) return 'more';
    if (text[at] === how.end_of_line) return { cells, next: at + 1, lines };
    return { reason: 'a quote stands in the middle of a value' };
  }
}
