const dayLength = 86_400_000;

/** How a due date (`YYYY-MM-DD`) stands to today, in words, and whether it has passed. */
export function lateness(due_on: string, today: string): { words: string; is_late: boolean } {
  const days = Math.round((Date.parse(due_on) - Date.parse(today)) / dayLength);
  const count = Math.abs(days) === 1 ? '1 day' : `${Math.abs(days)} days`;
  if (days < 0) return { words: `${count} late`, is_late: true };
  return { words: days === 0 ? 'due today' : `due in ${count}`, is_late: false };
}
