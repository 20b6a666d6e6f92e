import { monthsBefore } from '../date-rules.ts';
import { type Db, transaction } from '../db/database.ts';
import { kept_months } from '../participation/retention-rules.ts';

/** Deletes reports of problems when their time is over, and before that how to reach who sent them. Runs once a day. */
export async function forgetOldReports(db: Db, now: Date): Promise<void> {
  await transaction(db, async (tx) => {
    await tx
      .updateTable('problem_report')
      .set({ reply_to: null })
      .where('reported_at', '<', monthsBefore(now, kept_months.reply_to))
      .where('reply_to', 'is not', null)
      .execute();
    await tx
      .deleteFrom('problem_report')
      .where('reported_at', '<', monthsBefore(now, kept_months.problem_report))
      .execute();
  });
}
