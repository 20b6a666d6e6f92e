import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { DeskItem, DeskKind } from './items.ts';

/** An open item as the queue shows it. */
export interface QueueRow {
  id: number;
  kind: DeskKind;
  title: string;
  due_on: string;
  is_urgent: boolean;
  organisation: string | null;
  /** who has it now */
  holder: string | null;
}

/**
 * Open items, urgent ones first, then by their due date: of one kind, and with a text in their title, organisation or
 * notes. One statement; each page is read along an index.
 */
export async function queue(
  db: Db,
  { kind, q, limit, offset, now }: { kind?: DeskKind | undefined; q: string; limit: number; offset: number; now: Date },
): Promise<QueueRow[]> {
  const like = `%${q.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const rows = await sql<QueueRow>`
    select item.id, item.kind, item.title, item.due_on, item.is_urgent, organization.name as organisation,
      coalesce(nullif(person.name, ''), person.email) as holder
    from desk_item item
      left join organization on organization.id = item.organization_id
      left join person on person.id = item.held_by and item.held_until > ${now}
    where item.decided_at is null
      ${kind ? sql`and item.kind = ${kind}` : sql``}
      ${
        q === ''
          ? sql``
          : sql`and (item.title ilike ${like} or organization.name ilike ${like} or item.subject_id = ${q}
        or exists (select from desk_note where desk_note.item_id = item.id and desk_note.text ilike ${like}))`
      }
    order by item.is_urgent desc, item.due_on, item.id limit ${limit} offset ${offset}`.execute(db);
  return rows.rows;
}

/** How many items of each kind are open. */
export async function openByKind(db: Db, today: string): Promise<{ kind: DeskKind; n: number; late: number }[]> {
  const rows = await sql<{ kind: DeskKind; n: number; late: number }>`
    select kind, count(*) as n, count(*) filter (where due_on < ${today}::date) as late
    from desk_item where decided_at is null group by kind order by kind`.execute(db);
  return rows.rows;
}

/** What was decided since a moment, the latest first: at most a hundred. */
export async function decidedSince(
  db: Db,
  since: Date,
): Promise<{ id: number; kind: DeskKind; title: string; decision: string; decided_by: string; decided_at: Date }[]> {
  const rows = await db
    .selectFrom('desk_item')
    .select(['id', 'kind', 'title', 'decision', 'decided_by', 'decided_at'])
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
