import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { may, type Right } from '../people/access-rules.ts';
import type { NamedRole } from '../people/roles.ts';
import type { Who } from '../people/who.ts';

/** A record of an organisation as those who keep it see it. */
export interface KeptRecord {
  /** null for a new one that is not public yet */
  service_id: string | null;
  slug: string | null;
  name: string;
  organization_id: string;
  is_public: boolean;
  /** why it was taken down */
  withdrawn_reason: string | null;
  status: string;
  commitment: string | null;
  /** the last day of what closes, or of what was for a time only: `YYYY-MM-DD` */
  ends_on: string | null;
  /** a break that lasts or is to come */
  pause: { starts_on: string; back_on?: string } | null;
  /** closes for good after its last day */
  closing: { last_day: string; successor_id?: string } | null;
  membership: string | null;
  confirmed_at: Date | null;
  /** the public is warned that nobody has confirmed it */
  is_past_promise: boolean;
  /** codes of the taxonomy "category": they say how long a confirmation holds */
  categories: string[];
  draft_id: string | null;
  handed_in_at: Date | null;
  sent_back_reason: string | null;
}

/** The role by which somebody may do something for an organisation, whichever hat is worn now; undefined if none. */
export function roleFor(who: Who, right: Right, organization_id: string): NamedRole | undefined {
  return [who.role, ...who.roles].find(
    (role) => role !== undefined && may(role, right, organization_id) && role.organization_id === organization_id,
  );
}

/** The organisations of which somebody may change records. */
export function organisationsOf(who: Who): string[] {
  const ids = who.roles.flatMap((role) =>
    role.organization_id && may(role, 'edit_services', role.organization_id) ? [role.organization_id] : [],
  );
  return [...new Set(ids)];
}

/** The names of organisations, by their ids. */
export async function organisationNames(db: Db, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('organization')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .orderBy('name')
    .execute();
}

/** Every record and draft of these organisations, by name; or only the record of `service_id`. */
export async function keptRecords(
  db: Db,
  organisations: readonly string[],
  service_id?: string,
): Promise<KeptRecord[]> {
  if (organisations.length === 0) return [];
  const only = service_id === undefined ? sql`true` : sql`service.id = ${service_id}::uuid`;
  const { rows } = await sql<KeptRecord>`
    select service.id as service_id, service.slug, coalesce(service.name, draft.record->>'name') as name,
      coalesce(service.organization_id, draft.organization_id) as organization_id, coalesce(last.withdrawn_at is null and last.id is not null, false) as is_public,
      last.reason as withdrawn_reason, coalesce(service.status, 'active') as status,
      stage.commitment, stage.ends_on, planned.pause, planned.closing,
      (select state from local_offer_membership m where m.service_id = service.id order by decided_at desc, id desc limit 1) as membership,
      confirmed.at as confirmed_at,
      exists (select from freshness_mark f where f.service_id = service.id and f.warned_at > coalesce(confirmed.at, '-infinity')) as is_past_promise,
      array(select term.code from attribute join taxonomy_term term on term.id = taxonomy_term_id
        join taxonomy on taxonomy.id = term.taxonomy_id and taxonomy.code = 'category' and taxonomy.uri is null
        where link_id = service.id and link_entity = 'service') as categories,
      draft.id as draft_id, draft.handed_in_at, draft.sent_back_reason
    from (select * from service where organization_id = any(${[...organisations]}::uuid[])
        and not exists (select from merged_service m where m.service_id = service.id)) service
      full join (select * from draft where organization_id = any(${[...organisations]}::uuid[])) draft on draft.service_id = service.id
      left join lateral (select * from publication p where p.service_id = service.id order by (withdrawn_at is null) desc, id desc limit 1) last on true
      left join lateral (select commitment, ends_on from commitment c where c.service_id = service.id order by recorded_at desc, id desc limit 1) stage on true
      left join lateral (select record #> '{local_offer,pause}' as pause, record #> '{local_offer,closing}' as closing
        from service_record r where r.service_id = service.id) planned on true
      left join lateral (select max(confirmed_at) as at from confirmation c where c.service_id = service.id) confirmed on true
    where (service.id is not null or draft.service_id is null) and ${only}
    order by lower(coalesce(service.name, draft.record->>'name'))`.execute(db);
  return rows;
}

/** One record of an organisation in which somebody may change records; undefined for any other, so that its id tells nothing. */
export async function keptRecord(db: Db, who: Who, service_id: string): Promise<KeptRecord | undefined> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(service_id)) return undefined;
  const [record] = await keptRecords(db, organisationsOf(who), service_id);
  return record;
}
