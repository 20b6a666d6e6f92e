import type { Db } from '../db/database.ts';
import { longDate } from '../directory/date-rules.ts';
import { dayOf } from '../parts.ts';
import { type ChaseParts, chaseRecords } from './chase.ts';
import { checkContacts } from './check-contacts.ts';
import { createContactChecker } from './contact-checker.ts';
import { forgetOldFigures, keepFigures } from './figures.ts';
import { keepFindings } from './findings.ts';
import { recordsToLookThrough } from './looked-records.ts';
import { findPastDates } from './past-date-rules.ts';
import { textsOf } from './record-parts-rules.ts';

/** Keeps the offer true: asks about records whose promise runs out, and keeps the day's figure. Runs once a day. */
export async function keepPromises(db: Db, now: Date, parts: ChaseParts): Promise<void> {
  await chaseRecords(db, now, parts);
  await keepFigures(db, dayOf(now));
  await forgetOldFigures(db, dayOf(now));
}

/** Finds dates that have passed in every public record, and puts each on the desk once. Runs once a day. */
export async function lookForPastDates(db: Db, now: Date): Promise<void> {
  const today = dayOf(now);
  for await (const records of recordsToLookThrough(db)) {
    const findings = records.flatMap(({ id, record, writtenOn }) =>
      textsOf(record).flatMap(({ field, changed_as, text }) =>
        findPastDates(text, { today, written_on: writtenOn(changed_as) }).map((found) => ({
          service_id: id,
          field,
          text: found.text,
          reason: `it has passed: ${longDate(found.passed_on)}`,
        })),
      ),
    );
    await keepFindings(db, 'past_date', { looked: records, findings, now });
  }
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
