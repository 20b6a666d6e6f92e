import type { Selectable } from 'kysely';
import type { FreshnessPromiseTable } from '../db/types.ts';
import { addDays } from './date-rules.ts';

/**
 * What the council promises for a kind of record (a term of the taxonomy "category", or `any`), from a day on: for how many
 * months a confirmation holds, and what is done so many days before its end (ask, remind, others) or after it.
 */
export type FreshnessPromise = Selectable<FreshnessPromiseTable>;

/** What the council promises, and how the kinds of support stand below one another. */
export interface Promises {
  /** all there are, of every time */
  promises: readonly FreshnessPromise[];
  /** a kind of support → the kind above it */
  parentOf: ReadonlyMap<string, string>;
}

export type Stage = 'fresh' | 'due' | 'reminded' | 'warned' | 'dropped' | 'hidden';

/** The day so many months after a date: the last day of a shorter month (31 August and six months: 28 February). */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.slice(0, 10).split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}

/** The last day on which a confirmation still holds. */
export function endOfPromise(confirmed_on: string, { months }: Pick<FreshnessPromise, 'months'>): string {
  return addMonths(confirmed_on, months);
}

/**
 * How far a record is past its last confirmation on a day (`YYYY-MM-DD`): nothing to do, to be asked for, asked for again,
 * or so late that the public is warned, that it drops in the ranking, that it is hidden. Never confirmed counts as late.
 */
export function stageOfPromise(confirmed_on: string | undefined, promise: FreshnessPromise, today: string): Stage {
  if (confirmed_on === undefined) return 'warned';
  const end = endOfPromise(confirmed_on, promise);
  if (today >= addDays(end, Math.max(promise.hide_days, 1))) return 'hidden';
  if (today >= addDays(end, Math.max(promise.drop_days, 1))) return 'dropped';
  if (today >= addDays(end, Math.max(promise.warn_days, 1))) return 'warned';
  if (today >= addDays(end, -promise.remind_days)) return 'reminded';
  return today >= addDays(end, -promise.ask_days) ? 'due' : 'fresh';
}

/** Whether the last confirmation still holds on a day: the public figure counts these. */
export function isWithinPromise(
  confirmed_on: string | undefined,
  promise: Pick<FreshnessPromise, 'months'>,
  today: string,
): boolean {
  return confirmed_on !== undefined && endOfPromise(confirmed_on, promise) >= today;
}

/**
 * The promise for a record of these kinds on a day. A kind's own promise goes before that of the kind above it; of several,
 * the shortest holds; `any` is for all that have none.
 */
export function promiseFor(
  categories: readonly string[],
  { promises, parentOf }: Promises,
  day: string,
): FreshnessPromise | undefined {
  const inForce = new Map<string, FreshnessPromise>();
  for (const promise of promises) {
    const known = inForce.get(promise.category);
    if (promise.holds_from <= day && (!known || known.holds_from < promise.holds_from))
      inForce.set(promise.category, promise);
  }
  const above = new Set(categories.flatMap((category) => ancestorsOf(category, parentOf)));
  // a kind that only stands above another of the record's kinds says less than that one
  const own = categories.flatMap((category) => {
    if (above.has(category)) return [];
    const nearest = [category, ...ancestorsOf(category, parentOf)].find((at) => inForce.has(at));
    return nearest === undefined ? [] : (inForce.get(nearest) ?? []);
  });
  return own.sort((a, b) => a.months - b.months)[0] ?? inForce.get('any');
}

/** A kind of support and all above it, the nearest first, without itself. */
export function ancestorsOf(category: string, parentOf: ReadonlyMap<string, string>): string[] {
  const above: string[] = [];
  for (let at = parentOf.get(category); at !== undefined; at = parentOf.get(at)) above.push(at);
  return above;
}

/**
 * Whether the public is told that a record may be out of date: nobody ever confirmed it, or its promise ended so long ago
 * that the council promised to say so. Where nothing is promised, nothing is late.
 */
export function isLate(
  { confirmed_on, categories }: { confirmed_on: string | undefined; categories: readonly string[] },
  promises: Promises,
  today: string,
): boolean {
  const promise = promiseFor(categories, promises, today);
  return (
    promise !== undefined && ['warned', 'dropped', 'hidden'].includes(stageOfPromise(confirmed_on, promise, today))
  );
}
