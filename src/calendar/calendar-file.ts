import { createHash } from 'node:crypto';
import ical, { ICalCalendarMethod } from 'ical-generator';

/** A day to be kept in a calendar. */
export interface CalendarEntry {
  /** tells it from the others of its file */
  key: string;
  day: string;
  summary: string;
  description: string;
  /** where it is not the whole day long */
  time?: { from: Date; to: Date | undefined };
  place?: string;
}

/**
 * Days as a calendar file (RFC 5545), each the whole day long unless it says at what time. An entry's UID is made of the page's address and its
 * key, so the same answer loaded twice is not there twice, and it is stamped with the day on which the file was made, so
 * that the same file is known again; nothing in it says who asked.
 */
export function calendarFile(
  entries: readonly CalendarEntry[],
  { name, url, made_on }: { name: string; url: string; made_on: string },
): string {
  const calendar = ical({ name, prodId: '//Open Local Offer//EN', method: ICalCalendarMethod.PUBLISH });
  const address = createHash('sha256').update(url).digest('hex').slice(0, 16);
  for (const { key, day, summary, description, time, place } of entries)
    calendar.createEvent({
      id: `${key}-${address}@${new URL(url).hostname}`,
      stamp: new Date(`${made_on}T00:00:00Z`),
      summary,
      description: `${description}\n${url}`,
      url,
      location: place || null,
      ...(time
        ? { start: time.from, ...(time.to ? { end: time.to } : {}) }
        : { start: new Date(`${day}T00:00:00Z`), allDay: true, floating: true }),
    });
  return calendar.toString();
}
