import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { type Deed, nameOf, writeDown } from './deeds.ts';
import type { Entries, EntryKind } from './entry-kinds.ts';

/** Something that the council says about its money, as it stands now. */
export interface MoneyEntry<Kind extends EntryKind> {
  /** the number of its newest row */
  id: number;
  thing: string;
  entry: Entries[Kind];
  is_demonstration: boolean;
  written_at: Date;
}

/** Everything of a kind that holds now, in the order in which it was first written. */
export async function entriesOf<Kind extends EntryKind>(db: Db, kind: Kind): Promise<MoneyEntry<Kind>[]> {
  const { rows } = await sql<MoneyEntry<Kind>>`
    select id, thing, entry, is_demonstration, written_at from (
      select distinct on (thing) *, min(id) over (partition by thing) as first_id
      from money_entry where kind = ${kind} order by thing, id desc) newest
    where not is_ended order by first_id`.execute(db);
  return rows;
}

/** One of them by its thing. */
export async function findEntry<Kind extends EntryKind>(
  db: Db,
  kind: Kind,
  thing: string,
): Promise<MoneyEntry<Kind> | undefined> {
  return (await entriesOf(db, kind)).find((one) => one.thing === thing);
}

/**
 * Writes something new, or another row of something that still is as it was seen; `is_ended` takes it out. Returns false
 * where somebody has changed it meanwhile; then nothing is written.
 */
export async function saveEntry<Kind extends EntryKind>(
  db: Db,
  kind: Kind,
  {
    of,
    entry,
    is_ended = false,
  }: { of: { thing: string; seen: number } | null; entry: Entries[Kind]; is_ended?: boolean },
  deed: Deed & { is_demonstration?: boolean },
): Promise<boolean> {
  return transaction(db, async (tx) => {
    if (of) {
      // the first row of a thing stands for it: whoever changes it waits here for whoever else does
      await sql`select id from money_entry where thing = ${of.thing} order by id limit 1 for update`.execute(tx);
      const newest = await sql<{ id: number }>`
        select id from money_entry where thing = ${of.thing} and kind = ${kind} order by id desc limit 1`.execute(tx);
      if (newest.rows[0]?.id !== of.seen) return false;
    }
    const written = await tx
      .insertInto('money_entry')
      .values({
        ...(of ? { thing: of.thing } : {}),
        kind,
        entry: JSON.stringify(entry),
        is_ended,
        is_demonstration: deed.is_demonstration ?? false,
        written_at: deed.now,
        written_by: nameOf(deed),
      })
      .returning('thing')
      .executeTakeFirstOrThrow();
    const action = is_ended ? 'ended_money_entry' : of ? 'changed_money_entry' : 'wrote_money_entry';
    const detail = { kind, ...entry };
    await writeDown(tx, deed, { action, entity: 'money_entry', entity_id: written.thing, detail });
    return true;
  });
}
