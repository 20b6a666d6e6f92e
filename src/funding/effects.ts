import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { agreement, type Change, changeFrom } from './change-rules.ts';
import { countedCodes, type RegisteredSchool } from './counts-file-rules.ts';
import { type Factor, type MemoLine, totalOf } from './formula-rules.ts';
import { memosOfYear } from './memos.ts';
import { linesOfSchools } from './small-count-rules.ts';
import { countsOf, type FundingYear, factorsOf } from './years.ts';

/** What a year means for a school; amounts in pounds, to the penny. */
export interface SchoolEffect {
  urn: string;
  name: string;
  latitude: number | null;
  longitude: number | null;
  lines: MemoLine[];
  /** the memo of the year before; null where there is none */
  before: string | null;
  after: string;
  change: Change | null;
  is_closed: boolean;
  /** some factor has no count of it */
  is_incomplete: boolean;
}

/** What a year means for every school, and whether it comes to what it must. */
export interface YearEffect {
  factors: Factor[];
  /** by name */
  schools: SchoolEffect[];
  /** the published year before; null where there is none */
  before: FundingYear | null;
  /** schools with a memo of the year before, and none of this one */
  gone: { urn: string; name: string; before: string }[];
  /** open mainstream schools of the council that this year leaves out */
  left_out: { urn: string; name: string }[];
  sum: string;
  /** the sum less the total of the block; null where no total is given */
  difference: string | null;
}

/** A year beside the published year before it: from its memos where it is published, else from its rates and counts. */
export async function yearEffect(db: Db, year: FundingYear, years: readonly FundingYear[]): Promise<YearEffect> {
  const factors = await factorsOf(db, year.id);
  const lines = await linesOf(db, year, factors);
  const schools = await schoolsNamed(db, [...lines.keys()]);
  const before = years.find(({ state, starts_on }) => state === 'published' && starts_on < year.starts_on) ?? null;
  const memosBefore = before ? await memosOfYear(db, before.id) : [];
  const totalsBefore = new Map(memosBefore.map(({ urn, total }) => [urn, total]));
  const effects = [...lines].map(([urn, { memo, missing }]): SchoolEffect => {
    const school = schools.get(urn);
    const after = totalOf(memo);
    const was = totalsBefore.get(urn) ?? null;
    return {
      urn,
      name: school?.name ?? urn,
      latitude: school?.latitude ?? null,
      longitude: school?.longitude ?? null,
      lines: memo,
      before: was,
      after,
      change: changeFrom(was, after),
      is_closed: school?.status === 'closed',
      is_incomplete: missing,
    };
  });
  const agreed = agreement(
    effects.map(({ after }) => after),
    year.notional_total ?? '0',
  );
  return {
    factors,
    schools: effects.toSorted((one, other) => one.name.localeCompare(other.name, 'en-GB')),
    before,
    gone: memosBefore
      .filter(({ urn }) => !lines.has(urn))
      .map(({ urn, school_name, total }) => ({ urn, name: school_name, before: total })),
    left_out: await leftOut(db, [...lines.keys()]),
    sum: agreed.sum,
    difference: year.notional_total === null ? null : agreed.difference,
  };
}

async function linesOf(
  db: Db,
  year: FundingYear,
  factors: readonly Factor[],
): Promise<Map<string, { memo: MemoLine[]; missing: boolean }>> {
  if (year.state === 'published') {
    const memos = await memosOfYear(db, year.id);
    return new Map(memos.map(({ urn, lines }) => [urn, { memo: lines, missing: false }]));
  }
  const codes = countedCodes(factors);
  const counts = await countsOf(db, year.id);
  const lines = linesOfSchools(year.method, factors, counts);
  return new Map(
    [...lines].map(([urn, memo]) => [urn, { memo, missing: codes.some((code) => !counts.get(urn)?.has(code)) }]),
  );
}

/** A school as a table or a map of money needs it. */
interface NamedSchool {
  urn: string;
  name: string;
  latitude: number | null;
  longitude: number | null;
  status: string;
}

async function schoolsNamed(db: Db, urns: string[]): Promise<Map<string, NamedSchool>> {
  const { rows } = await sql<NamedSchool>`
    select urn, name, latitude, longitude, status from school where urn = any(${urns}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.urn, row]));
}

async function leftOut(db: Db, urns: string[]): Promise<{ urn: string; name: string }[]> {
  const { rows } = await sql<{ urn: string; name: string }>`
    select urn, name from school
    where area = 'in_area' and kind = 'mainstream' and status in ('open', 'closing') and phase <> 'sixteen_plus'
      and not urn = any(${urns}::text[])
    order by name limit 500`.execute(db);
  return rows;
}

/** Those schools of some URNs that the register has. */
export async function registeredSchools(db: Db, urns: readonly string[]): Promise<Map<string, RegisteredSchool>> {
  const { rows } = await sql<RegisteredSchool & { urn: string }>`
    select urn, status, closed_on, area from school where urn = any(${[...urns]}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.urn, row]));
}
