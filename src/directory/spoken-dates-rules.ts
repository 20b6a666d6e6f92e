import { addDays, daysBetween } from './date-rules.ts';
import { leftOf, type SpokenText, spokenText, take, takeAll } from './spoken-text-rules.ts';

/** Dates that a line of times names: `YYYY-MM-DD`. */
export interface SpokenDates {
  /** `from 8 January 2027` */
  from?: string;
  /** `until 20 July` */
  to?: string;
  /** where in the line that stands */
  at: number;
  /** single days, `12 December 2026`, each where it stands */
  on: { at: number; date: string }[];
  /** a date that there is not, such as 31 February */
  problem?: string;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?';
const weekday = '(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? (?:the )?)?';
const day = '(\\d{1,2})(?:st|nd|rd|th)?';
const spelt = `${day}(?: of)? (${month})(?:,? (\\d{4}))?`;
const figures = '(\\d{1,2})[/.](\\d{1,2})[/.](\\d{4}|\\d\\d)';
const date = `(?:${spelt}|${figures})`;
const until = '\\s*(?:-|\\bto\\b|\\buntil\\b|\\btill?\\b|\\bthrough\\b)\\s*';

const span = new RegExp(`(?:\\b(?:from|between)\\s+)?${weekday}\\b(?:${day}|${date})${until}${weekday}\\b${date}`);
const starting = new RegExp(
  `\\b(?:from|starting(?: on| from)?|starts(?: on)?|beginning(?: on)?|begins(?: on)?|commencing|w/c)\\s+${weekday}(?:the )?${date}`,
);
const ending = new RegExp(`(?:\\b(?:until|till?|to|ends(?: on)?|ending(?: on)?)\\s+)${weekday}(?:the )?${date}`);
const single = new RegExp(`(?:\\bon\\s+)?(?:the )?${weekday}(?<![\\d.:])\\b${date}(?!\\d)`);

/** Takes the dates out of a line. A date without a year is the next such day from `today` (`YYYY-MM-DD`) on. */
export function takeDates(text: SpokenText, today: string): SpokenDates {
  const found: SpokenDates = { at: Number.POSITIVE_INFINITY, on: [] };
  const spanned = take(text, span);
  if (spanned) {
    const [, dayOnly, ...parts] = spanned.match;
    const to = dateOf(parts.slice(6), today);
    const named = dayOnly ? to && `${to.slice(0, 8)}${dayOnly.padStart(2, '0')}` : dateOf(parts.slice(0, 6), today);
    // "8 September to 14 July 2027": the year is that of the end
    const early = named && to && named > to ? yearBefore(named) : named;
    Object.assign(found, { from: early, to, at: spanned.at });
    if (!early || !to) found.problem = noSuchDate;
  }
  for (const [pattern, key] of [
    [starting, 'from'],
    [ending, 'to'],
  ] as const) {
    const one = take(text, pattern);
    if (!one) continue;
    const read = dateOf(one.match.slice(1), today);
    if (!read) found.problem = noSuchDate;
    Object.assign(found, { [key]: read, at: Math.min(found.at, one.at) });
  }
  for (const { match, at } of takeAll(text, single)) {
    const read = dateOf(match.slice(1), today);
    if (read) found.on.push({ at, date: read });
    else found.problem = noSuchDate;
  }
  if (found.from && found.to && found.to < found.from) found.problem = 'It ends before it begins.';
  return found;
}

/** The one date that a text is: `12 April 2027`, `12/4/2027`; undefined where it is none, or says something else too. */
export function readDate(text: string, today: string): string | undefined {
  const spoken = spokenText(/^\d{4}-\d\d-\d\d$/.test(text.trim()) ? text.trim().split('-').reverse().join('/') : text);
  const { on, problem } = takeDates(spoken, today);
  return problem === undefined && on.length === 1 && leftOf(spoken).length === 0 ? on[0]?.date : undefined;
}

/** How many days a line's dates span; undefined where it names no beginning or no end. */
export function spanOf({ from, to }: SpokenDates): number | undefined {
  return from && to ? daysBetween(from, to) + 1 : undefined;
}

/** The first of these weekdays (0 is Sunday) on or after a date. */
export function firstOn(from: string, weekdays: readonly number[], weekdayOf: (date: string) => number): string {
  const ahead = Array.from({ length: 7 }, (_, days) => addDays(from, days));
  return ahead.find((one) => weekdays.includes(weekdayOf(one))) ?? from;
}

const noSuchDate = 'One of the dates is not a real day. Write it like “8 January 2027”.';

// the groups of `date`: day, month, year; or day, month, year in figures
function dateOf(groups: (string | undefined)[], today: string): string | undefined {
  const [named, name, year, d, m, y] = groups;
  if (d) return isoOf(y?.length === 2 ? 2000 + Number(y) : Number(y), Number(m), Number(d));
  const monthNumber = months.indexOf((name ?? '').slice(0, 3)) + 1;
  if (year) return isoOf(Number(year), monthNumber, Number(named));
  const thisYear = Number(today.slice(0, 4));
  const here = isoOf(thisYear, monthNumber, Number(named));
  return here && here >= today ? here : isoOf(thisYear + 1, monthNumber, Number(named));
}

function yearBefore(date: string): string {
  return `${Number(date.slice(0, 4)) - 1}${date.slice(4)}`;
}

function isoOf(year: number, monthNumber: number, dayNumber: number): string | undefined {
  const at = new Date(Date.UTC(year, monthNumber - 1, dayNumber));
  const isReal = at.getUTCMonth() === monthNumber - 1 && at.getUTCDate() === dayNumber;
  return isReal ? at.toISOString().slice(0, 10) : undefined;
}
