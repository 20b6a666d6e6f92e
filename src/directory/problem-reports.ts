import { type Db, transaction } from '../db/database.ts';
import { NotAnyMore } from '../desk/decisions.ts';
import { putOnDesk } from '../desk/items.ts';
import { speaksOfHarm } from '../participation/harm-rules.ts';
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
    const service = await tx
      .selectFrom('service')
      .select(['name', 'organization_id'])
      .where('id', '=', report.service_id)
      .executeTakeFirstOrThrow();
    await putOnDesk(tx, {
      kind: 'problem',
      subject_id: row.reference,
      title: `${service.name}: ${problemReasons[report.reason]}`,
      service_id: report.service_id,
      organization_id: service.organization_id,
      is_urgent: speaksOfHarm(report.details),
      now,
    });
    return row.reference;
  });
}

/** A report as the desk reads it. */
export interface ProblemReport {
  reference: string;
  service_id: string;
  slug: string;
  name: string;
  reason: string;
  details: string;
  reply_to: string | null;
  reported_at: Date;
  answer: string | null;
}

/** A report by its reference, with the service that it is about; undefined where its time is over. */
export async function readProblemReport(db: Db, reference: string): Promise<ProblemReport | undefined> {
  const row = await db
    .selectFrom('problem_report')
    .innerJoin('service', 'service.id', 'problem_report.service_id')
    .select(['reference', 'service_id', 'service.slug', 'service.name', 'reason', 'details', 'reply_to', 'reported_at'])
    .select('answer')
    .where('reference', '=', reference)
    .executeTakeFirst();
  return row && { ...row, reason: problemReasons[row.reason as ProblemReason] ?? row.reason };
}

/** What became of a report, and what was answered; in the transaction of the desk's decision, which decides once. */
export async function decideProblemReport(
  tx: Db,
  reference: string,
  { outcome, answer, now }: { outcome: 'mended' | 'not_so'; answer: string; now: Date },
): Promise<void> {
  const decided = await tx
    .updateTable('problem_report')
    .set({ decided_at: now, outcome, answer: answer || null })
    .where('reference', '=', reference)
    .executeTakeFirst();
  if (decided.numUpdatedRows === 0n) throw new NotAnyMore();
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
