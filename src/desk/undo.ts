import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { dayOf } from '../parts.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';
import { NotAnyMore } from './decisions.ts';
import { type DeskItem, findItem, findOpenItem } from './items.ts';

/** How the decision about a kind of item is taken back, by its own domain. */
export interface Undo {
  /** why it cannot be any more; undefined while it can */
  whyNot: (db: Db, item: DeskItem) => Promise<string | undefined>;
  /** takes back what the decision did, and owes letters that correct those that went; throws `NotAnyMore` where it cannot */
  take: (tx: Db, who: Who, item: DeskItem) => Promise<void>;
}

/** For a decision that did nothing beside the item itself: it waits again, and that is all. */
export const nothingElse: Undo = { whyNot: async () => undefined, take: async () => {} };

/** Why a decision cannot be undone; undefined while it can: on the day on which it was taken, once, nothing done since. */
export async function whyNotUndone(db: Db, undo: Undo, item: DeskItem, now: Date): Promise<string | undefined> {
  if (!item.decided_at || item.did === null) return 'There is no decision to undo.';
  if (item.undone_at) return 'It has been undone already.';
  if (dayOf(item.decided_at) !== dayOf(now)) return 'A decision can be undone on the day on which it was taken.';
  if (await findOpenItem(db, item)) return 'It waits again already.';
  return undo.whyNot(db, item);
}

/**
 * Undoes a decision, once: what it did is taken back, and the item waits again with its notes, due when it was due.
 * Returns the item that waits; undefined where it cannot be undone (`whyNotUndone`), and then nothing has changed.
 */
export async function undoDecision(db: Db, who: Who, undo: Undo, id: number, now: Date): Promise<number | undefined> {
  try {
    return await transaction(db, async (tx) => {
      // whoever comes second waits here, and then sees that it is undone
      await sql`select from desk_item where id = ${id} for update`.execute(tx);
      const item = await findItem(tx, id);
      if (!item || (await whyNotUndone(tx, undo, item, now))) return undefined;
      const by = who.role?.name ?? who.email;
      await tx.updateTable('desk_item').set({ undone_at: now, undone_by: by }).where('id', '=', id).execute();
      await undo.take(tx, who, item);
      const on = item.service_id
        ? { entity: 'service', entity_id: item.service_id }
        : { entity: 'desk_item', entity_id: String(id) };
      await record(tx, who, { action: `undid_${item.kind}`, ...on, detail: { item: id } }, now);
      return waitAgain(tx, id);
    });
  } catch (error) {
    if (error instanceof NotAnyMore) return undefined;
    throw error;
  }
}

/** Has an item that was decided wait again, as a new one with its notes, due when it was due. Returns the new one's id. */
export async function waitAgain(tx: Db, id: number): Promise<number> {
  const again = await sql<{ id: number }>`
    insert into desk_item (kind, subject_id, title, service_id, organization_id, is_urgent, came_at, due_on)
    select kind, subject_id, title, service_id, organization_id, is_urgent, came_at, due_on
    from desk_item where id = ${id}
    on conflict (kind, subject_id) where decided_at is null do update set title = excluded.title
    returning id`.execute(tx);
  const new_id = again.rows[0]?.id ?? 0;
  await sql`insert into desk_note (item_id, text, written_at, written_by)
    select ${new_id}, text, written_at, written_by from desk_note where item_id = ${id} order by id`.execute(tx);
  return new_id;
}
