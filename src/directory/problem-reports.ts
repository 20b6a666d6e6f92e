import { type Db, transaction } from '../db/database.ts';
import { newReference, readReference } from '../participation/references.ts';

/** What can be wrong with a service's page, in the words that people choose from. */
export const problemReasons = {
  wrong_phone: 'The phone number is wrong',
  wrong_email: 'The e-mail address is wrong',
  wrong_address: 'The address or the map is wrong',
  wrong_times: 'The days or times are wrong',
  closed: 'It has closed or moved',
  broken_link: 'A link does not work',
  not_as_described: 'It is not as the page says',
  not_accessible: 'I could not use it because of a disability',
  other: 'Something else',
} as const;
export type ProblemReason = keyof typeof problemReasons;

/** Puts a report into the queue of those who keep the directory true; returns its reference. Nobody needs an account. */
export async function saveProblemReport(
  db: Db,
  report: { service_id: string; reason: ProblemReason; details: string; reply_to: string },
  now: Date,
): Promise<string> {
  const row = { ...report, reply_to: report.reply_to || null, reported_at: now, reference: newReference('PR') };
  return transaction(db, async (tx) => {
    await tx.insertInto('problem_report').values(row).execute();
    return row.reference;
  });
}

/** The service that a report is about, by the report's reference. Undefined if there is none: nothing else is told. */
export async function findProblemReport(
  db: Db,
  typed: string,
): Promise<{ reference: string; slug: string } | undefined> {
  return db
    .selectFrom('problem_report')
    .innerJoin('service', 'service.id', 'problem_report.service_id')
    .select(['problem_report.reference', 'service.slug'])
    .where('problem_report.reference', '=', readReference(typed) ?? '')
    .executeTakeFirst();
}
