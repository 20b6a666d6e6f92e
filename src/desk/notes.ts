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

/** Writes a note beside an item, once where it is sent twice. It never leaves the council. */
export async function addNote(
  db: Db,
  item_id: number,
  { text, by, now }: { text: string; by: string; now: Date },
): Promise<void> {
  const since = new Date(now.getTime() - sentAgain * 60_000);
  await sql`insert into desk_note (item_id, text, written_at, written_by)
    select ${item_id}, ${text}, ${now}, ${by}
    where not exists (select from desk_note
      where item_id = ${item_id} and text = ${text} and written_by = ${by} and written_at > ${since})`.execute(db);
}
