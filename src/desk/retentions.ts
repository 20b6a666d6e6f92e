import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';

/** For how long a kind of thing is kept, from a day on. */
export interface KeptFor {
  kind: string;
  /** `YYYY-MM-DD` */
  holds_from: string;
  months: number;
  notice_days: number;
}

/** The whole policy, with what held before and what will hold: by kind, the latest day first. */
export async function retentionPolicy(db: Db): Promise<KeptFor[]> {
  return db.selectFrom('retention').selectAll().orderBy('kind').orderBy('holds_from', 'desc').execute();
}

/** Decides for how long a kind of thing is kept from a day on; what held before stays written down. */
export async function decideRetention(
  db: Db,
  who: Who,
  { kind, holds_from, months }: { kind: string; holds_from: string; months: number },
  now: Date,
): Promise<void> {
  await transaction(db, async (tx) => {
    await sql`insert into retention (kind, holds_from, months, notice_days)
      select ${kind}, ${holds_from}::date, ${months}, coalesce((select notice_days from retention
        where kind = ${kind} order by holds_from desc limit 1), 0)
      on conflict (kind, holds_from) do update set months = excluded.months`.execute(tx);
    const deed = { action: 'decided_retention', entity: 'retention', entity_id: kind, detail: { holds_from, months } };
    await record(tx, who, deed, now);
  });
}

/** Something that is kept beyond its time. */
export interface LegalHold {
  id: number;
  reference: string;
  why: string;
  held_at: Date;
  held_by: string;
}

/** What is kept beyond its time now, the latest first. */
export async function legalHolds(db: Db): Promise<LegalHold[]> {
  return db
    .selectFrom('legal_hold')
    .select(['id', 'reference', 'why', 'held_at', 'held_by'])
    .where('ended_at', 'is', null)
    .orderBy('id', 'desc')
    .execute();
}

/** Whether there is something with this reference that could be kept. */
export async function isThere(db: Db, reference: string): Promise<boolean> {
  const found = await sql`
    select from comment where reference = ${reference} union all select from page_rating where reference = ${reference}
    union all select from problem_report where reference = ${reference} limit 1`.execute(db);
  return found.rows.length > 0;
}

/** Keeps something beyond its time, with the reason; nothing happens where it is kept already. */
export async function holdForLaw(
  db: Db,
  who: Who,
  { reference, why }: { reference: string; why: string },
  now: Date,
): Promise<void> {
  await transaction(db, async (tx) => {
    const held = await tx
      .insertInto('legal_hold')
      .values({ reference, why, held_at: now, held_by: who.name || who.email })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (!held.numInsertedOrUpdatedRows) return;
    const deed = { action: 'held_for_law', entity: 'message', entity_id: reference, detail: { why } };
    await record(tx, who, deed, now);
  });
}

/** Lets something go that was kept beyond its time: from the next day on the policy holds for it again. */
export async function endHold(db: Db, who: Who, id: number, now: Date): Promise<void> {
  await transaction(db, async (tx) => {
    const ended = await tx
      .updateTable('legal_hold')
      .set({ ended_at: now, ended_by: who.name || who.email })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .returning('reference')
      .executeTakeFirst();
    if (!ended) return;
    await record(tx, who, { action: 'ended_hold', entity: 'message', entity_id: ended.reference }, now);
  });
}
