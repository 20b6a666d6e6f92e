const dayLength = 86_400_000;

/** How a due date (`YYYY-MM-DD`) stands to today, in words, and whether it has passed. */
export function lateness(due_on: string, today: string): { words: string; is_late: boolean } {
  const days = Math.round((Date.parse(due_on) - Date.parse(today)) / dayLength);
  const count = Math.abs(days) === 1 ? '1 day' : `${Math.abs(days)} days`;
  if (days < 0) return { words: `${count} late`, is_late: true };
  return { words: days === 0 ? 'due today' : `due in ${count}`, is_late: false };
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
