import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { decideAllOpen, putAllOnDesk } from '../desk/items.ts';
import type { Arrival } from './recognise-records.ts';
import { organizationId } from './record-rows.ts';
import type { ServiceRecord } from './records.ts';

/** What an import held back of a record, for staff to decide. */
export interface HeldRecord {
  /** the record as its source would have it */
  record: ServiceRecord;
  /** the record as it stood then: what has been changed since is not undone by approving */
  base: ServiceRecord | null;
  source: string;
  held_at: string;
}

/** Keeps changes as a source asks for them (`record`) beside the record as it stands; each waits at the desk. */
export async function holdBack(
  db: Db,
  asked: readonly { id: string; record: ServiceRecord; base: ServiceRecord }[],
  { source, now }: { source: string; now: Date },
): Promise<void> {
  if (asked.length === 0) return;
  await sql`
    insert into held_record (service_id, record, base, source, held_at)
    select (item->>'id')::uuid, item->'record', item->'base', ${source}, ${now}
    from jsonb_array_elements(${JSON.stringify(asked.map(({ id, record, base }) => ({ id, record, base })))}::jsonb) item
    on conflict (service_id) do update
      set record = excluded.record, base = excluded.base, source = excluded.source, held_at = excluded.held_at
  `.execute(db);
  await wait(db, asked, { kind: 'changed_record', source, now });
}

/** Has what their source took back of records wait no longer. */
export async function letGo(
  tx: Db,
  service_ids: readonly string[],
  { changed_by, now }: { changed_by: string; now: Date },
): Promise<void> {
  if (service_ids.length === 0) return;
  await sql`delete from held_record where service_id = any(${service_ids}::uuid[])`.execute(tx);
  const items = { kind: 'changed_record', subject_ids: service_ids } as const;
  await decideAllOpen(tx, items, { decision: 'taken back', by: changed_by, now });
}

/** Takes what is held back of a record away; undefined where nothing is. */
export async function takeHeld(tx: Db, service_id: string): Promise<HeldRecord | undefined> {
  const held = await tx
    .deleteFrom('held_record')
    .where('service_id', '=', service_id)
    .returningAll()
    .executeTakeFirst();
  if (!held) return undefined;
  const { record, base, source, held_at } = held;
  return { record, base, source, held_at: held_at.toISOString() } as HeldRecord;
}

/** Has what was taken wait again, where nothing else has come since. */
export async function holdAgain(
  tx: Db,
  service_id: string,
  { record, base, source, held_at }: HeldRecord,
): Promise<void> {
  await tx
    .insertInto('held_record')
    .values({ service_id, record: JSON.stringify(record), base: JSON.stringify(base), source, held_at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Has records that were written without being public wait at the desk. */
export async function awaitPublication(
  db: Db,
  arrivals: readonly Arrival[],
  { source, now }: { source: string; now: Date },
): Promise<void> {
  await wait(db, arrivals, { kind: 'new_record', source, now });
}

async function wait(
  db: Db,
  arrivals: readonly Pick<Arrival, 'id' | 'record'>[],
  { kind, source, now }: { kind: 'new_record' | 'changed_record'; source: string; now: Date },
): Promise<void> {
  if (arrivals.length === 0) return;
  const known = await sql<{ id: string }>`select id from organization
    where id = any(${arrivals.map(({ record }) => organizationId(source, record.organization))}::uuid[])`.execute(db);
  const organizations = new Set(known.rows.map(({ id }) => id));
  const items = arrivals.map(({ id, record }) => {
    const organization_id = organizationId(source, record.organization);
    return {
      kind,
      subject_id: id,
      title: record.name,
      service_id: id,
      organization_id: organizations.has(organization_id) ? organization_id : null,
    };
  });
  await putAllOnDesk(db, items, now);
}
