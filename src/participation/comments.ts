import { createHash } from 'node:crypto';
import { type Db, transaction } from '../db/database.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';
import { speaksOfHarm } from './harm-rules.ts';
import { newReference, readReference } from './references.ts';
import { bringToDesk, type Sending, serviceOfPage, tellOfMessage } from './routing.ts';

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

/** How a comment can come: by the form of this site, or to somebody of the council, who writes it down. */
export const waysToCome = {
  form: 'By the form',
  phone: 'By phone',
  post: 'By post',
  e_mail: 'By e-mail',
  in_person: 'In person',
  event: 'At a meeting or event',
} as const;
export type WayToCome = keyof typeof waysToCome;

/** A comment as it is sent. */
export interface SentComment {
  topic: Topic;
  body: string;
  page: string;
  reply_to: string;
  /** the token of the form with which it was sent: the same words with the same token are one comment, however often they come */
  token?: string | undefined;
}

/** What somebody at the council adds to a comment that they write down. */
export interface WrittenDown {
  came_by: WayToCome;
  came_at: Date;
  /** who wrote it down */
  recorded_by: string;
}

/**
 * Stores a comment about the Local Offer, brings it to whom it is about, and returns the reference by which its writer
 * can ask about it. One that may speak of harm is urgent. `down` says how it came where somebody at the council wrote it
 * down: it is due as if it had been there when it came. What comes a second time, as when a page is sent again, is stored
 * once.
 */
export async function saveComment(db: Db, comment: SentComment, sending: Sending, down?: WrittenDown): Promise<string> {
  return (await store(db, comment, sending, down)).reference;
}

async function store(
  db: Db,
  comment: SentComment,
  sending: Sending,
  down?: WrittenDown,
): Promise<{ reference: string; is_new: boolean }> {
  const { topic, body, page, reply_to } = comment;
  const came_at = down?.came_at ?? sending.now;
  const reference = newReference('CO');
  const sent_with = sentWith(comment);
  const is_urgent = speaksOfHarm(body);
  return transaction(db, async (tx) => {
    const about = await serviceOfPage(tx, page);
    const saved = await tx
      .insertInto('comment')
      .values({
        reference,
        topic,
        body,
        page: page || null,
        reply_to: reply_to || null,
        received_at: came_at,
        came_by: down?.came_by ?? 'form',
        recorded_by: down?.recorded_by ?? null,
        is_urgent,
        service_id: about?.service_id ?? null,
        organization_id: about?.organization_id ?? null,
        sent_with,
      })
      .onConflict((conflict) => conflict.column('sent_with').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!saved) {
      const first = tx.selectFrom('comment').select('reference').where('sent_with', '=', sent_with);
      return { ...(await first.executeTakeFirstOrThrow()), is_new: false };
    }
    const { id } = saved;
    const title = about ? `Comment about ${about.name}` : `Comment: ${topicNames[topic]}`;
    const message = { kind: 'comment', id, reference, title, about, is_urgent, came_at } as const;
    const item = await bringToDesk(tx, message, sending);
    await tellOfMessage(tx, { kind: 'comment', reference, item, about }, sending);
    return { reference, is_new: true };
  });
}

function sentWith({ token, topic, body, page, reply_to }: SentComment): string | null {
  if (!token) return null;
  return createHash('sha256')
    .update(JSON.stringify([token, topic, body, page, reply_to]))
    .digest('base64url');
}

/** Stores a comment that somebody at the council writes down, with the audit log. Returns its reference. */
export async function writeDown(
  db: Db,
  who: Who,
  comment: SentComment,
  sending: Sending,
  down: WrittenDown,
): Promise<string> {
  return transaction(db, async (tx) => {
    const { reference, is_new } = await store(tx, comment, sending, down);
    if (!is_new) return reference;
    const { came_by } = down;
    const deed = { action: 'recorded_comment', entity: 'comment', entity_id: reference, detail: { came_by } };
    await record(tx, who, deed, sending.now);
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
