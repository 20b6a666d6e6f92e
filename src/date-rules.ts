/** The moment so many months before `now`: on the last day of a shorter month. */
export function monthsBefore(now: Date, months: number): Date {
  const before = new Date(now);
  before.setUTCDate(1);
  before.setUTCMonth(before.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(before.getUTCFullYear(), before.getUTCMonth() + 1, 0)).getUTCDate();
  before.setUTCDate(Math.min(now.getUTCDate(), lastDay));
  return before;
}

const inUnitedKingdom = { timeZone: 'Europe/London' } as const;
const monthOfYear = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', ...inUnitedKingdom });
const dayOfMonth = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', ...inUnitedKingdom });
const dayOfWeek = new Intl.DateTimeFormat('en-GB', { weekday: 'long', ...inUnitedKingdom });

/** A day (`YYYY-MM-DD`, or a moment's in the United Kingdom) in words: `16 November 2026`. */
export function dayInWords(day: string | Date): string {
  return dayOfMonth.format(typeof day === 'string' ? noonOf(day) : day);
}

/** A day (`YYYY-MM-DD`) in words with its weekday: `Monday 16 November 2026`. */
export function weekdayInWords(day: string): string {
  return `${dayOfWeek.format(noonOf(day))} ${dayInWords(day)}`;
}

/** A month (`YYYY-MM`) in words: `November 2026`. */
export function monthInWords(month: string): string {
  return monthOfYear.format(noonOf(`${month}-01`));
}

function noonOf(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

/** A moment in words: `16 November 2026 at 10:00`. */
export function momentInWords(moment: Date): string {
  return `${dayInWords(moment)} at ${clockInWords(moment)}`;
}

/** The time of day of a moment in the United Kingdom: `10:00`. */
export function clockInWords(moment: Date): string {
  return moment.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' });
}
