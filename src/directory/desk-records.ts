import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

/** A record as the desk lists it, public or not. */
export interface DeskRecord {
  id: string;
  slug: string;
  name: string;
  organization_id: string;
  organisation: string;
  source: string;
  source_name: string;
  source_id: string | null;
  state: 'public' | 'withdrawn' | 'merged' | 'never public';
  last_modified: Date;
}

const fields = sql`service.id, service.slug, service.name, service.organization_id, organization.name as organisation,
  service.source, source.name as source_name, service.source_id, service.last_modified,
  case when exists (select from merged_service where service_id = service.id) then 'merged'
    when exists (select from publication where service_id = service.id and withdrawn_at is null) then 'public'
    when exists (select from publication where service_id = service.id) then 'withdrawn'
    else 'never public' end as state`;
const tables = sql`service join organization on organization.id = service.organization_id
  join source on source.code = service.source`;

/** A record by its address or id, whether or not it is public. */
export async function findDeskRecord(db: Db, slugOrId: string): Promise<DeskRecord | undefined> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(slugOrId);
  const found = await sql<DeskRecord>`select ${fields} from ${tables}
    where service.slug = ${slugOrId} ${isId ? sql`or service.id = ${slugOrId}::uuid` : sql``} limit 1`.execute(db);
  return found.rows[0];
}

/**
 * Records, public or not, by anything that is known of them: words of the name or the organisation, address, id, the
 * source's id, postcode, e-mail address, phone number. The newest first.
 */
export async function searchDeskRecords(
  db: Db,
  typed: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<DeskRecord[]> {
  const q = typed.trim();
  const like = `%${q.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const words = q
    .split(/\s+/)
    .slice(0, 8)
    .map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`);
  const digits = /^[\d\s()+./-]+$/.test(q) ? q.replaceAll(/\D/g, '') : '';
  const postcode = /^[a-z]{1,2}\d[a-z\d]?\s*(\d[a-z]{2})?$/i.test(q) ? q.replaceAll(/\s/g, '').toUpperCase() : '';
  const ways = [
    sql`select id from service where name ilike all(${words}::text[]) or alternate_name ilike ${like}`,
    sql`select service.id from service join organization on organization.id = service.organization_id
      where organization.name ilike all(${words}::text[])`,
    sql`select id from service where slug = ${q} or id::text = ${q.toLowerCase()} or source_id = ${q}`,
  ];
  if (q.includes('@') || q.includes('.'))
    ways.push(
      sql`select id from service where email ilike ${like} or url ilike ${like}`,
      sql`select service_id from contact where email ilike ${like} and service_id is not null`,
      sql`select service.id from service join organization on organization.id = service.organization_id
        where organization.email ilike ${like} or organization.url ilike ${like}`,
    );
  if (digits.length >= 5)
    ways.push(sql`select coalesce(phone.service_id, contact.service_id, service.id) from phone
      left join contact on contact.id = phone.contact_id
      left join service on service.organization_id = phone.organization_id
      where regexp_replace(phone.number, '\\D', '', 'g') like ${`%${digits.replace(/^0|^44/, '')}%`}`);
  if (postcode)
    ways.push(sql`select at.service_id from service_at_location at join address on address.location_id = at.location_id
      where upper(replace(address.postal_code, ' ', '')) like ${`${postcode}%`}`);
  const hits = q === '' ? sql`` : sql`where service.id in (${sql.join(ways, sql` union `)})`;
  const found = await sql<DeskRecord>`select ${fields} from ${tables} ${hits}
    order by service.last_modified desc, service.id limit ${limit} offset ${offset}`.execute(db);
  return found.rows;
}
