import { ancestorsOf, isWithinPromise, type Promises, promiseFor } from '../directory/freshness-rules.ts';

/** A record as the figure counts it; all days `YYYY-MM-DD`. */
export interface Countable {
  categories: string[];
  /** `to` null: still public */
  public_times: { from: string; to: string | null }[];
  /** in order */
  confirmed_on: string[];
  /** in order; null: nothing is said */
  commitments: { from: string; is_closed: boolean }[] | null;
}

interface Count {
  services: number;
  within_promise: number;
  never_confirmed: number;
}

/**
 * How much of the offer was confirmed within its promise at the end of a day: as a whole (`all`), and for each kind of
 * support at the top. A record of several kinds counts in each of them, and once in the whole.
 */
export function countFreshness(
  services: readonly Countable[],
  promised: Promises,
  day: string,
): ({ day: string; category: string } & Count)[] {
  const counts = new Map<string, Count>([['all', { services: 0, within_promise: 0, never_confirmed: 0 }]]);
  const { promises, parentOf } = promised;
  const earliest = promises.reduce((least, { holds_from }) => (holds_from < least ? holds_from : least), '9999-12-31');
  for (const { categories, public_times, confirmed_on, commitments } of services) {
    if (!public_times.some(({ from, to }) => from <= day && (to === null || to > day))) continue;
    if (commitments?.findLast(({ from }) => from <= day)?.is_closed) continue;
    const last = confirmed_on.findLast((on) => on <= day);
    // before the first promise, what the council promised first is what the past is measured by
    const promise = promiseFor(categories, promised, day > earliest ? day : earliest);
    const isWithin = promise !== undefined && isWithinPromise(last, promise, day);
    const tops = categories.map((category) => ancestorsOf(category, parentOf).at(-1) ?? category);
    for (const category of new Set(['all', ...tops])) {
      const count = counts.get(category) ?? { services: 0, within_promise: 0, never_confirmed: 0 };
      count.services++;
      if (isWithin) count.within_promise++;
      if (last === undefined) count.never_confirmed++;
      counts.set(category, count);
    }
  }
  return [...counts].map(([category, count]) => ({ day, category, ...count }));
}
