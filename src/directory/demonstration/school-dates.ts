import { addDays } from '../date-rules.ts';

/** A time of the year, first and last day. */
export interface Span {
  from: string;
  to: string;
}

/** The school year in which a day lies, or in August the one to come. Roughly: councils differ by some days. */
export function schoolYear(today: string): Span {
  const year = Number(today.slice(0, 4)) - (today.slice(5) < '07-21' ? 1 : 0);
  return { from: `${year}-09-03`, to: `${year + 1}-07-20` };
}

/** The school holidays to come or under way: the next one, and last the next summer. Clubs do not run at Christmas. */
export function comingHolidays(today: string): Span[] {
  const holidays = [0, 1].flatMap((later) => holidaysOf(Number(today.slice(0, 4)) + later));
  const coming = holidays.filter((holiday) => holiday.to > addDays(today, 1));
  const summer = coming.find((holiday) => holiday.from.slice(5) === '07-23');
  return coming.slice(0, 1).concat(summer && summer !== coming[0] ? [summer] : []);
}

function holidaysOf(year: number): Span[] {
  return [
    { from: `${year}-02-15`, to: `${year}-02-21` },
    { from: `${year}-03-29`, to: `${year}-04-11` },
    { from: `${year}-05-25`, to: `${year}-05-31` },
    { from: `${year}-07-23`, to: `${year}-08-29` },
    { from: `${year}-10-25`, to: `${year}-10-31` },
  ];
}
