import { Exact, sumOf, toPenny } from './pounds-rules.ts';

/**
 * How the notional SEN budget of a year is worked out: a rate for each pupil who counts, or a share of what a school is
 * given for each factor of the schools block.
 */
export const methods = {
  rates: 'Rates: so many pupils, times a rate',
  shares: 'Shares: a part of what each factor of the formula gives',
} as const;
export type Method = keyof typeof methods;

/** A factor of the formula in a year. The list of factors is each council's own, and each year's. */
export interface Factor {
  code: string;
  label: string;
  /** counted for each school, or the same sum for every school */
  kind: 'each' | 'fixed';
  /** in pounds, or for shares in percent */
  rate: string;
  /** a count (for shares: an allocation) below this would tell of single children: the public does not see it; null: never */
  hidden_below: string | null;
}

/** A line of a memo. It is kept as it is: nothing is worked out anew. */
export interface MemoLine extends Factor {
  /** pupils; for shares what the factor gives, in pounds; 1 for a fixed sum */
  count: string;
  /** pounds, rounded half up to the penny */
  amount: string;
}

/** What is said of the rounding on every memo. */
export const roundingInWords =
  'Each line is rounded to the penny, half a penny up. The total is the sum of the rounded lines.';

/**
 * The lines of a school's notional SEN budget by its counts: `count × rate`, or `allocation × share`, each rounded half up
 * to the penny. A factor without a count gives nothing.
 */
export function memoLines(method: Method, factors: readonly Factor[], counts: ReadonlyMap<string, string>): MemoLine[] {
  return factors.map(({ code, label, kind, rate, hidden_below }) => {
    const count = kind === 'fixed' ? '1' : (counts.get(code) ?? '0');
    return { code, label, kind, rate, hidden_below, count, amount: amountOf(method, kind, count, rate) };
  });
}

/** A memo's lines with other counts; labels and rates stay as they were published. */
export function recounted(method: Method, lines: readonly MemoLine[], counts: ReadonlyMap<string, string>): MemoLine[] {
  return lines.map((line) => {
    const count = line.kind === 'fixed' ? line.count : (counts.get(line.code) ?? line.count);
    return { ...line, count, amount: amountOf(method, line.kind, count, line.rate) };
  });
}

/** What lines come to, in pounds to the penny. */
export function totalOf(lines: readonly Pick<MemoLine, 'amount'>[]): string {
  return sumOf(lines.map(({ amount }) => amount));
}

/** What so many bring by a rate, or a share of so much, in pounds rounded half up to the penny. */
export function amountOf(method: Method, kind: Factor['kind'], count: string, rate: string): string {
  const product = new Exact(count).times(rate);
  return toPenny(method === 'shares' && kind === 'each' ? product.div(100) : product);
}
