import { monthsBefore } from '../date-rules.ts';
import type { Db } from '../db/database.ts';
import { dayOf } from '../parts.ts';
import { retentionOf } from '../retention.ts';
import { mailFailed, mailWasSent, takeDueMail } from './mails.ts';
import type { Sender } from './senders.ts';

/** Sends every mail that is due, one after another. Returns how many left. */
export async function sendDueMail(db: Db, send: Sender, now: () => Date): Promise<number> {
  let sent = 0;
  for (let mail = await takeDueMail(db, now()); mail; mail = await takeDueMail(db, now())) {
    const taken = mail;
    try {
      await send(taken);
    } catch (error) {
      await mailFailed(db, taken, error instanceof Error ? error.message : String(error), now());
      continue;
    }
    await mailWasSent(db, taken.id, now());
    sent++;
  }
  return sent;
}

/** Forgets mails that have left, when their time is over. */
export async function forgetOldMails(db: Db, now: Date): Promise<void> {
  const { months } = await retentionOf(db, 'mail', dayOf(now));
  await db
    .deleteFrom('mail')
    .where('owed_at', '<', monthsBefore(now, months))
    .where('sent_at', 'is not', null)
    .execute();
}
