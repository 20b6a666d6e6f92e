import { Exact, sumOf, toPenny } from './pounds-rules.ts';

/** How an amount differs from an earlier one. */
export interface Change {
  /** pounds, to the penny */
  by: string;
  /** percent, to one decimal place; null where there was nothing before */
  percent: string | null;
}

/** The change from one amount to another; null where there is no earlier one. */
export function changeFrom(before: string | null, after: string): Change | null {
  if (before === null) return null;
  const by = new Exact(after).minus(before);
  const percent = new Exact(before).isZero() ? null : by.div(before).times(100).toFixed(1);
  return { by: toPenny(by), percent: percent === '-0.0' ? '0.0' : percent };
}

/** Whether amounts come to a total to the penny: both sums, and by how much they are too many (more than nothing) or too few. */
export function agreement(amounts: readonly string[], total: string): { sum: string; difference: string } {
  const sum = sumOf(amounts);
  return { sum, difference: toPenny(new Exact(sum).minus(total)) };
}
