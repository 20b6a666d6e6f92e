import { type SpokenText, takeAll } from './spoken-text-rules.ts';

/** From when to when, `HH:MM`. */
export interface ClockRange {
  opens_at?: string;
  closes_at?: string;
}

/** A time of day that a line names, and where. */
export interface SpokenClock {
  at: number;
  range: ClockRange;
  /** what is wrong with it, and so nothing is in its range */
  problem?: string;
}

interface Clock {
  hour: number;
  minute: number;
  /** unknown where only a number was said */
  half?: 'am' | 'pm' | 'said';
}
type Half = 'am' | 'pm' | undefined;

const at =
  "(?:(?:12 ?)?(?:noon|midday|midnight)|(?:half|quarter) past \\d{1,2}(?: ?[ap]\\.?m\\b\\.?)?|\\d{1,2}(?:[:.]\\d\\d)? ?(?:[ap]\\.?m\\b\\.?|o'clock)?)";
const join = '\\s*(?:-|\\bto\\b|\\btill?\\b|\\buntil\\b)\\s*';
const range = new RegExp(`(?:\\b(?:from|between)\\s+)?(?<![\\d£])\\b(${at})${join}(${at})(?![\\d/])`);
const between = new RegExp(`\\bbetween\\s+(${at})\\s*\\band\\b\\s*(${at})(?![\\d/])`);
const opening = new RegExp(`\\b(?:from|at|after)\\s+(${at})(?![\\d/])`);
const closing = new RegExp(`\\b(?:until|till?|before)\\s+(${at})(?![\\d/])`);
const plain = /(?<!\d)(\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b\.?|\d{1,2}:\d\d|(?:12 ?)?(?:noon|midday|midnight))/;
const allDay = /\b24 ?(?:hours?(?: a day)?|hrs?|\/ ?7)\b|\ball day and night\b/;

/**
 * Takes the times of day out of a line: `10am to 12`, `2-5pm`, `9 to 5`, `from 5.30pm`, `until noon`, `09:00-17:00`. Says
 * what is wrong where a time is none, or could be morning or evening; `half` tells which, where other words have said so.
 */
export function takeClocks(text: SpokenText, half: Half): SpokenClock[] {
  const clocks: SpokenClock[] = [];
  for (const { at } of takeAll(text, allDay)) clocks.push({ at, range: { opens_at: '00:00', closes_at: '23:59' } });
  for (const found of [...takeAll(text, between), ...takeAll(text, range)]) {
    const [, from = '', to = ''] = found.match;
    const read = readRange(readClock(from), readClock(to), half);
    clocks.push({ at: found.at, ...(typeof read === 'string' ? { range: {}, problem: read } : { range: read }) });
  }
  for (const [pattern, key] of [
    [closing, 'closes_at'],
    [opening, 'opens_at'],
    [plain, 'opens_at'],
  ] as const)
    for (const found of takeAll(text, pattern)) {
      const read = readOne(found.match[1] ?? '', half);
      const isProblem = read.length > 5;
      clocks.push({ at: found.at, ...(isProblem ? { range: {}, problem: read } : { range: { [key]: read } }) });
    }
  return together(clocks.sort((a, b) => a.at - b.at));
}

// "from 10am, until 12": one that only opens and the next that only closes belong together
function together(clocks: SpokenClock[]): SpokenClock[] {
  return clocks.reduce<SpokenClock[]>((all, clock) => {
    const last = all.at(-1);
    const opens = last && !last.problem && last.range.opens_at && !last.range.closes_at;
    if (opens && clock.range.closes_at && !clock.range.opens_at)
      return [...all.slice(0, -1), { ...last, range: { ...last.range, ...clock.range } }];
    return [...all, clock];
  }, []);
}

const notATime = 'One of the times is not a time of day. Write it like “10am to 12” or “17:30 to 19:00”.';
const endsFirst = 'It ends before it begins. Write it like “10am to 12” or “17:30 to 19:00”.';
const unsure = (hour: number) => `Is ${hour} in the morning or in the evening? Write ${hour}am or ${hour}pm.`;

function readOne(words: string, half: Half): string {
  const clock = readClock(words);
  if (!clock) return notATime;
  if (clock.half === undefined && clock.hour < 13) {
    if (half && clock.hour !== 12) clock.half = half;
    else if (clock.hour >= 7 && clock.hour <= 8) return unsure(clock.hour);
    else if (clock.hour < 7) clock.half = 'pm';
  }
  return written(clock);
}

function readClock(text: string): Clock | undefined {
  if (/noon|midday/.test(text)) return { hour: 12, minute: 0, half: 'said' };
  if (/midnight/.test(text)) return { hour: 0, minute: 0, half: 'said' };
  const past = /(half|quarter) past (\d{1,2})/.exec(text);
  const figures = /(\d{1,2})(?:[:.](\d\d))?/.exec(text);
  const hour = Number(past?.[2] ?? figures?.[1]);
  const minute = past ? (past[1] === 'half' ? 30 : 15) : Number(figures?.[2] ?? 0);
  const half = /[\d ]a\.?m/.test(text) ? 'am' : /[\d ]p\.?m/.test(text) ? 'pm' : undefined;
  if (hour > 23 || minute > 59 || (half && (hour > 12 || hour === 0))) return undefined;
  // 17:30, and 09:00 with its nought, are of the clock of 24 hours
  const isTwentyFour = hour > 12 || hour === 0 || /\b0\d[:.]/.test(text);
  return { hour, minute, ...(half ? { half } : isTwentyFour ? { half: 'said' } : {}) };
}

function readRange(from: Clock | undefined, to: Clock | undefined, half: Half): ClockRange | string {
  if (!from || !to) return notATime;
  const isLater = to.hour * 60 + to.minute > from.hour * 60 + from.minute;
  if (from.half === undefined && to.half === undefined) {
    if (half === 'pm' && from.hour < 12) from.half = to.half = 'pm';
    else if (from.hour < 7) from.half = to.half = 'pm';
    else if (isLater && from.hour < 9 && to.hour < 12 && half !== 'am') return unsure(from.hour);
    else {
      from.half = from.hour === 12 ? 'pm' : 'am';
      to.half = !isLater || to.hour === 12 || from.hour === 12 ? 'pm' : 'am';
    }
  } else if (from.half === undefined) {
    // "2-5pm" is from 2pm; "10-2pm" is from 10am; "10-12pm" is from 10am
    const isSameHalf = to.half === 'pm' && (isLater || from.hour === 12) && to.hour !== 12;
    from.half = isSameHalf && !(from.hour >= 9 && from.hour < 12 && to.hour < from.hour) ? 'pm' : 'am';
    if (to.half === 'said') from.half = 'said';
  } else if (to.half === undefined) {
    const start = inMinutes(from);
    // the first such hour after the start: "10am to 12", "5pm to 6.30", "9am to 5"
    to.half = to.hour === 12 ? (start < 720 ? 'pm' : 'am') : to.hour * 60 + to.minute > start ? 'am' : 'pm';
  }
  // only what begins in the evening goes on into the next day
  if (inMinutes(to) <= inMinutes(from) && inMinutes(to) > 0 && inMinutes(from) < 18 * 60) return endsFirst;
  return { opens_at: written(from), closes_at: written(to) };
}

function inMinutes({ hour, minute, half }: Clock): number {
  const whole = half === 'pm' ? (hour % 12) + 12 : half === 'am' ? hour % 12 : hour;
  return whole * 60 + minute;
}

function written(clock: Clock): string {
  const minutes = inMinutes(clock);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
