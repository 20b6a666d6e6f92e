const dayLength = 86_400_000;
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const parts = (date: string): [year: number, month: number, day: number] => {
  const [year = 0, month = 1, day = 1] = date.slice(0, 10).split('-').map(Number);
  return [year, month, day];
};

/** The day `days` after a date (`YYYY-MM-DD`), or before it when negative. */
export function addDays(date: string, days: number): string {
  return isoDate(utc(date) + days * dayLength);
}

/** The first day of the month that is `months` after the month of a date. */
export function firstOfMonth(date: string, monthsLater = 0): string {
  const [year, month] = parts(date);
  return isoDate(Date.UTC(year, month - 1 + monthsLater, 1));
}

/** How many days a date is after another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((utc(to) - utc(from)) / dayLength);
}

/** The day of the week: 0 is Sunday. */
export function weekdayOf(date: string): number {
  return new Date(utc(date)).getUTCDay();
}

/** A date in words: `12 January 2027`. */
export function longDate(date: string): string {
  const [year, month, day] = parts(date);
  return `${day} ${months[month - 1]} ${year}`;
}

/** A date in words with its weekday: `Tuesday 12 January 2027`. */
export function fullDate(date: string): string {
  return `${weekdays[weekdayOf(date)]} ${longDate(date)}`;
}

/** A month in words: `January 2027`. */
export function monthAndYear(date: string): string {
  const [year, month] = parts(date);
  return `${months[month - 1]} ${year}`;
}

function utc(date: string): number {
  const [year, month, day] = parts(date);
  return Date.UTC(year, month - 1, day);
}

function isoDate(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
