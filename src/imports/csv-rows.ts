import type { Readable } from 'node:stream';
import { type BadRow, type CsvBatch, type CsvRow, createCsvReader } from './csv-rules.ts';
import { limits } from './limits.ts';
import { UnreadableSource } from './unreadable-source.ts';

export { type BadRow, type CsvBatch, type CsvRow, unreadable_letters } from './csv-rules.ts';

/** A row under its header: values by column name, trimmed; an empty cell is an empty string. */
export interface CsvRecord extends CsvRow {
  values: Record<string, string>;
}

export interface RecordBatch {
  records: CsvRecord[];
  bad: BadRow[];
}

/**
 * Reads a stream of UTF-8 text (a `SourcePart.open()`) as CSV, some hundreds of rows at a time, the header, if there is
 * one, as the first row. Bad rows are told beside the good ones and stop nothing. What the stream throws, this throws.
 */
export async function* csvBatches(text: Readable, options: { delimiter?: string } = {}): AsyncGenerator<CsvBatch> {
  const reader = createCsvReader({ delimiter: options.delimiter, row_bytes: limits.row_bytes });
  const decoder = new TextDecoder();
  for await (const piece of text as AsyncIterable<Buffer | string>) {
    const batch = reader.read(typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true }), false);
    if (batch.rows.length > 0 || batch.bad.length > 0) yield batch;
  }
  const batch = reader.read(decoder.decode(), true);
  if (batch.rows.length > 0 || batch.bad.length > 0) yield batch;
}

/**
 * Reads a CSV whose first row names its columns. A row with fewer cells than the header (cut off), or with more that are
 * not empty, is a bad row. A second column of the same name is called `name (2)`. Refuses (UnreadableSource) a file
 * without a header row, or whose header lacks a column of `required`.
 */
export async function* csvRecords(
  text: Readable,
  options: { delimiter?: string; required?: string[] } = {},
): AsyncGenerator<RecordBatch> {
  let header: string[] | undefined;
  for await (const batch of csvBatches(text, options)) {
    const rows = [...batch.rows];
    header ??= readHeader(rows.shift(), options.required ?? []);
    const names = header;
    const bad = [...batch.bad];
    const records: CsvRecord[] = [];
    for (const row of rows) {
      const reason = whyNotFitting(row.cells, names.length);
      if (reason) bad.push({ ...row, reason });
      else
        records.push({
          ...row,
          values: Object.fromEntries(names.map((name, i) => [name, row.cells[i]?.trim() ?? ''])),
        });
    }
    yield { records, bad };
  }
  if (!header) throw new UnreadableSource('there is no row in it');
}

/** Why a row does not fit a header of so many columns, or undefined if it does. */
export function whyNotFitting(cells: string[], columns: number): string | undefined {
  if (cells.length < columns)
    return `it has ${cells.length} columns where the header has ${columns}: it may be cut off`;
  if (cells.slice(columns).some((cell) => cell.trim() !== '')) {
    return `it has ${cells.length} columns where the header has ${columns}`;
  }
  return undefined;
}

function readHeader(row: CsvRow | undefined, required: string[]): string[] {
  if (!row) throw new UnreadableSource('there is no header row in it');
  const names: string[] = [];
  for (const cell of row.cells) {
    const name = cell.trim();
    const times = names.filter((other) => other === name || other.startsWith(`${name} (`)).length;
    names.push(times === 0 ? name : `${name} (${times + 1})`);
  }
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new UnreadableSource(
      `its header has no column ${missing.join(', ')}; it has ${names.slice(0, 40).join(', ')}`,
    );
  }
  return names;
}
