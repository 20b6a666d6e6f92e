import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Db, transaction } from '../db/database.ts';
import { oweMail } from '../mail/mails.ts';
import { dayOf, type Parts } from '../parts.ts';
import { keptMonths } from '../retention.ts';
import { familyMessageLetter } from './family-letter-rules.ts';

/** What somebody wrote to a service, for the service alone. */
export interface FamilyMessage {
  id: string;
  service: string;
  slug: string;
  words: string;
  reply_to: string;
  sent_at: Date;
}

/** For how many months a message is kept, as the policy of a day (`YYYY-MM-DD`) has it. */
export async function messageMonths(db: Db, day: string): Promise<number> {
  return (await keptMonths(db, day)).get('family_message') ?? 1;
}

/**
 * Brings what somebody wrote to a service's public address: the mail has a link to it and none of its words. False where
 * as many messages went to that address within a day as may.
 */
export async function writeToService(
  parts: Pick<Parts, 'db' | 'now' | 'secret' | 'letterhead'>,
  service: { id: string; name: string },
  { to, words, reply_to }: { to: string; words: string; reply_to: string },
): Promise<boolean> {
  const { db, secret, letterhead } = parts;
  const now = parts.now();
  const sent = await sentToday(db, to, now);
  // the same once more, as when a page is sent again
  if (sent.some((one) => one.words === words && one.reply_to === reply_to)) return true;
  if (sent.length >= (await mostADay(db, dayOf(now)))) return false;
  const months = await messageMonths(db, dayOf(now));
  await transaction(db, async (tx) => {
    const { id } = await tx
      .insertInto('family_message')
      .values({ service_id: service.id, sent_to: to.toLowerCase(), words, reply_to, sent_at: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    const href = `${letterhead.base_url}/messages/${id}/${messageToken(secret, id)}`;
    const letter = familyMessageLetter({ name: service.name, href, months }, letterhead);
    await oweMail(tx, { key: `family-message:${id}`, to, letter, now });
  });
  return true;
}

async function sentToday(db: Db, to: string, now: Date): Promise<{ words: string; reply_to: string }[]> {
  return db
    .selectFrom('family_message')
    .select(['words', 'reply_to'])
    .where('sent_to', '=', to.toLowerCase())
    .where('sent_at', '>', new Date(now.getTime() - 24 * 60 * 60_000))
    .execute();
}

async function mostADay(db: Db, day: string): Promise<number> {
  const policy = await db
    .selectFrom('family_message_policy')
    .select('a_day')
    .where('holds_from', '<=', day)
    .orderBy('holds_from', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return policy.a_day;
}

/** The message of a link in a mail; undefined where the link is not one of ours, or the message is forgotten. */
export async function messageOfLink(
  { db, secret }: Pick<Parts, 'db' | 'secret'>,
  { id, token }: { id: string; token: string },
): Promise<FamilyMessage | undefined> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return undefined;
  const [right, typed] = [Buffer.from(messageToken(secret, id)), Buffer.from(token)];
  if (right.length !== typed.length || !timingSafeEqual(right, typed)) return undefined;
  return db
    .selectFrom('family_message')
    .innerJoin('service', 'service.id', 'family_message.service_id')
    .select(['family_message.id', 'service.name as service', 'slug', 'words', 'reply_to', 'sent_at'])
    .where('family_message.id', '=', id)
    .executeTakeFirst();
}

/** Writes down that a message has been read. */
export async function messageWasOpened(db: Db, id: string, now: Date): Promise<void> {
  await db
    .updateTable('family_message')
    .set({ opened_at: now })
    .where('id', '=', id)
    .where('opened_at', 'is', null)
    .execute();
}

function messageToken(secret: string, id: string): string {
  return createHmac('sha256', secret).update(`family message ${id}`).digest('base64url');
}
