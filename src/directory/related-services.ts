import { type RawBuilder, sql } from 'kysely';
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

/** So many of the places around a service are looked through for what else is near: enough to find some of other kinds. */
const lookThrough = 60;

/** A kind that two services share makes up for so many degrees between them: about twenty miles. */
const closerDegrees = 0.3;

/**
 * Services of the same kinds, those that are near and share most kinds first. None of them is closed.
 * Where a place is hidden, nearness would tell it: then the best kept records of the same kinds come.
 */
export async function similarServices(db: Db, service: ServiceDetail, count: number): Promise<RelatedService[]> {
  const kinds = kindsOf(service);
  if (kinds.length === 0) return [];
  const place = placeOf(service);
  const alike = await setsAlike(db, kinds);
  const ids = alike.map(({ id }) => id);
  // Where there are many of a kind, those around are enough to choose from.
  const around = sql`select service_id, position from search_place order by position <-> ${place} limit ${mostAlike / 4}`;
  const places =
    alike.reduce((sum, { services }) => sum + services, 0) > mostAlike ? sql`(${around})` : sql`search_place`;
  const kin = sql`search_document d
    join unnest(${ids}::int[], ${alike.map(({ shared }) => shared)}::int[]) as alike(id, shared) on alike.id = d.facet_set`;
  const found = place
    ? sql`select d.service_id, min(p.position <-> ${place}) - ${closerDegrees}::float8 * max(shared) as far
      from ${kin} join ${places} p on p.service_id = d.service_id
      where d.service_id <> ${service.id} group by d.service_id`
    : sql`select d.service_id, 1 - d.quality - ${closerDegrees}::float8 * shared as far
      from ${kin} where d.service_id <> ${service.id} limit ${mostAlike}`;
  return related(db, found, count);
}

/** So many services of a kind are compared one by one. */
const mostAlike = 2000;

// Of the kinds that both have, the closer ones count too: a nursery is most like a nursery.
async function setsAlike(db: Db, kinds: string[]): Promise<{ id: number; services: number; shared: number }[]> {
  const sets = await sql<{ id: number; services: number; shared: number }>`
    select id, services, cardinality(array(select unnest(terms) intersect select unnest(${kinds}::text[]))) as shared
    from facet_set where services > 0 and terms && ${kinds}::text[] and not terms @> '{commitment:closed}'`.execute(db);
  return sets.rows;
}

/** What else is near a service, of other kinds, nearest first, in one statement; none where its place is hidden. */
export async function nearbyServices(db: Db, service: ServiceDetail, count: number): Promise<RelatedService[]> {
  const place = placeOf(service);
  if (!place) return [];
  const found = sql`select d.service_id, min(p.position <-> ${place}) as far from (
        select service_id, position from search_place order by position <-> ${place} limit ${lookThrough}
      ) p join search_document d on d.service_id = p.service_id
      join facet_set on facet_set.id = d.facet_set
      join service s on s.id = d.service_id
      where d.service_id <> ${service.id} and not terms && ${kindsOf(service)}::text[] and not s.is_place_hidden
        and not terms @> '{commitment:closed}' and p.position <-> ${place} < ${nearDegrees}
      group by d.service_id`;
  return related(db, found, count);
}

const kindsOf = (service: ServiceDetail) => termsOf(service, 'category').map(({ code }) => `category:${code}`);

/** About ten miles, in degrees. */
const nearDegrees = 0.17;

function placeOf(service: ServiceDetail) {
  const at = service.service_at_locations.find(({ location }) => location.latitude !== undefined)?.location;
  if (service.is_place_hidden || at?.latitude === undefined || at.longitude === undefined) return undefined;
  return sql`point(${at.longitude}::float8, ${at.latitude}::float8)`;
}

async function related(db: Db, found: RawBuilder<unknown>, count: number): Promise<RelatedService[]> {
  const rows = await sql<RelatedService>`
    with found as (select * from (${found}) each order by far, service_id limit ${count})
    select service.slug, service.name, organization.name as organisation,
      (select a.city from service_at_location at join address a on a.location_id = at.location_id
        where at.service_id = service.id order by at.id limit 1) as town
    from found join service on service.id = found.service_id
      join organization on organization.id = service.organization_id
    order by found.far, service.name, service.id
  `.execute(db);
  return rows.rows;
}
