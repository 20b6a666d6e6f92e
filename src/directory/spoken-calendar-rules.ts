import { addDays, fullDate, longDate, monthAndYear, weekdayOf } from './date-rules.ts';
import type { ServiceRecord } from './records.ts';
import { nextDates } from './schedule-dates-rules.ts';
import { scheduleInWords, seasonOf, spokenHours } from './schedule-rules.ts';
import { readSpokenTimes } from './spoken-times-rules.ts';

type Schedule = ServiceRecord['schedules'][number];

/** Times as they have been understood: in words, as the next dates, and on a calendar of five weeks. */
export interface UnderstoodTimes {
  lines: {
    words: string;
    note: string | null;
    next: string[];
    /** why it is not on the calendar, where its words could not be read */
    problem: string | null;
  }[];
  /** weeks from Monday to Sunday, this one first */
  weeks: { day: string; label: string; month: string | null; times: string[] }[][];
  /** what is said of school terms is not on the calendar: their dates are not known here */
  has_season: boolean;
}

const weeksShown = 5;

/** The times of a record as families will read them, from `today` (`YYYY-MM-DD`) on; undefined where it has none. */
export function understoodTimes(record: ServiceRecord, today: string): UnderstoodTimes | undefined {
  const schedules = [...record.schedules, ...record.service_at_locations.flatMap((at) => at.schedules)];
  if (schedules.length === 0) return undefined;
  const monday = addDays(today, -((weekdayOf(today) + 6) % 7));
  const last = addDays(monday, weeksShown * 7 - 1);
  const onDay = new Map<string, string[]>();
  for (const schedule of schedules)
    for (const date of nextDates(schedule, today, weeksShown * 7).filter((day) => day <= last))
      onDay.set(date, [...(onDay.get(date) ?? []), spokenHours(schedule) ?? 'open']);
  const days = Array.from({ length: weeksShown * 7 }, (_, n) => addDays(monday, n));
  const cells = days.map((day, n) => ({
    day: String(Number(day.slice(8))),
    label: longDate(day),
    month: n === 0 || day.endsWith('-01') ? monthAndYear(day).slice(0, 3) : null,
    times: onDay.get(day) ?? [],
  }));
  return {
    lines: schedules.map((schedule) => {
      const words = scheduleInWords(schedule, today);
      const said = [seasonOf(schedule.description) ? undefined : schedule.description, schedule.notes];
      const note = said.filter((text) => text !== undefined).join('. ') || null;
      return {
        words: words || (note ?? ''),
        note: words ? note : null,
        next: nextDates(schedule, today, 3).map(fullDate),
        problem: unreadable(schedule, today),
      };
    }),
    weeks: Array.from({ length: weeksShown }, (_, week) => cells.slice(week * 7, week * 7 + 7)),
    has_season: schedules.some(({ description }) => seasonOf(description) !== undefined),
  };
}

/** Why a time that is kept as it was written is on no calendar; null for one that was understood, or that names no day. */
function unreadable({ description, ...rule }: Schedule, today: string): string | null {
  const isWordsOnly = description !== undefined && Object.keys(rule).every((key) => key === 'id' || key === 'notes');
  return (isWordsOnly && readSpokenTimes(description, today).problems[0]?.problem) || null;
}
