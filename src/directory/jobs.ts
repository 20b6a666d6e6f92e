import { type Db, transaction } from '../db/database.ts';
import { dayOf } from '../parts.ts';
import { keptMonths, overBefore } from '../retention.ts';

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
      .execute();
    await tx
      .deleteFrom('problem_report')
      .where(({ eb, or }) =>
        or([eb('reported_at', '<', over('problem_report')), eb('decided_at', '<', over('problem_report_decided'))]),
      )
      .execute();
  });
}

/** Deletes counts of use, the words of searches, and claims decided long ago, when their time is over. Runs once a day. */
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
}
