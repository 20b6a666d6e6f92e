import type { Db } from '../db/database.ts';
import type { Guest } from '../freshness/polite-guest.ts';
import { dayOf } from '../parts.ts';
import { keepCheck, type SchoolToCheck, schoolsToCheck, type WhichSchools } from './checks.ts';
import { itemsFor } from './item-rules.ts';
import type { JudgeOptions } from './judge-rules.ts';
import { type LookedReport, lookForReport } from './look-at-report.ts';
import { reportPolicy } from './report-policies.ts';

interface CheckParts extends Pick<JudgeOptions, 'council' | 'advice_service'> {
  guest: Guest;
  now: () => Date;
  /** the site is being stopped: no other school is asked */
  stopping?: AbortSignal;
  /** after this time the rest waits for tomorrow */
  longest_ms?: number;
}

/** Where nothing answers at so many schools, and at no other, our own line is taken to be down. */
const ownFault = 5;

/**
 * Looks at the reports that are due, or asked for, on schools' own websites, one school after another, and keeps what was found for a
 * person to confirm. Each school is kept by itself: what a killed run had not come to is done by the next.
 */
export async function checkReports(db: Db, parts: CheckParts, which: WhichSchools = 'due'): Promise<void> {
  const { now, stopping, longest_ms = 900_000 } = parts;
  const begun = now();
  const today = dayOf(begun);
  const pace = await reportPolicy(db, today);
  let waiting: [SchoolToCheck, LookedReport | undefined, begun_at: Date][] = [];
  let isLineGood = false;
  for (const school of await schoolsToCheck(db, which, today, pace)) {
    if (stopping?.aborted || now().getTime() > begun.getTime() + longest_ms) break;
    const begun_at = now();
    const looked = await lookForReport(parts.guest, placesOf(school), {
      today,
      stale_months: pace.stale_months,
      kind: itemsFor(school).kind,
      council: parts.council,
      advice_service: parts.advice_service,
    });
    if (looked && looked.state !== 'broken_link') isLineGood = true;
    waiting.push([school, looked, begun_at]);
    if (!isLineGood) continue;
    for (const [one, found, since] of waiting) await keepCheck(db, one, found, { begun_at: since, pace });
    waiting = [];
  }
  if (waiting.length >= ownFault) return;
  for (const [one, found, since] of waiting) await keepCheck(db, one, found, { begun_at: since, pace });
}

function placesOf({ address, website }: SchoolToCheck): { address: string | null; home: string | undefined } {
  const whole = website && (/^https?:\/\//i.test(website) ? website : `http://${website}`);
  return { address, home: whole && URL.canParse(whole) ? whole : undefined };
}
