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

/** Writes a note beside an item. It never leaves the council. */
export async function addNote(
  db: Db,
  item_id: number,
  { text, by, now }: { text: string; by: string; now: Date },
): Promise<void> {
  await db.insertInto('desk_note').values({ item_id, text, written_at: now, written_by: by }).execute();
}
