import { createHash } from 'node:crypto';
import ical, { ICalCalendarMethod } from 'ical-generator';

/** A day to be kept in a calendar. */
export interface CalendarEntry {
  /** tells it from the others of its file */
  key: string;
  day: string;
  summary: string;
  description: string;
}

/**
 * Days as a calendar file (RFC 5545), each the whole day long. An entry's UID is made of the page's address and its
 * key, so the same answer loaded twice is not there twice; nothing in it says who asked.
 */
export function calendarFile(
  entries: readonly CalendarEntry[],
  { name, url, now }: { name: string; url: string; now: Date },
): string {
  const calendar = ical({ name, prodId: '//Open Local Offer//EN', method: ICalCalendarMethod.PUBLISH });
  const address = createHash('sha256').update(url).digest('hex').slice(0, 16);
  for (const { key, day, summary, description } of entries)
    calendar.createEvent({
      id: `${key}-${address}@${new URL(url).hostname}`,
      stamp: now,
      summary,
      description: `${description}\n${url}`,
      url,
      start: new Date(`${day}T00:00:00Z`),
      allDay: true,
      floating: true,
    });
  return calendar.toString();
}
