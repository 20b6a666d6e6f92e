const dayLength = 86_400_000;

/** Whether a text is a day that there is, as `2026-05-04`: `2025-02-30` is none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const moment = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(moment) && new Date(moment).toISOString().slice(0, 10) === text;
}

/** The day so many days after a day, or before it when negative. */
export function plusDays(day: string, days: number): string {
  return iso(utc(day) + days * dayLength);
}

/** The same day of the month so many months on (or back, when negative): the last day of a shorter month. */
export function plusMonths(day: string, months: number): string {
  const [year = 0, monthOfYear = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, monthOfYear + months, 0)).getUTCDate();
  return iso(Date.UTC(year, monthOfYear - 1 + months, Math.min(date, last)));
}

/** How many days one day is after another. */
export function daysFrom(from: string, to: string): number {
  return Math.round((utc(to) - utc(from)) / dayLength);
}

/** The day of the week: 0 is Sunday. */
export function weekday(day: string): number {
  return new Date(utc(day)).getUTCDay();
}

/** The later of two days. */
export function laterOf(one: string, other: string): string {
  return one > other ? one : other;
}

function utc(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function iso(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
