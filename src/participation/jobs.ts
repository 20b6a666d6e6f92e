import { monthsBefore } from '../date-rules.ts';
import { type Db, transaction } from '../db/database.ts';
import { kept_months } from './retention-rules.ts';

/** Deletes what people sent when its time is over, and before that how to reach them. Runs once a day. */
export async function forgetOldMessages(db: Db, now: Date): Promise<void> {
  await transaction(db, async (tx) => {
    await tx
      .updateTable('comment')
      .set({ reply_to: null })
      .where('received_at', '<', monthsBefore(now, kept_months.reply_to))
      .where('reply_to', 'is not', null)
      .execute();
    await tx.deleteFrom('comment').where('received_at', '<', monthsBefore(now, kept_months.comment)).execute();
    await tx.deleteFrom('page_rating').where('received_at', '<', monthsBefore(now, kept_months.page_rating)).execute();
  });
}
