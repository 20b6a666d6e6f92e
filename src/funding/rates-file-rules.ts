import type { Factor, Method } from './formula-rules.ts';
import { readNumber, whyNotNumber } from './pounds-rules.ts';

/** A row of a file, and the line on which it stands. */
export interface FileRow {
  line: number;
  cells: string[];
}

/** What is wrong with a line of a file. */
export interface Fault {
  line: number;
  reason: string;
}

/** What a file said: all of it, or everything that is wrong with it. Nothing is taken of a file with a fault. */
export type ReadFile<Value> = { ok: true; value: Value } | { ok: false; faults: Fault[] };

/** The columns of the file of rates. */
export const rateColumns = ['code', 'label', 'kind', 'rate', 'hidden_below'] as const;

const mostFactors = 40;
const kinds = { 'per pupil': 'each', share: 'each', 'fixed sum': 'fixed' } as const;

/** The word that the file of rates has for a kind. */
export function kindInFile(method: Method, kind: Factor['kind']): string {
  return kind === 'fixed' ? 'fixed sum' : method === 'shares' ? 'share' : 'per pupil';
}

/**
 * Reads the file of a year's rates, one factor to a line. Refuses a missing column, a code that is no short word or stands
 * twice, and a rate that is no number, less than nothing, or finer than a penny (a share: finer than four decimals, or more
 * than 100).
 */
export function readRates(
  method: Method,
  { header, rows }: { header: readonly string[]; rows: readonly FileRow[] },
): ReadFile<Factor[]> {
  const missing = rateColumns.filter((name) => name !== 'hidden_below' && !header.includes(name));
  if (missing.length > 0)
    return { ok: false, faults: [{ line: 1, reason: `It has no column ${missing.join(', ')}.` }] };
  const faults: Fault[] = [];
  const factors: Factor[] = [];
  for (const { line, cells } of rows) {
    const cell = (name: (typeof rateColumns)[number]) => cells[header.indexOf(name)]?.trim() ?? '';
    const wrong = (reason: string) => faults.push({ line, reason });
    const code = cell('code').toLowerCase();
    const label = cell('label');
    const typed = cell('kind').toLowerCase();
    const kind = kinds[typed as keyof typeof kinds];
    const isWrongKind = !kind || (kind === 'each' && typed !== kindInFile(method, 'each'));
    if (!/^[a-z][a-z0-9_]{0,39}$/.test(code) || code === 'urn' || code === 'school')
      wrong(`The code “${code.slice(0, 40)}” must be a short word of small letters, like low_attainment.`);
    else if (factors.some((one) => one.code === code)) wrong(`The code ${code} stands twice.`);
    if (label === '' || label.length > 80) wrong('The label must have 1 to 80 characters: families read it.');
    if (isWrongKind) wrong(`The kind is “${typed.slice(0, 30)}”. Write ${kindInFile(method, 'each')} or fixed sum.`);
    const isShare = method === 'shares' && kind === 'each';
    const why = whyNotNumber(cell('rate'), isShare ? { decimals: 4, most: 100 } : { decimals: 2, most: 10_000_000 });
    if (why) wrong(`The rate ${why}.`);
    const below = cell('hidden_below');
    const whyBelow = below === '' ? undefined : whyNotNumber(below, { decimals: 2, most: 1_000_000 });
    if (whyBelow) wrong(`The column hidden_below ${whyBelow}.`);
    const hidden_below = kind === 'fixed' || below === '' ? null : (readNumber(below) ?? null);
    factors.push({ code, label, kind: kind ?? 'each', rate: readNumber(cell('rate')) ?? '0', hidden_below });
  }
  if (factors.length === 0 && faults.length === 0) faults.push({ line: 1, reason: 'There is no factor in it.' });
  if (factors.length > mostFactors) faults.push({ line: 1, reason: `It has more than ${mostFactors} factors.` });
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: factors };
}
