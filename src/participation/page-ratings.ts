import { type Db, transaction } from '../db/database.ts';
import { oweMail } from '../mail/mails.ts';
import { speaksOfHarm } from './harm-rules.ts';
import { newReference, readReference } from './references.ts';
import { bringToDesk, ownersOf, type Sending, serviceOfPage, tellOfMessage } from './routing.ts';

/**
 * Stores whether a page was helpful, and returns a reference. `page` is the page's path alone: no search words. What
 * somebody wrote beside it comes to the desk, and those whom it is about are told. The same words about the same page
 * within ten minutes are one message, pressed twice.
 */
export async function savePageRating(
  db: Db,
  rating: { page: string; is_helpful: boolean; body: string },
  sending: Sending,
): Promise<string> {
  const reference = newReference('PH');
  return transaction(db, async (tx) => {
    const same = rating.body && (await sentJustNow(tx, rating, sending.now));
    if (same) return same;
    const row = { ...rating, body: rating.body || null, received_at: sending.now, reference };
    const { id } = await tx.insertInto('page_rating').values(row).returning('id').executeTakeFirstOrThrow();
    if (!rating.body) return reference;
    const about = await serviceOfPage(tx, rating.page);
    const title = `What somebody wrote about the page ${about ? `of ${about.name}` : rating.page.slice(0, 100)}`;
    const is_urgent = speaksOfHarm(rating.body);
    const item = await bringToDesk(tx, { kind: 'rating', id, reference, title, about, is_urgent }, sending);
    await tellOfMessage(tx, { kind: 'rating', reference, item, about }, sending);
    return reference;
  });
}

const pressedAgainWithin = 10 * 60_000;

/** The reference of the same words about the same page, where they came a moment ago. */
async function sentJustNow(
  tx: Db,
  { page, is_helpful, body }: { page: string; is_helpful: boolean; body: string },
  now: Date,
): Promise<string | undefined> {
  const found = await tx
    .selectFrom('page_rating')
    .select('reference')
    .where('page', '=', page)
    .where('is_helpful', '=', is_helpful)
    .where('body', '=', body)
    .where('received_at', '>', new Date(now.getTime() - pressedAgainWithin))
    .executeTakeFirst();
  return found?.reference;
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

/**
 * Owes those whom a page is about a letter with what the council passes on to them of what somebody wrote about it: the
 * owners of the service, else the Local Offer officer. With `again`, a letter that says that the one before no longer holds.
 */
export async function passOn(
  tx: Db,
  item: { id: number },
  page: string,
  { again, words }: { again: boolean; words: string },
  { now, base_url, from, officer }: Sending,
): Promise<void> {
  const about = await serviceOfPage(tx, page);
  const of = about ? `the page of ${about.name}` : `the page ${page}`;
  const letter = {
    subject: again ? `We are looking again at what somebody wrote about ${of}` : `What somebody wrote about ${of}`,
    paragraphs: again
      ? [`Our letter of today about ${of} no longer holds. We look at it again.`]
      : [`Somebody wrote about ${of}. We have read it, and pass on to you what you need to know:`, words],
    action: { text: 'See the page', href: `${base_url}${page}` },
    by_when: again
      ? 'You need to do nothing now.'
      : 'Please put right what is wrong within two weeks, or tell us why not.',
    from,
  };
  const to = about ? (await ownersOf(tx, about.organization_id)).map(({ email }) => email) : [officer];
  for (const address of to)
    await oweMail(tx, { key: `rating-${again ? 'undone' : 'passed'}:${item.id}:${address}`, to: address, letter, now });
}
