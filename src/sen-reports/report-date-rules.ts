import { plainText, type ReportText } from './report-text-rules.ts';

/** The day that a report bears. A month, a school year or a year counts from its first day. */
export interface ReportDate {
  /** YYYY-MM-DD */
  date: string | null;
  /** how exactly the report says it */
  precision: 'day' | 'month' | 'school_year' | 'year' | null;
  /** the words that say it */
  text: string | null;
  /** when the report says that it is to be looked at again */
  next_review: string | null;
}

interface Found {
  date: string;
  precision: 'day' | 'month' | 'school_year' | 'year';
  at: number;
  text: string;
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const month =
  'january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec';
const year = '(?:20)\\d\\d';
/** The month in which a term or season begins. */
const seasons: Record<string, number> = { autumn: 9, winter: 12, spring: 1, summer: 4 };

const readers: [
  pattern: RegExp,
  precision: Found['precision'],
  read: (match: RegExpMatchArray) => string | undefined,
][] = [
  [/(?<![\d-])(20\d\d)-(\d\d)-(\d\d)(?!\d)/g, 'day', ([, y, m, d]) => dayOf(y, Number(m), d)],
  [
    /(?<![\d/.-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?((?:20)?\d\d)(?![\d/]|[.-]\d)/g,
    'day',
    ([, d, , m, y = '']) => dayOf(y.length === 2 ? `20${y}` : y, Number(m), d),
  ],
  [
    new RegExp(
      `\\b(\\d{1,2})\\s?(?:st|nd|rd|th)?(?:\\s+of)?[\\s-]+(${month})\\.?,?[\\s-]+(20\\d\\d|\\d\\d(?![\\d:.]))`,
      'gi',
    ),
    'day',
    ([, d, m, y = '']) => dayOf(y.length === 2 ? `20${y}` : y, monthOf(m), d),
  ],
  [
    new RegExp(`\\b(${month})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(${year})\\b`, 'gi'),
    'day',
    ([, m, d, y]) => dayOf(y, monthOf(m), d),
  ],
  [
    new RegExp(`\\b(${month})\\.?,?[\\s-]+(?:of\\s+)?(${year})\\b`, 'gi'),
    'month',
    ([, m, y]) => dayOf(y, monthOf(m), '1'),
  ],
  [
    new RegExp(`\\b(${month})[-\\s]'?(\\d\\d)\\b(?![:.\\d]|\\s*(?:am|pm|st|nd|rd|th))`, 'gi'),
    'month',
    ([, m, y]) => dayOf(`20${y}`, monthOf(m), '1'),
  ],
  [/(?<![\d/.])(0?[1-9]|1[0-2])\/(20\d\d)(?![\d/])/g, 'month', ([, m, y]) => dayOf(y, Number(m), '1')],
  [
    /\b(autumn|winter|spring|summer)(?:\s+term)?,?\s+(20\d\d)\b/gi,
    'month',
    ([, s = '', y]) => dayOf(y, seasons[s.toLowerCase()] ?? 1, '1'),
  ],
  [
    /(?<!\d)(20\d\d)\s?(?:[/–—-]|to)\s?(?:20)?(\d\d)(?!\d|[/–-]\d)/g,
    'school_year',
    ([, first, second]) => (Number(second) === (Number(first) + 1) % 100 ? `${first}-09-01` : undefined),
  ],
  [/(?<![\d£/.,:-])(20\d\d)(?![\d/]|-\d|\.\d|,\d)/g, 'year', ([, y]) => `${y}-01-01`],
];

function monthOf(name = ''): number {
  return monthNames.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function dayOf(year = '', month = 0, day = ''): string | undefined {
  const written = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
  const read = new Date(`${written}T00:00:00Z`);
  return Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== written ? undefined : written;
}

function datesIn(text: string): Found[] {
  const found: Found[] = [];
  for (const [pattern, precision, read] of readers)
    for (const match of text.matchAll(pattern)) {
      const { index: at } = match;
      if (found.some((one) => at < one.at + one.text.length && one.at < at + match[0].length)) continue;
      const date = read(match);
      if (date && date >= '2001-01-01') found.push({ date, precision, at, text: match[0] });
    }
  return found.sort((one, other) => one.at - other.at);
}

const next =
  /(?:next|future|to be|will be|must be|due|scheduled|until|valid (?:to|until)|expir\w+) (?:\w+ ){0,3}(?:review\w*|updat\w*|renew\w*)?[\s:–-]*(?:\w+ ){0,4}$|next (?:\w+ )?(?:review|update)|review(?:ed)? (?:is )?due|(?:for|to) review by|review by\s*[:–-]?\s*$|due (?:for )?(?:review|by|in|on)|(?:to|will|must|shall) be (?:\w+ )?(?:reviewed|updated|revised)/i;
const reviewOnly =
  /(?:^|\W)(?:policy )?review(?: date)?\s*[:–-]?\s*(?:on |in )?$|date (?:of|for) (?:\w+ )?review\s*[:–-]?\s*$/i;
const own =
  /(?:(?:last|date|this|latest|most recently|annually|fully)?\s*(?:updated|reviewed|revised|amended|published|approved|adopted|ratified|agreed|written|produced|completed|compiled|prepared|issued|made|signed off|put together|looked at|correct|accurate|version|edition|dated?)(?:,? [\w'’]+){0,9}\s*[:–|,-]?\s*(?:the |on |in )?(?:\w+day,? )?)$/i;
const report = /(?:report|offer|statement|information|send|sen)\b[^.]{0,60}$/i;
const elsewhere =
  /ofsted|inspect\w*|\bact\b|regulations?|code of practice|since|trained|training|course|attended|joined|appointed|qualif\w*|legislation|award|census|results|plan (?:from|for)|accessibility|established|opened|built|founded|copyright|©|\bbegan|in (?:january|february|march)\b.*\b(?:train|visit)|between|website by|equality|parents' evening|sports day|uniform|holiday|term dates|data (?:from|for)/i;

interface Candidate extends Found {
  worth: number;
  is_next: boolean;
  is_review: boolean;
}

/** The day that a report bears, on a day (`YYYY-MM-DD`) after which no report can be dated. */
export function reportDate({ title, blocks }: ReportText, today: string): ReportDate {
  const lines = [
    ...(title ? [{ text: plainText(title), is_heading: true, at: 0 }] : []),
    ...blocks.map(({ kind, label, text }, at) => ({
      text: label ? `${label}: ${text}` : text,
      is_heading: kind === 'heading',
      at,
    })),
  ];
  const candidates = lines.flatMap(({ text, is_heading, at }, index): Candidate[] => {
    const [before] = lines.slice(Math.max(0, index - 1), index);
    const isEdge = at < 12 || at > blocks.length - 8;
    return datesIn(text.slice(0, 3000)).map((found, nth, all) => {
      const from = (all[nth - 1]?.at ?? -100) + (all[nth - 1]?.text.length ?? 0);
      const sentence = text.slice(Math.max(0, found.at - 90, from), found.at);
      // "Last reviewed" may stand in the line before: a cell of a table, a heading
      const lead = sentence.trim() === '' && before ? `${before.text.slice(-90)} ` : sentence;
      const after = text.slice(found.at + found.text.length, found.at + found.text.length + 40);
      const isReview = reviewOnly.test(lead);
      const isNext = !/last (?:\w+ )?review/i.test(lead) && next.test(lead);
      const isAlone =
        text.length < found.text.length + 12 ||
        (/(?:^|[.|–-]\s+)$/.test(text.slice(0, found.at)) && /^\.?(?:\s|$)/.test(after));
      const isElsewhere = elsewhere.test(sentence) || /^\s*(?:act|regulations?|code)\b/i.test(after);
      let worth = isEdge ? 1 : 0;
      if (own.test(lead) || /^\W*\(?(?:updated|reviewed|version|approved)/i.test(after)) worth += 4;
      else if (report.test(lead) || is_heading || /^[^.]{0,30}\b(?:sen|send|report)\b/i.test(after)) worth += 2;
      if (isAlone && isEdge) worth += 2;
      // under the title, after the school's name
      if (at < 4 && text.length < 70 && /day|month/.test(found.precision)) worth += 1;
      if (found.precision === 'school_year' && (is_heading || /academic|school year/i.test(lead))) worth += 1;
      if (found.precision === 'year') worth -= 1;
      if (isElsewhere && !own.test(lead)) worth -= 4;
      if (/approved|adopted|ratified/i.test(lead)) worth -= 0.5;
      return { ...found, worth, is_next: isNext, is_review: isReview };
    });
  });
  const past = candidates.filter(({ date, is_next }) => date <= today && !is_next);
  const plain = past.filter(({ is_review, worth }) => !is_review && worth >= 1.5);
  const reviewed = past.filter(({ is_review }) => is_review);
  const [best] = (plain.length > 0 ? plain : reviewed).sort(
    (one, other) => other.worth - one.worth || other.date.localeCompare(one.date),
  );
  // of two that say the same month, the one that says the day too
  const exact =
    best?.precision === 'month'
      ? plain.find(({ precision, date }) => precision === 'day' && date.slice(0, 7) === best.date.slice(0, 7))
      : best;
  const dated = exact ?? best;
  const ahead = candidates
    .filter(({ is_next, is_review, date }) => is_next || (is_review && date > today))
    .map(({ date }) => date)
    .sort();
  return {
    date: dated?.date ?? null,
    precision: dated?.precision ?? null,
    text: dated?.text ?? null,
    next_review: ahead.at(-1) ?? null,
  };
}
