import type { Db } from '../db/database.ts';
import { dayOf } from '../parts.ts';
import { keptMonths, overBefore } from '../retention.ts';

/** Deletes notes of the team beside what was decided long ago, when their time is over. Runs once a day. */
export async function forgetOldNotes(db: Db, now: Date): Promise<void> {
  const kept = await keptMonths(db, dayOf(now));
  const decided = db
    .selectFrom('desk_item')
    .select('id')
    .where('decided_at', '<', overBefore(kept, 'desk_note', now));
  await db.deleteFrom('desk_note').where('item_id', 'in', decided).execute();
}
