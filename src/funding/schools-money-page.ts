import { sql } from 'kysely';
import { dayInWords } from '../date-rules.ts';
import type { Db } from '../db/database.ts';
import { foldName } from '../places/name-rules.ts';
import type { FigureCode } from './figure-rules.ts';
import { type Figure, figuresOn } from './figure-rules.ts';
import type { MemoLine, Method } from './formula-rules.ts';
import { notInWords, totalOfMemo } from './memo-page.ts';
import { entriesOf } from './money-entries.ts';
import { Exact, percent, pounds, roundPounds, sumOf } from './pounds-rules.ts';
import { payersOf, topUpSchemes } from './top-up-rules.ts';
import { type FundingYear, factorsOf, fundingYears } from './years.ts';

/** A number with the day from which it holds and where it stands. */
interface FigureView {
  amount: string;
  since: string;
  source: string;
  is_demonstration: boolean;
}

/** `/money/schools`: the grant, the three elements, how the money is worked out, and each school's sum. */
export interface SchoolsMoneyPage {
  year: { name: string; slug: string; is_demonstration: boolean; published: string; source: string } | null;
  years: { name: string; href: string; is_current: boolean }[];
  blocks: { name: string; amount: string; about: string; source: string; share: number }[];
  blocks_total: string;
  blocks_are_demonstration: boolean;
  core: { phase: string; figure: FigureView }[];
  threshold: FigureView | null;
  examples: { cost: string; school: string; top_up: string }[];
  places: { name: string; figure: FigureView }[];
  top_up: { title: string; how: string; since: string; is_demonstration: boolean } | null;
  method: 'rates' | 'shares' | null;
  factors: { label: string; rate: string; is_fixed: boolean }[];
  total: string | null;
  not_list: readonly string[];
  q: string;
  found: number;
  schools: { name: string; href: string; amount: string }[];
  previous: string | null;
  next: string | null;
}

const perPage = 10;

/** What the page shows for what its address asks: `year`, `q` and `page`. */
export async function schoolsMoneyPage(
  db: Db,
  query: Record<string, string>,
  today: string,
): Promise<SchoolsMoneyPage> {
  const years = (await fundingYears(db)).filter(({ state }) => state === 'published');
  const year = years.find(({ slug }) => slug === query.year) ?? years[0];
  const figures = await figuresKnown(db, today);
  const threshold = figures.get('element_2_threshold');
  const blocks = year ? (await entriesOf(db, 'block')).filter(({ entry }) => entry.year === year.name) : [];
  const blocksSum = sumOf(blocks.map(({ entry }) => entry.amount));
  const q = (query.q ?? '').trim().slice(0, 100);
  const page = Math.min(Math.max(Number.parseInt(query.page ?? '1', 10) || 1, 1), 1000);
  const found = year ? await schoolsFound(db, year, q, page) : { total: 0, rows: [] };
  const href = (n: number) =>
    `/money/schools?${new URLSearchParams({ ...(query.year && year ? { year: year.slug } : {}), ...(q && { q }), page: String(n) })}#find`;
  return {
    year: year
      ? {
          name: year.name,
          slug: year.slug,
          is_demonstration: year.is_demonstration,
          published: dayInWords(year.published_at ?? ''),
          source: year.source,
        }
      : null,
    years: years.map(({ name, slug }) => ({
      name,
      href: `/money/schools?year=${slug}`,
      is_current: slug === year?.slug,
    })),
    blocks: blocks.map(({ entry: { name, amount, about, source } }) => ({
      name,
      amount: roundPounds(amount),
      about,
      source,
      share: new Exact(blocksSum).isZero()
        ? 0
        : new Exact(amount).div(blocksSum).times(100).toDecimalPlaces(1).toNumber(),
    })),
    blocks_total: roundPounds(blocksSum),
    blocks_are_demonstration: blocks.some(({ is_demonstration }) => is_demonstration),
    core: named(figures, [
      ['core_per_pupil_primary', 'Primary school'],
      ['core_per_pupil_secondary', 'Secondary school'],
    ]).map(({ name, figure }) => ({ phase: name, figure })),
    threshold: threshold?.view ?? null,
    examples: threshold ? examplesOf(threshold.figure.amount) : [],
    places: named(figures, [
      ['special_place', 'A place in a special school or a resource base'],
      ['sen_unit_place_taken', 'A place in a special needs unit, if it is taken'],
      ['sen_unit_place_empty', 'A place in a special needs unit, if it is empty'],
    ]),
    top_up: await schemeOn(db, today),
    method: year?.method ?? null,
    factors: year
      ? (await factorsOf(db, year.id)).map(({ label, rate, kind }) => ({
          label,
          rate: kind === 'each' && year.method === 'shares' ? percent(rate) : pounds(rate),
          is_fixed: kind === 'fixed',
        }))
      : [],
    total: year?.notional_total ? pounds(year.notional_total) : null,
    not_list: notInWords(threshold?.view.amount),
    q,
    found: found.total,
    schools: found.rows.map(({ urn, school_name, ...memo }) => ({
      name: school_name,
      href: `/money/schools/${urn}`,
      amount: totalOfMemo(memo),
    })),
    previous: page > 1 ? href(page - 1) : null,
    next: found.total > page * perPage ? href(page + 1) : null,
  };
}

type Known = Map<FigureCode, { figure: Figure; view: FigureView }>;

/** The numbers that hold on a day, in words. */
export async function figuresKnown(db: Db, today: string): Promise<Known> {
  const entries = await entriesOf(db, 'figure');
  const madeUp = new Set(entries.filter(({ is_demonstration }) => is_demonstration).map(({ entry }) => entry));
  const figures = figuresOn(
    entries.map(({ entry }) => entry),
    today,
  );
  return new Map(
    [...figures].map(([code, figure]) => [
      code,
      {
        figure,
        view: {
          amount: roundPounds(figure.amount),
          since: dayInWords(figure.holds_from),
          source: figure.source,
          is_demonstration: madeUp.has(figure),
        },
      },
    ]),
  );
}

/** Those of some numbers that are known, under other names. */
export function named(
  figures: Known,
  names: readonly (readonly [FigureCode, string])[],
): { name: string; figure: FigureView }[] {
  return names.flatMap(([code, name]) => {
    const known = figures.get(code);
    return known ? [{ name, figure: known.view }] : [];
  });
}

/** The way in which top-up is given on a day; null where none is written. */
export async function schemeOn(db: Db, today: string) {
  const begun = (await entriesOf(db, 'scheme')).filter(({ entry }) => entry.holds_from <= today);
  const newest = begun.toSorted((one, other) => other.entry.holds_from.localeCompare(one.entry.holds_from))[0];
  if (!newest) return null;
  const { scheme, how, holds_from } = newest.entry;
  return {
    scheme,
    title: topUpSchemes[scheme],
    how,
    since: dayInWords(holds_from),
    is_demonstration: newest.is_demonstration,
  };
}

/** Two children: the help for one costs less than the school pays itself, for the other more. */
function examplesOf(threshold: string): SchoolsMoneyPage['examples'] {
  return ['0.75', '1.5'].map((times) => {
    const cost = new Exact(threshold).times(times).toFixed(2);
    const { school, top_up } = payersOf(cost, threshold);
    return { cost: roundPounds(cost), school: roundPounds(school), top_up: roundPounds(top_up) };
  });
}

interface FoundMemo {
  urn: string;
  school_name: string;
  method: Method;
  lines: MemoLine[];
}

async function schoolsFound(
  db: Db,
  year: FundingYear,
  q: string,
  page: number,
): Promise<{ total: number; rows: FoundMemo[] }> {
  const like = `%${foldName(q).replace(/[\\%_]/g, '\\$&')}%`;
  const wanted = sql`
    from (select distinct on (urn) urn, school_name, method, lines from funding_memo
      where year_id = ${year.id} order by urn, version desc) memo join school using (urn)
    where school.folded_name like ${like} or memo.urn = ${q} or replace(school.postcode, ' ', '') = ${q.toUpperCase().replaceAll(' ', '')}`;
  const counted = await sql<{ n: number }>`select count(*) as n ${wanted}`.execute(db);
  const { rows } = await sql<FoundMemo>`
    select memo.urn, memo.school_name, memo.method, memo.lines ${wanted}
    order by memo.school_name, memo.urn limit ${perPage} offset ${(page - 1) * perPage}`.execute(db);
  return { total: counted.rows[0]?.n ?? 0, rows };
}
