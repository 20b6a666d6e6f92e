import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { dayOf } from '../parts.ts';

/** What kinds of things wait for the council. */
export type DeskKind =
  | 'new_record'
  | 'changed_record'
  | 'local_offer'
  | 'claim'
  | 'problem'
  | 'comment'
  | 'rating'
  | 'broken_link'
  | 'past_date'
  | 'duplicate'
  | 'to_phone'
  | 'gap'
  | 'late_promise'
  | 'report_link'
  | 'report_late'
  | 'held_bulletin';

/** Something that waits. */
export interface DeskItem {
  id: number;
  kind: DeskKind;
  subject_id: string;
  title: string;
  service_id: string | null;
  organization_id: string | null;
  is_urgent: boolean;
  came_at: Date;
  due_on: string;
  held_by: string | null;
  held_until: Date | null;
  decided_at: Date | null;
  decided_by: string | null;
  decision: string | null;
  reason: string | null;
  /** what the decision did, where it can be undone */
  did: unknown;
  undone_at: Date | null;
  undone_by: string | null;
}

/** What is put on the desk: what it is about, and whose record it is. */
export type NewItem = Pick<DeskItem, 'kind' | 'subject_id' | 'title'> & {
  service_id?: string | null;
  organization_id?: string | null;
  is_urgent?: boolean;
};

/**
 * Puts something on the desk, due after the days that the council promises for its kind. While one of the same kind and
 * subject is open, nothing is added. Returns its id.
 */
export async function putOnDesk(db: Db, { now, ...item }: NewItem & { now: Date }): Promise<number> {
  return (await putAllOnDesk(db, [item], now))[0] ?? 0;
}

/** Puts several things on the desk in one statement, no two of one kind and subject. Returns their ids. */
export async function putAllOnDesk(db: Db, items: readonly NewItem[], now: Date): Promise<number[]> {
  if (items.length === 0) return [];
  const day = dayOf(now);
  const put = await sql<{ id: number }>`
    insert into desk_item (kind, subject_id, title, service_id, organization_id, is_urgent, came_at, due_on)
    select item.kind, item.subject_id, item.title, item.service_id, item.organization_id, coalesce(item.is_urgent, false),
      ${now}, ${day}::date + case when item.is_urgent then 0 else coalesce((select days from desk_promise
        where kind = item.kind and holds_from <= ${day}::date order by holds_from desc limit 1), 10) end
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as item
      (kind text, subject_id text, title text, service_id uuid, organization_id uuid, is_urgent boolean)
    on conflict (kind, subject_id) where decided_at is null do update
      set title = excluded.title, is_urgent = desk_item.is_urgent or excluded.is_urgent,
        due_on = least(desk_item.due_on, excluded.due_on)
    returning id`.execute(db);
  return put.rows.map(({ id }) => id);
}

/** An item by its id. */
export async function findItem(db: Db, id: string | number): Promise<DeskItem | undefined> {
  if (!/^\d{1,15}$/.test(String(id))) return undefined;
  const row = await db.selectFrom('desk_item').selectAll().where('id', '=', Number(id)).executeTakeFirst();
  return row as DeskItem | undefined;
}

/** How long somebody who opens an item has it to decide: minutes. */
const heldFor = 20;

/**
 * Takes an item to decide it: true while nobody else has it. Whoever opens it first keeps it for twenty minutes, and
 * longer while they come back.
 */
export async function holdItem(db: Db, id: number, person_id: string, now: Date): Promise<boolean> {
  const until = new Date(now.getTime() + heldFor * 60_000);
  const held = await sql`
    update desk_item set held_by = ${person_id}, held_until = ${until}
    where id = ${id} and decided_at is null and (held_by is null or held_by = ${person_id} or held_until < ${now})
    returning id`.execute(db);
  return held.rows.length > 0;
}

/** The id of the open item of that kind about a subject; undefined where none waits. */
export async function findOpenItem(db: Db, { kind, subject_id }: Subject): Promise<number | undefined> {
  const row = await db
    .selectFrom('desk_item')
    .select('id')
    .where('kind', '=', kind)
    .where('subject_id', '=', subject_id)
    .where('decided_at', 'is', null)
    .executeTakeFirst();
  return row?.id;
}

/**
 * Decides the open item of that kind about a subject, whoever has it on the table: what it is about has been settled
 * elsewhere. `by` says where. Returns its id; undefined where none waits.
 */
export async function decideOpen(
  db: Db,
  { kind, subject_id }: Subject,
  decided: { decision: string; by: string; now: Date },
): Promise<number | undefined> {
  return (await decideAllOpen(db, { kind, subject_ids: [subject_id] }, decided))[0];
}

/** As `decideOpen`, for several subjects in one statement. Returns the ids of those that waited. */
export async function decideAllOpen(
  db: Db,
  { kind, subject_ids }: { kind: DeskKind; subject_ids: readonly string[] },
  { decision, by, now }: { decision: string; by: string; now: Date },
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    update desk_item set decided_at = ${now}, decided_by = ${by}, decision = ${decision}
    where kind = ${kind} and subject_id = any(${subject_ids}::text[]) and decided_at is null
    returning id`.execute(db);
  return rows.map(({ id }) => id);
}

type Subject = Pick<DeskItem, 'kind' | 'subject_id'>;

/**
 * Decides an item, once: false where it has been decided already, or somebody else has it. In one transaction with what
 * the decision does.
 */
export async function decideItem(
  db: Db,
  id: number,
  {
    decision,
    reason = null,
    by,
    person_id,
    now,
  }: { decision: string; reason?: string | null; by: string; person_id: string | null; now: Date },
): Promise<boolean> {
  const decided = await sql`
    update desk_item set decided_at = ${now}, decided_by = ${by}, decision = ${decision}, reason = ${reason}
    where id = ${id} and decided_at is null
      and (held_by is null or held_by = ${person_id}::uuid or held_until < ${now} or ${person_id}::uuid is null)
    returning id`.execute(db);
  return decided.rows.length > 0;
}
