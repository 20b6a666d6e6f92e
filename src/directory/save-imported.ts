import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { mergeDraft } from './draft-changes.ts';
import { awaitPublication, holdBack } from './held-records.ts';
import { type Arrival, recogniseRecords } from './recognise-records.ts';
import { recordChanges } from './record-changes.ts';
import { organizationId } from './record-rows.ts';
import type { ServiceRecord } from './records.ts';
import { saidAnew } from './said-anew.ts';
import { type Saved, type SaveOptions, saveArrivals } from './save-services.ts';

export interface ImportSaving extends SaveOptions {
  /** true: says what would happen, and changes nothing */
  dry_run?: boolean;
}

/** An arrival beside what its source asks, and what is written of it at once. */
interface Judged {
  arrival: Arrival;
  says: ServiceRecord;
  asked: ServiceRecord | undefined;
  waits: boolean;
  is_said_anew: boolean;
}

/**
 * Writes what a source says of services, at most about 500 records at a time, all of it or nothing. It is compared with
 * what the source said last, so that what was changed here since stays: where the source changes the same field, it
 * stays as it is here, and what the source says of it waits at the desk. With `publish: false`, new records wait, and so
 * does every change to a public one.
 */
export async function saveImported(db: Db, records: readonly ServiceRecord[], options: ImportSaving): Promise<Saved> {
  return transaction(db, async (tx) => {
    const arrivals = await withOrganizationsAsTheyStand(
      tx,
      await recogniseRecords(tx, records, options.source),
      options.source,
    );
    const known = await knownOf(tx, arrivals, options.source);
    const judged = arrivals.map((arrival) => judge(arrival, known.get(arrival.id), options));
    const written = judged.filter(({ arrival }) => arrival.changes.length > 0).map(({ arrival }) => arrival);
    const waiting = judged.filter(({ waits }) => waits);
    const changed = new Set([...written, ...waiting.map(({ arrival }) => arrival)].filter(({ is_new }) => !is_new));
    const saved: Saved = {
      new: arrivals.filter(({ is_new }) => is_new).length,
      changed: changed.size,
      unchanged: arrivals.filter((arrival) => !arrival.is_new).length - changed.size,
      ids: arrivals.map(({ id }) => id),
    };
    if (options.dry_run) return saved;
    await saveArrivals(tx, written, options);
    if (!options.publish) await awaitPublication(tx, written, options);
    const held = waiting.map(({ arrival, asked = arrival.record }) => ({
      ...arrival,
      record: asked,
      base: arrival.record,
    }));
    await holdBack(tx, held, options);
    await rememberSaid(
      tx,
      judged.filter(({ is_said_anew }) => is_said_anew),
      options,
    );
    return saved;
  });
}

function judge(arrival: Arrival, known: Known | undefined, { publish }: ImportSaving): Judged {
  const { record: says, standing } = arrival;
  if (!standing) return { arrival, says, asked: undefined, waits: false, is_said_anew: true };
  const { said = undefined, waiting = undefined, is_public = false } = known ?? {};
  const { kept, asked, is_contested } = saidAnew(says, {
    standing,
    ...(said && { said }),
    ...(waiting && { waiting }),
  });
  const is_said_anew = !said || asked !== undefined;
  const isHeld = is_public && !publish;
  const record = isHeld ? standing : kept;
  const waits = asked !== undefined && (isHeld ? recordChanges(standing, asked).length > 0 : is_contested);
  return {
    arrival: { ...arrival, record, changes: recordChanges(standing, record) },
    says,
    asked,
    waits,
    is_said_anew,
  };
}

interface Known {
  said: ServiceRecord | null;
  waiting: ServiceRecord | null;
  is_public: boolean;
}

async function knownOf(tx: Db, arrivals: readonly Arrival[], source: string): Promise<Map<string, Known>> {
  const ids = arrivals.flatMap(({ id, is_new }) => (is_new ? [] : [id]));
  const { rows } = await sql<Known & { id: string }>`
    select service.id, said.record as said, held.record as waiting,
      exists (select from publication where service_id = service.id and withdrawn_at is null) as is_public
    from service
      left join source_record said on said.service_id = service.id and said.source = ${source}
      left join held_record held on held.service_id = service.id and held.source = ${source}
    where service.id = any(${ids}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

/** A new record's organisation that is here already stays as it was changed here, but for what the source says anew of it. */
async function withOrganizationsAsTheyStand(tx: Db, arrivals: readonly Arrival[], source: string): Promise<Arrival[]> {
  const ids = arrivals.flatMap(({ is_new, record }) => (is_new ? [organizationId(source, record.organization)] : []));
  type Organization = ServiceRecord['organization'];
  const { rows } = await sql<{ id: string; said: Organization; standing: Organization }>`
    select distinct on (service.organization_id) service.organization_id as id,
      said.record->'organization' as said, saved.record->'organization' as standing
    from service
      join source_record said on said.service_id = service.id and said.source = ${source}
      join service_record saved on saved.service_id = service.id
    where service.organization_id = any(${ids}::uuid[])
    order by service.organization_id, said.said_at desc`.execute(tx);
  const known = new Map(rows.map((row) => [row.id, row]));
  return arrivals.map((arrival) => {
    const there = arrival.is_new && known.get(organizationId(source, arrival.record.organization));
    if (!there) return arrival;
    const { record } = arrival;
    const merged = mergeDraft(
      { ...record, organization: there.standing },
      { ...record, organization: there.said },
      record,
    );
    return { ...arrival, record: merged };
  });
}

async function rememberSaid(tx: Db, said: readonly Judged[], { source, now }: ImportSaving): Promise<void> {
  const rows = said.map(({ arrival, says }) => ({ id: arrival.id, record: says }));
  await sql`
    insert into source_record (service_id, source, record, said_at)
    select (item->>'id')::uuid, ${source}, item->'record', ${now}
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) item
    on conflict (service_id) do update set source = excluded.source, record = excluded.record, said_at = excluded.said_at
  `.execute(tx);
}
