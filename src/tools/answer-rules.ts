import { daysFrom } from '../calendar/day-rules.ts';
import { dayInWords, monthInWords, weekdayInWords } from '../date-rules.ts';

/** A piece of a text: words, or a day or month with its machine-readable form. */
export interface Piece {
  text: string;
  /** `2026-05-04`, or `2026-05` */
  datetime: string | null;
}

const token = /\{(\d{4}-\d{2}(?:-\d{2})?)\}/;

/** A text with `{2026-05-04}` in it, in pieces. */
export function piecesOf(text: string): Piece[] {
  return text
    .split(token)
    .map((part, at) => (at % 2 ? { text: inWords(part), datetime: part } : { text: part, datetime: null }))
    .filter((piece) => piece.text !== '');
}

/** The same text for a letter or a calendar: the days in words. */
export function plainText(text: string): string {
  return piecesOf(text)
    .map((piece) => piece.text)
    .join('');
}

/** `2026-05-04` → `4 May 2026`; `2026-05` → `May 2026`. */
export function inWords(day: string): string {
  return day.length === 7 ? monthInWords(day) : dayInWords(day);
}

/** As `inWords`, with the weekday of a day. */
export function inFull(day: string): string {
  return day.length === 7 ? monthInWords(day) : weekdayInWords(day);
}

function length(days: number): string {
  if (days > 730) return `about ${Math.round(days / 365.25)} years`;
  if (days > 91) return `about ${Math.round(days / 30.44)} months`;
  return days === 1 ? '1 day' : `${days} days`;
}

/** How far a day is from today: `in 12 days`, `today`, `3 days ago`. A month is this one, past or to come. */
export function distance(day: string, today: string): { text: string; state: 'past' | 'now' | 'ahead' } {
  if (day.length === 7) {
    const month = today.slice(0, 7);
    return day === month
      ? { text: 'this month', state: 'now' }
      : { text: day < month ? 'past' : 'to come', state: day < month ? 'past' : 'ahead' };
  }
  const days = daysFrom(today, day);
  if (days === 0) return { text: 'today', state: 'now' };
  const count = length(Math.abs(days));
  return days > 0 ? { text: `in ${count}`, state: 'ahead' } : { text: `${count} ago`, state: 'past' };
}
