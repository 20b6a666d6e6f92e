import { z } from 'zod';
import { plusDays, plusMonths } from './day-rules.ts';
import { isWorkingDay, plusWorkingDays } from './working-day-rules.ts';

/** A time limit of a law, as data. */
export const limit = z.strictObject({
  n: z.int().positive(),
  unit: z.enum(['days', 'weeks', 'months', 'working days']),
  /**
   * `after`: the day from which it runs is not counted. `beginning with`: that day is the first one counted. `before`:
   * so much before a day.
   */
  count: z.enum(['after', 'beginning with', 'before']),
  /** what must be done, by whom and from when it counts, as a sentence that anyone can read */
  words: z.string().min(1),
  /** the provision, as it is cited */
  law: z.string().min(1),
});

export type Limit = z.output<typeof limit>;

/**
 * The last day of a time limit that counts from (or back from) a day. Days and weeks are those of the calendar:
 * weekends, bank holidays and school holidays count, and nothing moves because the last day is a holiday, unless a law
 * says otherwise. A month ends on the same date, or on the last day of a shorter month.
 */
export function lastDay({ n, unit, count }: Pick<Limit, 'n' | 'unit' | 'count'>, from: string): string {
  if (count === 'before') return move(from, -n, unit);
  if (count === 'after') return move(from, n, unit);
  // the first day is counted: working days begin with it only if it is one
  if (unit === 'working days') return move(from, isWorkingDay(from) ? n - 1 : n, unit);
  return plusDays(move(from, n, unit), -1);
}

function move(day: string, n: number, unit: Limit['unit']): string {
  if (unit === 'months') return plusMonths(day, n);
  if (unit === 'working days') return plusWorkingDays(day, n);
  return plusDays(day, unit === 'weeks' ? 7 * n : n);
}

/** `6 weeks`, `15 days, counting the first`. */
export function limitInWords({ n, unit, count }: Limit): string {
  const length = `${n} ${n === 1 ? unit.replace(/s$/, '') : unit}`;
  return count === 'beginning with'
    ? `${length}, the first day counted`
    : count === 'before'
      ? `${length} before`
      : length;
}

/** Rules that hold from one day to another: the law as it stood. */
export interface Dated {
  effective_from: string;
  effective_to: string | null;
}

/** The set of rules in force on a day. Before the first set it is the first: pages refuse such days by themselves. */
export function inForceOn<Rules extends Dated>(sets: readonly [Rules, ...Rules[]], day: string): Rules {
  return sets.findLast(({ effective_from }) => effective_from <= day) ?? sets[0];
}
