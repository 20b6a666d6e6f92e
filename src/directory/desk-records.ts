import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { recordsLike } from '../desk/record-search.ts';

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
  const hits = q === '' ? sql`` : sql`where service.id in (${recordsLike(q)})`;
  const found = await sql<DeskRecord>`select ${fields} from ${tables} ${hits}
    order by service.last_modified desc, service.id limit ${limit} offset ${offset}`.execute(db);
  return found.rows;
}
