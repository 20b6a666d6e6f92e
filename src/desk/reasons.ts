import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';

/** Why something is sent back: what staff choose, and what the letter says. */
export interface Reason {
  code: string;
  text: string;
  letter: string;
}

/** A reason of the list, whether it is still offered or not. */
export interface ListedReason extends Reason {
  retired_at: Date | null;
}

/** The council's own list of reasons as they are offered now, in its order. */
export async function reasons(db: Db): Promise<Reason[]> {
  return (await allReasons(db)).filter(({ retired_at }) => retired_at === null);
}

/** Every reason that there is or was, in the list's order. */
export async function allReasons(db: Db): Promise<ListedReason[]> {
  const columns = ['code', 'text', 'letter', 'retired_at'] as const;
  return db.selectFrom('reason').select(columns).orderBy('position').orderBy('code').execute();
}

/**
 * The reasons of these codes; what is not in the list is left out. One that was retired since somebody chose it still
 * counts.
 */
export async function findReasons(db: Db, codes: readonly string[]): Promise<Reason[]> {
  const wanted = new Set(codes);
  return (await allReasons(db)).filter(({ code }) => wanted.has(code));
}

type Words = Pick<Reason, 'text' | 'letter'>;

/** Adds a reason at the end of the list. */
export async function addReason(db: Db, who: Who, words: Words, now: Date): Promise<void> {
  await transaction(db, async (tx) => {
    const code = randomUUID();
    const position = sql<number>`(select coalesce(max(position), 0) + 1 from reason)`;
    await tx
      .insertInto('reason')
      .values({ ...words, code, position })
      .execute();
    await record(tx, who, { action: 'added_reason', entity: 'reason', entity_id: code, detail: { ...words } }, now);
  });
}

/** Words a reason anew, for what is decided from now on; the audit log keeps how it was. */
export async function rewordReason(db: Db, who: Who, { code, ...was }: Reason, words: Words, now: Date): Promise<void> {
  await transaction(db, async (tx) => {
    await tx.updateTable('reason').set(words).where('code', '=', code).execute();
    const detail = { ...words, was };
    await record(tx, who, { action: 'reworded_reason', entity: 'reason', entity_id: code, detail }, now);
  });
}

/** Offers a reason no longer, or again. It is never deleted: letters and decisions were given with it. */
export async function offerReason(db: Db, who: Who, code: string, is_offered: boolean, now: Date): Promise<void> {
  await transaction(db, async (tx) => {
    const changed = await tx
      .updateTable('reason')
      .set({ retired_at: is_offered ? null : now })
      .where('code', '=', code)
      .where('retired_at', is_offered ? 'is not' : 'is', null)
      .returning('text')
      .executeTakeFirst();
    if (!changed) return;
    const action = is_offered ? 'offered_reason_again' : 'retired_reason';
    await record(tx, who, { action, entity: 'reason', entity_id: code, detail: changed }, now);
  });
}
