import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { mergeDraft } from './draft-changes.ts';
import { awaitPublication, holdBack, letGo } from './held-records.ts';
import { type Arrival, recogniseRecords } from './recognise-records.ts';
import { recordChanges } from './record-changes.ts';
import { organizationId } from './record-rows.ts';
import { type ServiceRecord, serviceRecord } from './records.ts';
import { saidAnew } from './said-anew.ts';
import { type Saved, type SaveOptions, saveArrivals } from './save-services.ts';

export interface ImportSaving extends SaveOptions {
  /** true: says what would happen, and changes nothing */
  dry_run?: boolean;
}

/** An arrival as it is written at once, beside what its source says and asks. */
interface Judged {
  arrival: Arrival;
  says: ServiceRecord;
  is_said_anew: boolean;
  /** the record as its source would have it, where that waits for a person */
  asked: ServiceRecord | undefined;
  /** what its source asked before, it asks no longer */
  is_settled: boolean;
  is_merged: boolean;
}

/**
 * Writes what a source says of services, at most about 500 records at a time, all of it or nothing. It is compared with
 * what the source said last, so that what was changed here since stays: where the source changes the same field, it
 * stays as it is here, and what the source says of it waits at the desk, until it is decided or the source takes it back.
 * With `publish: false`, new records wait, and so does every change to a public one. Of a record that was merged into
 * another nothing waits.
 */
export async function saveImported(db: Db, records: readonly ServiceRecord[], options: ImportSaving): Promise<Saved> {
  return transaction(db, async (tx) => {
    if (!options.dry_run) await waitForTurn(tx, records, options.source);
    const arrivals = await recogniseRecords(tx, records, options.source);
    const known = await knownOf(tx, arrivals, options.source);
    const organizations = await organizationsHere(tx, arrivals, options.source);
    const judged = arrivals.map((arrival) =>
      arrival.standing
        ? judge(arrival, arrival.standing, known.get(arrival.id), options)
        : asNew(arrival, organizations.get(organizationId(options.source, arrival.record.organization))),
    );
    const written = judged.filter(({ arrival }) => arrival.changes.length > 0);
    const waiting = judged.flatMap(({ arrival: { id, record: base }, asked }) =>
      asked ? [{ id, base, record: asked }] : [],
    );
    const changed = judged.filter(({ arrival, asked }) => !arrival.is_new && (arrival.changes.length > 0 || asked));
    const added = arrivals.filter(({ is_new }) => is_new).length;
    const saved: Saved = {
      new: added,
      changed: changed.length,
      unchanged: arrivals.length - added - changed.length,
      ids: arrivals.map(({ id }) => id),
    };
    if (options.dry_run) return saved;
    await saveArrivals(
      tx,
      written.map(({ arrival }) => arrival),
      options,
    );
    const unpublished = options.publish ? [] : written.filter(({ asked, is_merged }) => !asked && !is_merged);
    await awaitPublication(
      tx,
      unpublished.map(({ arrival }) => arrival),
      options,
    );
    await holdBack(tx, waiting, options);
    const settled = judged.filter(({ is_settled }) => is_settled);
    await letGo(
      tx,
      settled.map(({ arrival }) => arrival.id),
      options,
    );
    await rememberSaid(
      tx,
      judged.filter(({ is_said_anew }) => is_said_anew),
      options,
    );
    return saved;
  });
}

/** Whoever else changes one of these records at the moment comes first or after, so that neither undoes the other's change. */
async function waitForTurn(tx: Db, records: readonly ServiceRecord[], source: string): Promise<void> {
  await sql`select from service where source = ${source} and source_id = any(${records.map(({ source_id }) => source_id)})
    order by id for no key update`.execute(tx);
}

function judge(arrival: Arrival, standing: ServiceRecord, known: Known | undefined, { publish }: ImportSaving): Judged {
  const { record: says } = arrival;
  const { said = null, waiting = null, is_public = false, is_merged = false } = known ?? {};
  const anew = saidAnew(says, { said: said ?? undefined, standing, waiting: waiting ?? undefined });
  const record = anew && (publish || !is_public) ? serviceRecord.parse(anew.kept) : standing;
  const waits = anew !== undefined && !is_merged && recordChanges(record, anew.asked).length > 0;
  return {
    arrival: { ...arrival, record, changes: recordChanges(standing, record) },
    says,
    is_said_anew: anew !== undefined,
    asked: waits ? anew.asked : undefined,
    is_settled: anew !== undefined && !waits && waiting !== null,
    is_merged,
  };
}

/** A new record; its organisation stays as it was changed here, but for what the source says anew of it. */
function asNew(arrival: Arrival, organization: KnownOrganization | undefined): Judged {
  const { record: says } = arrival;
  const record = organization
    ? mergeDraft({ ...says, organization: organization.standing }, { ...says, organization: organization.said }, says)
    : says;
  const judged = { says, is_said_anew: true, asked: undefined, is_settled: false, is_merged: false };
  return { ...judged, arrival: { ...arrival, record } };
}

interface Known {
  said: ServiceRecord | null;
  waiting: { record: ServiceRecord; base: ServiceRecord | null } | null;
  is_public: boolean;
  is_merged: boolean;
}

async function knownOf(tx: Db, arrivals: readonly Arrival[], source: string): Promise<Map<string, Known>> {
  const ids = arrivals.flatMap(({ id, is_new }) => (is_new ? [] : [id]));
  const { rows } = await sql<Known & { id: string }>`
    select service.id, said.record as said,
      case when held.service_id is not null then jsonb_build_object('record', held.record, 'base', held.base) end as waiting,
      exists (select from publication where service_id = service.id and withdrawn_at is null) as is_public,
      exists (select from merged_service where service_id = service.id) as is_merged
    from service
      left join source_record said on said.service_id = service.id and said.source = ${source}
      left join held_record held on held.service_id = service.id and held.source = ${source}
    where service.id = any(${ids}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

interface KnownOrganization {
  said: ServiceRecord['organization'];
  standing: ServiceRecord['organization'];
}

/** The organisations of new records that are here already: what the source last said of each, and how it stands. */
async function organizationsHere(
  tx: Db,
  arrivals: readonly Arrival[],
  source: string,
): Promise<Map<string, KnownOrganization>> {
  const ids = arrivals.flatMap(({ is_new, record }) => (is_new ? organizationId(source, record.organization) : []));
  if (ids.length === 0) return new Map();
  const { rows } = await sql<KnownOrganization & { id: string }>`
    select distinct on (service.organization_id) service.organization_id as id,
      said.record->'organization' as said, saved.record->'organization' as standing
    from service
      join source_record said on said.service_id = service.id and said.source = ${source}
      join service_record saved on saved.service_id = service.id
    where service.organization_id = any(${[...new Set(ids)]}::uuid[])
    order by service.organization_id, said.said_at desc, service.id`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

async function rememberSaid(tx: Db, said: readonly Judged[], { source, now }: ImportSaving): Promise<void> {
  if (said.length === 0) return;
  const rows = said.map(({ arrival, says }) => ({ id: arrival.id, record: says }));
  await sql`
    insert into source_record (service_id, source, record, said_at)
    select (item->>'id')::uuid, ${source}, item->'record', ${now}
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) item
    on conflict (service_id) do update set source = excluded.source, record = excluded.record, said_at = excluded.said_at
  `.execute(tx);
}
