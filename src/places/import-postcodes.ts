import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { csvBatches } from '../imports/csv-rows.ts';
import { openSource } from '../imports/source-file.ts';
import type { SourcePart } from '../imports/source-part.ts';
import { type ImportOptions, type ImportSummary, startTally } from '../imports/summary.ts';
import { UnreadableSource } from '../imports/unreadable-source.ts';
import { createSeenPostcodes, type PostcodeRow, postcodeColumns, readPostcodeRow } from './postcode-row-rules.ts';

// One statement each: large enough to be quick, small enough that an embedded database answers pages in between.
const batch_rows = 10_000;

/**
 * Imports postcodes with their places: Code-Point Open (its zip, folder, or one CSV) or the ONS Postcode Directory (its
 * zip or CSV), told apart by their columns. Adds and changes, and never deletes: a postcode that is not in the file stays.
 * Rows that cannot be used, and a postcode's second row, are refused and stop nothing; of a damaged file in a zip nothing
 * is taken. Refuses (UnreadableSource) a source that cannot be read at all or holds no postcodes.
 */
export async function importPostcodes(db: Db, options: ImportOptions): Promise<ImportSummary> {
  const tally = startTally('postcodes', options);
  const { summary } = tally;
  const wasSeen = createSeenPostcodes();
  const source = await openSource(options.path);
  let waiting: PostcodeRow[] = [];
  let bytes_before = 0;

  const write = async () => {
    const done = await writePostcodes(db, waiting, summary.dry_run);
    summary.new += done.new;
    summary.changed += done.changed;
    summary.unchanged += waiting.length - done.new - done.changed;
    waiting = [];
  };

  const readPart = async (part: SourcePart, total_bytes: number) => {
    const text = await part.open();
    let found: ReturnType<typeof postcodeColumns>;
    let rows_before = summary.read;
    for await (const batch of csvBatches(text)) {
      const rows = batch.rows;
      if (!found) {
        const first = rows[0];
        if (!first) continue;
        found = postcodeColumns(first.cells);
        if (!found)
          throw new UnreadableSource('its first row is neither Code-Point Open nor names a postcode and its place');
        if (found.is_header) rows.shift();
      }
      for (const bad of batch.bad) await tally.refuse({ part: part.name, ...bad });
      for (const { line, cells } of rows) {
        const row = readPostcodeRow(cells, found.columns);
        if ('reason' in row) {
          await tally.refuse({ part: part.name, line, cells, reason: row.reason });
        } else if (wasSeen(row.postcode)) {
          await tally.refuse({ part: part.name, line, cells, reason: `${row.postcode} stands in the file twice` });
        } else {
          summary.read += 1;
          waiting.push(row);
          if (waiting.length === batch_rows) await write();
        }
      }
      if (summary.read - rows_before >= batch_rows) {
        rows_before = summary.read;
        options.progress?.({ rows: summary.read, part: part.name, bytes: bytes_before, total_bytes });
      }
    }
    if (!found) throw new UnreadableSource('there is no row in it');
  };

  try {
    const parts = source.parts.filter(mayHoldPostcodes);
    const total_bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
    for (const part of parts) {
      await readPart(part, total_bytes).catch((error) => {
        if (!(error instanceof UnreadableSource)) throw error;
        tally.refusePart(part.name, error.message);
      });
      bytes_before += part.bytes;
      options.progress?.({ rows: summary.read, part: part.name, bytes: bytes_before, total_bytes });
    }
    if (waiting.length > 0) await write();
    if (summary.read === 0)
      throw new UnreadableSource(summary.unreadable[0]?.reason ?? 'there is no file of postcodes in it');
    return summary;
  } finally {
    await source.close();
    await tally.finish();
  }
}

// The zips of both publishers hold documents and lists of codes too, and ONS adds every row a second time by area.
function mayHoldPostcodes(part: SourcePart, _: number, all: SourcePart[]): boolean {
  if (all.length === 1) return true;
  return /\.(csv|txt)$/i.test(part.name) && !/(^|\/)(doc|docs|documents|multi_csv|user guide)\//i.test(part.name);
}

async function writePostcodes(
  db: Db,
  rows: PostcodeRow[],
  dry_run: boolean,
): Promise<{ new: number; changed: number }> {
  const given = sql`unnest(
    ${arrayOf(rows, (row) => row.postcode)}::text[], ${arrayOf(rows, (row) => row.latitude)}::real[],
    ${arrayOf(rows, (row) => row.longitude)}::real[], ${arrayOf(rows, (row) => row.district_code)}::text[]
  ) as given (postcode, latitude, longitude, district_code)`;
  const differs = (was: string, is: string) =>
    sql.raw(
      ['latitude', 'longitude', 'district_code'].map((c) => `${was}.${c} is distinct from ${is}.${c}`).join(' or '),
    );
  // A row that was inserted, not updated, has no xmax. The lateral join keeps to the index, row by row, however the
  // planner takes a table that nobody has analysed yet.
  const written = dry_run
    ? sql`
        select known.postcode is null as is_new from ${given}
        left join lateral (select * from postcode where postcode.postcode = given.postcode limit 1) known on true
        where known.postcode is null or ${differs('known', 'given')}`
    : sql`
        insert into postcode (postcode, latitude, longitude, district_code) select * from ${given}
        on conflict (postcode) do update set latitude = excluded.latitude, longitude = excluded.longitude,
          district_code = excluded.district_code
        where ${differs('postcode', 'excluded')}
        returning xmax = 0 as is_new`;
  const counts = await sql<{ new: number; changed: number }>`
    with written as (${written})
    select count(*) filter (where is_new) as new, count(*) filter (where not is_new) as changed from written`.execute(
    db,
  );
  return counts.rows[0] ?? { new: 0, changed: 0 };
}

// PostgreSQL's own way of writing an array, which a driver would take several times as long to write: what stands in it
// are postcodes, numbers and codes, which need no quotes.
function arrayOf(rows: PostcodeRow[], value: (row: PostcodeRow) => string | number | null): string {
  return `{${rows.map((row) => value(row) ?? 'NULL').join(',')}}`;
}
