import { fullDate, longDate, weekdayOf } from './date-rules.ts';

/** When a service runs: the parts of an RFC 5545 rule, as Open Referral UK has them. */
export interface ScheduleParts {
  valid_from?: string | null;
  valid_to?: string | null;
  dtstart?: string | null;
  freq?: string | null;
  interval?: number | null;
  byday?: string | null;
  bymonthday?: string | null;
  opens_at?: string | null;
  closes_at?: string | null;
  description?: string | null;
}

/** A weekday of a rule: `2MO` is the second Monday (`nth` 2), `-1FR` the last Friday, `MO` any Monday (`nth` 0). */
export interface RuleDay {
  weekday: number;
  nth: number;
}

export const dayCodes = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const names = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const ordinals: Record<number, string> = {
  1: 'first',
  2: 'second',
  3: 'third',
  4: 'fourth',
  5: 'fifth',
  [-1]: 'last',
  [-2]: 'second last',
};

/** Reads `MO,WE` or `2MO,-1FR`, Monday first. What is not a day is left out. */
export function readDays(byday: string | null | undefined): RuleDay[] {
  const found = (byday ?? '').split(',').flatMap((part) => {
    const match = /^([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)$/i.exec(part.trim());
    if (!match?.[2]) return [];
    return [{ weekday: dayCodes.indexOf(match[2].toUpperCase()), nth: Number(match[1] ?? 0) }];
  });
  const monday = ({ weekday }: RuleDay) => (weekday + 6) % 7;
  return found.sort((a, b) => a.nth - b.nth || monday(a) - monday(b));
}

/** Reads `1,15` or `-1` (the last day). What is not a day of a month is left out. */
export function readMonthDays(bymonthday: string | null | undefined): number[] {
  return (bymonthday ?? '')
    .split(',')
    .map((part) => Number(part.trim() || Number.NaN))
    .filter((day) => Number.isInteger(day) && day !== 0 && Math.abs(day) <= 31);
}

/** A time of day as people say it: `09:30` → `9.30am`, `12:00` → `midday`. The zone is left out: all is local time. */
export function spokenTime(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map((part) => Number.parseInt(part, 10));
  if (minute === 0 && hour === 0) return 'midnight';
  if (minute === 0 && hour === 12) return 'midday';
  const minutes = minute === 0 ? '' : `.${String(minute).padStart(2, '0')}`;
  return `${hour % 12 || 12}${minutes}${hour < 12 ? 'am' : 'pm'}`;
}

/** `5pm to 6.30pm`, `from 5pm`, `until 6pm`, `all day and night`; undefined where no time is known. */
export function spokenHours({ opens_at, closes_at }: ScheduleParts): string | undefined {
  const opens = opens_at?.slice(0, 5);
  const closes = closes_at?.slice(0, 5);
  if (opens === '00:00' && (closes === '23:59' || closes === '00:00')) return 'all day and night';
  if (opens && closes) return `${spokenTime(opens)} to ${spokenTime(closes)}`;
  if (opens) return `from ${spokenTime(opens)}`;
  if (closes) return `until ${spokenTime(closes)}`;
  return undefined;
}

/** The part of the year that a schedule's own words name: term time or the school holidays. */
export function seasonOf(description: string | null | undefined): 'term' | 'holidays' | undefined {
  const words = description ?? '';
  const isTerm = /\bterm[- ]?times?\b|\bin term\b|\bduring term\b/i.test(words);
  const isHolidays = /\bschool holidays?\b|\bholidays only\b|\bin the holidays\b/i.test(words);
  if (isTerm === isHolidays) return undefined;
  if (isTerm) return 'term';
  return /\b(not|no|except|closed)\b/i.test(words) ? undefined : 'holidays';
}

/**
 * A schedule in words, as a sentence without its full stop: `Every Tuesday, 5pm to 6.30pm, in term time`. With `today`
 * (`YYYY-MM-DD`), a start that is to come and an end are said. Empty where the parts say nothing.
 */
export function scheduleInWords(schedule: ScheduleParts, today: string): string {
  const season = seasonOf(schedule.description);
  const { valid_from, valid_to } = schedule;
  const words = [
    daysInWords(schedule),
    spokenHours(schedule),
    season === 'term' ? 'in term time' : season === 'holidays' ? 'in the school holidays' : undefined,
    valid_from && valid_from > today ? `starting on ${longDate(valid_from)}` : undefined,
    valid_to && valid_to < today
      ? `but this ended on ${longDate(valid_to)}`
      : valid_to && valid_to < '2100'
        ? `until ${longDate(valid_to)}`
        : undefined,
  ].filter((part) => part !== undefined);
  const sentence = words.join(', ');
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function daysInWords(schedule: ScheduleParts): string | undefined {
  const { freq, dtstart } = schedule;
  if (freq === 'WEEKLY') return weekly(schedule);
  if (freq === 'MONTHLY') return monthly(schedule);
  const days = readDays(schedule.byday);
  if (days.length > 0) return weekly(schedule);
  return dtstart ? `on ${fullDate(dtstart)}` : undefined;
}

function weekly({ byday, dtstart, interval }: ScheduleParts): string {
  const every = interval ?? 1;
  const days = [...new Set(readDays(byday).map((day) => day.weekday))];
  if (days.length === 0 && dtstart) days.push(weekdayOf(dtstart));
  if (days.length === 0) return every === 1 ? 'every week' : `every ${every} weeks`;
  const run = runOfDays(days);
  if (every === 1) return run ?? `every ${listed(days.map(nameOf))}`;
  if (every === 2 && !run) return `every other ${listed(days.map(nameOf))}`;
  return `${every === 2 ? 'every other week' : `every ${every} weeks`}, ${run ?? `on ${listed(days.map(nameOf))}`}`;
}

/** `every day`, `Monday to Friday`: three or more days in a row. */
function runOfDays(days: number[]): string | undefined {
  if (days.length === 7) return 'every day';
  const fromMonday = days.map((day) => (day + 6) % 7);
  const isRun = fromMonday.every((day, at) => at === 0 || day === (fromMonday[at - 1] ?? 0) + 1);
  return days.length > 2 && isRun ? `${nameOf(days[0])} to ${nameOf(days.at(-1))}` : undefined;
}

function monthly(schedule: ScheduleParts): string {
  const { dtstart, interval } = schedule;
  const days = readDays(schedule.byday);
  const numbered = days.filter((day) => day.nth !== 0);
  if (days.length > 0 && numbered.length === 0 && (interval ?? 1) === 1)
    return weekly({ byday: schedule.byday ?? null });
  const every =
    !interval || interval === 1 ? 'every month' : interval === 2 ? 'every other month' : `every ${interval} months`;
  if (numbered.length > 0) {
    const weekdays = [...new Set(numbered.map((day) => day.weekday))];
    const phrases = weekdays.map((weekday) => {
      const nths = numbered.filter((day) => day.weekday === weekday).sort((a, b) => orderOf(a) - orderOf(b));
      return `the ${listed(nths.map(({ nth }) => ordinals[nth] ?? ordinalNumber(Math.abs(nth))))} ${nameOf(weekday)}`;
    });
    return `${listed(phrases)} of ${every}`;
  }
  const dates = readMonthDays(schedule.bymonthday);
  if (dates.length === 0 && dtstart) dates.push(Number(dtstart.slice(8, 10)));
  if (dates.length === 0) return every;
  const spoken = dates.map((day) =>
    day === -1 ? 'last day' : day < 0 ? `${ordinalNumber(-day)} last day` : ordinalNumber(day),
  );
  return `the ${listed(spoken)} of ${every}`;
}

const orderOf = ({ nth }: RuleDay) => (nth < 0 ? 100 + nth : nth);

/** A place in an order: `1st`, `22nd`. */
export function ordinalNumber(n: number): string {
  const teen = n % 100 > 10 && n % 100 < 14;
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${ending}`;
}

/** A list as it is spoken: `a, b and c`. */
export function listed(words: readonly string[], last = 'and'): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

function nameOf(weekday: number | undefined): string {
  return names[weekday ?? 0] ?? '';
}
