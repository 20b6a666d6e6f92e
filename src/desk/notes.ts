import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

/** What one of the council's people wrote beside an item, for the others. */
export interface DeskNote {
  text: string;
  written_at: Date;
  written_by: string;
}

/** The notes of an item, the first one first. */
export async function notesOf(db: Db, item_id: number): Promise<DeskNote[]> {
  return db
    .selectFrom('desk_note')
    .select(['text', 'written_at', 'written_by'])
    .where('item_id', '=', item_id)
    .orderBy('id')
    .execute();
}

/** Within which the same note of the same person is one that was sent twice: minutes. */
const sentAgain = 10;

/**
 * Writes a note beside an item, once where it is sent twice: false where it is there already. It never leaves the council.
 * In a transaction.
 */
export async function addNote(
  tx: Db,
  item_id: number,
  { text, by, now }: { text: string; by: string; now: Date },
): Promise<boolean> {
  const since = new Date(now.getTime() - sentAgain * 60_000);
  // what is sent twice at the same moment waits here for the first
  await sql`select from desk_item where id = ${item_id} for update`.execute(tx);
  const added = await sql`insert into desk_note (item_id, text, written_at, written_by)
    select ${item_id}, ${text}, ${now}, ${by}
    where not exists (select from desk_note
      where item_id = ${item_id} and text = ${text} and written_by = ${by} and written_at > ${since})
    returning id`.execute(tx);
  return added.rows.length > 0;
}
