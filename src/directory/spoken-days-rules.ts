import { type Found, type SpokenText, takeAll } from './spoken-text-rules.ts';

/** Days that a line names, and where: `MO`, `2MO`, `-1FR`, or the days of a month, `1`, `15`. */
export interface SpokenDays {
  at: number;
  byday: string[];
  month_days: number[];
}

/** The weekdays by their codes (RFC 5545), Monday first. */
export const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const day =
  '(?:mon(?:days?)?|tue(?:s(?:days?)?)?|wed(?:s|nesdays?)?|thu(?:r(?:s(?:days?)?)?)?|fri(?:days?)?|sat(?:urdays?)?|sun(?:days?)?)';
const nth = '(?:first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th)';
const and = '\\s*(?:,|&|/|\\+|\\band\\b|\\bor\\b)\\s*';
const to = '\\s*(?:-|\\bto\\b|\\bthrough\\b|\\btill?\\b|\\buntil\\b)\\s*';
const numbers: Record<string, number> = {
  ...{ first: 1, second: 2, third: 3, fourth: 4, fifth: 5, last: -1 },
  ...{ '1st': 1, '2nd': 2, '3rd': 3, '4th': 4, '5th': 5 },
};

const numbered = new RegExp(`\\b${nth}(?:${and}${nth})*\\s+(${day})\\b\\.?`);
const everyDay = /\b(?:every ?day|daily|all week|(?:7|seven) days(?: a week)?)\b/;
const dayRun = new RegExp(`\\b(${day})\\b\\.?${to}(${day})\\b\\.?`);
const oneDay = new RegExp(`\\b(${day})\\b\\.?`);
const monthDays =
  /\b(?:the )?((?:\d{1,2}(?:st|nd|rd|th)(?:\s*(?:,|&|and)\s*)?)+|last day)(?= (?:day )?(?:of|in) (?:every|each|the) month| monthly)/;
const excepted = new RegExp(
  `\\b(?:except|excluding|apart from|but not|not)\\s+(?:on\\s+)?(?:for\\s+)?(${day}(?:${and}${day})*)\\b`,
);

/** Takes the days that are left out of a line: `every day except Monday`. */
export function takeExcepted(text: SpokenText): string[] {
  return takeAll(text, excepted).flatMap(({ match }) =>
    [...(match[1] ?? '').matchAll(new RegExp(day, 'g'))].map(([name]) => codeOf(name)),
  );
}

/** Takes the days out of a line, each group of words for itself. */
export function takeDays(text: SpokenText): SpokenDays[] {
  const days: SpokenDays[] = [];
  const add = ({ at }: Found, byday: string[], month_days: number[] = []) => days.push({ at, byday, month_days });
  for (const found of takeAll(text, monthDays)) {
    const named = [...found.words.matchAll(/\d{1,2}/g)].map(Number).filter((n) => n >= 1 && n <= 31);
    add(found, [], named.length > 0 ? named : [-1]);
  }
  for (const found of takeAll(text, numbered)) {
    const weekday = codeOf(found.match[1] ?? '');
    add(
      found,
      [...found.words.matchAll(new RegExp(nth, 'g'))].map(([word]) => `${numbers[word]}${weekday}`),
    );
  }
  for (const found of takeAll(text, everyDay)) add(found, codes);
  for (const found of takeAll(text, /\bweek ?days?\b/)) add(found, codes.slice(0, 5));
  for (const found of takeAll(text, /\bweek ?ends?\b/)) add(found, codes.slice(5));
  for (const found of takeAll(text, dayRun)) add(found, runOf(found.match[1] ?? '', found.match[2] ?? ''));
  for (const found of takeAll(text, oneDay)) add(found, [codeOf(found.match[1] ?? '')]);
  return days.sort((a, b) => a.at - b.at);
}

function runOf(first: string, last: string): string[] {
  const [from, end] = [codes.indexOf(codeOf(first)), codes.indexOf(codeOf(last))];
  return Array.from({ length: ((end - from + 7) % 7) + 1 }, (_, n) => codes[(from + n) % 7] ?? '');
}

function codeOf(name: string): string {
  return codes.find((code) => name.trim().toUpperCase().startsWith(code)) ?? '';
}
