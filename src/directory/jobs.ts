import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { decideOpen } from '../desk/items.ts';
import type { Letterhead } from '../mail/letter-rules.ts';
import { oweMail } from '../mail/mails.ts';
import { dayOf } from '../parts.ts';
import { isNotHeld, keptMonths, overBefore } from '../retention.ts';
import { callOverLetter } from './claim-letter-rules.ts';
import { findClaim } from './claims.ts';
import { keepToDay, plannedServices } from './kept-states.ts';

/** Deletes reports of problems when their time is over, and before that how to reach who sent them. Runs once a day. */
export async function forgetOldReports(db: Db, now: Date): Promise<void> {
  const kept = await keptMonths(db, dayOf(now));
  const over = (kind: string) => overBefore(kept, kind, now);
  await transaction(db, async (tx) => {
    await tx
      .updateTable('problem_report')
      .set({ reply_to: null })
      .where(({ eb, or }) =>
        or([
          eb('reported_at', '<', over('message_reply_to')),
          eb('decided_at', '<', over('message_reply_to_answered')),
        ]),
      )
      .where('reply_to', 'is not', null)
      .where(isNotHeld(sql`problem_report.reference`))
      .execute();
    await tx
      .deleteFrom('problem_report')
      .where(({ eb, or }) =>
        or([eb('reported_at', '<', over('problem_report')), eb('decided_at', '<', over('problem_report_decided'))]),
      )
      .where(isNotHeld(sql`problem_report.reference`))
      .execute();
  });
}

/**
 * Deletes counts of use, the words of searches, claims decided long ago, and what families wrote to services, when their
 * time is over. Runs once a day.
 */
export async function forgetOldUse(db: Db, now: Date): Promise<void> {
  const kept = await keptMonths(db, dayOf(now));
  const over = (kind: string) => overBefore(kept, kind, now);
  await db
    .deleteFrom('service_use')
    .where('day', '<', dayOf(over('service_use')))
    .execute();
  await db
    .deleteFrom('service_found_by')
    .where('month', '<', dayOf(over('service_found_by')))
    .execute();
  await db.deleteFrom('claim').where('decided_at', '<', over('claim_decided')).execute();
  await db.deleteFrom('family_message').where('sent_at', '<', over('family_message')).execute();
  // what was kept of a decision so that it could be undone on its day
  await db
    .updateTable('record_decision')
    .set({ draft: null, held: null })
    .where('decided_at', '<', over('desk_draft'))
    .where(({ eb, or }) => or([eb('draft', 'is not', null), eb('held', 'is not', null)]))
    .execute();
  const decided = db.selectFrom('desk_item').select('id').where('decided_at', '<', over('desk_draft'));
  await db.deleteFrom('record_edit').where('item_id', 'in', decided).execute();
}

/**
 * Has breaks begin and end, and what closes be closed, on their days. Runs once a day; what has been done is not done
 * again.
 */
export async function keepToDays(db: Db, now: Date): Promise<void> {
  for (const service_id of await plannedServices(db)) await transaction(db, (tx) => keepToDay(tx, service_id, now));
}

/**
 * Takes claims off the desk whose call came to nothing in time, and writes to who asked; where they also told the council
 * in words how they belong to it, that still waits. Each once.
 */
export async function endOldCalls(db: Db, now: Date, { base_url, from }: Letterhead): Promise<void> {
  const old = await db
    .selectFrom('claim_call')
    .innerJoin('claim', 'claim.id', 'claim_call.claim_id')
    .select(['claim_id', 'asked_at'])
    .where('expires_at', '<=', now)
    .where('decided_at', 'is', null)
    .where('proof', '=', 'call')
    .where('words', '=', '')
    .execute();
  for (const { claim_id, asked_at } of old)
    await transaction(db, async (tx) => {
      const subject = { kind: 'claim', subject_id: claim_id } as const;
      const item = await decideOpen(tx, subject, { decision: 'not reached', by: 'calendar', now });
      const claim = await findClaim(tx, claim_id);
      if (item === undefined || !claim) return;
      const letter = callOverLetter(claim, { base_url, from });
      await oweMail(tx, { key: `claim-call-over:${claim_id}:${asked_at.getTime()}`, to: claim.email, letter, now });
    });
}
