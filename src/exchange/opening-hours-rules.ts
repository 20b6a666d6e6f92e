/** One pattern of opening: the same times on one or more days. */
export interface OpeningHours {
  byday: string;
  opens_at: string;
  closes_at: string;
  freq: 'WEEKLY';
}

const FROM_TO = /^(.{1,12}?)\s*(?:-|–|—|\bto\b|\btill?\b|\buntil\b)\s*(.{1,12})$/i;

/**
 * Opening hours out of one text for each day (`MO` → `10:00-13:00, 14:00-17:00`), days with the same times together. A
 * text without times (`Closed`, a blank, words) opens nothing; times stay as they were written.
 */
export function openingHours(days: Partial<Record<string, string>>): OpeningHours[] {
  const byTimes = new Map<string, string[]>();
  for (const [day, text] of Object.entries(days)) {
    for (const part of (text ?? '').split(/[,;&/]|\band\b/)) {
      const [, from, to] = FROM_TO.exec(part.trim()) ?? [];
      if (!from || !to || !/\d/.test(from) || !/\d/.test(to)) continue;
      const times = JSON.stringify(withHalf(from.trim(), to.trim()));
      byTimes.set(times, [...(byTimes.get(times) ?? []), day]);
    }
  }
  return [...byTimes].map(([times, days_]) => {
    const [opens_at, closes_at] = JSON.parse(times);
    return { freq: 'WEEKLY', byday: [...new Set(days_)].join(','), opens_at, closes_at };
  });
}

// `2-5pm` means from 2pm; `10-2pm` cannot.
function withHalf(from: string, to: string): [string, string] {
  const half = /pm$/i.test(to) && /^\d{1,2}(?:[.:]\d\d)?$/.test(from) ? Number.parseInt(from, 10) : undefined;
  const end = Number.parseInt(to, 10);
  return half !== undefined && (half < end || half === 12) && end !== 12 ? [`${from}pm`, to] : [from, to];
}
