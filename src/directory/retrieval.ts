import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { countsAtRest } from './search-counts.ts';
import { type SwitchFacet, switchFacets, type TermFacet, termFacets } from './search-rules.ts';

/** What to look for, understood and decided: nothing in it needs to be asked back. */
export interface Wanted {
  /** a tsquery that a record must match; undefined: every record */
  threshold: string | undefined;
  /** what is ranked by, each a tsquery with its weight */
  concepts: { query: string; weight: number }[];
  near: { latitude: number; longitude: number; miles: number } | undefined;
  /** years */
  age: number | undefined;
  chosen: Partial<Record<TermFacet, string[]>> & Partial<Record<SwitchFacet, boolean>>;
  sort: 'best' | 'distance' | 'name' | 'updated';
  offset: number;
  limit: number;
  today: string;
}

export interface Hit {
  service_id: string;
  /** to its nearest place; null where only its area covers the place asked for, or none was */
  miles: number | null;
  score: number;
}

export interface Retrieved {
  total: number;
  hits: Hit[];
  /** `need:ASD` → how many would be found with this choice, as if its own facet were open */
  counts: Map<string, number>;
}

/** Records that a facet leaves out, each facet a bit, so that one pass counts every facet as if it were open. */
interface Choice {
  key: TermFacet | SwitchFacet;
  bit: number;
  /** somebody chose it; it is not merely usual */
  is_asked: boolean;
  fits: RawBuilder<boolean>;
}

/**
 * Finds, ranks and counts in one statement over the indexes: text by GIN, places by GiST, areas and facets by GIN.
 * A service counts from its nearest place; one whose area covers the place counts as near.
 */
export async function retrieve(db: Db, wanted: Wanted): Promise<Retrieved> {
  const asked = choicesOf(wanted).filter(({ is_asked }) => is_asked);
  // What is counted at all times need not be counted for this search.
  const isAtRest = asksNothingElse(wanted) && asked.length <= 1;
  const opened = choicesOf(wanted)
    .filter(({ is_asked }) => !(isAtRest && is_asked))
    .map(({ key, bit }) => sql`or (missing = ${sql.lit(bit)} and starts_with(term, ${`${key}:`}))`);
  if (isAtRest && asked.length === 0) return everything(db, wanted);
  const row = await sql<{ total: number; counts: Record<string, number> | null; hits: Hit[] | null }>`
    with ${candidatesOf(wanted)}
    select
      (select count(*) from candidate where missing = 0) as total,
      (select jsonb_object_agg(term, n) from (
        select term, sum(n) as n
        from (select term, missing, count(*) as n from (select unnest(facets) as term, missing from candidate) each group by term, missing) found
        where missing = 0 ${sql.join(opened, sql` `)} group by term) counted) as counts,
      (select jsonb_agg(jsonb_build_object('service_id', service_id, 'miles', miles, 'score', score)) from (
        select service_id, miles, score from candidate where missing = 0
        order by ${orderOf(wanted)} limit ${wanted.limit} offset ${wanted.offset}) page) as hits
  `.execute(db);
  const { total, counts, hits } = row.rows[0] ?? { total: 0, counts: null, hits: null };
  const found = { total, hits: hits ?? [], counts: new Map(Object.entries(counts ?? {})) };
  if (isAtRest)
    for (const [term, services] of await countsAtRest(db))
      if (term.startsWith(`${asked[0]?.key}:`)) found.counts.set(term, services);
  return found;
}

// Every service that is not closed, in the order at rest.
async function everything(db: Db, wanted: Wanted): Promise<Retrieved> {
  const counts = await countsAtRest(db);
  const order =
    wanted.sort === 'best' || wanted.sort === 'distance'
      ? sql`quality desc, confirmed_at desc nulls last, name, service_id`
      : orderOf(wanted);
  const page = await sql<Hit>`
    select service_id, null::real as miles, quality as score from search_document
    where not facets @> '{commitment:closed}' order by ${order} limit ${wanted.limit} offset ${wanted.offset}`.execute(
    db,
  );
  return { total: counts.get('all') ?? 0, hits: page.rows, counts };
}

function asksNothingElse({ threshold, near, age }: Wanted): boolean {
  return threshold === undefined && near === undefined && age === undefined;
}

/**
 * What a statement says after `with`, so that it can read `candidate` (service_id, facets, name, last_modified, missing,
 * miles, score): the services found are those with `missing = 0`.
 */
export function candidatesOf(wanted: Wanted): RawBuilder<unknown> {
  const choices = choicesOf(wanted);
  const missing =
    choices.length === 0
      ? sql`0`
      : sql.join(
          choices.map(({ fits, bit }) => sql`case when ${fits} then 0 else ${sql.lit(bit)} end`),
          sql` + `,
        );
  return sql`${placesNear(wanted.near)} candidate as materialized (
      select d.service_id, d.facets, d.name, d.last_modified, ${missing} as missing,
        ${wanted.near ? sql`near.miles` : sql`null::real`} as miles,
        ${scoreOf(wanted)} as score
      from search_document d ${wanted.near ? sql`join near on near.service_id = d.service_id` : sql``}
      where ${conditionsOf(wanted, choices)}
    )`;
}

function choicesOf({ chosen }: Wanted): Choice[] {
  const choices: Choice[] = [];
  for (const key of termFacets) {
    const values = chosen[key] ?? [];
    const bit = 2 ** choices.length;
    if (values.length > 0)
      choices.push({
        key,
        bit,
        is_asked: true,
        fits: sql<boolean>`d.facets && ${values.map((value) => `${key}:${value}`)}::text[]`,
      });
    // what has closed is only shown to who asks for it
    else if (key === 'commitment')
      choices.push({ key, bit, is_asked: false, fits: sql<boolean>`not d.facets @> '{commitment:closed}'` });
  }
  for (const key of switchFacets)
    if (chosen[key])
      choices.push({
        key,
        bit: 2 ** choices.length,
        is_asked: true,
        fits: sql<boolean>`d.facets @> ${[`${key}:1`]}::text[]`,
      });
  return choices;
}

function conditionsOf(wanted: Wanted, choices: Choice[]): RawBuilder<boolean> {
  const { threshold, age } = wanted;
  const conditions = [sql<boolean>`true`];
  if (threshold !== undefined) conditions.push(sql`d.words @@ ${read(threshold)}`);
  // the age of a nine-year-old lasts until the tenth birthday
  if (age !== undefined) conditions.push(sql`d.minimum_age < ${age + 1}::real and d.maximum_age >= ${age}::real`);
  // A record that two facets leave out counts nowhere: with two or more chosen, one of them must fit; and where one is
  // all that is asked, it must.
  const asked = choices.filter(({ is_asked }) => is_asked);
  if (asked.length > 1 || (asked.length === 1 && asksNothingElse(wanted)))
    conditions.push(
      sql`(${sql.join(
        asked.map(({ fits }) => fits),
        sql` or `,
      )})`,
    );
  return sql`${sql.join(conditions, sql` and `)}`;
}

const earthInMiles = 3958.8;
const milesInDegree = 69;

// Every service with a place within the distance, and every one whose area covers the place.
function placesNear(near: Wanted['near']): RawBuilder<unknown> {
  if (!near) return sql``;
  const { latitude, longitude, miles } = near;
  const north = miles / milesInDegree;
  const east = miles / (milesInDegree * Math.max(0.1, Math.cos((latitude * Math.PI) / 180)));
  const box = sql`box(point(${longitude - east}::float8, ${latitude - north}::float8), point(${longitude + east}::float8, ${latitude + north}::float8))`;
  return sql`measured as (
      select service_id, min(${sql.lit(2 * earthInMiles)} * asin(sqrt(
        sin(radians(position[1] - ${latitude}::float8) / 2) ^ 2
        + cos(radians(${latitude}::float8)) * cos(radians(position[1])) * sin(radians(position[0] - ${longitude}::float8) / 2) ^ 2)))::real as miles
      from search_place where position <@ ${box} group by service_id
    ),
    near as materialized (
      select service_id, min(miles) as miles from (
        select service_id, miles from measured where miles <= ${miles}::real
        union all
        select service_id, null from search_document where area_codes && (
          select array_agg(area_code) || '*'::text from area_shape where shape @> point(${longitude}::float8, ${latitude}::float8))
      ) found group by service_id
    ),`;
}

/** How much it counts in which part of a record a word stands: name, summary and kinds, description, the rest. */
const parts: [weights: string, share: number][] = [
  ['A', 1],
  ['B', 0.6],
  ['C', 0.35],
  ['D', 0.15],
];
const scattered = 0.15;

function scoreOf({ concepts, near, today }: Wanted): RawBuilder<number> {
  const total = concepts.reduce((sum, { weight }) => sum + weight, 0);
  const matched = concepts.map(({ query, weight }) => {
    const share = (of: number) => sql`${of * (weight / total)}::real`;
    const cases = parts.map(([letter, of]) => sql`when d.words @@ ${read(inPart(query, letter))} then ${share(of)}`);
    // words that belong together, but stand in different parts, count as where they count least
    return sql`case when not d.words @@ ${read(query)} then 0 ${sql.join(cases, sql` `)} else ${share(scattered)} end`;
  });
  const text = concepts.length === 0 ? sql`1` : sql`(0.05 + ${sql.join(matched, sql` + `)})`;
  const place = near
    ? sql` * (0.5 + 0.5 * coalesce(1 / (1 + near.miles / ${sql.lit(Math.max(2, near.miles / 2))}), 0.55))`
    : sql``;
  const fresh = sql`case when d.confirmed_at > ${today}::date - interval '6 months' then 1
    when d.confirmed_at > ${today}::date - interval '12 months' then 0.93
    when d.confirmed_at is null then 0.8 else 0.7 end`;
  return sql<number>`(${text}${place} * ${fresh} * (0.6 + 0.4 * d.quality))::real`;
}

// Read once for a statement, and not once for a row.
function read(query: string): RawBuilder<unknown> {
  return sql`(select to_tsquery('english', ${query}))`;
}

// 'word' and 'word':* looked for in one part of the record only
function inPart(query: string, letter: string): string {
  return query.replace(
    /'([^']*)'(:\*)?/g,
    (_, word: string, prefix: string | undefined) => `'${word}':${prefix ? '*' : ''}${letter}`,
  );
}

function orderOf({ sort }: Wanted): RawBuilder<unknown> {
  if (sort === 'distance') return sql`miles nulls last, score desc, name, service_id`;
  if (sort === 'name') return sql`name, service_id`;
  if (sort === 'updated') return sql`last_modified desc, name, service_id`;
  return sql`score desc, name, service_id`;
}
