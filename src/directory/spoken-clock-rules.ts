/** From when to when, `HH:MM`. */
export interface ClockRange {
  opens_at?: string;
  closes_at?: string;
}

interface Clock {
  hour: number;
  minute: number;
  /** unknown where only a number was said */
  half?: 'am' | 'pm' | 'said';
}

const at =
  '(?:(?:12 ?)?(?:noon|midday|midnight)|(?:half|quarter) past \\d{1,2}(?: ?[ap]\\.?m\\.?)?|\\d{1,2}(?:[:.]\\d\\d)? ?(?:[ap]\\.?m\\b\\.?|o.clock)?)';
const join = '\\s*(?:-|\\bto\\b|\\btill?\\b|\\buntil\\b|\\band\\b)\\s*';
const range = new RegExp(`(?:\\b(?:from|between)\\s+)?(?<![\\d£])\\b(${at})${join}(${at})(?![\\d/])`);
const opening = new RegExp(`\\b(?:from|at|after)\\s+(${at})(?![\\d/])`);
const closing = new RegExp(`\\b(?:until|till?|before)\\s+(${at})(?![\\d/])`);
const plain = /(?<!\d)(\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b\.?|\d{1,2}:\d\d|noon|midday|midnight)/;

/**
 * Takes the times of day out of a line in lower case: `10am to 12`, `2-5pm`, `9 to 5`, `from 5.30pm`, `until noon`,
 * `09:00-17:00`. Says what is wrong where a time is none, or could be morning or evening.
 */
export function readClockRanges(line: string): { ranges: ClockRange[]; rest: string; problem?: string } {
  let rest = line;
  const ranges: ClockRange[] = [];
  for (let match = range.exec(rest); match; match = range.exec(rest)) {
    const [whole, from = '', to = ''] = match;
    rest = rest.replace(whole, ' ');
    const read = readRange(readClock(from), readClock(to));
    if (typeof read === 'string') return { ranges, rest, problem: read };
    ranges.push(read);
  }
  for (const [pattern, key] of [
    [closing, 'closes_at'],
    [opening, 'opens_at'],
    [plain, 'opens_at'],
  ] as const) {
    if (ranges.length > 0 && key === 'opens_at' && ranges[0]?.opens_at) break;
    const match = pattern.exec(rest);
    if (!match?.[1]) continue;
    rest = rest.replace(match[0], ' ');
    const clock = readClock(match[1]);
    if (!clock) return { ranges, rest, problem: notATime };
    if (clock.half === undefined && clock.hour < 13) {
      if (clock.hour >= 7 && clock.hour <= 8) return { ranges, rest, problem: unsure(clock.hour) };
      if (clock.hour < 7) clock.half = 'pm';
    }
    ranges[0] = { ...ranges[0], [key]: written(clock) };
  }
  return { ranges, rest };
}

const notATime = 'One of the times is not a time of day. Write it like “10am to 12” or “17:30 to 19:00”.';
const unsure = (hour: number) => `Is ${hour} in the morning or in the evening? Write ${hour}am or ${hour}pm.`;

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

function readRange(from: Clock | undefined, to: Clock | undefined): ClockRange | string {
  if (!from || !to) return notATime;
  const isLater = to.hour * 60 + to.minute > from.hour * 60 + from.minute;
  if (from.half === undefined && to.half === undefined) {
    if (from.hour < 7) from.half = to.half = 'pm';
    else if (isLater && from.hour < 9 && to.hour < 12) return unsure(from.hour);
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
