import { sql } from 'kysely';
import { insertRows } from '../db/bulk.ts';
import { type Db, transaction } from '../db/database.ts';
import { agreement } from './change-rules.ts';
import { type Deed, nameOf, writeDown } from './deeds.ts';
import { type MemoLine, type Method, recounted, totalOf } from './formula-rules.ts';
import { linesOfSchools } from './small-count-rules.ts';
import { countsOf, type FundingYear, factorsOf } from './years.ts';

/** A school's memo of a year as it was published. It never changes: a correction is another version. */
export interface Memo {
  /** counts up as memos are published */
  id: number;
  year_id: number;
  year_slug: string;
  year_name: string;
  is_demonstration: boolean;
  urn: string;
  school_name: string;
  version: number;
  method: Method;
  lines: MemoLine[];
  /** pounds, to the penny */
  total: string;
  /** why it replaces the version before, and where the difference comes from */
  reason: string | null;
  met_from: string | null;
  published_at: Date;
  /** the version that came after: when, and why; null for the one that counts */
  replaced_at: Date | null;
  replaced_because: string | null;
}

const memos = sql`
  select memo.id, memo.year_id, year.slug as year_slug, year.name as year_name, year.is_demonstration, memo.urn, memo.school_name,
    memo.version, memo.method, memo.lines, memo.total::text as total, memo.reason, memo.met_from, memo.published_at,
    later.published_at as replaced_at, later.reason as replaced_because
  from funding_memo memo join funding_year year on year.id = memo.year_id
    left join funding_memo later on later.year_id = memo.year_id and later.urn = memo.urn and later.version = memo.version + 1`;

/** Every version of a school's memos: the newest year first, and in it the newest version. */
export async function memosOfSchool(db: Db, urn: string): Promise<Memo[]> {
  const { rows } = await sql<Memo>`${memos}
    where memo.urn = ${urn} order by year.starts_on desc, memo.version desc`.execute(db);
  return rows;
}

/** The memos of a year that count, by the names of schools. */
export async function memosOfYear(db: Db, year_id: number): Promise<Memo[]> {
  const { rows } = await sql<Memo>`${memos}
    where memo.year_id = ${year_id} and later.id is null order by memo.school_name, memo.urn`.execute(db);
  return rows;
}

/** What became of an attempt to publish a year; sums in pounds, to the penny. */
export type Publication =
  | { is_done: true; memos: number; total: string }
  | { is_done: false; why: 'changed' | 'no_total' | 'no_schools' }
  | { is_done: false; why: 'missing_counts'; schools: number }
  | { is_done: false; why: 'differs'; sum: string; total: string; difference: string };

/**
 * Publishes the memos of all schools of a draft at once, or none of them: only if the draft still is as it was seen, every
 * school has every count, and the memos come to the total of the block to the penny.
 */
export async function publishYear(db: Db, year: FundingYear, seen: number, deed: Deed): Promise<Publication> {
  return transaction(db, async (tx): Promise<Publication> => {
    const locked = await sql<{ notional_total: string | null }>`
      select notional_total::text as notional_total from funding_year
      where id = ${year.id} and version = ${seen} and state = 'draft' for update`.execute(tx);
    const [draft] = locked.rows;
    if (!draft) return { is_done: false, why: 'changed' };
    const total = draft.notional_total;
    if (total === null) return { is_done: false, why: 'no_total' };
    const factors = await factorsOf(tx, year.id);
    const counts = await countsOf(tx, year.id);
    if (counts.size === 0) return { is_done: false, why: 'no_schools' };
    const counted = factors.filter(({ kind }) => kind === 'each');
    const missing = [...counts.values()].filter((its) => counted.some(({ code }) => !its.has(code))).length;
    if (missing > 0) return { is_done: false, why: 'missing_counts', schools: missing };
    const names = await namesOf(tx, [...counts.keys()]);
    const made = [...linesOfSchools(year.method, factors, counts)].map(([urn, lines]) => ({
      urn,
      lines,
      total: totalOf(lines),
    }));
    const { sum, difference } = agreement(
      made.map((memo) => memo.total),
      total,
    );
    if (difference !== '0.00') return { is_done: false, why: 'differs', sum, total, difference };
    await insertRows(
      tx,
      'funding_memo',
      made.map((memo) => ({
        ...memo,
        year_id: year.id,
        version: 1,
        school_name: names.get(memo.urn) ?? memo.urn,
        method: year.method,
        published_at: deed.now,
        published_by: nameOf(deed),
      })),
    );
    await sql`update funding_year set state = 'published', published_at = ${deed.now}, published_by = ${nameOf(deed)},
      version = version + 1 where id = ${year.id}`.execute(tx);
    const detail = { memos: made.length, total };
    await writeDown(tx, deed, {
      action: 'published_funding_year',
      entity: 'funding_year',
      entity_id: year.slug,
      detail,
    });
    return { is_done: true, memos: made.length, total };
  });
}

async function namesOf(db: Db, urns: string[]): Promise<Map<string, string>> {
  const rows = await db.selectFrom('school').select(['urn', 'name']).where('urn', 'in', urns).execute();
  return new Map(rows.map(({ urn, name }) => [urn, name]));
}

/** A correction of a memo: counts by the codes of lines, why, and where a difference comes from or goes to. */
export interface Correction {
  counts: ReadonlyMap<string, string>;
  reason: string;
  met_from: string;
}

/** Publishes a corrected memo beside the one that it replaces. Returns false where that is no longer the newest. */
export async function correctMemo(
  db: Db,
  memo: Memo,
  { counts, reason, met_from }: Correction,
  deed: Deed,
): Promise<boolean> {
  const lines = recounted(memo.method, memo.lines, counts);
  return transaction(db, async (tx) => {
    const written = await sql`
      insert into funding_memo (year_id, urn, version, school_name, method, lines, total, reason, met_from, published_at,
        published_by)
      values (${memo.year_id}, ${memo.urn}, ${memo.version + 1}, ${memo.school_name}, ${memo.method},
        ${JSON.stringify(lines)}::jsonb, ${totalOf(lines)}::numeric, ${reason}, ${met_from}, ${deed.now}, ${nameOf(deed)})
      on conflict do nothing returning id`.execute(tx);
    if (written.rows.length === 0) return false;
    const detail = {
      year: memo.year_slug,
      version: memo.version + 1,
      before: memo.total,
      after: totalOf(lines),
      reason,
    };
    await writeDown(tx, deed, { action: 'corrected_memo', entity: 'funding_memo', entity_id: memo.urn, detail });
    return true;
  });
}
