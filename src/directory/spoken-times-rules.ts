import type { ServiceRecord } from './records.ts';
import { readClockRanges } from './spoken-clock-rules.ts';
import { takeDates } from './spoken-dates-rules.ts';

type Schedule = ServiceRecord['schedules'][number];

/** Times as people wrote them, read; or the lines that could not be read, each with what to do about it. */
export type SpokenTimes =
  | { ok: true; schedules: Schedule[] }
  | { ok: false; problems: { line: string; problem: string }[] };

const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const day =
  '(?:mon(?:days?)?|tue(?:s(?:days?)?)?|wed(?:s|nesdays?)?|thu(?:r(?:s(?:days?)?)?)?|fri(?:days?)?|sat(?:urdays?)?|sun(?:days?)?)';
const nth = '(?:first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th)';
const and = '\\s*(?:,|&|/|\\+|\\band\\b)\\s*';
const numbers: Record<string, number> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  last: -1,
  '1st': 1,
  '2nd': 2,
  '3rd': 3,
  '4th': 4,
  '5th': 5,
};
const fillers =
  /\b(?:every|each|on|the|of|and|at|in|only|we|are|open|is|it|its|runs?|meets?|from|weekly|weeks?|monthly|months?|days?|during|between|a|per|session|sessions|usually|held|times?)\b|[,.;:&+()-]/g;
/** Times that name no day, and are told as they are. */
const openWords =
  /\b(?:by (?:appointment|arrangement)|times? var(?:y|ies)|any ?time|(?:call|ring|ask|contact|phone) us|flexible|on request|24 ?(?:hours|\/ ?7))\b/;

/**
 * Reads times as people say them, one line (or part between semicolons) for each: `Saturdays 10am to 12 in term time`,
 * `First Tuesday of the month, 6pm to 8pm`, `Every other Friday from 8 January 2027, 4-6pm`. Words that say more are
 * kept as a note. `today` is `YYYY-MM-DD`: a date without a year is the next such day. School terms are not dates here.
 */
export function readSpokenTimes(text: string, today: string): SpokenTimes {
  const lines = text
    .split(/[\n;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const read = lines.map((line) => ({ line, found: readLine(line, today) }));
  const problems = read.flatMap(({ line, found }) => (typeof found === 'string' ? [{ line, problem: found }] : []));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, schedules: read.flatMap(({ found }) => (typeof found === 'string' ? [] : found)) };
}

function readLine(line: string, today: string): Schedule[] | string {
  let rest = ` ${line.toLowerCase().replace(/[–—]/g, '-').replace(/\s+/g, ' ')} `;
  const take = (pattern: RegExp): string | undefined => {
    const match = pattern.exec(rest);
    if (match) rest = rest.replace(match[0], ' ');
    return match?.[0];
  };
  const term = take(/\b(?:(?:in|during) )?term[- ]?times?\b( only)?|\b(?:in|during) (?:school )?terms?\b( only)?/);
  const holidays = take(/\b(?:(?:in|during) )?(?:the )?school holidays?\b( only)?|\bin the holidays\b/);
  const dates = takeDates(rest, today);
  rest = dates.rest;
  const ofMonth = take(/\b(?:of|in) (?:the|every|each|a) month\b|\b(?:every|each|a|per) month\b|\bmonthly\b/);
  const isEveryOther = take(
    /\b(?:every|each) (?:other|second|2nd)\b|\balternate\b|\bfortnightly\b|\b(?:every|each|a) fortnight\b|\bevery (?:2|two) weeks\b/,
  );
  const days = takeDays();
  const clock = readClockRanges(rest);
  if (clock.problem) return clock.problem;
  rest = clock.rest;
  const note = noteOf(line, rest);
  const every = isEveryOther ? { interval: 2 } : {};
  if (isEveryOther && !ofMonth && !dates.from && !dates.on)
    return 'Every other week: write the day on which it starts, such as “from 8 January 2027”.';
  const common = {
    ...every,
    ...(dates.to ? { valid_to: dates.to } : {}),
    ...(term ? { description: 'In term time' } : holidays ? { description: 'In the school holidays' } : {}),
    ...(note ? { notes: note } : {}),
  };
  const rule = ruleOf();
  if (!rule) {
    if (openWords.test(line.toLowerCase()) && clock.ranges.length === 0) return [{ description: line }];
    return 'We could not find a day in this. Write it like “Saturdays 10am to 12 in term time”.';
  }
  const ranges = clock.ranges.length > 0 ? clock.ranges : [{}];
  return ranges.map((range) => ({ ...rule, ...common, ...range }));

  function takeDays(): string[] {
    const numbered = take(new RegExp(`\\b${nth}(?:${and}${nth})*\\s+${day}\\b`));
    if (numbered && !isEveryOther) {
      const weekday = codeOf(new RegExp(`${day}\\s*$`).exec(numbered)?.[0] ?? '');
      return [...numbered.matchAll(new RegExp(nth, 'g'))].map(([word]) => `${numbers[word]}${weekday}`);
    }
    if (take(/\b(?:every ?day|daily|all week|7 days(?: a week)?|seven days(?: a week)?)\b/)) return codes;
    const found: string[] = [];
    if (take(/\bweekdays?\b/)) found.push(...codes.slice(0, 5));
    if (take(/\bweekends?\b/)) found.push(...codes.slice(5));
    for (let run = take(dayRun); run; run = take(dayRun)) {
      const [from = 0, to = 0] = [...run.matchAll(new RegExp(day, 'g'))].map(([name]) => codes.indexOf(codeOf(name)));
      for (let n = from; ; n = (n + 1) % 7) {
        found.push(codes[n] ?? '');
        if (n === to) break;
      }
    }
    for (let one = take(oneDay); one; one = take(oneDay)) found.push(codeOf(one));
    return codes.filter((code) => found.includes(code));
  }

  function ruleOf(): Partial<Schedule> | undefined {
    const start = dates.from ? { dtstart: dates.from, valid_from: dates.from } : {};
    const isNumbered = days.some((code) => /\d/.test(code));
    if (isNumbered || (ofMonth && days.length > 0)) return { freq: 'MONTHLY', byday: days.join(','), ...start };
    if (ofMonth && dates.month_days.length > 0)
      return { freq: 'MONTHLY', bymonthday: dates.month_days.join(','), ...start };
    // a weekday beside one date only names that date
    if (dates.on) return { dtstart: dates.on };
    if (days.length > 0) return { freq: 'WEEKLY', byday: days.join(','), ...start };
    return undefined;
  }
}

const dayRun = new RegExp(`\\b${day}\\s*(?:-|\\bto\\b|\\bthrough\\b|\\btill?\\b|\\buntil\\b)\\s*${day}\\b`);
const oneDay = new RegExp(`\\b${day}\\b`);

function codeOf(name: string): string {
  return codes.find((code) => name.trim().toUpperCase().startsWith(code)) ?? '';
}

// What is left when days, times and dates are taken out; the words of the line itself where they say something more.
function noteOf(line: string, rest: string): string | undefined {
  const left = rest.replace(fillers, ' ').trim();
  if (!/\p{L}{2}/u.test(left)) return undefined;
  const inBrackets = /\(([^)]+)\)/.exec(line)?.[1];
  if (inBrackets && !left.replace(/\s+/g, '').replaceAll(/[^\p{L}]/gu, '').length) return inBrackets;
  const words = left.split(/\s+/);
  const first = line.toLowerCase().indexOf(words[0] ?? '');
  return first > 0 &&
    line
      .toLowerCase()
      .slice(first)
      .includes(words.at(-1) ?? '') &&
    first > line.length / 3
    ? line
        .slice(first)
        .replace(/[).\s]+$/, '')
        .replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
    : line;
}
