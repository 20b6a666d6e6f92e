import { addDays, daysBetween, firstOfMonth, weekdayOf } from './date-rules.ts';
import { dayCodes, type RuleDay, readDays, readMonthDays, type ScheduleParts } from './schedule-rules.ts';

/** How far ahead dates are looked for: further ones help nobody. */
const furthestDays = 400;

/**
 * The next dates (`YYYY-MM-DD`, soonest first, at most `count`) on which a schedule runs, from `today` on. None where
 * the schedule names no day. School terms are not known here.
 */
export function nextDates(schedule: ScheduleParts, today: string, count: number): string[] {
  const begins = [today, schedule.dtstart, schedule.valid_from].filter((date) => typeof date === 'string');
  const from = begins.sort().at(-1) ?? today;
  const until = [addDays(today, furthestDays), schedule.valid_to].filter((date) => typeof date === 'string').sort()[0];
  const dates: string[] = [];
  const runs = ruleOf(schedule);
  if (!runs) return dates;
  for (let date = from; date <= (until ?? from) && dates.length < count; date = addDays(date, 1))
    if (runs(date)) dates.push(date);
  return dates;
}

/** Whether a schedule runs on a date; undefined where it names no day at all. */
function ruleOf(schedule: ScheduleParts): ((date: string) => boolean) | undefined {
  const { freq, dtstart } = schedule;
  const days = readDays(schedule.byday);
  const every = schedule.interval ?? 1;
  const anchor = dtstart ?? schedule.valid_from ?? undefined;
  if (freq === 'MONTHLY') {
    const dates = readMonthDays(schedule.bymonthday);
    if (days.length === 0 && dates.length === 0 && dtstart) dates.push(Number(dtstart.slice(8, 10)));
    if (days.length === 0 && dates.length === 0) return undefined;
    return (date) =>
      (anchor === undefined || monthsBetween(anchor, date) % every === 0) &&
      (days.some((day) => isDay(date, day)) || dates.some((day) => isMonthDay(date, day)));
  }
  if (freq !== 'WEEKLY' && days.length === 0) return dtstart ? (date) => date === dtstart : undefined;
  const weekdays = days.length > 0 ? days.map((day) => day.weekday) : dtstart ? [weekdayOf(dtstart)] : [];
  if (weekdays.length === 0) return undefined;
  return (date) =>
    weekdays.includes(weekdayOf(date)) &&
    (anchor === undefined || (daysBetween(mondayOf(anchor), mondayOf(date)) / 7) % every === 0);
}

function isDay(date: string, { weekday, nth }: RuleDay): boolean {
  if (weekdayOf(date) !== weekday) return false;
  const day = Number(date.slice(8, 10));
  if (nth > 0) return Math.ceil(day / 7) === nth;
  if (nth < 0) return Math.ceil((lengthOfMonth(date) - day + 1) / 7) === -nth;
  return true;
}

function isMonthDay(date: string, day: number): boolean {
  return Number(date.slice(8, 10)) === (day > 0 ? day : lengthOfMonth(date) + 1 + day);
}

const lengthOfMonth = (date: string) => daysBetween(firstOfMonth(date), firstOfMonth(date, 1));
const mondayOf = (date: string) => addDays(date, -((weekdayOf(date) + 6) % 7));
const monthsBetween = (from: string, to: string) =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));

/** The schedule as an RFC 5545 rule, `FREQ=WEEKLY;BYDAY=TU`; undefined for a schedule that does not repeat. */
export function recurrenceRule(schedule: ScheduleParts): string | undefined {
  const days = readDays(schedule.byday);
  const freq = schedule.freq ?? (days.length > 0 ? 'WEEKLY' : undefined);
  if (!freq) return undefined;
  const dates = freq === 'MONTHLY' ? readMonthDays(schedule.bymonthday) : [];
  const spelt = days.map(({ nth, weekday }) => `${freq === 'MONTHLY' && nth ? nth : ''}${dayCodes[weekday]}`);
  return [
    `FREQ=${freq}`,
    (schedule.interval ?? 1) > 1 ? `INTERVAL=${schedule.interval}` : undefined,
    spelt.length > 0 ? `BYDAY=${[...new Set(spelt)].join(',')}` : undefined,
    dates.length > 0 ? `BYMONTHDAY=${dates.join(',')}` : undefined,
    schedule.valid_to ? `UNTIL=${schedule.valid_to.replaceAll('-', '')}T235959` : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(';');
}
