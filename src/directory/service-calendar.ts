import ical, { ICalCalendarMethod } from 'ical-generator';
import { addDays } from './date-rules.ts';
import { pauseOn } from './kept-days-rules.ts';
import { nextDates, recurrenceRule } from './schedule-dates-rules.ts';
import { scheduleInWords } from './schedule-rules.ts';
import type { Schedule, ServiceDetail } from './service-detail.ts';

interface Held {
  schedule: Schedule;
  /** where, in one line */
  where: string | undefined;
}

/**
 * The times of a service as a calendar file (RFC 5545), from the next date of each on. Times are floating: what is at
 * 5pm is at 5pm on the family's own clock, summer and winter. A service without dates gives a calendar without events.
 */
export function serviceCalendar(
  service: ServiceDetail,
  { base_url, today }: { base_url: string; today: string },
): string {
  const url = `${base_url}/services/${service.slug}`;
  const calendar = ical({ name: service.name, prodId: '//Open Local Offer//EN', method: ICalCalendarMethod.PUBLISH });
  const back = pauseOn(service, today) === 'lasts' ? service.pause?.back_on : undefined;
  for (const { schedule, where } of heldOf(service)) {
    const [first] = nextDates(schedule, back ?? today, 1);
    if (first === undefined) continue;
    const { opens_at, closes_at } = schedule;
    const rule = recurrenceRule(schedule);
    const isOvernight = opens_at && closes_at ? closes_at.slice(0, 5) <= opens_at.slice(0, 5) : false;
    const made = service.source.is_demonstration ? 'This is a made-up service.' : '';
    calendar.createEvent({
      id: `${schedule.id}@${new URL(base_url).hostname}`,
      stamp: new Date(service.last_modified),
      summary: service.name,
      description: [
        scheduleInWords(schedule, today),
        schedule.description,
        schedule.notes,
        'Check before you go.',
        made,
        url,
      ]
        .filter(Boolean)
        .join('\n'),
      url,
      floating: true,
      ...(where ? { location: where } : {}),
      ...(rule ? { repeating: `RRULE:${rule}` } : {}),
      ...(opens_at
        ? {
            start: at(first, opens_at),
            end: closes_at ? at(isOvernight ? addDays(first, 1) : first, closes_at) : at(first, opens_at),
          }
        : { start: at(first, '00:00'), allDay: true }),
    });
  }
  return calendar.toString();
}

function heldOf(service: ServiceDetail): Held[] {
  const places = service.service_at_locations.map(({ location, schedules }) => {
    const address = location.addresses[0];
    const lines = service.is_place_hidden
      ? [address?.city]
      : [location.name, address?.address_1, address?.city, address?.postal_code];
    return { schedules, where: lines.filter(Boolean).join(', ') || undefined };
  });
  const only = places.length === 1 ? places[0]?.where : undefined;
  return [
    ...service.schedules.map((schedule) => ({ schedule, where: only })),
    ...places.flatMap(({ schedules, where }) => schedules.map((schedule) => ({ schedule, where }))),
  ];
}

// Read and written as UTC, so that the clock of the machine changes nothing.
function at(date: string, time: string): Date {
  return new Date(`${date}T${time.slice(0, 5)}:00Z`);
}
