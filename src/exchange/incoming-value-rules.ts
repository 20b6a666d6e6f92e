import { normalPostcode, readPostcode as readPostcodeText } from '../places/postcode-rules.ts';
import { readLine } from './incoming-text-rules.ts';

/** What was mended or left out in a record, in words that are counted over all records of an import. */
export type Note = (note: string) => void;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A UUID in lower case, or undefined: our ids are UUIDs, and what is none stays only as the record's name in its source. */
export function readUuid(value: unknown): string | undefined {
  const text = readLine(value)?.toLowerCase();
  return text && UUID.test(text) ? text : undefined;
}

/** The items of a list; one object where a list should be counts as a list of one, anything else as none. */
export function readList(value: unknown): Record<string, unknown>[] {
  const items = Array.isArray(value) ? value : [value];
  return items.filter((item) => isObject(item));
}

/** Whether a value is an object with fields, not a list and not null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first e-mail address in a text such as `Splash <swim@example.org>`. Where there is none, a note says so. */
export function readEmail(value: unknown, note: Note): string | undefined {
  const text = readLine(value);
  if (!text) return undefined;
  const first = /[^\s@<>()"',;:]+@(?:[a-z0-9-]+\.)+[a-z]{2,}/i.exec(text)?.[0];
  if (!first) note('an e-mail address that is none was left out');
  return first;
}

/** A web address with its `http`, which many leave out. What is none, or is another scheme, is left out with a note. */
export function readWebAddress(value: unknown, note: Note): string | undefined {
  const text = readLine(value)?.split(' ')[0];
  if (!text) return undefined;
  const mended = /^https?:\/\//i.test(text) ? text : text.replace(/^(?:https?:?\/*|\/\/)?(?=[a-z0-9-]+\.)/i, 'http://');
  const url = /^https?:\/\/[^/@\s]+\.[a-z]{2,}(?:[:/?#]|$)/i.test(mended) ? URL.parse(mended) : null;
  if (!url) note('a web address that is none was left out');
  else if (mended !== text) note('a web address without http was mended');
  return url ? mended : undefined;
}

/** A number, also one written as text; undefined otherwise. */
export function readNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  const text = readLine(value)?.replace(/[£,\s]/g, '');
  return text && /^[-+]?\d*\.?\d+$/.test(text) ? Number(text) : undefined;
}

/**
 * The ages that a service is for, in years. An upper age above 120 says that there is none; `0 to 0` that nobody filled
 * it in. Ages that cannot be are left out with a note.
 */
export function readAges(
  minimum: unknown,
  maximum: unknown,
  note: Note,
): { minimum_age?: number; maximum_age?: number } {
  const from = readNumber(minimum);
  const to = readNumber(maximum);
  if (from === 0 && to === 0) return {};
  if ((from ?? 0) < 0 || (to ?? 0) < 0 || (from ?? 0) > (to ?? 1000) || (from ?? 0) > 120) {
    note('ages that cannot be were left out');
    return {};
  }
  return {
    ...(from === undefined ? {} : { minimum_age: from }),
    ...(to === undefined || to > 120 ? {} : { maximum_age: to }),
  };
}

/**
 * A date as `YYYY-MM-DD`, from that form, a date and time, `DD/MM/YYYY`, `YYYYMMDD` or `1 March 2024`; `order` says when
 * a month comes first. What is no date is left out with a note.
 */
export function readDay(
  value: unknown,
  note: Note,
  order: 'day first' | 'month first' = 'day first',
): string | undefined {
  const text = readLine(value);
  if (!text) return undefined;
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]|$)/.exec(text) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  const slashed = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:\s|$)/.exec(text);
  const worded = /^(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9}),? (\d{4})$/i.exec(text);
  let day: string | undefined;
  if (iso) day = realDay(iso[1], iso[2], iso[3]);
  else if (slashed && order === 'day first') day = realDay(slashed[3], slashed[2], slashed[1]);
  else if (slashed) day = realDay(slashed[3], slashed[1], slashed[2]);
  else if (worded) {
    const month = 'janfebmaraprmayjunjulaugsepoctnovdec'.indexOf((worded[2] ?? '').slice(0, 3).toLowerCase());
    day = month >= 0 && month % 3 === 0 ? realDay(worded[3], month / 3 + 1, worded[1]) : undefined;
  }
  if (!day) note('a date that is none was left out');
  return day;
}

function realDay(year: unknown, month: unknown, day: unknown): string | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const made = new Date(Date.UTC(y, m - 1, d));
  return made.getUTCMonth() === m - 1 && made.getUTCDate() === d && y > 1000
    ? made.toISOString().slice(0, 10)
    : undefined;
}

/**
 * A time of day as `HH:MM`, from `9:30`, `09:30:00`, `0930`, `9.30am`, `2000-01-01T09:30:00Z`, `noon`. A zone is left
 * out: services run on local time, whatever a system wrote behind it.
 */
export function readClock(value: unknown, note: Note): string | undefined {
  const text = readLine(value)?.toLowerCase();
  if (!text) return undefined;
  if (/^(?:12 ?)?(?:noon|mid-?day)$/.test(text)) return '12:00';
  if (/^(?:12 ?)?midnight$/.test(text)) return '00:00';
  const match =
    /^(?:\d{4}-\d\d-\d\dt)?(\d{1,2})(?:[:.h]?(\d\d))?(?:[:.]\d\d(?:\.\d+)?)?\s*(am|pm|a\.m\.|p\.m\.)?\s*(?:z|[+-]\d\d:?\d\d)?$/.exec(
      text,
    );
  let hour = Number(match?.[1] ?? Number.NaN);
  const minute = Number(match?.[2] ?? 0);
  const half = match?.[3]?.[0];
  if (half && hour > 12) hour = Number.NaN;
  if (half === 'p' && hour < 12) hour += 12;
  if (half === 'a' && hour === 12) hour = 0;
  if (hour === 24 && minute === 0) return '23:59';
  if (!(hour < 24 && minute < 60)) {
    note('a time that is none was left out');
    return undefined;
  }
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/**
 * A postcode as it is written: upper case with its space. Letters that stand for digits, and the other way round, are
 * mended with a note. What is none (another country's, a typing error) stays as it came.
 */
export function readPostcode(value: unknown, note: Note): string | undefined {
  const text = readLine(value)?.toUpperCase();
  if (!text) return undefined;
  const reading = readPostcodeText(text);
  if (reading.kind !== 'postcode') return text;
  if (reading.postcode !== normalPostcode(text.replace(/[^A-Z0-9]/g, '')))
    note('a postcode with O for 0 or I for 1 was mended');
  return reading.postcode;
}
