import type { ServiceRecordInput } from '../records.ts';
import { nextDates } from '../schedule-dates-rules.ts';
import type { Times } from './kind.ts';
import { comingHolidays, type Span, schoolYear } from './school-dates.ts';

type Schedule = NonNullable<ServiceRecordInput['schedules']>[number];

const seasonWords = {
  term: 'Term time only',
  holidays: 'School holidays only',
  summer: 'School holidays only, in the summer',
  all: undefined,
};

/**
 * The schedules of one record, from a kind's times: the `turn`th alternative of the days, some half an hour later, in
 * the school year or the holidays round `today`. `within` is when the service runs at all.
 */
export function schedulesOf(times: readonly Times[], turn: number, today: string, within: Partial<Span>): Schedule[] {
  return times.flatMap((time) => {
    const days = time.days.split('|');
    const later = days.length > 1 && turn % 3 === 1 ? 30 : 0;
    const hours = time.hours.split('|');
    const [opens, closes] = (hours[turn % days.length] ?? hours[0] ?? '')
      .split('-')
      .map((clock) => laterBy(clock, later));
    return spansOf(time.season, today).flatMap((span) => {
      const valid_from = latest(span.from, within.from);
      const valid_to = earliest(span.to, within.to);
      const rule = { freq: time.freq ?? ('WEEKLY' as const), byday: days[turn % days.length] };
      const [dtstart] = nextDates(rule, valid_from ?? schoolYear(today).from, 1);
      if (valid_from && valid_to && valid_from > valid_to) return [];
      return [
        {
          ...rule,
          ...(valid_from && { valid_from }),
          ...(valid_to && { valid_to }),
          ...(dtstart && { dtstart }),
          opens_at: opens,
          closes_at: closes,
          ...describe(time),
        },
      ];
    });
  });
}

function describe({ note, season }: Times): { description?: string } {
  const words = [note, seasonWords[season]].filter((word) => word !== undefined);
  return words.length > 0 ? { description: words.join('. ') } : {};
}

function spansOf(season: Times['season'], today: string): Partial<Span>[] {
  if (season === 'all') return [{}];
  if (season === 'term') return [schoolYear(today)];
  return season === 'summer' ? comingHolidays(today).slice(-1) : comingHolidays(today);
}

function laterBy(clock: string, minutes: number): string {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  const total = hour * 60 + minute + minutes;
  return [Math.floor(total / 60), total % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

const latest = (...days: (string | undefined)[]) =>
  days
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
const earliest = (...days: (string | undefined)[]) => days.filter((day) => day !== undefined).sort()[0];
