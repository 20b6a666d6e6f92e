import type { Factor, MemoLine, Method } from './formula-rules.ts';
import { memoLines } from './formula-rules.ts';
import { Exact } from './pounds-rules.ts';

/**
 * Below which number no count of a factor is told in a year: `least`, or the next multiple of it with which nobody can work
 * one out. What all counts come to is taken as known, since the total of the block, the rates and all other memos are public.
 * So those that are not told must be of two schools or more, come to `least` together or more, and to as much less than the
 * greatest of them for each: then each of them could be any of `least` numbers. Where there are too few schools for that,
 * none is told.
 */
export function hiddenBelow(counts: readonly string[], least: string): string {
  const all = counts.map((count) => new Exact(count)).toSorted((one, other) => one.cmp(other));
  let below = new Exact(least);
  for (;;) {
    const hidden = all.filter((count) => count.lt(below));
    const sum = hidden.reduce((so_far, count) => so_far.plus(count), new Exact(0));
    const most = hidden.at(-1) ?? new Exact(0);
    const isSafe = hidden.length > 1 && sum.gte(least) && most.times(hidden.length).minus(sum).gte(least);
    if (hidden.length === 0 || isSafe) return below.toFixed();
    const next = all[hidden.length] ?? sum;
    const after = next.div(least).floor().plus(1).times(least);
    if (hidden.length === all.length) return Exact.max(below, after).toFixed();
    below = after;
  }
}

/**
 * The lines of every school's memo of a year, by its counts. In them stands below which number the public is told no count:
 * what the factor says, or more where the counts of all schools ask for it.
 */
export function linesOfSchools(
  method: Method,
  factors: readonly Factor[],
  counts: ReadonlyMap<string, ReadonlyMap<string, string>>,
): Map<string, MemoLine[]> {
  const told = factors.map((factor) => {
    const { code, kind, hidden_below } = factor;
    if (kind === 'fixed' || hidden_below === null) return factor;
    const all = [...counts.values()].map((its) => its.get(code) ?? '0');
    return { ...factor, hidden_below: hiddenBelow(all, hidden_below) };
  });
  return new Map([...counts].map(([urn, its]) => [urn, memoLines(method, told, its)]));
}
