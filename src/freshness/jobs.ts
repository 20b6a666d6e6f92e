import { monthsBefore } from '../date-rules.ts';
import type { Db } from '../db/database.ts';
import { longDate } from '../directory/date-rules.ts';
import { dayOf } from '../parts.ts';
import { retentionOf } from '../retention.ts';
import { chaseRecords } from './chase.ts';
import { checkContacts } from './check-contacts.ts';
import { createContactChecker } from './contact-checker.ts';
import { forgetOldFigures, keepFigures } from './figures.ts';
import { dropFindingsOfHidden, keepFindings } from './findings.ts';
import { forgetMails } from './freshness-mails.ts';
import type { ChaseParts } from './letters.ts';
import { recordsToLookThrough } from './looked-records.ts';
import { findPastDates } from './past-date-rules.ts';
import { textsOf } from './record-parts-rules.ts';

/** Keeps the offer true: asks about records whose promise runs out, and keeps the day's figure. Runs once a day. */
export async function keepPromises(db: Db, now: Date, parts: ChaseParts): Promise<void> {
  await chaseRecords(db, now, parts);
  if (parts.stopping?.aborted) return;
  await keepFigures(db, dayOf(now));
  await forgetOldFigures(db, dayOf(now));
  const { months } = await retentionOf(db, 'mail', dayOf(now));
  await forgetMails(db, monthsBefore(now, months));
}

/** Finds dates that have passed in every public record, and puts each on the desk once. Runs once a day. */
export async function lookForPastDates(db: Db, now: Date): Promise<void> {
  const today = dayOf(now);
  for await (const records of recordsToLookThrough(db)) {
    const findings = records.flatMap(({ id, record, writtenOn }) =>
      textsOf(record).flatMap(({ field, changed_as, text }) =>
        findPastDates(text, { today, written_on: writtenOn(changed_as) }).map((found) => ({
          place: id,
          field,
          text: found.text,
          reason: `it has passed: ${longDate(found.passed_on)}`,
        })),
      ),
    );
    await keepFindings(db, 'past_date', { looked: records, findings, now });
  }
  await dropFindingsOfHidden(db, now);
}

/** Checks the links, mail domains and phone numbers that are due. Runs once a day, for some minutes at most. */
export async function checkContactsOfRecords(
  db: Db,
  now: () => Date,
  { base_url, stopping }: { base_url: string; stopping: AbortSignal },
): Promise<void> {
  const checker = createContactChecker({ user_agent: `OpenLocalOffer (+${base_url})` });
  try {
    await checkContacts(db, { checker, now, stopping });
  } finally {
    checker.close();
  }
}
