import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { forgetMailsAbout } from '../mail/mails.ts';
import { dayOf } from '../parts.ts';
import { keptMonths, overBefore } from '../retention.ts';

/**
 * Forgets what people sent when its time is over, and before that how to reach them. What was published about it stays,
 * and so does the count: nothing in it shows who wrote. Runs once a day.
 */
export async function forgetOldMessages(db: Db, now: Date): Promise<void> {
  const kept = await keptMonths(db, dayOf(now));
  const over = (kind: string) => overBefore(kept, kind, now);
  await transaction(db, async (tx) => {
    const unreachable = await sql<{ reference: string }>`
      update comment set reply_to = null
      where reply_to is not null and (received_at < ${over('message_reply_to')} or ${over('message_reply_to_answered')} > (
        select max(at) from comment_step where comment_id = comment.id and comment_step.state in ('answered', 'excluded')))
      returning reference`.execute(tx);
    // the answer that was mailed has the address on it
    await forgetMailsAbout(
      tx,
      unreachable.rows.flatMap(({ reference }) => [`comment-answer:${reference}:`, `comment-excluded:${reference}:`]),
    );
    // where a page was meant to be named, people write other things too
    await sql`
      update comment set body = null, page = case when page like '/%' then page end
      where body is not null and (received_at < ${over('comment_words')} or ${over('comment_words_published')} > (
        select min(at) from comment_step where comment_id = comment.id and comment_step.state = 'published'))`.execute(
      tx,
    );
    await sql`
      update comment set words = null, provider_words = null
      where words is not null and state <> 'published' and received_at < ${over('comment_words')}`.execute(tx);
    await tx.deleteFrom('page_rating').where('received_at', '<', over('page_rating')).execute();
  });
}
