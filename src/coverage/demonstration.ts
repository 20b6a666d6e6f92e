import { type Db, transaction } from '../db/database.ts';
import { addMonths } from '../directory/freshness-rules.ts';
import { dayOf } from '../parts.ts';
import records from './reference/demonstration-consultations.json' with { type: 'json' };

/** Writes made-up consultations where there are none, their days counted from today. Returns how many. */
export async function seedConsultations(db: Db, now: Date): Promise<number> {
  const today = dayOf(now);
  return transaction(db, async (tx) => {
    if (await tx.selectFrom('consultation_record').select('id').limit(1).executeTakeFirst()) return 0;
    for (const { months, answered_months, ...record } of records)
      await tx
        .insertInto('consultation_record')
        .values({
          ...record,
          asked_on: addMonths(today, months),
          answered_on: answered_months === null ? null : addMonths(today, answered_months),
          is_demonstration: true,
          recorded_at: now,
          recorded_by: 'demonstration data',
        })
        .execute();
    return records.length;
  });
}
