import { type Db, transaction } from '../db/database.ts';
import { speaksOfHarm } from './harm-rules.ts';
import { newReference, readReference } from './references.ts';
import { bringToDesk, type Sending, serviceOfPage, tellOfComment } from './routing.ts';

/** The three topics on which a council must seek comments (SEND Regulations 2014, reg. 56(1)), and any other. */
export const topics = ['content_quality_gaps', 'accessibility', 'development_and_review', 'other'] as const;
export type Topic = (typeof topics)[number];

/** The topics as the pages name them. */
export const topicNames: Record<Topic, string> = {
  content_quality_gaps: 'What the Local Offer holds',
  accessibility: 'How easy it is to use',
  development_and_review: 'How it is made and checked',
  other: 'Something else',
};

/**
 * Stores a comment about the Local Offer, brings it to whom it is about, and returns the reference by which its writer
 * can ask about it. One that may speak of harm is urgent.
 */
export async function saveComment(
  db: Db,
  comment: { topic: Topic; body: string; page: string; reply_to: string },
  sending: Sending,
): Promise<string> {
  const { topic, body, page, reply_to } = comment;
  const reference = newReference('CO');
  const is_urgent = speaksOfHarm(body);
  return transaction(db, async (tx) => {
    const about = await serviceOfPage(tx, page);
    const { id } = await tx
      .insertInto('comment')
      .values({
        reference,
        topic,
        body,
        page: page || null,
        reply_to: reply_to || null,
        received_at: sending.now,
        is_urgent,
        service_id: about?.service_id ?? null,
        organization_id: about?.organization_id ?? null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const title = about ? `Comment about ${about.name}` : `Comment: ${topicNames[topic]}`;
    const item = await bringToDesk(tx, { kind: 'comment', id, reference, title, about, is_urgent }, sending);
    await tellOfComment(tx, { reference, item, about }, sending);
    return reference;
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
