import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { dayOf } from '../parts.ts';
import type { RoundStep } from './round-rules.ts';

/** A round of asking a school for its yearly report. */
export interface Round {
  id: number;
  urn: string;
  opened_at: Date;
  /** YYYY-MM-DD: when the report that it is about is a year old */
  ends_on: string;
  /** the steps that have been taken, and on which day */
  done: Map<RoundStep, string>;
}

/** The rounds that are open, by school; or that of one school. */
export async function openRounds(db: Db, urn?: string): Promise<Map<string, Round>> {
  const rounds = await db
    .selectFrom('report_round')
    .select(['id', 'urn', 'opened_at', 'ends_on'])
    .where('closed_at', 'is', null)
    .$if(urn !== undefined, (query) => query.where('urn', '=', urn ?? ''))
    .execute();
  const steps = await db
    .selectFrom('report_round_step')
    .innerJoin('report_round', 'report_round.id', 'round_id')
    .select(['round_id', 'step', 'done_at'])
    .where('closed_at', 'is', null)
    .$if(urn !== undefined, (query) => query.where('urn', '=', urn ?? ''))
    .execute();
  const done = new Map<number, Round['done']>();
  for (const { round_id, step, done_at } of steps)
    done.set(round_id, (done.get(round_id) ?? new Map()).set(step, dayOf(done_at)));
  return new Map(rounds.map((round) => [round.urn, { ...round, done: done.get(round.id) ?? new Map() }]));
}

/** How many rounds have begun on a day, in the United Kingdom. */
export async function roundsBegunOn(db: Db, day: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from report_round where (opened_at at time zone 'Europe/London')::date = ${day}::date`.execute(
    db,
  );
  return rows[0]?.n ?? 0;
}

/** Begins a round about a school's report. Undefined where one is open already. */
export async function openRound(
  db: Db,
  { urn, ends_on, now }: { urn: string; ends_on: string; now: Date },
): Promise<Round | undefined> {
  const { rows } = await sql<Omit<Round, 'done'>>`
    insert into report_round (urn, opened_at, ends_on) values (${urn}, ${now}, ${ends_on}::date)
    on conflict do nothing returning id, urn, opened_at, ends_on`.execute(db);
  return rows[0] && { ...rows[0], done: new Map() };
}

/** Ends a round: the school has renewed its report, or nobody has to ask any more. */
export async function closeRound(
  tx: Db,
  id: number,
  { outcome, now }: { outcome: 'renewed' | 'over'; now: Date },
): Promise<void> {
  await tx
    .updateTable('report_round')
    .set({ closed_at: now, outcome })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .execute();
}

/** Takes a step of a round with its letters, in the transaction of what it does: false where it was taken already or the round has ended. */
export async function takeRoundStep(
  tx: Db,
  round: Pick<Round, 'id'>,
  { step, letters, now }: { step: RoundStep; letters: number; now: Date },
): Promise<boolean> {
  const open = await sql`select from report_round where id = ${round.id} and closed_at is null for update`.execute(tx);
  if (open.rows.length === 0) return false;
  const taken = await tx
    .insertInto('report_round_step')
    .values({ round_id: round.id, step, done_at: now, letters })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (taken.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
