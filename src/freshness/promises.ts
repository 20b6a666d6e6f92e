import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { type FreshnessPromise, type Promises, promiseFor } from '../directory/freshness-rules.ts';

/** The promise that holds for a record of these kinds on a day; throws where none is kept, not even for `any`. */
export function promiseOf(
  promises: Promises,
  { categories }: Pick<PromisedService, 'categories'>,
  day: string,
): FreshnessPromise {
  const promise = promiseFor(categories, promises, day);
  if (!promise) throw new Error(`There is no promise of freshness that holds on ${day}.`);
  return promise;
}

/** A record that somebody must confirm: one of the council's own offer that is public, or that was hidden by the chase. */
export interface PromisedService {
  id: string;
  slug: string;
  name: string;
  organization_id: string;
  organisation: string;
  /** codes of the taxonomy "category" */
  categories: string[];
  /** the moment of the last confirmation; the date of assurance where it came without one */
  confirmed_at: Date | null;
  published_at: Date;
  is_public: boolean;
  /** it is down only because nobody confirmed it */
  is_hidden: boolean;
  /** its latest state in the Local Offer; null where it never asked */
  badge: 'asked' | 'approved' | 'refused' | 'lapsed' | null;
  /** it lost its badge because nobody confirmed it, was confirmed since, and waits for the council to give it back */
  badge_waits: boolean;
}

const promised = sql`
    select service.id, slug, service.name, organization_id, organization.name as organisation,
      coalesce((select max(confirmed_at) from confirmation c where c.service_id = service.id),
        (assured_date + time '12:00') at time zone 'UTC') as confirmed_at,
      (select min(published_at) from publication p where p.service_id = service.id) as published_at,
      exists (select from publication p where p.service_id = service.id and withdrawn_at is null) as is_public,
      coalesce((select withdrawn_by = 'freshness' from publication p where p.service_id = service.id
        order by id desc limit 1), false) as is_hidden,
      (select state from local_offer_membership m where m.service_id = service.id
        order by decided_at desc, id desc limit 1) as badge,
      coalesce((select (array_agg(state order by decided_at desc, id desc))[1:2] = '{asked,lapsed}'
        from local_offer_membership m where m.service_id = service.id), false) as badge_waits,
      array(select term.code from attribute join taxonomy_term term on term.id = taxonomy_term_id
        join taxonomy on taxonomy.id = term.taxonomy_id and taxonomy.code = 'category' and taxonomy.uri is null
        where link_id = service.id and link_entity = 'service' order by term.code) as categories
    from service join organization on organization.id = organization_id
      join source on source.code = service.source and not is_neighbour`;

/**
 * Every record with a promise, the longest unconfirmed first: all that are public, and those with an open round. Not those
 * of neighbours, which others keep, nor what has closed.
 */
export async function promisedServices(db: Db): Promise<PromisedService[]> {
  const rows = await sql<PromisedService>`${promised}
    where (exists (select from publication p where p.service_id = service.id and withdrawn_at is null)
        or exists (select from chase where chase.service_id = service.id and closed_at is null))
      and coalesce((select commitment from commitment c where c.service_id = service.id
        order by recorded_at desc, id desc limit 1), 'available_now') <> 'closed'
    order by confirmed_at nulls first, published_at, service.id`.execute(db);
  return rows.rows;
}

/** Records with a promise, public or not, by name. A neighbour's is left out, and what there is not. */
export async function promisedServicesByIds(db: Db, ids: readonly string[]): Promise<PromisedService[]> {
  if (ids.length === 0) return [];
  const rows = await sql<PromisedService>`${promised} where service.id = any(${[...ids]}::uuid[])
    order by lower(service.name), service.id`.execute(db);
  return rows.rows;
}

/** One record with a promise, public or not. Undefined for a neighbour's, and where there is none. */
export async function promisedServiceById(db: Db, id: string): Promise<PromisedService | undefined> {
  return (await promisedServicesByIds(db, [id]))[0];
}
