import { type Change, changeFrom } from './change-rules.ts';
import { type MemoLine, type Method, memoLines, totalOf } from './formula-rules.ts';
import { Exact } from './pounds-rules.ts';

/** What other rates would mean for a school. */
export interface WhatIfRow {
  urn: string;
  name: string;
  before: string;
  after: string;
  change: Change;
}

/** What other rates would mean for schools, the greatest gain first. Counts stay; a rate that is not given stays too. */
export function whatIf(
  method: Method,
  schools: readonly { urn: string; name: string; lines: readonly MemoLine[] }[],
  rates: ReadonlyMap<string, string>,
): WhatIfRow[] {
  const rows = schools.map(({ urn, name, lines }) => {
    const before = totalOf(lines);
    const counts = new Map(lines.map(({ code, count }) => [code, count]));
    const changed = lines.map((line) => ({ ...line, rate: rates.get(line.code) ?? line.rate }));
    const after = totalOf(memoLines(method, changed, counts));
    return { urn, name, before, after, change: changeFrom(before, after) ?? { by: '0.00', percent: null } };
  });
  return rows.toSorted(
    (one, other) => new Exact(other.change.by).cmp(one.change.by) || one.name.localeCompare(other.name, 'en-GB'),
  );
}

/** A drawn chart of gains and losses, one bar for each school; all numbers are units of its own drawing. */
export interface ChangeChart {
  view_box: string;
  zero_y: number;
  right: number;
  bars: { x: number; y: number; width: number; height: number; is_gain: boolean; title: string }[];
  top: string | null;
  bottom: string | null;
}

const width = 320;
const height = 200;
const edge = 16;

/** Draws changes as bars in the order given: gains stand above a line, losses hang below it. */
export function drawChanges(
  rows: readonly Pick<WhatIfRow, 'name' | 'change'>[],
  inWords: (amount: string) => string,
): ChangeChart {
  const values = rows.map(({ change }) => Number(change.by));
  const most = Math.max(0, ...values);
  const least = Math.min(0, ...values);
  const unit = (height - 2 * edge) / Math.max(most - least, 0.01);
  const zero_y = round(edge + most * unit);
  const step = width / Math.max(rows.length, 1);
  return {
    view_box: `0 0 ${width} ${height}`,
    zero_y,
    right: width,
    bars: rows.map(({ name, change }, n) => {
      const value = values[n] ?? 0;
      const tall = round(Math.abs(value) * unit);
      return {
        x: round(n * step),
        y: value > 0 ? round(zero_y - tall) : zero_y,
        width: round(Math.max(step * 0.8, 0.4)),
        height: tall,
        is_gain: value > 0,
        title: `${name}: ${inWords(change.by)}`,
      };
    }),
    top: most > 0 ? inWords(String(most)) : null,
    bottom: least < 0 ? inWords(String(least)) : null,
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
