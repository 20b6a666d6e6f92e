import { sql } from 'kysely';
import { insertRows } from '../db/bulk.ts';
import { type Db, transaction } from '../db/database.ts';
import { findDuplicates } from './duplicates.ts';
import { type Arrival, recogniseRecords } from './recognise-records.ts';
import { addRows, childTables, noRows, organizationId, serviceTables } from './record-rows.ts';
import type { ServiceRecord } from './records.ts';
import { indexServices } from './search-index.ts';
import { saveStates } from './service-states.ts';

export interface SaveOptions {
  /** the code of the source that the records come from (`saveSource` first) */
  source: string;
  /** a role or a system, never a private person's name */
  changed_by: string;
  now: Date;
  /** false: new records are not made public */
  publish: boolean;
}

export interface Saved {
  new: number;
  changed: number;
  unchanged: number;
  ids: string[];
}

/** A source of records, written or renamed. */
export async function saveSource(
  db: Db,
  source: {
    code: string;
    name: string;
    url?: string;
    attribution?: string;
    is_neighbour?: boolean;
    is_demonstration?: boolean;
  },
): Promise<void> {
  await db
    .insertInto('source')
    .values(source)
    .onConflict((conflict) => conflict.column('code').doUpdateSet({ ...source }))
    .execute();
}

/**
 * Writes service records as somebody here has them, at most about 500 at a time: new ones, changed ones (each changed
 * field into the history), and leaves unchanged ones alone. A record is found again by its source and source_id, else by
 * its id. All of it or nothing. What a source says goes through `saveImported`.
 */
export async function saveServices(db: Db, records: readonly ServiceRecord[], options: SaveOptions): Promise<Saved> {
  return transaction(db, async (tx) => {
    const arrivals = await recogniseRecords(tx, records, options.source);
    const differing = arrivals.filter((arrival) => arrival.changes.length > 0);
    await saveArrivals(tx, differing, options);
    const added = differing.filter((arrival) => arrival.is_new).length;
    return {
      new: added,
      changed: differing.length - added,
      unchanged: arrivals.length - differing.length,
      ids: arrivals.map((arrival) => arrival.id),
    };
  });
}

/** Writes recognised records that are new or differ, and looks whether they are here twice. In a transaction. */
export async function saveArrivals(tx: Db, arrivals: readonly Arrival[], options: SaveOptions): Promise<void> {
  await write(tx, arrivals, options);
  const found = arrivals.filter(({ is_new, changes }) => is_new || changes.some(({ field }) => telling.has(field)));
  await findDuplicates(
    tx,
    found.map(({ id }) => id),
    options.now,
  );
}

/** By what a record can be known as one that is here already. */
const telling = new Set(['name', 'url', 'phones', 'service_at_locations', 'organization.name']);

async function write(db: Db, arrivals: readonly Arrival[], options: SaveOptions): Promise<void> {
  if (arrivals.length === 0) return;
  const rows = noRows();
  for (const { record, id } of arrivals) addRows(rows, record, id, options.source);
  await insertRows(db, 'taxonomy', rows.taxonomy, { replace: true });
  await insertRows(db, 'taxonomy_term', rows.taxonomy_term, { replace: true });
  await insertRows(
    db,
    'organization',
    rows.organization.map((row) => ({ ...row, last_modified: options.now })),
    { replace: true },
  );
  await insertRows(
    db,
    'service',
    arrivals.map((arrival) => serviceRow(arrival, options)),
    { replace: true },
  );
  await removeChildren(db, arrivals, rows.organization, rows.location);
  await insertRows(db, 'location', rows.location, { replace: true });
  for (const table of childTables) await insertRows(db, table, rows[table]);
  await saveStates(db, arrivals, options);
  await remember(db, arrivals, options);
  await indexServices(
    db,
    arrivals.map((arrival) => arrival.id),
  );
}

function serviceRow({ id, slug, record }: Arrival, { source, now }: SaveOptions) {
  return {
    id,
    slug,
    organization_id: organizationId(source, record.organization),
    name: record.name,
    alternate_name: record.alternate_name,
    summary: record.summary,
    description: record.description,
    url: record.url,
    email: record.email,
    status: record.status,
    fees: record.fees,
    accreditations: record.accreditations,
    minimum_age: record.minimum_age,
    maximum_age: record.maximum_age,
    assured_date: record.assured_date,
    assurer_email: record.assurer_email,
    alert: record.alert,
    application_process: record.application_process,
    open_to_all: record.local_offer.open_to_all,
    area: record.local_offer.area,
    is_place_hidden: record.local_offer.is_place_hidden,
    source,
    source_id: record.source_id,
    created_at: now,
    last_modified: now,
  };
}

type Row = Record<string, unknown>;

async function removeChildren(
  db: Db,
  arrivals: readonly Arrival[],
  organizations: Row[],
  locations: Row[],
): Promise<void> {
  const changed = arrivals.filter((arrival) => !arrival.is_new).map((arrival) => arrival.id);
  for (const table of serviceTables)
    if (changed.length > 0)
      await sql`delete from ${sql.table(table)} where service_id = any(${changed}::uuid[])`.execute(db);
  if (changed.length > 0) await sql`delete from attribute where link_id = any(${changed}::uuid[])`.execute(db);
  const ids = (rows: Row[]) => rows.map((row) => row.id);
  await sql`delete from organization_identifier where organization_id = any(${ids(organizations)}::uuid[])`.execute(db);
  await sql`delete from phone where organization_id = any(${ids(organizations)}::uuid[])`.execute(db);
  await sql`delete from address where location_id = any(${ids(locations)}::uuid[])`.execute(db);
  await sql`delete from accessibility where location_id = any(${ids(locations)}::uuid[])`.execute(db);
}

async function remember(db: Db, arrivals: readonly Arrival[], { source, changed_by, now }: SaveOptions): Promise<void> {
  const history = arrivals.flatMap(({ id, is_new, changes, record }) =>
    // a new record's fields are all new: its first state is kept whole, in one row
    (is_new ? [{ field: 'record', old_value: null, new_value: record as unknown }] : changes).map((change) => ({
      ...change,
      entity_id: id,
    })),
  );
  await sql`
    insert into change (entity, entity_id, field, old_value, new_value, changed_at, changed_by, source)
    select 'service', (item->>'entity_id')::uuid, item->>'field', item->'old_value', item->'new_value', ${now}, ${changed_by}, ${source}
    from jsonb_array_elements(${JSON.stringify(history)}::jsonb) item
  `.execute(db);
  await sql`
    insert into service_record (service_id, record, saved_at)
    select (item->>'id')::uuid, item->'record', ${now}
    from jsonb_array_elements(${JSON.stringify(arrivals.map(({ id, record }) => ({ id, record })))}::jsonb) item
    on conflict (service_id) do update set record = excluded.record, saved_at = excluded.saved_at
  `.execute(db);
}
