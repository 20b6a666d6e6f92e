import type { ServiceRecordInput } from '../directory/records.ts';
import { readLine, readParagraphs } from './incoming-text-rules.ts';
import {
  type Note,
  readClock,
  readDay,
  readList,
  readNumber,
  readUuid,
  readWebAddress,
} from './incoming-value-rules.ts';

type Schedule = NonNullable<ServiceRecordInput['schedules']>[number];

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Schedules of somebody else's record. One that says neither a day, a time nor words is left out. */
export function readSchedules(value: unknown, note: Note): Schedule[] {
  return readList(value).flatMap((raw) => readSchedule(raw, note) ?? []);
}

function readSchedule(raw: Record<string, unknown>, note: Note): Schedule | undefined {
  const byday = readByday(raw.byday ?? raw.weekday, note);
  const interval = readNumber(raw.interval);
  const when = {
    valid_from: readDay(raw.valid_from, note),
    valid_to: readDay(raw.valid_to ?? raw.until, note),
    dtstart: readDay(raw.dtstart, note),
    byday,
    bymonthday: readLine(raw.bymonthday),
    opens_at: readClock(raw.opens_at, note),
    closes_at: readClock(raw.closes_at, note),
    description: readParagraphs(raw.description),
    notes: readParagraphs(raw.notes),
    schedule_link: readWebAddress(raw.schedule_link, note),
  };
  if (Object.values(when).every((part) => part === undefined)) return undefined;
  return {
    id: readUuid(raw.id),
    ...when,
    freq: readFrequency(raw.freq, byday, note),
    interval: interval && Number.isInteger(interval) && interval > 0 && interval < 1000 ? interval : undefined,
    attending_type: readLine(raw.attending_type),
  };
}

function readFrequency(value: unknown, byday: string | undefined, note: Note): 'WEEKLY' | 'MONTHLY' | undefined {
  const text = readLine(value)?.toUpperCase();
  // `2MO`, the second Monday, has no meaning within a week
  if (byday && /\d/.test(byday)) return 'MONTHLY';
  if (text === 'WEEKLY' || text === 'MONTHLY') return text;
  if (text && text !== 'DAILY') note('a schedule that is neither weekly nor monthly keeps only its days and times');
  return byday || text === 'DAILY' ? 'WEEKLY' : undefined;
}

/**
 * Days of the week as RFC 5545 writes them (`MO,WE`, `2MO`, `-1FR`), from that form, names (`Monday`, `Tues`), `Mon-Fri`,
 * `weekdays`, `daily`, lists of them, and numbers (1 is Monday). What is no day is left out with a note.
 */
export function readByday(value: unknown, note: Note): string | undefined {
  const text = Array.isArray(value) ? value.map(readLine).join(',') : readLine(value);
  if (!text) return undefined;
  const days = text
    .toLowerCase()
    .replace(/\s*(?:-|–|\bto\b)\s*(?=[a-z]{2})/g, '-')
    .split(/[\s,;/&]+|\band\b/)
    .filter((part) => part !== '')
    .flatMap((part) => {
      const read = readDayWord(part);
      if (read.length === 0) note('a day of the week that is none was left out');
      return read;
    });
  return days.length === 0 ? undefined : [...new Set(days)].join(',');
}

function readDayWord(part: string): string[] {
  if (/^(?:daily|everyday)$/.test(part)) return DAYS;
  if (/^weekdays?$/.test(part)) return DAYS.slice(0, 5);
  if (/^weekends?$/.test(part)) return DAYS.slice(5);
  const code = /^([+-]?[1-5])?(mo|tu|we|th|fr|sa|su)$/.exec(part);
  if (code) return [`${(code[1] ?? '').replace('+', '')}${code[2]}`.toUpperCase()];
  const ends = part.split('-').map((name) => dayNumber(name));
  const [from, to] = ends;
  if (from === undefined || from < 0 || ends.length > 2) return [];
  if (to === undefined) return DAYS.slice(from, from + 1);
  if (to < 0) return [];
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, n) => DAYS[(from + n) % 7] ?? '');
}

function dayNumber(name: string): number {
  if (/^[1-7]$/.test(name)) return Number(name) - 1;
  if (/^(?:mo|tu|we|th|fr|sa|su)$/.test(name)) return DAYS.indexOf(name.toUpperCase());
  return /^(?:mon|tues?|wed(?:nes|s)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?$/.test(name)
    ? NAMES.indexOf(name.slice(0, 3))
    : -1;
}
