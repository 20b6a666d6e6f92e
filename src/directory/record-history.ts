import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { FieldChange } from './record-changes.ts';
import { recordBefore } from './record-history-rules.ts';
import { type ServiceRecord, serviceRecord } from './records.ts';

/** Something that happened to a record: what it said was changed, or what was decided about it. */
export interface HistoryEvent {
  at: Date;
  by: string;
  what: 'first' | 'changed' | 'published' | 'withdrawn' | 'membership' | 'confirmed' | 'merged' | 'took_in';
  /** a reason, a state, a name */
  detail: string;
  changes: FieldChange[];
}

/** The end of a day (`YYYY-MM-DD`) in the United Kingdom. */
const endOf = (day: string) => sql`(${day}::date + 1)::timestamp at time zone 'Europe/London'`;

/** The whole history of a record, the latest first: at most a thousand changed fields. */
export async function historyOf(db: Db, service_id: string): Promise<HistoryEvent[]> {
  const changed = await sql<FieldChange & { at: Date; by: string }>`
    select field, old_value, new_value, changed_at as at, changed_by as by
    from change where entity_id = ${service_id} and entity = 'service' order by changed_at desc, id desc limit 1000`.execute(
    db,
  );
  const decided = await sql<Omit<HistoryEvent, 'changes'>>`
    select published_at as at, published_by as by, 'published' as what, '' as detail
      from publication where service_id = ${service_id}
    union all select withdrawn_at, coalesce(withdrawn_by, ''), 'withdrawn', coalesce(reason, '')
      from publication where service_id = ${service_id} and withdrawn_at is not null
    union all select decided_at, decided_by, 'membership', state || coalesce(': ' || reason, '')
      from local_offer_membership where service_id = ${service_id}
    union all select confirmed_at, confirmed_by, 'confirmed', '' from confirmation where service_id = ${service_id}
    union all select merged_at, merged_by, 'merged', name
      from merged_service join service on service.id = into_id where service_id = ${service_id}
    union all select merged_at, merged_by, 'took_in', name
      from merged_service join service on service.id = service_id where into_id = ${service_id}`.execute(db);
  const events: HistoryEvent[] = decided.rows.map((row) => ({ ...row, changes: [] }));
  for (const { at, by, ...change } of changed.rows) {
    const last = events.at(-1);
    const what = change.field === 'record' ? 'first' : 'changed';
    if (last?.what === 'changed' && what === 'changed' && last.at.getTime() === at.getTime() && last.by === by)
      last.changes.push(change);
    else events.push({ at, by, what, detail: '', changes: what === 'first' ? [] : [change] });
  }
  return events.sort((a, b) => b.at.getTime() - a.at.getTime());
}

/** A record as it stood at the end of a day (`YYYY-MM-DD`); undefined where it was not there yet. */
export async function recordOn(db: Db, service_id: string, day: string): Promise<ServiceRecord | undefined> {
  const row = await db
    .selectFrom('service_record')
    .select('record')
    .where('service_id', '=', service_id)
    .executeTakeFirst();
  if (!row) return undefined;
  const since = await sql<FieldChange>`
    select field, old_value, new_value from change
    where entity_id = ${service_id} and entity = 'service' and changed_at >= ${endOf(day)}
    order by changed_at desc, id desc`.execute(db);
  const before = recordBefore(row.record as Record<string, unknown>, since.rows);
  return before && serviceRecord.parse(before);
}

/** Whether a record was public at the end of a day (`YYYY-MM-DD`). */
export async function wasPublicOn(db: Db, service_id: string, day: string): Promise<boolean> {
  const { rows } = await sql`
    select from publication where service_id = ${service_id} and published_at < ${endOf(day)}
      and (withdrawn_at is null or withdrawn_at >= ${endOf(day)}) limit 1`.execute(db);
  return rows.length > 0;
}
