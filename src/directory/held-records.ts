import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { putAllOnDesk } from '../desk/items.ts';
import type { Arrival } from './recognise-records.ts';
import { organizationId } from './record-rows.ts';

/** Keeps changes to public records as they came in, for staff to decide; each waits at the desk. */
export async function holdBack(
  db: Db,
  arrivals: readonly Arrival[],
  { source, now }: { source: string; now: Date },
): Promise<void> {
  await sql`
    insert into held_record (service_id, record, source, held_at)
    select (item->>'id')::uuid, item->'record', ${source}, ${now}
    from jsonb_array_elements(${JSON.stringify(arrivals.map(({ id, record }) => ({ id, record })))}::jsonb) item
    on conflict (service_id) do update set record = excluded.record, source = excluded.source, held_at = excluded.held_at
  `.execute(db);
  await wait(db, arrivals, { kind: 'changed_record', source, now });
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
  arrivals: readonly Arrival[],
  { kind, source, now }: { kind: 'new_record' | 'changed_record'; source: string; now: Date },
): Promise<void> {
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
