import { type Db, transaction } from '../db/database.ts';
import { newReference, readReference } from './references.ts';

/** The three topics on which a council must seek comments (SEND Regulations 2014, reg. 56(1)), and any other. */
export const topics = ['content_quality_gaps', 'accessibility', 'development_and_review', 'other'] as const;
export type Topic = (typeof topics)[number];

/** Stores a comment about the Local Offer, and returns the reference by which its writer can ask about it. */
export async function saveComment(
  db: Db,
  comment: { topic: Topic; body: string; page: string; reply_to: string },
  now: Date,
): Promise<string> {
  const row = {
    topic: comment.topic,
    body: comment.body,
    page: comment.page || null,
    reply_to: comment.reply_to || null,
    received_at: now,
    reference: newReference('CO'),
  };
  return transaction(db, async (tx) => {
    await tx.insertInto('comment').values(row).execute();
    return row.reference;
  });
}

/** When a comment came in, by its reference as somebody types it. Undefined if there is none: nothing else is told. */
export async function findComment(
  db: Db,
  typed: string,
): Promise<{ reference: string; received_at: Date } | undefined> {
  return db
    .selectFrom('comment')
    .select(['reference', 'received_at'])
    .where('reference', '=', readReference(typed) ?? '')
    .executeTakeFirst();
}
