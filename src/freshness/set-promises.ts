import { type Db, transaction } from '../db/database.ts';
import type { FreshnessPromise } from '../directory/freshness-rules.ts';
import { allTerms } from '../directory/taxonomies.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';

/** A kind of support for which something can be promised: `any` is what has no promise of its own. */
export interface Kind {
  code: string;
  name: string;
}

/** Every kind of support, first what has no promise of its own. */
export async function kindsOfSupport(db: Db): Promise<Kind[]> {
  const kinds = (await allTerms(db)).filter(({ taxonomy }) => taxonomy === 'category');
  return [{ code: 'any', name: 'Everything else' }, ...kinds.map(({ code, name }) => ({ code, name }))];
}

/** Promises another time for a kind of support, from a day on. False where one begins on that day already. */
export async function setPromise(db: Db, who: Who, promise: FreshnessPromise, now: Date): Promise<boolean> {
  return transaction(db, async (tx) => {
    const added = await tx
      .insertInto('freshness_promise')
      .values(promise)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (!added.numInsertedOrUpdatedRows) return false;
    const deed = { action: 'set_freshness_promise', entity: 'freshness_promise', entity_id: promise.category };
    await record(tx, who, { ...deed, detail: { ...promise } }, now);
    return true;
  });
}

/** Takes back a promise that has not begun on `today` (`YYYY-MM-DD`). False where it has, or where there is none. */
export async function takeBackPromise(
  db: Db,
  who: Who,
  { category, holds_from }: Pick<FreshnessPromise, 'category' | 'holds_from'>,
  { today, now }: { today: string; now: Date },
): Promise<boolean> {
  return transaction(db, async (tx) => {
    const taken = await tx
      .deleteFrom('freshness_promise')
      .where('category', '=', category)
      .where('holds_from', '=', holds_from)
      .where('holds_from', '>', today)
      .executeTakeFirst();
    if (taken.numDeletedRows === 0n) return false;
    const deed = { action: 'took_back_freshness_promise', entity: 'freshness_promise', entity_id: category };
    await record(tx, who, { ...deed, detail: { holds_from } }, now);
    return true;
  });
}
