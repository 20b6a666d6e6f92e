import type { Db } from '../db/database.ts';

/** The fewest pupils whose number is shown on a day. */
export async function fewestPupils(db: Db, day: string): Promise<number> {
  const row = await db
    .selectFrom('school_policy')
    .select('fewest_pupils')
    .where('holds_from', '<=', day)
    .orderBy('holds_from', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return row.fewest_pupils;
}
