import { type Db, transaction } from '../db/database.ts';
import { newReference, readReference } from './references.ts';

/** Stores whether a page was helpful, and returns a reference. `page` is the page's path alone: no search words. */
export async function savePageRating(
  db: Db,
  rating: { page: string; is_helpful: boolean; body: string },
  now: Date,
): Promise<string> {
  const row = { ...rating, body: rating.body || null, received_at: now, reference: newReference('PH') };
  return transaction(db, async (tx) => {
    await tx.insertInto('page_rating').values(row).execute();
    return row.reference;
  });
}

/** The page that a rating is about, by the rating's reference. Undefined if there is none. */
export async function findPageRating(db: Db, typed: string): Promise<{ reference: string; page: string } | undefined> {
  return db
    .selectFrom('page_rating')
    .select(['reference', 'page'])
    .where('reference', '=', readReference(typed) ?? '')
    .executeTakeFirst();
}
