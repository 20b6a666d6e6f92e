import { type RawBuilder, sql } from 'kysely';
import { candidatesOf, type Wanted } from '../directory/retrieval.ts';
import type { FeedQuery } from './feed-query-rules.ts';

export type FeedList = 'services' | 'service_at_locations' | 'organizations' | 'taxonomies' | 'taxonomy_terms';

/** What a list is asked for, with what had to be looked up first. */
export interface FeedSearch {
  query: FeedQuery;
  /** what the site's search is to look for; undefined without `search`, or where its words name an unknown place */
  wanted: Wanted | undefined;
  /** the middle of `postcode` */
  point: { latitude: number; longitude: number } | undefined;
}

export type Sql = RawBuilder<unknown>;
export interface Statement {
  first: Sql;
  columns: Sql;
  from: Sql;
  conditions: Sql[];
  id: Sql;
  /** the order of pages */
  order: Sql;
}

/** Public: published, not taken down, and not closed for good. */
export const publicServices = sql`service s
  join publication p on p.service_id = s.id and p.withdrawn_at is null
  join search_document d on d.service_id = s.id
  join facet_set f on f.id = d.facet_set`;
/** What has closed for good is no longer given. */
export const notClosed = sql`not f.terms @> '{commitment:closed}'`;
/** What is published late, or again, is news to who asks what has changed. */
export const modified = sql`greatest(s.last_modified, p.published_at)`;

const serviceColumns = sql`s.id as service_id, ${modified} as last_modified, greatest(${modified},
  (select o.last_modified from organization o where o.id = s.organization_id)) as changed_at`;

/** The statement that finds a list's records: its parts, to be counted, paged or read in batches. */
export function statementOf(list: FeedList, search: FeedSearch): Statement {
  const { query } = search;
  const looked = lookedFor(search);
  switch (list) {
    case 'services':
      return {
        ...looked,
        columns: sql`s.id, ${serviceColumns}`,
        from: sql`${publicServices} ${looked.join}`,
        conditions: [...serviceConditions(search), ...sessionConditions(query, ofAnyPlace)],
        id: sql`s.id`,
        order: sql`${looked.best_first} s.id`,
      };
    case 'service_at_locations':
      return {
        ...looked,
        columns: sql`at.id, ${serviceColumns}`,
        from: sql`${publicServices} join service_at_location at on at.service_id = s.id
          join location l on l.id = at.location_id
          ${looked.join}`,
        conditions: [
          ...serviceConditions(search),
          ...placeConditions(search),
          ...sessionConditions(query, ofThisPlace),
        ],
        id: sql`at.id`,
        order: sql`${looked.best_first} at.id`,
      };
    case 'organizations':
      return {
        ...plain(sql`organization o`, sql`o.id`),
        conditions: [
          sql`exists (select from ${publicServices} where s.organization_id = o.id and ${notClosed})`,
          ...wordConditions(query, sql`o.name || ' ' || coalesce(o.alternate_name, '') || ' ' || o.description`),
        ],
      };
    case 'taxonomies':
      return {
        ...plain(sql`taxonomy x`, sql`x.id`),
        conditions: [
          sql`(x.uri is null or exists (select from taxonomy_term t where t.taxonomy_id = x.id and ${isUsed}))`,
          ...wordConditions(query, sql`x.name || ' ' || x.description`),
        ],
      };
    case 'taxonomy_terms':
      return {
        ...plain(sql`taxonomy_term t join taxonomy x on x.id = t.taxonomy_id`, sql`t.id`),
        conditions: [
          sql`(x.uri is null or ${isUsed})`,
          ...query.taxonomy_id.map((id) => sql`t.taxonomy_id = ${id}::uuid`),
          ...(query.parent_id ? [sql`t.parent_id = ${query.parent_id}::uuid`] : []),
          ...(query.top_only ? [sql`t.parent_id is null`] : []),
          ...wordConditions(query, sql`t.name || ' ' || t.description`),
        ],
      };
  }
}

function plain(from: Sql, id: Sql) {
  const columns = sql`${id} as id, ${id} as service_id, to_timestamp(0) as last_modified, to_timestamp(0) as changed_at`;
  return { first: sql``, columns, from, id, order: id };
}

// A record with every word that was typed is found as well, so that a service's own name finds it even where the search
// reads a place or an age in it.
function lookedFor({ query, wanted }: FeedSearch): { first: Sql; join: Sql; best_first: Sql } {
  if (query.search === undefined) return { first: sql``, join: sql``, best_first: sql`` };
  const understood = wanted ? sql`select service_id, score from candidate where missing = 0 union all` : sql``;
  return {
    first: sql`with ${wanted ? sql`${candidatesOf(wanted)},` : sql``} typed as (select plainto_tsquery('english', ${query.search}) as words),
      found as materialized (
        select service_id, max(score) as score from (
          ${understood} select service_id, ts_rank(search_document.words, typed.words) as score
          from search_document, typed where search_document.words @@ typed.words
        ) each group by service_id)`,
    join: sql`join found on found.service_id = s.id`,
    best_first: sql`found.score desc, d.name,`,
  };
}

/** A term of another's taxonomy is public only with a public service that has it. */
export const isUsed = sql`exists (select from attribute b join ${publicServices} on s.id = b.link_id
  where b.taxonomy_term_id = t.id and ${notClosed})`;

function serviceConditions({ query, point }: FeedSearch): Sql[] {
  const conditions = [notClosed];
  for (const id of query.taxonomy_term_id)
    conditions.push(sql`exists (select from attribute b where b.link_id = s.id and b.taxonomy_term_id = ${id}::uuid)`);
  for (const id of query.taxonomy_id)
    conditions.push(
      sql`exists (select from attribute b join taxonomy_term t on t.id = b.taxonomy_term_id where b.link_id = s.id and t.taxonomy_id = ${id}::uuid)`,
    );
  if (query.organization_id) conditions.push(sql`s.organization_id = ${query.organization_id}::uuid`);
  if (query.modified_after)
    conditions.push(sql`s.id in (
      select id from service where last_modified >= ${query.modified_after}
      union select service_id from publication where published_at >= ${query.modified_after})`);
  if (query.minimum_age !== undefined) conditions.push(sql`d.minimum_age >= ${query.minimum_age}::real`);
  if (query.maximum_age !== undefined) conditions.push(sql`d.maximum_age <= ${query.maximum_age}::real`);
  if (point)
    conditions.push(sql`(d.area_codes = '{}' or d.area_codes && (select coalesce(array_agg(area_code), '{}') || '*'::text
      from area_shape where shape @> point(${point.longitude}::float8, ${point.latitude}::float8)))`);
  if (point && query.proximity)
    // How near a hidden place is must not be found out by asking often.
    conditions.push(sql`not s.is_place_hidden and s.id in (select service_id from search_place
      where position <@ ${boxAround(point, query.proximity)}
        and ${metresFrom(point, sql`position[1]`, sql`position[0]`)} <= ${query.proximity}::float8)`);
  return conditions;
}

function placeConditions({ query, point }: FeedSearch): Sql[] {
  if (!point || !query.proximity) return [];
  return [sql`${metresFrom(point, sql`l.latitude`, sql`l.longitude`)} <= ${query.proximity}::float8`];
}

const ofAnyPlace = (fits: Sql) => sql`s.id in (
  select c.service_id from schedule c where c.service_id is not null and ${fits}
  union select it.service_id from schedule c join service_at_location it on it.id = c.service_at_location_id where ${fits})`;
const ofThisPlace = (
  fits: Sql,
) => sql`(s.id in (select c.service_id from schedule c where c.service_id is not null and ${fits})
  or at.id in (select c.service_at_location_id from schedule c where c.service_at_location_id is not null and ${fits}))`;

// One session must fit all that is asked.
function sessionConditions({ day, start_time, end_time }: FeedQuery, has: (fits: Sql) => Sql): Sql[] {
  const fits: Sql[] = [];
  if (day) fits.push(sql`c.byday ~* ${`(^|,)\\s*[+-]?[0-9]*${day}\\s*(,|$)`}`);
  if (start_time) fits.push(sql`left(c.opens_at, 5) >= ${start_time}`);
  if (end_time) fits.push(sql`left(c.closes_at, 5) <= ${end_time}`);
  return fits.length > 0 ? [has(all(fits))] : [];
}

function wordConditions({ search }: FeedQuery, text: Sql): Sql[] {
  const words = search?.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (search && words.length === 0) return [sql`false`];
  return words.map((word) => sql`position(${word} in lower(${text})) > 0`);
}

const earthInMetres = 6_371_008.8;
const metresInDegree = 111_195;

function metresFrom(point: { latitude: number; longitude: number }, latitude: Sql, longitude: Sql): Sql {
  return sql`${sql.lit(2 * earthInMetres)} * asin(least(1, sqrt(sin(radians(${latitude} - ${point.latitude}::float8) / 2) ^ 2
    + cos(radians(${point.latitude}::float8)) * cos(radians(${latitude})) * sin(radians(${longitude} - ${point.longitude}::float8) / 2) ^ 2)))`;
}

function boxAround({ latitude, longitude }: { latitude: number; longitude: number }, metres: number): Sql {
  const north = metres / metresInDegree;
  const east = metres / (metresInDegree * Math.max(0.1, Math.cos(((Math.abs(latitude) + north) * Math.PI) / 180)));
  return sql`box(point(${longitude - east}::float8, ${latitude - north}::float8), point(${longitude + east}::float8, ${latitude + north}::float8))`;
}

/** All of the conditions at once. */
export function all(conditions: Sql[]): Sql {
  return conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`;
}
