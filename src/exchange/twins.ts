import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { ServiceRecord } from '../directory/records.ts';

/** A service that is, by its name and postcode, also here from another source. */
export interface Twin {
  name: string;
  /** the name of the other source */
  source: string;
}

/** The published services of a source that are perhaps here twice: another source has one of that name at that postcode. */
export async function twinsOf(db: Db, source: string): Promise<Twin[]> {
  const rows = await sql<Twin>`
    with placed as (
      select distinct service.id, service.name, service.source, lower(service.name) as folded, address.postal_code
      from service
        join publication on publication.service_id = service.id and withdrawn_at is null
        join service_at_location on service_at_location.service_id = service.id
        join address on address.location_id = service_at_location.location_id
      where address.postal_code <> ''
    )
    select distinct here.name, source.name as source
    from placed here
      join placed there on there.folded = here.folded and there.postal_code = here.postal_code and there.source <> here.source
      join source on source.code = there.source
    where here.source = ${source}
    order by here.name
  `.execute(db);
  return rows.rows;
}

/** Which of these records are here already from another source, published: by `source_id`, with that source's name. */
export async function twinsElsewhere(
  db: Db,
  records: readonly ServiceRecord[],
  source: string,
): Promise<Map<string, string>> {
  const wanted = records.flatMap(({ source_id, name, service_at_locations }) =>
    service_at_locations.flatMap(({ location }) =>
      location.addresses.map(({ postal_code }) => ({ source_id, name, postal_code })),
    ),
  );
  const rows = await sql<{ source_id: string; source: string }>`
    select wanted.source_id, min(source.name) as source
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as wanted(source_id text, name text, postal_code text)
      join service on lower(service.name) = lower(wanted.name) and service.source <> ${source}
      join publication on publication.service_id = service.id and withdrawn_at is null
      join service_at_location on service_at_location.service_id = service.id
      join address on address.location_id = service_at_location.location_id and address.postal_code = wanted.postal_code
      join source on source.code = service.source
    where wanted.postal_code <> ''
    group by wanted.source_id
  `.execute(db);
  return new Map(rows.rows.map((row) => [row.source_id, row.source]));
}
