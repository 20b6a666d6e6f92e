import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { type ServiceRecord, type ServiceRecordInput, serviceRecord } from '../directory/records.ts';
import { type ImportSaving, saveImported } from '../directory/save-imported.ts';
import type { Saved } from '../directory/save-services.ts';
import type { RefusedRow } from '../imports/summary.ts';
import { withoutChildIds, withoutIds } from './incoming-id-rules.ts';
import { twinsElsewhere } from './twins.ts';

/** Where in its source a record stands, for whoever has to mend it. */
export type Origin = Omit<RefusedRow, 'reason'>;

/** What becomes of the records that are given to `startSaving`. */
export interface Outcome {
  saved(result: Saved, source_ids: string[]): Promise<void>;
  refused(row: RefusedRow): Promise<void>;
  noted(note: string): void;
}

const BATCH = 250;

/**
 * Takes records one by one and saves them in batches. Refuses, each with its reason and without harm to the others: what
 * does not fit `serviceRecord`, an id that stands twice in the source, a record that is already here from another
 * source (an import never changes another source's records; with `without_twins` also by name and postcode), and what the
 * database itself refuses.
 */
export function startSaving(db: Db, options: ImportSaving & { without_twins: boolean }, outcome: Outcome) {
  const seen = new Set<string>();
  const usedIds = new Set<string>();
  let waiting: { record: ServiceRecord; origin: Origin }[] = [];

  async function add(input: ServiceRecordInput, origin: Origin): Promise<void> {
    if (seen.has(input.source_id))
      return outcome.refused({ ...origin, reason: `its id ${input.source_id} stands twice in this source` });
    seen.add(input.source_id);
    const read = serviceRecord.safeParse(withoutChildIds(input, usedIds));
    if (!read.success) {
      const [issue] = read.error.issues;
      return outcome.refused({ ...origin, reason: `${issue?.path.join('.')}: ${issue?.message}` });
    }
    waiting.push({ record: read.data, origin });
    if (waiting.length >= BATCH) await flush();
  }

  async function flush(): Promise<void> {
    if (waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    const records = batch.map(({ record }) => record);
    const elsewhere = await idsOfOtherSources(db, records, options.source);
    const twins = options.without_twins ? await twinsElsewhere(db, records, options.source) : new Map<string, string>();
    const ours: typeof batch = [];
    for (const one of batch) {
      const owner = elsewhere.services.get(one.record.id ?? '') ?? twins.get(one.record.source_id);
      if (owner) await outcome.refused({ ...one.origin, reason: `it is already here, from ${owner}` });
      else ours.push({ ...one, record: withoutIds(one.record, elsewhere.shared) });
    }
    await addPositions(
      db,
      ours.map(({ record }) => record),
      outcome.noted,
    );
    await save(ours);
  }

  async function save(batch: typeof waiting): Promise<void> {
    const records = batch.map(({ record }) => record);
    try {
      if (records.length > 0)
        await outcome.saved(
          await saveImported(db, records, options),
          records.map(({ source_id }) => source_id),
        );
    } catch (error) {
      const reason = dataError(error);
      if (!reason) throw error;
      if (batch.length > 1) for (const one of batch) await save([one]);
      else for (const { record, origin } of batch) await saveBare(record, origin, reason);
    }
  }

  // The last try for a record that the database does not take: under ids of our own making.
  async function saveBare(record: ServiceRecord, origin: Origin, reason: string): Promise<void> {
    const bare = serviceRecord.parse(withoutChildIds(record));
    try {
      await outcome.saved(await saveImported(db, [bare], options), [record.source_id]);
    } catch (error) {
      if (!dataError(error)) throw error;
      await outcome.refused({ ...origin, reason: `the database does not take it (${reason})` });
    }
  }

  return { add, flush, seen: seen as ReadonlySet<string> };
}

// Classes 22 (data) and 23 (constraints) of PostgreSQL's error codes are a record's own fault; all else is ours.
function dataError(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return error instanceof Error && /^2[23]/.test(code) ? error.message : undefined;
}

/** Services that came from elsewhere, by id, with the name of their source; and ids of its organisations and places. */
async function idsOfOtherSources(db: Db, records: readonly ServiceRecord[], source: string) {
  const ids = records.flatMap(({ id }) => id ?? []);
  const shared = records.flatMap((record) => [
    record.organization.id ?? [],
    record.service_at_locations.flatMap(({ location }) => location.id ?? []),
  ]);
  const services = await sql<{ id: string; name: string }>`
    select service.id, source.name from service join source on source.code = service.source
    where service.id = any(${ids}::uuid[]) and service.source <> ${source}
  `.execute(db);
  const others = await sql<{ id: string }>`
    select id from organization where id = any(${shared.flat()}::uuid[]) and source <> ${source}
    union all select id from location where id = any(${shared.flat()}::uuid[]) and source <> ${source}
  `.execute(db);
  return {
    services: new Map(services.rows.map(({ id, name }) => [id, name])),
    shared: new Set(others.rows.map(({ id }) => id)),
  };
}

/** Gives places without a position the one of their postcode, where it is known exactly. */
async function addPositions(db: Db, records: readonly ServiceRecord[], noted: (note: string) => void): Promise<void> {
  const places = records.flatMap((record) => record.service_at_locations.map(({ location }) => location));
  const blank = places.filter(({ latitude, addresses }) => latitude === undefined && addresses[0]?.postal_code);
  if (blank.length === 0) return;
  const postcodes = blank.map(({ addresses }) => addresses[0]?.postal_code ?? '');
  const rows = await db
    .selectFrom('postcode')
    .select(['postcode', 'latitude', 'longitude'])
    .where('postcode', 'in', postcodes)
    .execute();
  const known = new Map(rows.map((row) => [row.postcode, row]));
  for (const location of blank) {
    const found = known.get(location.addresses[0]?.postal_code ?? '');
    if (typeof found?.latitude !== 'number' || typeof found.longitude !== 'number') {
      noted('a place without a position, whose postcode is not known here (import postcodes first)');
      continue;
    }
    location.latitude = found.latitude;
    location.longitude = found.longitude;
    noted('a place without a position got the one of its postcode');
  }
}
