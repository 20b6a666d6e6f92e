import { calendarFile } from '../calendar/calendar-file.ts';
import { readMoment } from '../content/page-form-rules.ts';
import { dayOf } from '../parts.ts';
import type { KnownBulletin } from './known-bulletins.ts';
import { addressOf, numberInWords } from './number-rules.ts';

/** The event of a bulletin as a calendar file, with the address of its page; undefined where it is no event. */
export function eventFile(
  bulletin: Pick<
    KnownBulletin,
    'year' | 'number' | 'title' | 'summary' | 'event_on' | 'starts_at' | 'ends_at' | 'place' | 'changed_at'
  >,
  { name, url }: { name: string; url: string },
): string | undefined {
  const { event_on, starts_at, ends_at, place, title, summary, changed_at } = bulletin;
  if (!event_on) return undefined;
  const at = (clock: string | null) => (clock ? (readMoment(`${event_on}T${clock}`) ?? undefined) : undefined);
  const from = at(starts_at);
  const entry = {
    key: addressOf(bulletin).replaceAll('/', '-').slice(1),
    day: event_on,
    summary: title,
    description: summary,
    ...(from ? { time: { from, to: at(ends_at) } } : {}),
    place,
  };
  return calendarFile([entry], { name: `${name} ${numberInWords(bulletin)}`, url, made_on: dayOf(changed_at) });
}
