import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { dayOf } from '../parts.ts';
import type { Step } from './plan-rules.ts';

/** A round of asking whether a record is still right. */
export interface Chase {
  id: number;
  service_id: string;
  round: number;
  opened_at: Date;
  ends_on: string;
  closed_at: Date | null;
  outcome: 'confirmed' | 'withdrawn' | 'published' | null;
  changed_at: Date | null;
}

/** Which steps of a round have been done, and on which day. */
export type Done = ReadonlyMap<Step, string>;

/** The rounds that are open, by the record they are about. */
export async function openChases(db: Db): Promise<Map<string, Chase & { done: Done }>> {
  const chases = await db.selectFrom('chase').selectAll().where('closed_at', 'is', null).orderBy('id').execute();
  const steps = await db
    .selectFrom('chase_step')
    .innerJoin('chase', 'chase.id', 'chase_step.chase_id')
    .select(['chase_id', 'step', 'done_at'])
    .where('closed_at', 'is', null)
    .execute();
  const done = new Map<number, Map<Step, string>>();
  for (const { chase_id, step, done_at } of steps)
    done.set(chase_id, (done.get(chase_id) ?? new Map()).set(step, dayOf(done_at)));
  return new Map(chases.map((chase) => [chase.service_id, { ...chase, done: done.get(chase.id) ?? new Map() }]));
}

/** Begins the next round about a record. Undefined where one is open already. */
export async function openChase(
  db: Db,
  { service_id, ends_on, now }: { service_id: string; ends_on: string; now: Date },
): Promise<Chase | undefined> {
  const opened = await sql<Chase>`
    insert into chase (service_id, round, opened_at, ends_on)
    select ${service_id}::uuid, 1 + coalesce(max(round), 0), ${now}, ${ends_on}
    from chase where service_id = ${service_id}::uuid
    on conflict do nothing returning *`.execute(db);
  return opened.rows[0];
}

/** How fast the council asks. */
export interface Pace {
  /** how many rounds a day may begin */
  rounds_a_day: number;
  /** what would be asked about within so many days is asked about together with what is due */
  gather_days: number;
  /** days after which something that is found again is told again */
  tell_again_days: number;
}

/** How fast the council asks, by the policy of a day (`YYYY-MM-DD`). */
export async function paceOn(db: Db, day: string): Promise<Pace> {
  const row = await db
    .selectFrom('freshness_pace')
    .select(['rounds_a_day', 'gather_days', 'tell_again_days'])
    .where('holds_from', '<=', day)
    .orderBy('holds_from', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? { rounds_a_day: 0, gather_days: 0, tell_again_days: 30 };
}

/** How many rounds have begun on a day, in the United Kingdom. */
export async function roundsBegunOn(db: Db, day: string): Promise<number> {
  const row = await sql<{ n: number }>`
    select count(*) as n from chase where (opened_at at time zone 'Europe/London')::date = ${day}::date`.execute(db);
  return row.rows[0]?.n ?? 0;
}

/** Ends rounds: somebody confirmed or published the record, or there is nothing left to confirm. */
export async function closeChases(
  db: Db,
  ids: readonly number[],
  { outcome, now }: { outcome: NonNullable<Chase['outcome']>; now: Date },
): Promise<void> {
  if (ids.length === 0) return;
  await sql`update chase set closed_at = ${now}, outcome = ${outcome}
    where id = any(${ids}::bigint[]) and closed_at is null`.execute(db);
}

/**
 * Takes a step of a round, so that nobody takes it again: false where it was taken already, or the round has ended, or the
 * record was confirmed meanwhile. In the transaction of what the step does.
 */
export async function takeStep(tx: Db, chase: Pick<Chase, 'id'>, step: Step, now: Date): Promise<boolean> {
  const open = await sql`select from chase where id = ${chase.id} and closed_at is null
    and not exists (select from confirmation c where c.service_id = chase.service_id and c.confirmed_at > opened_at)
    for update`.execute(tx);
  if (open.rows.length === 0) return false;
  const taken = await tx
    .insertInto('chase_step')
    .values({ chase_id: chase.id, step, done_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (taken.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Writes down to how many people a step's letter went. */
export async function lettersWent(tx: Db, chase_id: number, step: Step, letters: number): Promise<void> {
  await tx
    .updateTable('chase_step')
    .set({ letters })
    .where('chase_id', '=', chase_id)
    .where('step', '=', step)
    .execute();
}
