/** Dates that a line of times names, and the line without them. */
export interface SpokenDates {
  rest: string;
  /** `from 8 January 2027`: `YYYY-MM-DD` */
  from?: string;
  /** `until 20 July` */
  to?: string;
  /** one day, `on 12 December 2026` */
  on?: string;
  /** `the 1st and 15th of every month` */
  month_days: number[];
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const spelt = `(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${month})(?:,? (\\d{4}))?`;
const figures = '(\\d{1,2})/(\\d{1,2})/(\\d{4})';
const date = new RegExp(
  `(\\b(?:from|starting(?: on| from)?|starts(?: on)?|beginning(?: on)?|until|till?|to|ends(?: on)?|ending(?: on)?|on|-)\\s*)?(?:the )?\\b(?:${spelt}|${figures})\\b`,
);

/** Takes the dates out of a line in lower case. A date without a year is the next such day from `today` on. */
export function takeDates(line: string, today: string): SpokenDates {
  const found: SpokenDates = { rest: line, month_days: [] };
  for (let match = date.exec(found.rest); match; match = date.exec(found.rest)) {
    const [whole, before = '', dayOfMonth, name = '', year, d, m, y] = match;
    const day = d
      ? isoOf(Number(y), Number(m), Number(d))
      : dateOf(Number(dayOfMonth), months.indexOf(name.slice(0, 3)) + 1, year ? Number(year) : undefined, today);
    found.rest = found.rest.replace(whole, ' ');
    if (!day) continue;
    if (/from|start|begin/.test(before)) found.from = day;
    else if (/until|til|to|end|-/.test(before)) {
      found.to = day;
      // "8 January to 20 July": what came first is the start
      if (found.on) {
        found.from = found.on;
        delete found.on;
      }
    } else found.on = day;
  }
  const ofMonth =
    /\b(?:the )?((?:\d{1,2}(?:st|nd|rd|th)(?:\s*(?:,|&|and)\s*)?)+)(?= (?:of|in) (?:every|each|the) month)/.exec(
      found.rest,
    );
  if (ofMonth?.[1]) {
    found.month_days = [...ofMonth[1].matchAll(/\d{1,2}/g)].map(Number).filter((n) => n >= 1 && n <= 31);
    found.rest = found.rest.replace(ofMonth[0], ' ');
  }
  return found;
}

function dateOf(day: number, month: number, year: number | undefined, today: string): string | undefined {
  if (year !== undefined) return isoOf(year, month, day);
  const thisYear = Number(today.slice(0, 4));
  const here = isoOf(thisYear, month, day);
  return here && here >= today ? here : isoOf(thisYear + 1, month, day);
}

function isoOf(year: number, month: number, day: number): string | undefined {
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.toISOString().slice(0, 10) : undefined;
}
