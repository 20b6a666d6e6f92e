import { amountOf, type MemoLine, type Method } from './formula-rules.ts';
import { Exact, pounds, roundPounds, sumOf } from './pounds-rules.ts';

/**
 * A line as the public reads it. Where its count would tell of single children there is neither count nor amount, only the
 * numbers that they are below: beside a known rate the amount would give the count away.
 */
export type PublicLine = Pick<MemoLine, 'code' | 'label' | 'kind' | 'rate'> &
  (
    | { count: string; amount: string; below: null }
    | { count: null; amount: null; below: { count: string; amount: string } }
  );

/** What a memo comes to, as the public reads it, in pounds to the penny: the same twice, unless a line is not told. */
export interface PublicTotal {
  least: string;
  most: string;
}

/** The lines of a memo as the public reads them: the same, whatever the counts that are not told. */
export function publicLines(method: Method, lines: readonly MemoLine[]): PublicLine[] {
  return lines.map(({ code, label, kind, rate, count, amount, hidden_below }) =>
    hidden_below === null || new Exact(count).gte(hidden_below)
      ? { code, label, kind, rate, count, amount, below: null }
      : {
          code,
          label,
          kind,
          rate,
          count: null,
          amount: null,
          below: { count: hidden_below, amount: amountOf(method, kind, hidden_below, rate) },
        },
  );
}

/** What a memo comes to as the public reads it: between what its told lines come to, and that with the most of the others. */
export function publicTotal(method: Method, lines: readonly MemoLine[]): PublicTotal {
  const told = publicLines(method, lines);
  const least = sumOf(told.flatMap(({ amount }) => amount ?? []));
  return { least, most: sumOf([least, ...told.flatMap(({ below }) => below?.amount ?? [])]) };
}

/** The total where it is told to the penny; null where it is not. */
export function exactTotal({ least, most }: PublicTotal): string | null {
  return least === most ? least : null;
}

/** A total as people read it: "£72,186.90", "£18,660 to £21,711". */
export function totalInWords({ least, most }: PublicTotal): string {
  if (least === most) return pounds(least);
  return `${roundPounds(new Exact(least).floor())} to ${roundPounds(new Exact(most).ceil())}`;
}
