import { sql } from 'kysely';
import { insertRows } from '../db/bulk.ts';
import { type Db, transaction } from '../db/database.ts';
import { type Deed, writeDown } from './deeds.ts';
import type { Factor, Method } from './formula-rules.ts';
import { Exact } from './pounds-rules.ts';

/** A year of the council's formula. */
export interface FundingYear {
  id: number;
  /** "2026-to-2027", as in addresses */
  slug: string;
  /** "2026 to 2027" */
  name: string;
  /** YYYY-MM-DD */
  starts_on: string;
  method: Method;
  /** what the memos must come to, in pounds; null until it is given */
  notional_total: string | null;
  source: string;
  state: 'draft' | 'published';
  version: number;
  is_demonstration: boolean;
  published_at: Date | null;
}

/** A school's counts by the codes of factors. */
export type Counts = ReadonlyMap<string, string>;

/** All years, the newest first. */
export async function fundingYears(db: Db): Promise<FundingYear[]> {
  const { rows } = await sql<FundingYear>`
    select id, slug, name, starts_on, method, notional_total::text as notional_total, source, state, version,
      is_demonstration, published_at
    from funding_year order by starts_on desc`.execute(db);
  return rows;
}

/** The factors of a year, in their order; rates without needless zeros. */
export async function factorsOf(db: Db, year_id: number): Promise<Factor[]> {
  const { rows } = await sql<Factor>`
    select code, label, kind, rate::text as rate, hidden_below::text as hidden_below
    from funding_factor where year_id = ${year_id} order by position`.execute(db);
  return rows.map((row) => ({
    ...row,
    rate: plain(row.rate),
    hidden_below: row.hidden_below && plain(row.hidden_below),
  }));
}

/** The counts of a year, by school. */
export async function countsOf(db: Db, year_id: number): Promise<Map<string, Counts>> {
  const { rows } = await sql<{ urn: string; code: string; count: string }>`
    select urn, code, count::text as count from funding_count where year_id = ${year_id} order by urn`.execute(db);
  const bySchool = Map.groupBy(rows, ({ urn }) => urn);
  return new Map([...bySchool].map(([urn, its]) => [urn, new Map(its.map(({ code, count }) => [code, plain(count)]))]));
}

function plain(amount: string): string {
  return new Exact(amount).toFixed();
}

/** Begins a year as a draft. Returns false where there is one already. */
export async function beginYear(
  db: Db,
  year: Pick<FundingYear, 'slug' | 'name' | 'starts_on' | 'method' | 'notional_total' | 'source'>,
  { is_demonstration = false, ...deed }: Deed & { is_demonstration?: boolean },
): Promise<boolean> {
  return transaction(db, async (tx) => {
    const made = await sql`
      insert into funding_year (slug, name, starts_on, method, notional_total, source, is_demonstration, created_at)
      values (${year.slug}, ${year.name}, ${year.starts_on}, ${year.method}, ${year.notional_total}::numeric,
        ${year.source}, ${is_demonstration}, ${deed.now})
      on conflict do nothing returning id`.execute(tx);
    if (made.rows.length === 0) return false;
    await writeDown(tx, deed, { action: 'began_funding_year', entity: 'funding_year', entity_id: year.slug });
    return true;
  });
}

/**
 * Changes a draft, if it still is as it was seen, and writes that down. Returns false where it is not: somebody has changed
 * or published it meanwhile; then nothing is written.
 */
export async function changeDraftYear(
  db: Db,
  year: Pick<FundingYear, 'id' | 'slug'>,
  seen: number,
  { action, detail = {}, ...deed }: Deed & { action: string; detail?: Record<string, unknown> },
  change: (tx: Db) => Promise<unknown>,
): Promise<boolean> {
  return transaction(db, async (tx) => {
    const still = await sql`
      update funding_year set version = version + 1
      where id = ${year.id} and version = ${seen} and state = 'draft' returning id`.execute(tx);
    if (still.rows.length === 0) return false;
    await change(tx);
    await writeDown(tx, deed, { action, entity: 'funding_year', entity_id: year.slug, detail });
    return true;
  });
}

/** Writes what a draft is to come to, by which method, and where that stands. */
export async function saveSettings(
  tx: Db,
  year_id: number,
  { method, notional_total, source }: Pick<FundingYear, 'method' | 'notional_total' | 'source'>,
): Promise<void> {
  await sql`update funding_year set method = ${method}, notional_total = ${notional_total}::numeric, source = ${source}
    where id = ${year_id}`.execute(tx);
}

/** Puts factors in the place of those of a draft. Counts of factors that are no longer there go. */
export async function saveFactors(tx: Db, year_id: number, factors: readonly Factor[]): Promise<void> {
  await tx.deleteFrom('funding_factor').where('year_id', '=', year_id).execute();
  const rows = factors.map((factor, position) => ({ ...factor, year_id, position }));
  await insertRows(tx, 'funding_factor', rows);
  const codes = factors.filter(({ kind }) => kind === 'each').map(({ code }) => code);
  await sql`delete from funding_count where year_id = ${year_id} and not code = any(${codes}::text[])`.execute(tx);
}

/** Puts the counts of schools in the place of those of a draft. */
export async function saveCounts(tx: Db, year_id: number, counts: ReadonlyMap<string, Counts>): Promise<void> {
  await tx.deleteFrom('funding_count').where('year_id', '=', year_id).execute();
  const rows = [...counts].flatMap(([urn, its]) => [...its].map(([code, count]) => ({ year_id, urn, code, count })));
  await insertRows(tx, 'funding_count', rows);
}

/** Throws a draft away with all that was loaded, if it still is as it was seen. */
export async function discardYear(
  db: Db,
  year: Pick<FundingYear, 'id' | 'slug'>,
  seen: number,
  deed: Deed,
): Promise<boolean> {
  return changeDraftYear(db, year, seen, { ...deed, action: 'discarded_funding_year' }, (tx) =>
    tx.deleteFrom('funding_year').where('id', '=', year.id).execute(),
  );
}
