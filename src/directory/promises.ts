import type { Db } from '../db/database.ts';
import type { Promises } from './freshness-rules.ts';
import { allTerms, type Term } from './taxonomies.ts';

/** All promises there are, of every time, with the kinds of support that they are about. */
export async function readPromises(db: Db, terms?: readonly Term[]): Promise<Promises> {
  const promises = await db.selectFrom('freshness_promise').selectAll().orderBy('category').execute();
  const kinds = (terms ?? (await allTerms(db))).filter(({ taxonomy }) => taxonomy === 'category');
  return {
    promises,
    parentOf: new Map(kinds.flatMap(({ code, parent }) => (parent === undefined ? [] : [[code, parent]]))),
  };
}
