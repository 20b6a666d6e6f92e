import type { MemoLine } from './formula-rules.ts';
import { Exact, sumOf } from './pounds-rules.ts';

/** A line as the public reads it; without count and rate where they would tell of single children. */
export interface PublicLine {
  code: string;
  label: string;
  kind: MemoLine['kind'];
  count: string | null;
  rate: string | null;
  amount: string;
}

/**
 * The lines of a memo as the public reads them. Where a count is too small to be told, all lines that could be small become
 * one, without count or rate: an amount beside a known rate would give the count away. A line that would stand alone takes
 * the line before it along.
 */
export function publicLines(lines: readonly MemoLine[]): PublicLine[] {
  const couldBeSmall = lines.filter(({ hidden_below }) => hidden_below !== null);
  if (!couldBeSmall.some(isSmall)) return lines.map(shown);
  const alone = couldBeSmall.length === 1 ? couldBeSmall[0] : undefined;
  const beside = alone && (lines[lines.indexOf(alone) - 1] ?? lines[lines.indexOf(alone) + 1]);
  const merged = lines.filter((line) => couldBeSmall.includes(line) || line === beside);
  const whole: PublicLine = {
    code: merged.map(({ code }) => code).join('+'),
    label: merged
      .map(({ label }) => label)
      .join(', and ')
      .replace(/, and (?=.*, and )/g, ', '),
    kind: 'each',
    count: null,
    rate: null,
    amount: sumOf(merged.map(({ amount }) => amount)),
  };
  const at = lines.findIndex((line) => merged.includes(line));
  const rest = lines.filter((line) => !merged.includes(line)).map(shown);
  return [...rest.slice(0, at), whole, ...rest.slice(at)];
}

function isSmall({ count, hidden_below }: MemoLine): boolean {
  return hidden_below !== null && new Exact(count).lt(hidden_below);
}

function shown({ code, label, kind, count, rate, amount }: MemoLine): PublicLine {
  return { code, label, kind, count, rate, amount };
}
