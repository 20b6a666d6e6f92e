import type { Db } from '../db/database.ts';
import { longDate } from '../directory/date-rules.ts';
import { addMonths, promiseFor } from '../directory/freshness-rules.ts';
import { readPromises } from '../directory/promises.ts';
import { allTerms } from '../directory/taxonomies.ts';
import { type BarChart, drawShares } from './figure-chart-rules.ts';
import { type Figure, figureDays, figuresOf, firstDay } from './figures.ts';

/** How true the offer is kept, in words, tables and a drawn chart. */
export interface FreshnessPage {
  day: string;
  services: number;
  within: number;
  percent: string;
  never: number;
  /** the first day of which there is a figure, where that is not a year ago */
  begins: string | null;
  year_ago: { day: string; percent: string } | null;
  /** the times beside today for which each kind's figure stands in the table, in words */
  earlier: string[];
  kinds: { name: string; services: number; within: number; percent: string; months: number; earlier: string[] }[];
  months: { day: string; services: number; within: number; percent: string }[];
  chart: (BarChart & { words: string }) | null;
  /** how long a confirmation holds, and what happens after it, where nothing else is promised */
  promise: { hide_days: number; warn_days: number } | null;
}

/** What `/about/freshness` shows on a day (`YYYY-MM-DD`). */
export async function freshnessPage(db: Db, today: string): Promise<FreshnessPage> {
  const terms = await allTerms(db);
  const promises = await readPromises(db, terms);
  const { begins_on, figures } = await figuresSince(db, today);
  const whole = figures.filter(({ category }) => category === 'all').sort((a, b) => (a.day < b.day ? -1 : 1));
  const now = whole.find(({ day }) => day === today) ?? { services: 0, within_promise: 0, never_confirmed: 0 };
  const yearAgo = addMonths(today, -12);
  const before = whole.find(({ day }) => day === yearAgo);
  const earlier = [
    { day: addMonths(today, -6), words: '6 months ago' },
    { day: yearAgo, words: 'A year ago' },
  ].filter(({ day }) => begins_on !== undefined && day >= begins_on);
  const of = new Map(figures.map((figure) => [`${figure.day} ${figure.category}`, figure]));
  const general = promiseFor([], promises, today);
  return {
    day: longDate(today),
    services: now.services,
    within: now.within_promise,
    percent: percentOf(now),
    never: now.never_confirmed,
    begins: begins_on && begins_on > yearAgo ? longDate(begins_on) : null,
    year_ago: before ? { day: longDate(yearAgo), percent: percentOf(before) } : null,
    earlier: earlier.map(({ words }) => words),
    kinds: terms.flatMap(({ taxonomy, code, name }) => {
      const figure = of.get(`${today} ${code}`);
      if (taxonomy !== 'category' || !figure) return [];
      return {
        name,
        services: figure.services,
        within: figure.within_promise,
        percent: percentOf(figure),
        months: promiseFor([code], promises, today)?.months ?? 0,
        earlier: earlier.map(({ day }) => percentOf(of.get(`${day} ${code}`))),
      };
    }),
    months: whole.map((figure) => ({
      day: longDate(figure.day),
      services: figure.services,
      within: figure.within_promise,
      percent: percentOf(figure),
    })),
    chart: chartOf(whole),
    promise: general ? { hide_days: general.hide_days, warn_days: general.warn_days } : null,
  };
}

/** The same figures as lines of a table: each day, each kind of support and the whole; the first line names the columns. */
export async function freshnessLines(db: Db, today: string): Promise<string[][]> {
  const names = new Map((await allTerms(db)).map(({ code, taxonomy, name }) => [`${taxonomy} ${code}`, name]));
  const { figures } = await figuresSince(db, today);
  const lines = figures
    .toSorted((a, b) => a.day.localeCompare(b.day) || a.category.localeCompare(b.category))
    .map(({ day, category, services, within_promise, never_confirmed }) => [
      day,
      category,
      names.get(`category ${category}`) ?? 'Everything',
      ...[services, within_promise, never_confirmed].map(String),
    ]);
  return [['day', 'category', 'name', 'services', 'confirmed_within_promise', 'never_confirmed'], ...lines];
}

/** The figures of today and of the same day in each month of the last year, from the first day of the directory on. */
async function figuresSince(db: Db, today: string): Promise<{ begins_on: string | undefined; figures: Figure[] }> {
  const begins_on = await firstDay(db);
  const figures = await figuresOf(db, figureDays(today));
  return {
    begins_on,
    figures: figures.filter(({ day, services }) => begins_on !== undefined && day >= begins_on && services > 0),
  };
}

function chartOf(whole: readonly Figure[]): FreshnessPage['chart'] {
  const [first, last] = [whole[0], whole.at(-1)];
  if (!first || !last || whole.length < 2) return null;
  const shares = whole.map(({ day, services, within_promise }) => ({ day, share: within_promise / services }));
  const words = `Confirmed in time: ${percentOf(first)} on ${longDate(first.day)}, ${percentOf(last)} on ${longDate(last.day)}. The table below has every figure of this chart.`;
  return { ...drawShares(shares), words };
}

// Rounded down, so that "100%" is said of the whole only.
function percentOf(figure: Pick<Figure, 'services' | 'within_promise'> | undefined): string {
  return !figure || figure.services === 0 ? '–' : `${Math.floor((100 * figure.within_promise) / figure.services)}%`;
}
