import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { csvBatches } from '../imports/csv-rows.ts';
import { openSource } from '../imports/source-file.ts';
import type { SourcePart } from '../imports/source-part.ts';
import { type ImportOptions, type ImportSummary, startTally } from '../imports/summary.ts';
import { UnreadableSource } from '../imports/unreadable-source.ts';
import { foldName } from './name-rules.ts';
import { type PlaceRow, placeColumns, readPlaceRow } from './place-row-rules.ts';

const batch_rows = 5_000;

/**
 * Imports towns and villages from a gazetteer: any CSV with a name and a place, GeoNames' files, OS Open Names (zip or
 * CSV). `source` tells several gazetteers apart; in one source, name and place are what a row is known by. Adds and
 * changes, and never deletes. A county that the file does not tell is taken from the outlines that we have. Rows that
 * cannot be used are refused and stop nothing. Refuses (UnreadableSource) a source that cannot be read or is no gazetteer.
 */
export async function importPlaces(db: Db, options: ImportOptions & { source?: string }): Promise<ImportSummary> {
  const tally = startTally('places', options);
  const { summary } = tally;
  const source = await openSource(options.path);
  let waiting = new Map<string, PlaceRow>();

  const write = async () => {
    const rows = [...waiting.values()];
    const done = await writePlaces(db, options.source ?? 'import', rows, summary.dry_run);
    summary.new += done.new;
    summary.changed += done.changed;
    summary.unchanged += rows.length - done.new - done.changed;
    waiting = new Map();
  };

  const readPart = async (part: SourcePart) => {
    const text = await part.open();
    let found: ReturnType<typeof placeColumns>;
    for await (const { rows, bad } of csvBatches(text)) {
      if (!found && rows[0]) {
        found = placeColumns(rows[0].cells);
        if (!found) throw new UnreadableSource('its first row does not name a name, a latitude and a longitude');
        if (found.is_header) rows.shift();
      }
      for (const row of bad) await tally.refuse({ part: part.name, ...row });
      for (const { line, cells } of found ? rows : []) {
        const row = found && readPlaceRow(cells, found.columns);
        if (!row || row === 'not a settlement') continue;
        if ('reason' in row) {
          await tally.refuse({ part: part.name, line, cells, reason: row.reason });
          continue;
        }
        const key = [row.kind, row.name, row.latitude, row.longitude].join('|');
        if (waiting.has(key)) {
          await tally.refuse({ part: part.name, line, cells, reason: `${row.name} stands in the file twice` });
          continue;
        }
        summary.read += 1;
        waiting.set(key, row);
        if (waiting.size === batch_rows) await write();
      }
      options.progress?.({ rows: summary.read, part: part.name });
    }
    if (!found) throw new UnreadableSource('there is no row in it');
  };

  try {
    for (const part of source.parts.filter(mayHoldPlaces)) {
      await readPart(part).catch((error) => {
        if (!(error instanceof UnreadableSource)) throw error;
        tally.refusePart(part.name, error.message);
      });
    }
    if (waiting.size > 0) await write();
    if (summary.read === 0) throw new UnreadableSource(summary.unreadable[0]?.reason ?? 'there is no gazetteer in it');
    return summary;
  } finally {
    await source.close();
    await tally.finish();
  }
}

// Zips of gazetteers hold documents and headers too.
function mayHoldPlaces(part: SourcePart, _: number, all: SourcePart[]): boolean {
  if (all.length === 1) return true;
  return /\.(csv|txt|tsv)$/i.test(part.name) && !/(^|\/)(docs?|documents)\/|readme/i.test(part.name);
}

async function writePlaces(
  db: Db,
  source: string,
  rows: PlaceRow[],
  dry_run: boolean,
): Promise<{ new: number; changed: number }> {
  const given = sql`(
    select name, folded_name, kind, latitude, longitude, population, coalesce(county, (
      select area.name from area join area_shape on area_code = code
      where area.kind = 'county' and shape @> point(longitude, latitude) limit 1)) as county
    from unnest(
      ${rows.map((row) => row.name)}::text[], ${rows.map((row) => foldName(row.name))}::text[],
      ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.county)}::text[],
      ${rows.map((row) => row.latitude)}::float8[], ${rows.map((row) => row.longitude)}::float8[],
      ${rows.map((row) => row.population)}::int[]
    ) as t (name, folded_name, kind, county, latitude, longitude, population)) as given`;
  const written = dry_run
    ? sql`
        select known.id is null as is_new from ${given}
        left join place known on known.source = ${source} and known.kind = given.kind and known.name = given.name
          and known.latitude = given.latitude and known.longitude = given.longitude
        where known.id is null or known.county is distinct from given.county
          or known.population is distinct from given.population`
    : sql`
        insert into place (source, name, folded_name, kind, latitude, longitude, population, county)
        select ${source}, * from ${given}
        on conflict (source, kind, name, latitude, longitude)
          do update set county = excluded.county, population = excluded.population
        where place.county is distinct from excluded.county or place.population is distinct from excluded.population
        returning xmax = 0 as is_new`;
  const counts = await sql<{ new: number; changed: number }>`
    with written as (${written})
    select count(*) filter (where is_new) as new, count(*) filter (where not is_new) as changed from written`.execute(
    db,
  );
  return counts.rows[0] ?? { new: 0, changed: 0 };
}
