import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { type CountedSet, termsOfSets } from './facet-sets.ts';
import { type SwitchFacet, switchFacets, type TermFacet, termFacets } from './search-rules.ts';

/** What to look for, understood and decided: nothing in it needs to be asked back. */
export interface Wanted {
  /** a tsquery that a record must match; undefined: every record */
  threshold: string | undefined;
  /** what is ranked by, each a tsquery with its weight */
  concepts: { query: string; weight: number }[];
  near: { latitude: number; longitude: number; miles: number } | undefined;
  /** the directory holds so much that few of its records are near any place: those are looked up, and their words read */
  is_vast: boolean;
  /** years */
  age: number | undefined;
  chosen: Partial<Record<TermFacet, string[]>> & Partial<Record<SwitchFacet, boolean>>;
  sort: 'best' | 'distance' | 'name' | 'updated';
  offset: number;
  limit: number;
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

/** A facet that leaves records out: each is a bit, so that one pass counts every facet as if it were open itself. */
interface Choice {
  key: TermFacet | SwitchFacet;
  bit: number;
  fits: RawBuilder<boolean>;
}

/**
 * Finds, ranks and counts in one statement over the indexes: text by GIN, places by GiST, areas by GIN, facets by the
 * sets of them that there are. A service counts from its nearest place; one whose area covers the place counts as near.
 */
export async function retrieve(db: Db, wanted: Wanted): Promise<Retrieved> {
  if (wanted.threshold === undefined && !wanted.near) return retrieveInOrder(db, wanted);
  const row = await sql<{ sets: CountedSet[] | null; hits: Hit[] | null }>`
    with ${candidatesOf(wanted)}
    select
      (select json_agg(json_build_object('set', facet_set, 'missing', missing, 'services', services)) from (
        select facet_set, missing, count(*) as services from candidate group by facet_set, missing) counted) as sets,
      (select json_agg(json_build_object('service_id', service_id, 'miles', miles, 'score', score)) from (
        select service_id, miles, score from candidate where missing = 0
        order by ${orderOf(wanted)} limit ${wanted.limit} offset ${wanted.offset}) page) as hits
  `.execute(db);
  const { sets, hits } = row.rows[0] ?? { sets: null, hits: null };
  return { hits: hits ?? [], ...(await addUp(db, sets ?? [], wanted)) };
}

// What is asked for neither words nor a place stands in order already. Its sets are counted at all times; for an age they
// are counted by themselves.
async function retrieveInOrder(db: Db, wanted: Wanted): Promise<Retrieved> {
  const fits = conditionsOf(wanted);
  const counted =
    wanted.age === undefined
      ? sql`select id as facet_set, services from facet_set where services > 0`
      : sql`select facet_set, count(*) as services from search_document d where ${fits} group by facet_set`;
  const row = await sql<{ sets: CountedSet[] | null }>`
    select json_agg(json_build_object('set', f.id, 'missing', ${missingOf(wanted)}, 'services', counted.services)) as sets
    from (${counted}) counted join facet_set f on f.id = counted.facet_set`.execute(db);
  const sets = row.rows[0]?.sets ?? [];
  const found = sets.flatMap(({ set, missing }) => (missing === 0 ? set : []));
  const others = sets.flatMap(({ set, missing }) => (missing === 0 ? [] : set));
  const order = ['best', 'distance'].includes(wanted.sort)
    ? sql`quality desc, confirmed_at desc nulls last, name, service_id`
    : orderOf(wanted);
  // the shorter list is looked through sooner
  const isFound =
    found.length < others.length ? sql`facet_set = any(${found}::int[])` : sql`facet_set <> all(${others}::int[])`;
  const page = await sql<Hit>`
    select service_id, null::real as miles, quality as score from search_document d where ${isFound} and ${fits}
    order by ${order} limit ${wanted.limit} offset ${wanted.offset}`.execute(db);
  return { hits: page.rows, ...(await addUp(db, sets, wanted)) };
}

async function addUp(
  db: Db,
  sets: readonly CountedSet[],
  wanted: Wanted,
): Promise<Pick<Retrieved, 'total' | 'counts'>> {
  const terms = await termsOfSets(db, sets);
  const openTo = new Map(choicesOf(wanted).map(({ key, bit }) => [bit, `${key}:`]));
  let total = 0;
  const counts = new Map<string, number>();
  for (const { set, missing, services } of sets) {
    if (missing === 0) total += services;
    // what two choices leave out counts nowhere
    const beginning = missing === 0 ? '' : openTo.get(missing);
    if (beginning === undefined) continue;
    for (const term of terms.get(set) ?? [])
      if (term.startsWith(beginning)) counts.set(term, (counts.get(term) ?? 0) + services);
  }
  return { total, counts };
}

/**
 * What a statement says after `with`, so that it can read `candidate` (service_id, facet_set, name, confirmed_at,
 * last_modified, missing, miles, score): the services found are those with `missing = 0`, and only they have a score.
 */
export function candidatesOf(wanted: Wanted): RawBuilder<unknown> {
  return sql`${placesNear(wanted.near)} fitting as materialized (
      select f.id, ${missingOf(wanted)} as missing from facet_set f
    ), candidate as materialized (
      select d.service_id, d.facet_set, d.name, d.confirmed_at, d.last_modified, missing,
        ${wanted.near ? sql`near.miles` : sql`null::real`} as miles,
        case when missing = 0 then ${scoreOf(wanted)} end as score
      from ${placedDocuments(wanted)} join fitting on fitting.id = d.facet_set
      where ${conditionsOf(wanted)}
    )`;
}

function placedDocuments({ near, is_vast }: Wanted): RawBuilder<unknown> {
  if (!near) return sql`search_document d`;
  return is_vast
    ? sql`near cross join lateral (select * from search_document where service_id = near.service_id offset 0) d`
    : sql`near join search_document d on d.service_id = near.service_id`;
}

/** Which choices leave out the facets `f.terms`: the sum of their bits, 0 for what is found. */
function missingOf(wanted: Wanted): RawBuilder<number> {
  const missing = choicesOf(wanted).map(({ fits, bit }) => sql`case when ${fits} then 0 else ${sql.lit(bit)} end`);
  return missing.length === 0 ? sql`0` : sql`(${sql.join(missing, sql` + `)})`;
}

function choicesOf({ chosen }: Wanted): Choice[] {
  const choices: Choice[] = [];
  const add = (key: Choice['key'], fits: RawBuilder<boolean>) => choices.push({ key, bit: 2 ** choices.length, fits });
  for (const key of termFacets) {
    const values = (chosen[key] ?? []).map((value) => `${key}:${value}`);
    if (values.length > 0) add(key, sql`f.terms && ${values}::text[]`);
    // what has closed is only shown to who asks for it
    else if (key === 'commitment') add(key, sql`not f.terms @> '{commitment:closed}'`);
  }
  for (const key of switchFacets) if (chosen[key]) add(key, sql`f.terms @> ${[`${key}:1`]}::text[]`);
  return choices;
}

function conditionsOf({ threshold, age }: Wanted): RawBuilder<boolean> {
  const conditions = [sql<boolean>`true`];
  if (threshold !== undefined) conditions.push(sql`d.words @@ ${read(threshold)}`);
  // the age of a nine-year-old lasts until the tenth birthday
  if (age !== undefined) conditions.push(sql`d.minimum_age < ${age + 1}::real and d.maximum_age >= ${age}::real`);
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
  const between = (from: number, to: RawBuilder<unknown>) => sql`(1 - cos(radians(${to} - ${from}::float8)))`;
  const milesAway = sql`(${sql.lit(2 * earthInMiles)} * asin(sqrt((${between(latitude, sql`position[1]`)}
        + cos(radians(${latitude}::float8)) * cos(radians(position[1])) * ${between(longitude, sql`position[0]`)}) / 2)))::real`;
  return sql`near as materialized (
      select service_id, min(miles) as miles from (
        select service_id, ${milesAway} as miles from search_place where position <@ ${box}
        union all
        select service_id, null from search_document where area_codes && (
          select array_agg(area_code) || '*'::text from area_shape where shape @> point(${longitude}::float8, ${latitude}::float8))
      ) found where miles is null or miles <= ${miles}::real group by service_id
    ),`;
}

/** How much it counts in which part of a record a word stands: name, summary and kinds, description. */
const parts: [weights: string, share: number][] = [
  ['A', 1],
  ['B', 0.6],
  ['C', 0.35],
];
/** In the rest; and words that belong together, but stand in different parts. */
const elsewhere = 0.15;

/** How much of its place a record keeps that nobody ever confirmed: as much as one that has dropped past its promise. */
const neverConfirmed = 0.8;

function scoreOf({ threshold, concepts, near }: Wanted): RawBuilder<number> {
  const total = concepts.reduce((sum, { weight }) => sum + weight, 0);
  const matched = concepts.map(({ query, weight }) => {
    const share = (of: number) => sql`${of * (weight / total)}::real`;
    const cases = parts.map(([letter, of]) => sql`when d.words @@ ${read(inPart(query, letter))} then ${share(of)}`);
    // who asks for one thing alone has it in every candidate
    const absent = query === threshold ? sql`` : sql`when not d.words @@ ${read(query)} then 0`;
    return sql`case ${absent} ${sql.join(cases, sql` `)} else ${share(elsewhere)} end`;
  });
  const text = concepts.length === 0 ? sql`1` : sql`(0.05 + ${sql.join(matched, sql` + `)})`;
  const place = near
    ? sql` * (0.5 + 0.5 * coalesce(1 / (1 + near.miles / ${Math.max(2, near.miles / 2)}::float8), 0.55))`
    : sql``;
  // what has dropped as its promise of freshness says is of less quality
  const fresh = sql`case when d.confirmed_at is null then ${sql.lit(neverConfirmed)} else 1 end`;
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
  return sql`score desc, confirmed_at desc nulls last, name, service_id`;
}
