import { type Db, transaction } from '../db/database.ts';
import { speaksOfHarm } from './harm-rules.ts';
import { newReference, readReference } from './references.ts';
import { bringToDesk, type Sending, serviceOfPage } from './routing.ts';

/**
 * Stores whether a page was helpful, and returns a reference. `page` is the page's path alone: no search words. What
 * somebody wrote beside it comes to the desk.
 */
export async function savePageRating(
  db: Db,
  rating: { page: string; is_helpful: boolean; body: string },
  sending: Sending,
): Promise<string> {
  const reference = newReference('PH');
  return transaction(db, async (tx) => {
    const row = { ...rating, body: rating.body || null, received_at: sending.now, reference };
    const { id } = await tx.insertInto('page_rating').values(row).returning('id').executeTakeFirstOrThrow();
    if (!rating.body) return reference;
    const about = await serviceOfPage(tx, rating.page);
    const title = `What somebody wrote about the page ${about ? `of ${about.name}` : rating.page.slice(0, 100)}`;
    const is_urgent = speaksOfHarm(rating.body);
    await bringToDesk(tx, { kind: 'rating', id, reference, title, about, is_urgent }, sending);
    return reference;
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

/** What somebody wrote about a page, for the desk. Undefined when it has been forgotten. */
export async function findRatingOfItem(
  db: Db,
  subject_id: string,
): Promise<
  { reference: string; page: string; is_helpful: boolean; body: string | null; received_at: Date } | undefined
> {
  return db
    .selectFrom('page_rating')
    .select(['reference', 'page', 'is_helpful', 'body', 'received_at'])
    .where('id', '=', Number(subject_id))
    .executeTakeFirst();
}
