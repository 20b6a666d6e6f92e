import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { ServiceDetail } from '../directory/service-detail.ts';
import { findServices } from '../directory/services.ts';
import type { FeedRow } from './feed-lists.ts';
import { organizationValues, serviceValues, termValues } from './feed-record-rules.ts';
import { type Form, type Json, shapeObject } from './feed-shape-rules.ts';
import { type FeedList, isUsed, modified, notClosed, publicServices } from './feed-statements.ts';

/** How records are wanted, and the address of the site that they are given by. */
export interface FeedForm extends Form {
  /** each service of an organisation with everything that belongs to it */
  has_full_services: boolean;
  base_url: string;
}

/** The records of these rows as the feed gives them, in a fixed number of queries; one that is gone is left out. */
export async function loadFeed(db: Db, list: FeedList, rows: readonly FeedRow[], form: FeedForm): Promise<Json[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  switch (list) {
    case 'services': {
      const services = await servicesById(db, rows, form);
      return shaped(ids, services, (values) => shapeObject('service', values, form));
    }
    case 'service_at_locations':
      return atLocations(db, rows, form);
    case 'organizations':
      return shaped(ids, await organizationsById(db, ids, form), (values) => shapeObject('organization', values, form));
    case 'taxonomies':
      return shaped(ids, await taxonomiesById(db, ids, form), (values) => shapeObject('taxonomy', values, form));
    case 'taxonomy_terms':
      return shaped(ids, await termsById(db, ids, form), (values) => shapeObject('taxonomy_term', values, form));
  }
}

function shaped(ids: string[], values: Map<string, Json>, shape: (values: Json) => Json): Json[] {
  return ids.flatMap((id) => {
    const found = values.get(id);
    return found ? [shape(found)] : [];
  });
}

type ServiceRow = Pick<FeedRow, 'service_id' | 'last_modified'>;

async function servicesById(
  db: Db,
  rows: readonly ServiceRow[],
  { base_url }: Pick<FeedForm, 'base_url'>,
): Promise<Map<string, Json>> {
  const modified = new Map(rows.map((row) => [row.service_id, row.last_modified]));
  const details = await findServices(db, [...modified.keys()]);
  return new Map(
    details.map((detail) => [
      detail.id,
      { ...serviceValues(detail, base_url), last_modified: modified.get(detail.id) ?? detail.last_modified },
    ]),
  );
}

async function atLocations(db: Db, rows: readonly FeedRow[], form: FeedForm): Promise<Json[]> {
  const services = await servicesById(db, rows, form);
  return rows.flatMap((row) => {
    const service = services.get(row.service_id);
    const places = (service?.service_at_locations ?? []) as Json[];
    const at = places.find((place) => place.id === row.id);
    return at ? [shapeObject('service_at_location', { ...at, service }, form)] : [];
  });
}

type OrganizationRow = ServiceDetail['organization'] & { services: { id: string; last_modified: string }[] };

async function organizationsById(db: Db, ids: string[], form: FeedForm): Promise<Map<string, Json>> {
  const found = await sql<{ organization: OrganizationRow }>`
    select jsonb_strip_nulls(to_jsonb(o) - 'source' - 'source_id' || jsonb_build_object(
      'organization_identifiers', (select coalesce(jsonb_agg(to_jsonb(i) order by i.id), '[]') from organization_identifier i where i.organization_id = o.id),
      'phones', (select coalesce(jsonb_agg(to_jsonb(n) - 'service_id' - 'contact_id' order by n.id), '[]') from phone n where n.organization_id = o.id),
      'services', (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'organization_id', o.id, 'name', s.name,
          'status', s.status, 'last_modified', ${modified}) order by s.id), '[]')
        from ${publicServices} where s.organization_id = o.id and ${notClosed})
    )) as organization
    from organization o where o.id = any(${ids}::uuid[])`.execute(db);
  const organizations = found.rows.map((row) => row.organization);
  const full = new Map<string, Json>();
  if (form.is_full && form.has_full_services && !form.is_strict) {
    const all = organizations.flatMap((organization) => organization.services);
    const rows = all.map(({ id, last_modified }) => ({ service_id: id, last_modified: new Date(last_modified) }));
    for (const [id, values] of await servicesById(db, rows, form)) full.set(id, values);
  }
  return new Map(
    organizations.map((organization) => [
      organization.id,
      {
        ...organizationValues(organization),
        services: organization.services.map((service) => full.get(service.id) ?? service),
      },
    ]),
  );
}

type TermRow = Json & { id: string; name: string; description: string; taxonomy_id: string };

async function termsById(db: Db, ids: string[], { base_url }: FeedForm): Promise<Map<string, Json>> {
  const found = await sql<TermRow>`
    select t.*, x.name as taxonomy, x.uri is null as is_ours
    from taxonomy_term t join taxonomy x on x.id = t.taxonomy_id where t.id = any(${ids}::uuid[])`.execute(db);
  return new Map(found.rows.map((term) => [term.id, termValues(term, base_url)]));
}

async function taxonomiesById(db: Db, ids: string[], form: FeedForm): Promise<Map<string, Json>> {
  const taxonomies = await sql<Json & { id: string }>`
    select id, name, description, uri, version from taxonomy where id = any(${ids}::uuid[])`.execute(db);
  const terms = form.is_full
    ? await sql<TermRow>`
        select t.*, x.name as taxonomy, x.uri is null as is_ours
        from taxonomy_term t join taxonomy x on x.id = t.taxonomy_id
        where x.id = any(${ids}::uuid[]) and (x.uri is null or ${isUsed})
        order by t.position, t.name`.execute(db)
    : { rows: [] };
  return new Map(
    taxonomies.rows.map((taxonomy) => [
      taxonomy.id,
      {
        ...taxonomy,
        taxonomy_terms: terms.rows
          .filter((term) => term.taxonomy_id === taxonomy.id)
          .map((term) => termValues(term, form.base_url)),
      },
    ]),
  );
}
