import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { ServiceDetail } from './service-detail.ts';
import { termsOf } from './service-words-rules.ts';

/** A service in a short list beside another. */
export interface RelatedService {
  slug: string;
  name: string;
  organisation: string;
  town: string | null;
}

/** How many are looked through before the list is given up: enough to fill it anywhere, few enough to be quick. */
const lookThrough = 400;

/** A kind that two services share makes up for so many degrees between them: about twenty miles. */
const closerDegrees = 0.3;

/**
 * Services of the same kinds, those that are near and share most kinds first, in one statement. None of them is closed.
 * Where a place is hidden, nearness would tell it: then the best kept records of the same kinds come.
 */
export async function similarServices(db: Db, service: ServiceDetail, count: number): Promise<RelatedService[]> {
  const kinds = termsOf(service, 'category').map(({ code }) => `category:${code}`);
  if (kinds.length === 0) return [];
  const place = placeOf(service);
  const fits = sql`d.facets && ${kinds}::text[] and d.service_id <> ${service.id} and not d.facets @> '{commitment:closed}'`;
  // Of the kinds that both have, the closer ones count too: a nursery is most like a nursery.
  const shared = sql`cardinality(array(select unnest(d.facets) intersect select unnest(${kinds}::text[])))`;
  const found = place
    ? sql`select d.service_id, min(p.position <-> ${place}) - ${closerDegrees}::float8 * max(${shared}) as far from (
        select service_id, position from search_place order by position <-> ${place} limit ${lookThrough * 10}
      ) p join search_document d on d.service_id = p.service_id where ${fits} group by d.service_id`
    : sql`select d.service_id, 1 - d.quality - ${closerDegrees}::float8 * ${shared} as far from (
        select * from search_document d where ${fits} limit ${lookThrough}) d`;
  return related(db, found, count);
}

/** What else is near a service, of other kinds, nearest first, in one statement; none where its place is hidden. */
export async function nearbyServices(db: Db, service: ServiceDetail, count: number): Promise<RelatedService[]> {
  const place = placeOf(service);
  if (!place) return [];
  const kinds = termsOf(service, 'category').map(({ code }) => `category:${code}`);
  return related(
    db,
    sql`select d.service_id, min(p.position <-> ${place}) as far from (
        select service_id, position from search_place order by position <-> ${place} limit ${lookThrough}
      ) p join search_document d on d.service_id = p.service_id
      join service s on s.id = d.service_id
      where d.service_id <> ${service.id} and not d.facets && ${kinds}::text[] and not s.is_place_hidden
        and not d.facets @> '{commitment:closed}' and p.position <-> ${place} < ${nearDegrees}
      group by d.service_id`,
    count,
  );
}

/** About ten miles, in degrees. */
const nearDegrees = 0.17;

function placeOf(service: ServiceDetail) {
  const at = service.service_at_locations.find(({ location }) => location.latitude !== undefined)?.location;
  if (service.is_place_hidden || at?.latitude === undefined || at.longitude === undefined) return undefined;
  return sql`point(${at.longitude}::float8, ${at.latitude}::float8)`;
}

async function related(db: Db, found: ReturnType<typeof sql>, count: number): Promise<RelatedService[]> {
  const rows = await sql<RelatedService>`
    with found as (${found})
    select service.slug, service.name, organization.name as organisation,
      (select a.city from service_at_location at join address a on a.location_id = at.location_id
        where at.service_id = service.id order by at.id limit 1) as town
    from found join service on service.id = found.service_id
      join organization on organization.id = service.organization_id
    order by found.far, service.name, service.id limit ${count}
  `.execute(db);
  return rows.rows;
}
