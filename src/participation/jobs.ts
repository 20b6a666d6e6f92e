import { sql } from 'kysely';
import { dayInWords } from '../date-rules.ts';
import { type Db, transaction } from '../db/database.ts';
import { forgetMailsAbout, oweMail } from '../mail/mails.ts';
import { dayOf } from '../parts.ts';
import { isNotHeld, keptMonths, overBefore } from '../retention.ts';
import { publicationCycle } from './published-answers.ts';
import type { Sending } from './routing.ts';

/**
 * Owes the Local Offer officer a mail when the next publication of what people said comes near, and another when its day
 * has passed (SEND Regulations 2014, reg. 56: at least annually). Runs once a day, and writes once of each.
 */
export async function warnOfPublication(
  db: Db,
  now: Date,
  { base_url, from, officer }: Pick<Sending, 'base_url' | 'from' | 'officer'>,
): Promise<void> {
  const today = dayOf(now);
  const cycle = await publicationCycle(db, today);
  if (!cycle || today < cycle.warn_on) return;
  const isLate = today > cycle.due_on;
  const due = dayInWords(cycle.due_on);
  await oweMail(db, {
    key: `publication-${isLate ? 'late' : 'due'}:${cycle.due_on}`,
    to: officer,
    now,
    letter: {
      subject: isLate ? `Comments should have been published by ${due}` : `Publish comments and answers by ${due}`,
      paragraphs: [
        'The council must publish what people say of the Local Offer, with its answers and what it does, at least once a year.',
        cycle.last_on ? `It was last done on ${dayInWords(cycle.last_on)}.` : 'It has not been done yet.',
      ],
      action: { text: 'See which comments wait', href: `${base_url}/staff/comments` },
      by_when: isLate ? `It was due on ${due}. Please do it now.` : `It is due on ${due}.`,
      from,
    },
  });
}

/**
 * Forgets what people sent when its time is over, and before that how to reach them. What was published about it stays,
 * and so does the count: nothing in it shows who wrote. What the law asks to be kept stays. Runs once a day.
 */
export async function forgetOldMessages(db: Db, now: Date): Promise<void> {
  const kept = await keptMonths(db, dayOf(now));
  const over = (kind: string) => overBefore(kept, kind, now);
  const notHeld = isNotHeld(sql`comment.reference`);
  await transaction(db, async (tx) => {
    const unreachable = await sql<{ reference: string }>`
      update comment set reply_to = null
      where reply_to is not null and ${notHeld} and (received_at < ${over('message_reply_to')} or ${over('message_reply_to_answered')} > (
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
      where body is not null and ${notHeld} and (received_at < ${over('comment_words')} or ${over('comment_words_published')} > (
        select min(at) from comment_step where comment_id = comment.id and comment_step.state = 'published'))`.execute(
      tx,
    );
    await sql`
      update comment set words = null, provider_words = null
      where words is not null and state <> 'published' and ${notHeld} and received_at < ${over('comment_words')}`.execute(
      tx,
    );
    await tx
      .deleteFrom('page_rating')
      .where('received_at', '<', over('page_rating'))
      .where(isNotHeld(sql`page_rating.reference`))
      .execute();
  });
}
