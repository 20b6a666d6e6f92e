import type { Db } from './db/database.ts';

/** How long something is kept. */
export interface Retention {
  months: number;
  notice_days: number;
}

/** The policy on keeping one kind of thing that holds on a day (`YYYY-MM-DD`). */
export async function retentionOf(db: Db, kind: 'account_unused' | 'audit' | 'mail', day: string): Promise<Retention> {
  return db
    .selectFrom('retention')
    .select(['months', 'notice_days'])
    .where('kind', '=', kind)
    .where('holds_from', '<=', day)
    .orderBy('holds_from', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
}
