import { addDays } from './date-rules.ts';

/** After how many days without a confirmation a record counts as stale: a year, as councils promise families. */
const staleAfterDays = 365;

/** Whether nobody has confirmed a record within a year of `today` (`YYYY-MM-DD`). */
export function isStale(confirmed_on: string | undefined, today: string): boolean {
  return confirmed_on === undefined || confirmed_on.slice(0, 10) < addDays(today, -staleAfterDays);
}
