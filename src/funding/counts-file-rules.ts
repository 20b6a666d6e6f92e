import { dayInWords } from '../date-rules.ts';
import type { Factor, Method } from './formula-rules.ts';
import { readNumber, whyNotNumber } from './pounds-rules.ts';
import type { Fault, FileRow, ReadFile } from './rates-file-rules.ts';

/** Columns of the file of counts that are only for whoever reads it. */
const forReaders = ['school', 'name', 'la_estab', 'phase'];

/** The codes of the factors that each school has a count of. */
export function countedCodes(factors: readonly Factor[]): string[] {
  return factors.filter(({ kind }) => kind === 'each').map(({ code }) => code);
}

/** The columns of the file of counts of a year. */
export function countColumns(factors: readonly Factor[]): string[] {
  return ['urn', 'school', ...countedCodes(factors)];
}

/** What the register says of a school, as far as its money depends on it. */
export interface RegisteredSchool {
  status: 'proposed' | 'open' | 'closing' | 'closed';
  /** YYYY-MM-DD */
  closed_on: string | null;
  area: 'in_area' | 'out_of_area';
}

/** Which year counts are of: when it begins, and the schools of the register by URN. */
interface OfYear {
  starts_on: string;
  schools: ReadonlyMap<string, RegisteredSchool>;
}

/**
 * Reads the file of a year's counts, one school to a line, with a column for each factor that is counted. Refuses a column
 * that is missing or that no factor has; a URN that the register does not have or that stands twice, a school that closed
 * before the year, and one of another council; and a count that is empty, no number, less than nothing, or too fine: an
 * allocation in pounds has pennies, a count four decimals.
 */
export function readCounts(
  method: Method,
  factors: readonly Factor[],
  { header, rows }: { header: readonly string[]; rows: readonly FileRow[] },
  { starts_on, schools }: OfYear,
): ReadFile<Map<string, Map<string, string>>> {
  const codes = countedCodes(factors);
  const missing = ['urn', ...codes].filter((name) => !header.includes(name));
  const strange = header.filter((name) => !['', 'urn', ...forReaders, ...codes].includes(name));
  const ofHeader = [
    ...(missing.length > 0 ? [`It has no column ${missing.join(', ')}.`] : []),
    ...(strange.length > 0
      ? [`The rates of this year have no factor ${strange.slice(0, 5).join(', ').slice(0, 200)}.`]
      : []),
  ];
  if (ofHeader.length > 0) return { ok: false, faults: ofHeader.map((reason) => ({ line: 1, reason })) };
  const faults: Fault[] = [];
  const lines = new Map<string, number>();
  const counts = new Map<string, Map<string, string>>();
  for (const { line, cells } of rows) {
    const urn = cells[header.indexOf('urn')]?.trim() ?? '';
    const before = lines.get(urn);
    if (!/^\d{5,6}$/.test(urn))
      faults.push({ line, reason: `The URN “${urn.slice(0, 20)}” is not a number of 5 or 6 figures.` });
    else if (before !== undefined) faults.push({ line, reason: `The URN ${urn} stands on line ${before} already.` });
    else {
      const reason = whyNoMoney(urn, schools.get(urn), starts_on);
      if (reason) faults.push({ line, reason });
    }
    lines.set(urn, before ?? line);
    const its = new Map<string, string>();
    for (const code of codes) {
      const typed = cells[header.indexOf(code)] ?? '';
      const why = whyNotNumber(typed, {
        decimals: method === 'shares' ? 2 : 4,
        most: method === 'shares' ? 1_000_000_000 : 1_000_000,
      });
      if (why) faults.push({ line, reason: `The column ${code} ${why}.` });
      its.set(code, readNumber(typed) ?? '0');
    }
    counts.set(urn, its);
  }
  if (rows.length === 0) faults.push({ line: 1, reason: 'There is no school in it.' });
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: counts };
}

function whyNoMoney(urn: string, school: RegisteredSchool | undefined, starts_on: string): string | undefined {
  if (!school) return `The register of schools does not have the URN ${urn}.`;
  if (school.area === 'out_of_area') return `The school ${urn} is in the area of another council.`;
  if (school.status !== 'closed' || (school.closed_on ?? '') >= starts_on) return undefined;
  return `The school ${urn} closed${school.closed_on ? ` on ${dayInWords(school.closed_on)}` : ''}, before the year begins.`;
}
