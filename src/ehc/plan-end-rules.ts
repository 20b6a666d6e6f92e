import { plusDays } from '../calendar/day-rules.ts';
import { birthday } from '../calendar/school-age-rules.ts';
import type { EhcRules } from './rule-set-rules.ts';

/**
 * How long a plan may run at the most (CFA 2014, s. 46; SEND Regulations 2014, reg. 46): to the end of the academic year
 * in which the young person turns 25. At a further education college that is 31 July. Elsewhere it is the end of the
 * course, and of an apprenticeship the end of the training, but never later than the day before the 26th birthday.
 */
export function planMayRunTo(
  { born, place, course_ends }: { born: string; place: 'college' | 'apprenticeship' | 'other'; course_ends?: string },
  { oldest_age }: EhcRules,
): string {
  const last = birthday(born, oldest_age.n);
  if (place === 'college') {
    // a college's year ends on 31 July: a birthday in August falls into the year that begins with it
    const year = Number(last.slice(0, 4));
    const ending = last.slice(5) > oldest_age.college_year_ends ? year + 1 : year;
    return `${ending}-${oldest_age.college_year_ends}`;
  }
  const dayBefore = plusDays(birthday(born, oldest_age.n + 1), -1);
  return course_ends !== undefined && course_ends < dayBefore ? course_ends : dayBefore;
}
