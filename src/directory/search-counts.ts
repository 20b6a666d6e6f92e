import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

/** Adds what search holds of these services to the counts of every facet's value, or (-1) takes it away. */
export async function countServices(db: Db, ids: readonly string[], by: 1 | -1): Promise<void> {
  // always in the same order, so that two writers wait for one another and never across
  await sql`
    insert into search_count as known (term, services)
    select term, ${by}::int * count(*) from search_document, unnest(facets || '{all}') term
    where service_id = any(${ids}::uuid[]) and (not facets @> '{commitment:closed}' or starts_with(term, 'commitment:'))
    group by term order by term
    on conflict (term) do update set services = known.services + excluded.services
  `.execute(db);
}

/** The counts of every facet's value, `need:ASD` → services, when nothing is asked for; `all` is every service. */
export async function countsAtRest(db: Db): Promise<Map<string, number>> {
  const rows = await db.selectFrom('search_count').select(['term', 'services']).where('services', '>', 0).execute();
  return new Map(rows.map((row) => [row.term, row.services]));
}
