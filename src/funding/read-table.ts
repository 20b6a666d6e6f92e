import { Readable } from 'node:stream';
import { type BadRow, type CsvRow, csvBatches, whyNotFitting } from '../imports/csv-rows.ts';
import { toUtf8 } from '../imports/text-encoding.ts';
import { UnreadableSource } from '../imports/unreadable-source.ts';

/** A table as it was sent: the names of its columns, its rows, and the rows that cannot be read. */
export interface SentTable {
  header: string[];
  rows: CsvRow[];
  bad: BadRow[];
}

const mostRows = 60_000;

/**
 * Reads a CSV file whose first row names its columns, in any encoding that spreadsheets write. Returns why it cannot be
 * read where it is no table at all, or a longer one than any of ours.
 */
export async function readTable(bytes: Buffer): Promise<SentTable | { why: string }> {
  const table: SentTable = { header: [], rows: [], bad: [] };
  try {
    for await (const { rows, bad } of csvBatches(Readable.from([bytes]).pipe(toUtf8()))) {
      table.rows.push(...rows);
      table.bad.push(...bad);
      if (table.rows.length > mostRows) return { why: `It has more than ${mostRows.toLocaleString('en-GB')} rows.` };
    }
  } catch (error) {
    if (error instanceof UnreadableSource) return { why: `It cannot be read: ${error.message}.` };
    throw error;
  }
  const first = table.rows.shift();
  if (!first) return { why: 'There is no row in it.' };
  table.header = first.cells.map((cell) => cell.trim().toLowerCase());
  const repeated = table.header.find((name, at) => name !== '' && table.header.indexOf(name) !== at);
  if (repeated) return { why: `Two of its columns are called ${repeated}.` };
  const fitting: CsvRow[] = [];
  for (const row of table.rows) {
    const reason = whyNotFitting(row.cells, table.header.length);
    if (reason) table.bad.push({ ...row, reason });
    else fitting.push(row);
  }
  return { ...table, rows: fitting };
}
