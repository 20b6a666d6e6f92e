import { type RawBuilder, sql } from 'kysely';
import { monthsBefore } from './date-rules.ts';
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

/** For how many months each kind of thing is kept at most, by the policy that holds on a day (`YYYY-MM-DD`). */
export async function keptMonths(db: Db, day: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('retention')
    .select(['kind', 'months'])
    .where('holds_from', '<=', day)
    .orderBy('holds_from')
    .execute();
  return new Map(rows.map(({ kind, months }) => [kind, months]));
}

/** The moment before which something of a kind is over; the beginning of time where no policy says so. */
export function overBefore(kept: ReadonlyMap<string, number>, kind: string, now: Date): Date {
  const months = kept.get(kind);
  return months === undefined ? new Date(0) : monthsBefore(now, months);
}

/** A condition in SQL: that what has this reference is not kept beyond its time (`/staff/retention`). */
export function isNotHeld(reference: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`not exists (select from legal_hold where legal_hold.reference = ${reference} and ended_at is null)`;
}
