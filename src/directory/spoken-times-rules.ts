import { addDays, weekdayOf } from './date-rules.ts';
import type { ServiceRecord } from './records.ts';
import { type SpokenClock, takeClocks } from './spoken-clock-rules.ts';
import { firstOn, type SpokenDates, spanOf, takeDates } from './spoken-dates-rules.ts';
import { codes, type SpokenDays, takeDays, takeExcepted } from './spoken-days-rules.ts';
import { type Left, leftOf, protect, type SpokenText, spokenText, take, takeAll } from './spoken-text-rules.ts';

type Schedule = ServiceRecord['schedules'][number];

/** Times as people wrote them: all of them, and what of it could not be read, each with what to do about it. */
export interface SpokenTimes {
  /** a line that could not be read is here as its words alone: families see it, calendars do not */
  schedules: Schedule[];
  problems: { line: string; problem: string }[];
}

/** What looks like a time or a date and is none: ages, school years, prices, phone numbers, how long something lasts. */
const noTimes =
  /\bage(?:s|d)?:? ?\d+(?: ?(?:-|to|and) ?\d+)?\+?|\b\d+ ?(?:-|to) ?\d+ ?(?:years?|yrs?|months?)\b(?: olds?)?|\byears? \d+(?: ?(?:-|to|and) ?\d+)?|\b(?:under|over) ?\d+s?\b|£ ?\d[\d.,]*(?: ?- ?£? ?\d[\d.,]*)?p?|\b0\d{2,4} ?\d{3} ?\d{3,4}\b|\b\d+ ?(?:hours?|hrs?|minutes?|mins?|places|children|people|weeks|sessions)\b(?! a day)|\bfor (?:a )?\d{1,2}(?:[.:]\d\d)? ?(?:[ap]m)? start\b/g;
const term = /\b(?:(?:in|during) )?(?:the )?term[- ]?times?\b(?: only)?|\b(?:in|during) (?:school )?terms?\b(?: only)?/;
const holidays = /\b(?:(?:in|during) )?(?:the )?school holidays?\b(?: only)?|\bin the holidays\b|\bholidays only\b/;
const ofMonth =
  /\b(?:of|in) (?:the|every|each|a) month\b|\b(?:every|each|a|per) (?:calendar )?month\b|\bmonthly\b|\bof every other month\b/;
const everyOther =
  /\b(?:every|each) (?:other|second|2nd)\b(?! month)|\balternate\b|\bfortnightly\b|\b(?:every|each|a|per) fortnight\b|\bbi-?weekly\b/;
const everyOtherAndNothingElse = /\b(?:every|each) other\b(?! month)|\balternate\b|\bfortnightly\b|\bbi-?weekly\b/;
const everyFew = /\bevery (2|3|4|5|6|8|two|three|four|five|six|eight) weeks\b/;
const everyFewMonths = /\b(?:of )?every (?:other|second|2nd|two|2) months?\b/;
const few: Record<string, number> = { two: 2, three: 3, four: 4, five: 5, six: 6, eight: 8 };
/** Times that name no day, and are told as they are. */
const openWords =
  /\b(?:by (?:prior )?(?:appointment|arrangement)|times? (?:and days? )?var(?:y|ies)|any ?time|(?:call|ring|ask|contact|phone|e-?mail) us|flexible|on request|to be (?:arranged|confirmed))\b/;

const startNeeded =
  'Write the day on which it starts, such as “from 8 January 2027”: without it nobody knows which weeks.';
const noDay = 'We could not find a day in this. Write it like “Saturdays 10am to 12 in term time”.';
const closedThen = 'This says when it is closed. Write when it is open, such as “Tuesday to Saturday 10am to 4pm”.';
const whichDays = 'Write the days of the week, too, such as “Monday to Friday”.';

/**
 * Reads times as people say them, one line (or part between semicolons) for each: `Saturdays 10am to 12 in term time`,
 * `First Tuesday of the month, 6pm to 8pm`, `Mon-Thu 9-5, Fri 9-4`. Words that say more are kept as a note; a line that
 * cannot be read is kept as it is. `today` is `YYYY-MM-DD`: a date without a year is the next such day. School terms are
 * not dates here.
 */
export function readSpokenTimes(text: string, today: string): SpokenTimes {
  const lines = text
    .split(/[\n;]+/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .slice(0, mostLines);
  const read = lines.map((line) => ({ line, found: readLine(line, today) }));
  return {
    schedules: read.flatMap(({ line, found }) => (typeof found === 'string' ? [{ description: line }] : found)),
    problems: read.flatMap(({ line, found }) => (typeof found === 'string' ? [{ line, problem: found }] : [])),
  };
}

/** A modifier of a line, where it stands. */
interface Said<Value> {
  at: number;
  value: Value;
}

/** More than anybody says of one time. */
const longestLine = 300;
const mostLines = 100;

function readLine(line: string, today: string): Schedule[] | string {
  if (line.length > longestLine) return 'This is long. Write each time on its own line, and all else on another page.';
  const text = spokenText(line);
  const weeks = weeksOf(text);
  protect(text, noTimes);
  const seasons = [
    ...takeAll(text, term).map(({ at }) => ({ at, value: 'In term time' })),
    ...takeAll(text, holidays).map(({ at }) => ({ at, value: 'In the school holidays' })),
  ];
  const dates = takeDates(text, today);
  if (dates.problem) return dates.problem;
  const months = take(text, everyFewMonths) ? 2 : 1;
  const excepted = takeExcepted(text);
  const days = takeDays(text);
  const isMonthly = take(text, ofMonth) !== undefined || months > 1;
  const clocks = takeClocks(text, halfOf(text));
  const wrong = clocks.find(({ problem }) => problem !== undefined);
  if (wrong?.problem) return wrong.problem;
  if (/\bclosed\b|\bno (?:session|club|class|meeting)/.test(text.rest) && clocks.length === 0) return closedThen;
  if (weeks > 1 && !isMonthly && !dates.from && dates.on.length === 0) return startNeeded;
  const isAlways = days.length === 0 && clocks.length > 0 && clocks.every(({ range }) => range.closes_at === '23:59');
  const groups = groupsOf(isAlways ? [{ at: 0, byday: codes, month_days: [] }] : days, clocks, dates);
  if (groups.length === 0)
    return openWords.test(line.toLowerCase()) && clocks.length === 0 ? [{ description: line }] : noDay;
  return schedulesOf(groups, { seasons, left: leftOf(text), weeks, months, isMonthly, dates, excepted });
}

/** How many weeks lie between: 2 for `every other Friday`, but 1 for `every second Friday of the month`. */
function weeksOf(text: SpokenText): number {
  const found = take(text, everyFew);
  if (found) return Number(few[found.match[1] ?? ''] ?? found.match[1]);
  const isOfMonth = ofMonth.test(text.rest) && !everyFewMonths.test(text.rest);
  return take(text, isOfMonth ? everyOtherAndNothingElse : everyOther) ? 2 : 1;
}

/** Morning or evening, where a word of the line says so. */
function halfOf(text: SpokenText): 'am' | 'pm' | undefined {
  const isEarly = take(text, /\bmornings?\b(?=\W*(?:from |at |between )?\d)/) !== undefined;
  const isLate = take(text, /\b(?:afternoons?|evenings?|nights?)\b(?=\W*(?:from |at |between )?\d)/) !== undefined;
  return isEarly === isLate ? undefined : isEarly ? 'am' : 'pm';
}

/** Days with the times that belong to them. */
interface Group {
  at: number;
  byday: string[];
  month_days: number[];
  on: string[];
  clocks: SpokenClock[];
}

type Token = Said<{ days?: SpokenDays; on?: string; clock?: SpokenClock }>;

// "Mon-Thu 9-5, Fri 9-4" is two groups; so is "9-5 Mon-Thu, 9-4 Fri"; "Mondays 10 to 12 and 1 to 3" is one
function groupsOf(days: SpokenDays[], clocks: SpokenClock[], dates: SpokenDates): Group[] {
  const tokens: Token[] = [
    ...days.map((one) => ({ at: one.at, value: { days: one } })),
    ...dates.on.map(({ at, date }) => ({ at, value: { on: date } })),
    ...clocks.map((clock) => ({ at: clock.at, value: { clock } })),
  ].sort((a, b) => a.at - b.at);
  const groups: Group[] = [];
  const isTimeFirst = tokens[0]?.value.clock !== undefined;
  for (const [n, { at, value }] of tokens.entries()) {
    const last = groups.at(-1);
    const before = tokens[n - 1]?.value;
    const isTurn = isTimeFirst ? value.clock && !before?.clock : !value.clock && before?.clock;
    // days at the end without a time of their own have that of the days before them
    const isLeft = !isTimeFirst && !tokens.slice(n).some((later) => later.value.clock) && groups.length === 1;
    const group = !last || (isTurn && !isLeft) ? { at, byday: [], month_days: [], on: [], clocks: [] } : last;
    if (group !== last) groups.push(group);
    group.byday.push(...(value.days?.byday ?? []));
    group.month_days.push(...(value.days?.month_days ?? []));
    if (value.on) group.on.push(value.on);
    if (value.clock) group.clocks.push(value.clock);
  }
  const isNamed = (group: Group) => group.byday.length + group.month_days.length + group.on.length > 0;
  const [first] = groups;
  if (isTimeFirst && groups.length > 1 && !isNamed(groups.at(-1) as Group) && first) return groups.filter(isNamed);
  return groups.some(isNamed) || spanOf(dates) ? groups : [];
}

interface Around {
  seasons: Said<string>[];
  left: Left[];
  weeks: number;
  months: number;
  isMonthly: boolean;
  dates: SpokenDates;
  excepted: string[];
}

function schedulesOf(groups: Group[], around: Around): Schedule[] | string {
  const schedules: Schedule[] = [];
  for (const [n, group] of groups.entries()) {
    const end = groups[n + 1]?.at ?? Number.POSITIVE_INFINITY;
    const isLast = n === groups.length - 1;
    // what stands before all days and times, or after them and apart, is said of all
    const isOwn = ({ at, stands_apart = true }: { at: number; stands_apart?: boolean }) =>
      (at >= group.at && at < end) ||
      at < (groups[0]?.at ?? 0) ||
      (stands_apart && !isLast && at > lastAt(groups.at(-1)));
    const season = around.seasons.find(isOwn)?.value;
    const rules = rulesOf(group, around);
    if (typeof rules === 'string') return rules;
    const left = around.left.filter(isOwn);
    const clocks = group.clocks.length > 0 ? group.clocks : [{ at: group.at, range: {} }];
    const between = left.some(({ at }) => at > (clocks[0]?.at ?? 0) && at < (clocks.at(-1)?.at ?? 0));
    for (const rule of rules)
      for (const [m, clock] of clocks.entries()) {
        const next = clocks[m + 1]?.at ?? Number.POSITIVE_INFINITY;
        const own = left.filter(({ at }) => !between || at < (clocks[0]?.at ?? 0) || (at > clock.at && at < next));
        const notes = own.map(({ words }) => words).join(', ');
        schedules.push({
          ...rule,
          ...clock.range,
          ...(season ? { description: season } : {}),
          ...(notes ? { notes: notes.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()) } : {}),
        });
      }
  }
  return schedules;
}

const lastAt = (group: Group | undefined) => Math.max(group?.at ?? 0, ...(group?.clocks.map(({ at }) => at) ?? []));

function rulesOf({ byday, month_days, on }: Group, around: Around): Partial<Schedule>[] | string {
  const { dates, weeks, months, isMonthly, excepted } = around;
  const { from, to } = dates;
  if (on.length > 0) return on.map((dtstart) => ({ dtstart }));
  const until = to ? { valid_to: to } : {};
  if (month_days.length > 0)
    return [{ freq: 'MONTHLY', bymonthday: month_days.join(','), ...everyN(months), ...starting(from), ...until }];
  const nth = byday.find((code) => /\d/.test(code))?.replace(/[A-Z]+$/, '');
  if (nth || (isMonthly && byday.length > 0)) {
    // "the first Monday and Tuesday of the month"
    const numbered = byday.map((code) => (/\d/.test(code) ? code : `${nth ?? ''}${code}`));
    if (months > 1 && !from) return startNeeded;
    return [
      { freq: 'MONTHLY', byday: [...new Set(numbered)].join(','), ...everyN(months), ...starting(from), ...until },
    ];
  }
  const whole = spanOf(dates);
  if (byday.length === 0) {
    if (whole === undefined || whole > 7) return whichDays;
    const run = Array.from({ length: whole }, (_, n) => (weekdayOf(addDays(from ?? '', n)) + 6) % 7);
    byday = run.map((n) => codes[n] ?? '');
  }
  const kept = codes.filter((code) => byday.includes(code) && !excepted.includes(code));
  if (kept.length === 0) return noDay;
  const first =
    from &&
    firstOn(
      from,
      kept.map((code) => (codes.indexOf(code) + 1) % 7),
      weekdayOf,
    );
  return [{ freq: 'WEEKLY', byday: kept.join(','), ...everyN(weeks), ...starting(first), ...until }];
}

const everyN = (interval: number) => (interval > 1 ? { interval } : {});
const starting = (from: string | undefined) => (from ? { dtstart: from, valid_from: from } : {});
