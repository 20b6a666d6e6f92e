import { plusDays, weekday } from './day-rules.ts';
import holidays from './reference/bank-holidays.json' with { type: 'json' };

const bankHolidays = new Set(Object.values(holidays.years).flat());
const years = Object.keys(holidays.years).sort();

/** The first and the last year whose bank holidays are known. */
export const knownYears = { first: Number(years[0]), last: Number(years.at(-1)) };

/**
 * A day that is not a Saturday, a Sunday or a bank holiday in England (SEND Regulations 2014, reg. 2; Tribunal Procedure
 * Rules 2008, rule 1). Christmas Day and Good Friday are among the bank holidays of each known year. In years that are
 * not known, every weekday counts.
 */
export function isWorkingDay(day: string): boolean {
  return weekday(day) % 6 !== 0 && !bankHolidays.has(day);
}

/** The day itself if it is a working day, otherwise the last one before it. */
export function workingDayOnOrBefore(day: string): string {
  return isWorkingDay(day) ? day : workingDayOnOrBefore(plusDays(day, -1));
}

/** The day itself if it is a working day, otherwise the next one. */
export function workingDayOnOrAfter(day: string): string {
  return isWorkingDay(day) ? day : workingDayOnOrAfter(plusDays(day, 1));
}

/** The nth working day after a day, or before it when `n` is negative; the day itself is not counted. */
export function plusWorkingDays(day: string, n: number): string {
  const step = Math.sign(n);
  let left = Math.abs(n);
  let reached = day;
  while (left > 0) {
    reached = plusDays(reached, step);
    if (isWorkingDay(reached)) left -= 1;
  }
  return reached;
}
