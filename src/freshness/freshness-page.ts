import type { Db } from '../db/database.ts';
import { longDate } from '../directory/date-rules.ts';
import { type Figure, figureDays, figuresOf } from './figures.ts';
import { promiseFor } from './freshness-rules.ts';
import { readPromises } from './promises.ts';

/** How true the offer is kept, in words and tables. */
export interface FreshnessPage {
  day: string;
  services: number;
  within: number;
  percent: string;
  never: number;
  /** a year before; null where there was no offer then */
  year_ago: { day: string; percent: string } | null;
  kinds: { name: string; services: number; within: number; percent: string; months: number }[];
  months: { day: string; services: number; within: number; percent: string }[];
  /** how long a confirmation holds, and what happens after it */
  promise: { hide_days: number; warn_days: number } | null;
}

/** What `/about/freshness` shows on a day (`YYYY-MM-DD`). */
export async function freshnessPage(db: Db, today: string): Promise<FreshnessPage> {
  const { promises, parentOf, nameOf } = await readPromises(db);
  const figures = await figuresOf(db, figureDays(today));
  const whole = figures.filter(({ category }) => category === 'all').sort((a, b) => (a.day < b.day ? -1 : 1));
  const now = whole.find(({ day }) => day === today) ?? { services: 0, within_promise: 0, never_confirmed: 0 };
  const before = whole.find(({ services }) => services > 0);
  const kinds = figures
    .filter(({ day, category }) => day === today && nameOf.has(category))
    .map((figure) => ({
      name: nameOf.get(figure.category) ?? figure.category,
      services: figure.services,
      within: figure.within_promise,
      percent: percentOf(figure),
      months: promiseFor([figure.category], promises, parentOf, today)?.months ?? 0,
    }));
  const general = promiseFor([], promises, parentOf, today);
  return {
    day: longDate(today),
    services: now.services,
    within: now.within_promise,
    percent: percentOf(now),
    never: now.never_confirmed,
    year_ago: before && before.day < today ? { day: longDate(before.day), percent: percentOf(before) } : null,
    kinds: kinds.sort((a, b) => a.name.localeCompare(b.name)),
    months: whole
      .filter(({ services }) => services > 0)
      .map((figure) => ({
        day: longDate(figure.day),
        services: figure.services,
        within: figure.within_promise,
        percent: percentOf(figure),
      })),
    promise: general ? { hide_days: general.hide_days, warn_days: general.warn_days } : null,
  };
}

// Rounded down, so that "100%" is said of the whole only.
function percentOf({ services, within_promise }: Pick<Figure, 'services' | 'within_promise'>): string {
  return services === 0 ? '–' : `${Math.floor((100 * within_promise) / services)}%`;
}
