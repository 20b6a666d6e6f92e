import { isInPause, pauseOn } from './kept-days-rules.ts';
import { nextDates } from './schedule-dates-rules.ts';
import { readDays, scheduleInWords, seasonOf } from './schedule-rules.ts';
import type { Schedule, ServiceDetail } from './service-detail.ts';
import { stageOf } from './service-words-rules.ts';

/** A time in words, with what its own note adds. */
export interface TimeLine {
  words: string;
  note: string | null;
}

/** A place of a service, with its times where there are several places. */
export interface Place {
  name: string | null;
  lines: string[];
  times: TimeLine[];
  access: string[];
  note: string | null;
}

/** Times in words, each once. */
export function timesOf(schedules: readonly Schedule[], today: string): TimeLine[] {
  const lines = schedules.map((schedule) => {
    const words = scheduleInWords(schedule, today);
    const said = [schedule.description, schedule.notes].filter((text) => text !== undefined);
    const isSaid = seasonOf(schedule.description) !== undefined && said.length === 1 && words !== '';
    const note = isSaid || said.length === 0 ? null : said.join('. ');
    return words === '' ? { words: note ?? '', note: null } : { words, note };
  });
  return [
    ...new Map(lines.filter(({ words }) => words !== '').map((line) => [`${line.words} ${line.note}`, line])).values(),
  ];
}

const mostDates = 4;

/**
 * The next few dates on which something is held, soonest first. Times of school holidays only are left out, as their
 * dates are not known here; so is what is held on most days, where a date would say nothing.
 */
function datesAhead(schedules: readonly Schedule[], today: string): string[] {
  const usual = schedules.filter((schedule) => seasonOf(schedule.description) !== 'holidays');
  const weekdays = new Set(usual.flatMap((schedule) => readDays(schedule.byday).map(({ weekday }) => weekday)));
  if (weekdays.size > 4) return [];
  const dates = usual.flatMap((schedule) => nextDates(schedule, today, mostDates));
  return [...new Set(dates)].sort().slice(0, mostDates);
}

/** The next few dates of a service, wherever it is held: from its start on, after its closure none, in a pause none. */
export function datesOfService(service: ServiceDetail, today: string): string[] {
  const { pause } = service;
  const lasts = pauseOn(service, today) === 'lasts';
  // what has a break is closed too, until it is back
  if (!lasts && stageOf(service, today)?.is_closed) return [];
  const starts = [today, service.commitment?.starts_on ?? today].sort().at(-1);
  const from = lasts ? pause?.back_on : starts;
  const schedules = [...service.schedules, ...service.service_at_locations.flatMap((at) => at.schedules)];
  return from ? datesAhead(schedules, from).filter((day) => !isInPause(day, { pause })) : [];
}

/** The places of a service with their addresses. */
export function placesOf(service: ServiceDetail, today: string): Place[] {
  return service.service_at_locations.map(({ location, schedules, description }) => {
    const address = location.addresses[0];
    const lines = address
      ? [address.attention, address.address_1, address.address_2, address.city, address.postal_code]
          .map((line) => line?.trim())
          .filter((line) => line !== undefined && line !== '')
      : [];
    return {
      name: location.name && location.name !== address?.address_1 ? location.name : null,
      lines: [...new Set(lines)].filter((line) => line !== undefined),
      times: service.service_at_locations.length > 1 ? timesOf(schedules, today) : [],
      access: location.accessibility.map(accessInWords),
      note: description ?? location.description ?? null,
    };
  });
}

/** What is known of getting in and around, each line once. */
export function accessOf(service: ServiceDetail): string[] {
  const several = service.service_at_locations.length > 1;
  const lines = service.service_at_locations.flatMap(({ location }) =>
    location.accessibility.map((access) => {
      const place = location.name ?? location.addresses[0]?.city;
      return several && place ? `${place}: ${accessInWords(access)}` : accessInWords(access);
    }),
  );
  return [...new Set(lines)];
}

function accessInWords({ description, details }: { description: string; details?: string }): string {
  return details ? `${description}: ${details}` : description;
}
