import { plusDays, weekday } from './day-rules.ts';

/** The calendar year in which the school year of a day ends: a school year runs from 1 September to 31 August. */
export function schoolYearEnding(day: string): number {
  const year = Number(day.slice(0, 4));
  return day.slice(5, 7) >= '09' ? year + 1 : year;
}

/** The last Friday of June of a year: the last day of compulsory school age (Education Act 1996, s. 8; school leaving date). */
export function schoolLeavingDay(year: number): string {
  const last = `${year}-06-30`;
  return plusDays(last, -((weekday(last) + 2) % 7));
}

/** The last day of compulsory school age of somebody born on a day: the school leaving day of the school year of their 16th birthday. */
export function endOfCompulsorySchoolAge(born: string): string {
  return schoolLeavingDay(schoolYearEnding(birthday(born, 16)));
}

/** The day on which somebody has their nth birthday. Born on 29 February: on 1 March of other years. */
export function birthday(born: string, n: number): string {
  const year = Number(born.slice(0, 4)) + n;
  const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  return born.endsWith('-02-29') && !isLeap ? `${year}-03-01` : `${year}${born.slice(4)}`;
}

/** The school year group (Reception 0, nursery -1, Year 6 as 6) in the school year that ends in `ending`. */
export function yearGroup(born: string, ending: number): number {
  return ending - schoolYearEnding(birthday(born, 5));
}

/**
 * The prescribed day on or after the 5th birthday: compulsory school age begins with it (Education Act 1996, s. 8; the
 * days are 31 August, 31 December and 31 March).
 */
export function beginOfCompulsorySchoolAge(born: string): string {
  const fifth = birthday(born, 5);
  const year = fifth.slice(0, 4);
  const days = [`${year}-03-31`, `${year}-08-31`, `${year}-12-31`];
  return days.find((day) => day >= fifth) ?? `${Number(year) + 1}-03-31`;
}
