import { type Db, transaction } from '../db/database.ts';
import { NotAnyMore } from '../desk/decisions.ts';
import { putOnDesk } from '../desk/items.ts';
import { speaksOfHarm } from '../participation/harm-rules.ts';
import { newReference, readReference } from '../participation/references.ts';
import { type Sending, tellDuty } from '../participation/routing.ts';

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

/**
 * Puts a report into the queue of those who keep the directory true; returns its reference. Nobody needs an account. One
 * that may speak of harm is urgent, and the duty contact is told at once. The same without a word waits once, and is counted.
 */
export async function saveProblemReport(
  db: Db,
  report: { service_id: string; reason: ProblemReason; details: string; reply_to: string },
  sending: Sending,
): Promise<string> {
  const { now } = sending;
  const told = report.details === '' && !report.reply_to ? await toldBefore(db, report, now) : undefined;
  if (told) return told;
  const row = { ...report, reply_to: report.reply_to || null, reported_at: now, reference: newReference('PR') };
  return transaction(db, async (tx) => {
    await tx.insertInto('problem_report').values(row).execute();
    const service = await tx
      .selectFrom('service')
      .select(['name', 'organization_id'])
      .where('id', '=', report.service_id)
      .executeTakeFirstOrThrow();
    const is_urgent = speaksOfHarm(report.details);
    const item = await putOnDesk(tx, {
      kind: 'problem',
      subject_id: row.reference,
      title: `${service.name}: ${problemReasons[report.reason]}`,
      service_id: report.service_id,
      organization_id: service.organization_id,
      is_urgent,
      now,
    });
    if (is_urgent) await tellDuty(tx, { reference: row.reference, item, what: 'A reported problem' }, sending);
    return row.reference;
  });
}

/** Counts a report without a word to one that waits and says the same; its reference, undefined where none waits. */
async function toldBefore(
  db: Db,
  { service_id, reason }: { service_id: string; reason: ProblemReason },
  now: Date,
): Promise<string | undefined> {
  return transaction(db, async (tx) => {
    const known = await tx
      .updateTable('problem_report')
      .set(({ eb }) => ({ times: eb('times', '+', 1) }))
      .where('service_id', '=', service_id)
      .where('reason', '=', reason)
      .where('details', '=', '')
      .where('decided_at', 'is', null)
      .returning(['reference', 'times'])
      .executeTakeFirst();
    if (!known) return undefined;
    const { name, organization_id } = await tx
      .selectFrom('service')
      .select(['name', 'organization_id'])
      .where('id', '=', service_id)
      .executeTakeFirstOrThrow();
    const title = `${name}: ${problemReasons[reason]} (told ${known.times} times)`;
    await putOnDesk(tx, { kind: 'problem', subject_id: known.reference, title, service_id, organization_id, now });
    return known.reference;
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
): Promise<{ reference: string; slug: string; has_details: boolean } | undefined> {
  const row = await db
    .selectFrom('problem_report')
    .innerJoin('service', 'service.id', 'problem_report.service_id')
    .select(['problem_report.reference', 'service.slug', 'problem_report.details'])
    .where('problem_report.reference', '=', readReference(typed) ?? '')
    .executeTakeFirst();
  return row && { reference: row.reference, slug: row.slug, has_details: row.details !== '' };
}
