import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { DeskItem, DeskKind } from './items.ts';
import { likeOf, recordsLike } from './record-search.ts';

/** An item as the queue shows it. */
export interface QueueRow {
  id: number;
  kind: DeskKind;
  title: string;
  due_on: string;
  is_urgent: boolean;
  organisation: string | null;
  /** who has it now */
  holder: string | null;
  decided_at: Date | null;
  decided_by: string | null;
  decision: string | null;
}

/** Which items are asked for. */
export interface Wanted {
  kind?: DeskKind | undefined;
  /** anything that is known of an item */
  q: string;
  /** open ones where nothing is said */
  state?: 'open' | 'decided' | 'all';
  /** for each kind, the subjects that are like `q`: statements that select their subject_id */
  subjects?: readonly { kind: DeskKind; ids: RawBuilder<unknown> }[];
}

/**
 * Items that wait, urgent ones first, then by their due date; or those that were decided, the latest first. With `q`, those
 * that are like it in anything: number, title, notes, reasons, who decided, the record and its organisation, places and
 * numbers, and what each kind knows of its subjects. One statement; without words each page is read along an index.
 */
export async function queue(
  db: Db,
  { kind, q, state = 'open', subjects = [], limit, offset, now }: Wanted & { limit: number; offset: number; now: Date },
): Promise<QueueRow[]> {
  const which = { open: sql`item.decided_at is null`, decided: sql`item.decided_at is not null`, all: sql`true` };
  const order =
    state === 'open'
      ? sql`item.is_urgent desc, item.due_on, item.id`
      : sql`item.decided_at desc nulls first, item.is_urgent desc, item.due_on, item.id`;
  const rows = await sql<QueueRow>`
    select item.id, item.kind, item.title, item.due_on, item.is_urgent, organization.name as organisation,
      item.decided_at, item.decided_by, item.decision, coalesce(nullif(person.name, ''), person.email) as holder
    from desk_item item
      left join organization on organization.id = item.organization_id
      left join person on person.id = item.held_by and item.held_until > ${now} and item.decided_at is null
    where ${which[state]} ${kind ? sql`and item.kind = ${kind}` : sql``} ${q === '' ? sql`` : sql`and (${isLike(q, subjects)})`}
    order by ${order} limit ${limit} offset ${offset}`.execute(db);
  return rows.rows;
}

function isLike(q: string, subjects: NonNullable<Wanted['subjects']>): RawBuilder<unknown> {
  const like = likeOf(q);
  const ways = [
    sql`item.title ilike ${like}`,
    sql`item.organization_id in (select id from organization where name ilike ${like})`,
    sql`item.subject_id = ${q}`,
    sql`item.reason ilike ${like}`,
    sql`item.decided_by ilike ${like}`,
    sql`person.name ilike ${like}`,
    sql`item.id in (select item_id from desk_note where desk_note.text ilike ${like})`,
    sql`item.service_id in (${recordsLike(q)})`,
    ...subjects.map(({ kind, ids }) => sql`(item.kind = ${kind} and item.subject_id in (${ids}))`),
  ];
  const number = /^#?(\d{1,15})$/.exec(q)?.[1];
  if (number) ways.push(sql`item.id = ${Number(number)}`);
  return sql.join(ways, sql` or `);
}

/** How many items of each kind are open, late and urgent. */
export async function openByKind(
  db: Db,
  today: string,
): Promise<{ kind: DeskKind; n: number; late: number; urgent: number }[]> {
  const rows = await sql<{ kind: DeskKind; n: number; late: number; urgent: number }>`
    select kind, count(*) as n, count(*) filter (where is_urgent) as urgent, count(*) filter (where due_on < ${today}::date) as late
    from desk_item where decided_at is null group by kind order by kind`.execute(db);
  return rows.rows;
}

interface Decided {
  decision: string;
  decided_by: string;
  decided_at: Date;
}

/** What was decided since a moment, the latest first: at most a hundred. */
export async function decidedSince(
  db: Db,
  since: Date,
): Promise<(Pick<DeskItem, 'id' | 'kind' | 'title' | 'undone_at'> & Decided)[]> {
  const rows = await db
    .selectFrom('desk_item')
    .select(['id', 'kind', 'title', 'decision', 'decided_by', 'decided_at', 'undone_at'])
    .where('decided_at', '>=', since)
    .orderBy('decided_at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
  return rows.flatMap((row) =>
    row.decided_at === null
      ? []
      : [
          {
            ...row,
            kind: row.kind as DeskKind,
            decision: row.decision ?? '',
            decided_by: row.decided_by ?? '',
            decided_at: row.decided_at,
          },
        ],
  );
}

/** Who has an item now, and until when; undefined while nobody does. */
export async function holderOf(db: Db, id: number, now: Date): Promise<{ name: string; until: Date } | undefined> {
  const rows = await sql<{ name: string; until: Date }>`
    select coalesce(nullif(person.name, ''), person.email) as name, held_until as until
    from desk_item join person on person.id = held_by where desk_item.id = ${id} and held_until > ${now}`.execute(db);
  return rows.rows[0];
}

/** Puts an item back that this person has, so that others can decide it. */
export async function putBack(db: Db, id: number, person_id: string): Promise<void> {
  await db
    .updateTable('desk_item')
    .set({ held_by: null, held_until: null })
    .where('id', '=', id)
    .where('held_by', '=', person_id)
    .where('decided_at', 'is', null)
    .execute();
}

/** The items about a record, open ones first, then the latest: at most 50. */
export async function itemsOfService(
  db: Db,
  service_id: string,
): Promise<Pick<DeskItem, 'id' | 'kind' | 'title' | 'due_on' | 'decided_at' | 'decision'>[]> {
  const rows = await db
    .selectFrom('desk_item')
    .select(['id', 'kind', 'title', 'due_on', 'decided_at', 'decision'])
    .where('service_id', '=', service_id)
    .orderBy('decided_at', (order) => order.desc().nullsFirst())
    .orderBy('id', 'desc')
    .limit(50)
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as DeskKind }));
}

/** The ids of the open items of these kinds about a record. */
export async function openItemsOf(db: Db, service_id: string, kinds: DeskKind[]): Promise<{ id: number }[]> {
  return db
    .selectFrom('desk_item')
    .select('id')
    .where('service_id', '=', service_id)
    .where('kind', 'in', kinds)
    .where('decided_at', 'is', null)
    .execute();
}
