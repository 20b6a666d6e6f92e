import { sql } from 'kysely';
import { monthsBefore } from '../date-rules.ts';
import { type Db, transaction } from '../db/database.ts';
import type { Letter } from '../mail/letter-rules.ts';
import { oweMail } from '../mail/mails.ts';
import { dayOf } from '../parts.ts';
import { retentionOf } from '../retention.ts';
import { recordOwnDeed } from './audit.ts';
import { deletePerson } from './persons.ts';

const aDay = 24 * 60 * 60 * 1000;

/**
 * Ends accounts that nobody has used for the time of retention: first a notice, then, when that has run out, the account.
 * Demonstration accounts stay. Each account is a transaction of its own, so a job cut short goes on where it was.
 */
export async function endUnusedAccounts(
  db: Db,
  now: Date,
  { base_url, from }: { base_url: string; from: Letter['from'] },
): Promise<void> {
  const { months, notice_days } = await retentionOf(db, 'account_unused', dayOf(now));
  const unusedSince = monthsBefore(new Date(now.getTime() + notice_days * aDay), months);
  const unused = await db
    .selectFrom('person')
    .select(['id', 'email', 'warned_at', 'last_seen_at'])
    .where('last_seen_at', '<', unusedSince)
    .where('is_demonstration', '=', false)
    .execute();
  for (const { id, email, warned_at, last_seen_at } of unused)
    await transaction(db, async (tx) => {
      if (warned_at && warned_at.getTime() + notice_days * aDay <= now.getTime()) {
        await recordOwnDeed(tx, 'retention', { action: 'ended_unused_account', entity: 'person', entity_id: id }, now);
        await tx
          .updateTable('role')
          .set({ ended_at: now, ended_by: 'retention' })
          .where('person_id', '=', id)
          .where('ended_at', 'is', null)
          .execute();
        await deletePerson(tx, id);
      } else if (!warned_at) {
        await tx.updateTable('person').set({ warned_at: now }).where('id', '=', id).execute();
        await oweMail(tx, {
          key: `unused-account:${id}:${dayOf(last_seen_at)}`,
          to: email,
          now,
          letter: {
            subject: `Your account with ${from.site_name} will end`,
            paragraphs: ['Nobody has used your account for a long time. To keep no more than we need, we end it.'],
            action: { text: 'Sign in to keep it', href: `${base_url}/sign-in` },
            by_when: `Without that it ends in ${notice_days} days.`,
            from,
          },
        });
      }
    });
}

/** Forgets old entries of the audit log when their time is over, and links and sessions that have run out. */
export async function forgetOldTraces(db: Db, now: Date): Promise<void> {
  const day = dayOf(now);
  await transaction(db, async (tx) => {
    await sql`select set_config('retention.is_running', 'yes', true)`.execute(tx);
    const audit = await retentionOf(tx, 'audit', day);
    await tx.deleteFrom('audit').where('at', '<', monthsBefore(now, audit.months)).execute();
    await sql`select set_config('retention.is_running', 'no', true)`.execute(tx);
    await tx.deleteFrom('verification').where('expires_at', '<', now).execute();
    await tx.deleteFrom('session').where('expires_at', '<', now).execute();
  });
}
