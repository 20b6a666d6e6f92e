/** The moment so many months before `now`: on the last day of a shorter month. */
export function monthsBefore(now: Date, months: number): Date {
  const before = new Date(now);
  before.setUTCDate(1);
  before.setUTCMonth(before.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(before.getUTCFullYear(), before.getUTCMonth() + 1, 0)).getUTCDate();
  before.setUTCDate(Math.min(now.getUTCDate(), lastDay));
  return before;
}

/** A day (`YYYY-MM-DD`, or a moment's in the United Kingdom) in words: `16 November 2026`. */
export function dayInWords(day: string | Date): string {
  const date = typeof day === 'string' ? new Date(`${day}T12:00:00Z`) : day;
  return date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'Europe/London',
  });
}

/** A moment in words: `16 November 2026 at 10:00`. */
export function momentInWords(moment: Date): string {
  return `${dayInWords(moment)} at ${clockInWords(moment)}`;
}

/** The time of day of a moment in the United Kingdom: `10:00`. */
export function clockInWords(moment: Date): string {
  return moment.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' });
}
