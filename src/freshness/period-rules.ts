import { addDays } from '../directory/date-rules.ts';
import { addMonths } from '../directory/freshness-rules.ts';

/** A day, month, season or year that a text names. */
export interface Period {
  /** as it stands */
  text: string;
  /** where it begins in the text */
  at: number;
  /** its last day */
  ends_on: string;
  /** a single day, which names an event more often than history */
  is_day: boolean;
  /** it is meant from when the text was written: "this year" */
  is_relative: boolean;
  /** `2023/24`: what is offered in it is over after it */
  is_school_year: boolean;
  /** a month or a day without a year: it may come again every year */
  is_yearless: boolean;
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const month =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const year = '(?:19|20)\\d\\d';
/** Written as a name: in running text, "may" and "march" are mostly something else. */
const capitalMonth = 'January|February|March|April|May|June|July|August|September|October|November|December';
const season = 'spring|summer|autumn|winter|easter|christmas';

/** The month in whose last day a season ends; winter and Christmas reach into the next year. */
const seasonEnds: Record<string, [month: number, yearsLater: number]> = {
  spring: [5, 0],
  easter: [4, 0],
  summer: [8, 0],
  autumn: [11, 0],
  winter: [2, 1],
  christmas: [1, 1],
};

type Reader = (match: RegExpMatchArray, around: { written_on: string; soonLasts: number }) => string | undefined;

// In this order: what an earlier one has read, a later one leaves alone.
const readers: (Partial<Pick<Period, 'is_day' | 'is_relative' | 'is_school_year' | 'is_yearless'>> & {
  pattern: RegExp;
  read: Reader;
})[] = [
  {
    pattern: /(?<![\w-])(20\d\d|19\d\d)-(\d\d)-(\d\d)\b/g,
    is_day: true,
    read: ([, y, m, d]) => dayOf(y, Number(m), d),
  },
  // as written in the United Kingdom, the day first; a time of day, a score or a phone number has no such year
  {
    pattern: /(?<![\d/.])(\d{1,2})([/.])(\d{1,2})\2((?:19|20)\d\d|(?<=\/)\d\d)(?![\d/]|\.\d)/g,
    is_day: true,
    read: ([, d, , m, y]) => dayOf((y ?? '').length === 2 ? `20${y}` : y, Number(m), d),
  },
  {
    pattern: new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?:\\s+of)?\\s+(${month})\\.?,?\\s+(${year})\\b`, 'gi'),
    is_day: true,
    read: ([, d, m, y]) => dayOf(y, monthOf(m), d),
  },
  {
    pattern: new RegExp(`\\b(${month})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(${year})\\b`, 'gi'),
    is_day: true,
    read: ([, m, d, y]) => dayOf(y, monthOf(m), d),
  },
  {
    pattern: new RegExp(`\\b(${month})\\.?,?\\s+(${year})\\b`, 'gi'),
    read: ([, m, y]) => endOfMonth(Number(y), monthOf(m)),
  },
  {
    pattern: new RegExp(`\\b(?:the\\s+)?(${season})(?:\\s+terms?|\\s+holidays?)?(?:\\s+of)?,?\\s+(${year})\\b`, 'gi'),
    read: ([, s, y]) => endOfSeason(Number(y), s),
  },
  // a school or tax year: to the end of August of the second
  {
    pattern: /\b(20\d\d)\s?[/–-]\s?(?:20)?(\d\d)\b(?![/–-]?\d)/g,
    is_school_year: true,
    read: ([, first, second]) =>
      Number(second) === (Number(first) + 1) % 100 ? `${Number(first) + 1}-08-31` : undefined,
  },
  {
    pattern: new RegExp(
      `(?<![\\d£/.,:-])(${year})(?![\\d/-]|\\.\\d|,\\d| ?(?:children|families|people|hours|miles)| [A-Z])`,
      'g',
    ),
    read: ([, y]) => `${y}-12-31`,
  },
  relative(/\b(?:later\s+)?this\s+(?:calendar\s+)?year\b/gi, (on) => `${on.slice(0, 4)}-12-31`),
  relative(/(?<!\bthe\s)\bnext\s+year\b(?!['’])/gi, (on) => `${Number(on.slice(0, 4)) + 1}-12-31`),
  relative(/\bin\s+the\s+new\s+year\b/gi, (on) => `${Number(on.slice(0, 4)) + 1}-03-31`),
  relative(/\b(?:the\s+)?end\s+of\s+(?:the|this)\s+year\b/gi, (on) => `${on.slice(0, 4)}-12-31`),
  relative(/\bthis\s+month\b(?!['’])/gi, (on) => endOfMonth(Number(on.slice(0, 4)), Number(on.slice(5, 7)))),
  relative(/\bnext\s+month\b/gi, (on) => {
    const next = addMonths(`${on.slice(0, 7)}-01`, 1);
    return endOfMonth(Number(next.slice(0, 4)), Number(next.slice(5, 7)));
  }),
  relative(/\bthis\s+week\b(?!['’])/gi, (on) => addDays(on, 7)),
  relative(/\bnext\s+week\b/gi, (on) => addDays(on, 14)),
  relative(/\bthis\s+weekend\b/gi, (on) => addDays(on, 7)),
  relative(/\bnext\s+weekend\b/gi, (on) => addDays(on, 14)),
  relative(/\bthis\s+half[\s-]term\b/gi, (on) => addMonths(on, 2)),
  relative(/\bnext\s+half[\s-]term\b/gi, (on) => addMonths(on, 4)),
  relative(/\bthis\s+(?:school\s+)?term\b/gi, (on) => addMonths(on, 4)),
  relative(/\bnext\s+(?:school\s+)?term\b/gi, (on) => addMonths(on, 8)),
  relative(/\bthis\s+(?:school|academic)\s+year\b/gi, (on) => schoolYearEnd(on, 0)),
  relative(/\bnext\s+(?:school|academic)\s+year\b/gi, (on) => schoolYearEnd(on, 1)),
  {
    pattern: new RegExp(`\\b(?:this|next|this coming)\\s+(${season})\\b(?!\\s+${year})`, 'gi'),
    is_relative: true,
    read: (match, { written_on }) => {
      const written = Number(written_on.slice(0, 4));
      const this_one = endOfSeason(written, match[1]);
      return this_one !== undefined && (this_one < written_on || /next/i.test(match[0]))
        ? endOfSeason(written + 1, match[1])
        : this_one;
    },
  },
  {
    pattern:
      /\b(?:coming|opening|launching|starting|available|back)\s+soon\b|\bin the (?:near future|coming (?:weeks|months))\b/gi,
    is_relative: true,
    read: (_, { written_on, soonLasts }) => addMonths(written_on, soonLasts),
  },
  {
    pattern: new RegExp(`\\b(?:this|next|this coming)\\s+(${capitalMonth})\\b(?!\\s+${year})`, 'g'),
    is_relative: true,
    read: ([, m], { written_on }) => endOfNext(written_on, monthOf(m)),
  },
  {
    pattern: new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?(${capitalMonth})\\b(?!\\.?,?\\s+${year})`, 'g'),
    is_yearless: true,
    read: ([, d, m], { written_on }) => {
      const of = (y: number) => dayOf(String(y), monthOf(m), d);
      const first = of(Number(written_on.slice(0, 4)));
      return first !== undefined && first < written_on ? of(Number(written_on.slice(0, 4)) + 1) : first;
    },
  },
  {
    pattern: new RegExp(`\\b(?:${capitalMonth})\\b(?!\\.?,?\\s+(?:${year}|\\d))`, 'g'),
    is_yearless: true,
    read: ([m], { written_on }) => endOfNext(written_on, monthOf(m)),
  },
];

function relative(pattern: RegExp, ends: (written_on: string) => string | undefined) {
  return { pattern, is_relative: true, read: ((_, { written_on }) => ends(written_on)) as Reader };
}

const plain = { is_day: false, is_relative: false, is_school_year: false, is_yearless: false };

/** Every day, month, season or year that a text names, in its order; each stretch of text once. */
export function periodsIn(text: string, around: { written_on: string; soonLasts: number }): Period[] {
  const periods: Period[] = [];
  for (const { pattern, read, ...traits } of readers)
    for (const match of text.matchAll(pattern)) {
      const at = match.index;
      if (periods.some((one) => at < one.at + one.text.length && one.at < at + match[0].length)) continue;
      const ends_on = read(match, around);
      if (ends_on) periods.push({ ...plain, ...traits, text: match[0], at, ends_on });
    }
  return periods.sort((a, b) => a.at - b.at);
}

function monthOf(name = ''): number {
  return monthNames.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function dayOf(year = '', month = 0, day = ''): string | undefined {
  const written = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
  const read = new Date(`${written}T00:00:00Z`);
  return Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== written ? undefined : written;
}

/** The last day of the next month of that number, on a day or after it. */
function endOfNext(on: string, month: number): string {
  const year = Number(on.slice(0, 4));
  const end = endOfMonth(year, month);
  return end < on ? endOfMonth(year + 1, month) : end;
}

function endOfMonth(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

function endOfSeason(year: number, name = ''): string | undefined {
  const [month, later] = seasonEnds[name.toLowerCase()] ?? [];
  return month === undefined || later === undefined ? undefined : endOfMonth(year + later, month);
}

function schoolYearEnd(on: string, later: number): string {
  const year = Number(on.slice(0, 4)) + (on.slice(5, 7) >= '09' ? 1 : 0) + later;
  return `${year}-08-31`;
}
