import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { type ServiceRecord, serviceRecord } from './records.ts';
import { saveSource } from './save-services.ts';

/** The source of records that providers write here themselves. */
export const providerSource = { code: 'provider', name: 'Told to us by those who run it' };

/** An organisation as a record names it, with its identifiers and phones, so that saving the record changes none of it. */
export async function organizationPart(db: Db, organization_id: string): Promise<ServiceRecord['organization']> {
  const { rows } = await sql<{ part: unknown }>`
    select jsonb_strip_nulls(jsonb_build_object('id', o.id, 'name', o.name, 'alternate_name', o.alternate_name,
      'description', o.description, 'email', o.email, 'url', o.url, 'logo', o.logo, 'uri', o.uri,
      'organization_identifiers', coalesce((select jsonb_agg(to_jsonb(i) - 'organization_id' order by i.id)
        from organization_identifier i where i.organization_id = o.id), '[]'),
      'phones', coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'number', p.number, 'extension', p.extension,
        'type', p.type, 'description', p.description) order by p.id) from phone p where p.organization_id = o.id), '[]')
    )) as part from organization o where o.id = ${organization_id}`.execute(db);
  return serviceRecord.shape.organization.parse(rows[0]?.part);
}

/** An organisation that looks like what somebody seeks, with how many public records it has. */
export interface OrganisationFound {
  id: string;
  name: string;
  services: number;
  /** the names of a few of its records */
  examples: string[];
  has_owner: boolean;
}

/** Organisations whose name, or a public record's name, has the words that were typed; at most 20, the best first. */
export async function findOrganisations(db: Db, typed: string): Promise<OrganisationFound[]> {
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8);
  if (words.length === 0) return [];
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`);
  const { rows } = await sql<OrganisationFound>`
    with hit as (
      select o.id from organization o where lower(o.name) like all(${patterns}::text[])
      union
      select d.organization_id from service d join publication p on p.service_id = d.id and p.withdrawn_at is null
      where lower(d.name) like all(${patterns}::text[])
    )
    select o.id, o.name, count(s.id)::int as services,
      coalesce((array_agg(s.name order by (lower(s.name) like all(${patterns}::text[])) desc, s.name)
        filter (where s.id is not null))[1:3], '{}') as examples,
      exists (select from role where role.organization_id = o.id and role.role = 'owner' and ended_at is null) as has_owner
    from organization o join hit on hit.id = o.id join source on source.code = o.source and not source.is_neighbour
      left join (service s join publication p on p.service_id = s.id and p.withdrawn_at is null) on s.organization_id = o.id
    group by o.id, o.name
    having count(s.id) > 0
    order by (lower(o.name) like all(${patterns}::text[])) desc, o.name limit 20`.execute(db);
  return rows;
}

/** An organisation with the ways to reach it that the public sees and that speak for all of it, its own first. */
export interface ClaimedOrganisation {
  id: string;
  name: string;
  public_emails: string[];
  public_numbers: string[];
  has_owner: boolean;
}

/** An organisation as somebody claims it. Of one without any public record, an address is only what somebody typed. */
export async function findOrganisation(db: Db, id: string): Promise<ClaimedOrganisation | undefined> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return undefined;
  const { rows } = await sql<{
    id: string;
    name: string;
    email: string | null;
    emails_of_records: string[];
    numbers: string[];
    numbers_of_records: string[];
    has_owner: boolean;
  }>`
    with public as (
      select s.id, s.email from service s join publication p on p.service_id = s.id and p.withdrawn_at is null
      where s.organization_id = ${id}
    )
    select o.id, o.name, case when exists (select from public) then lower(o.email) end as email,
      array(select distinct lower(email) from public where email is not null) as emails_of_records,
      array(select number from phone where organization_id = o.id and exists (select from public) order by id) as numbers,
      array(select number from phone where service_id in (select id from public) order by id) as numbers_of_records,
      exists (select from role where role.organization_id = o.id and role.role = 'owner' and ended_at is null) as has_owner
    from organization o join source on source.code = o.source and not source.is_neighbour where o.id = ${id}`.execute(
    db,
  );
  const [found] = rows;
  if (!found) return undefined;
  const { email, emails_of_records, numbers, numbers_of_records, ...organisation } = found;
  // one record's address speaks for the whole organisation only where it is the only one
  const addresses = [email, emails_of_records.length === 1 ? emails_of_records[0] : undefined];
  const public_emails = addresses.flatMap((one) => (one && /^\S+@\S+\.\S+$/.test(one) ? [one] : []));
  const only = new Map(numbers_of_records.map((number) => [digitsOf(number), number]));
  const known = new Map([...numbers, ...(only.size === 1 ? only.values() : [])].map((one) => [digitsOf(one), one]));
  // a whole number of its own: nothing short that everybody has
  const public_numbers = [...known].flatMap(([digits, number]) => (digits.length >= 9 ? [number] : []));
  return { ...organisation, public_emails: [...new Set(public_emails)], public_numbers };
}

const digitsOf = (number: string) => number.replace(/\D/g, '').replace(/^44/, '0');

/** Writes a new organisation that nobody sees until it has a public record. Returns its id. */
export async function startOrganisation(
  db: Db,
  organisation: { name: string; email: string; url: string | undefined; is_demonstration: boolean; now: Date },
): Promise<string> {
  const { name, email, url, is_demonstration, now } = organisation;
  const id = randomUUID();
  // what somebody writes who tries the site out is made up too
  const source = is_demonstration
    ? { code: 'demonstration', name: 'Demonstration data', is_demonstration: true }
    : providerSource;
  await saveSource(db, source);
  await db
    .insertInto('organization')
    .values({
      id,
      name,
      description: '',
      email,
      url: url ?? null,
      source: source.code,
      source_id: id,
      last_modified: now,
    })
    .execute();
  return id;
}
