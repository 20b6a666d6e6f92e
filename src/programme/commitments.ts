import { sql } from 'kysely';
import { monthsBefore } from '../date-rules.ts';
import type { Db } from '../db/database.ts';
import type { Said } from './stage-rules.ts';

/** A public service that is planned, proposed, closed or newly there by its own record, or a page that is being rewritten. */
export interface OwnDevelopment {
  /** `service:…` or `page:…`, as the desk names it */
  subject_id: string;
  kind: 'service' | 'page';
  title: string;
  href: string;
  stage: 'planned' | 'proposed' | 'open' | 'closed' | 'changing';
  note: string;
  /** YYYY-MM-DD: by when it was said to come */
  due_on: string | null;
  /** by whom */
  decided_by: string;
  /** what was said of it, the first first */
  history: Said[];
  is_demonstration: boolean;
}

/** The most that one page lists. */
const most = 500;
/** For so long what was planned stands here after it has come. */
const newForMonths = 12;

/** What the records of services and the Local Offer's own pages say of themselves: nobody has to write it down again. */
export async function ownDevelopments(db: Db, now: Date): Promise<OwnDevelopment[]> {
  const rows = await sql<OwnDevelopment>`
    select 'service:' || service.id as subject_id, 'service' as kind, service.name as title, '/services/' || slug as href,
      case when latest.commitment = 'available_now' then 'open' else latest.commitment end as stage,
      coalesce(latest.note, '') as note,
      case when latest.commitment = 'closed' then latest.ends_on else latest.starts_on end as due_on,
      organization.name as decided_by, said.history, source.is_demonstration
    from service
      join publication on publication.service_id = service.id and withdrawn_at is null
      join organization on organization.id = service.organization_id
      join source on source.code = service.source and not is_neighbour
      cross join lateral (select commitment, starts_on, ends_on, note, recorded_at from commitment
        where commitment.service_id = service.id order by recorded_at desc, id desc limit 1) latest
      cross join lateral (select jsonb_agg(jsonb_build_object('stage', commitment,
          'due_on', to_char(case when commitment = 'closed' then ends_on else starts_on end, 'YYYY-MM-DD'),
          'said_on', to_char(recorded_at at time zone 'Europe/London', 'YYYY-MM-DD')) order by recorded_at, id) as history,
          bool_or(commitment in ('planned', 'proposed')) as was_planned
        from commitment where commitment.service_id = service.id) said
    where latest.commitment <> 'available_now'
      or (was_planned and latest.recorded_at >= ${monthsBefore(now, newForMonths)})
    union all
    select 'page:' || page.id, 'page', title, path, case when rewriting_until is null then 'open' else 'changing' end,
      coalesce(rewriting_note, ''), rewriting_until, owner, said.history, false
    from page join page_version on page_version.id = page.published_version
      cross join lateral (select max(said_at) as last_at, jsonb_agg(jsonb_build_object(
          'stage', case when until is null then 'available_now' else 'planned' end, 'due_on', to_char(until, 'YYYY-MM-DD'),
          'said_on', to_char(said_at at time zone 'Europe/London', 'YYYY-MM-DD')) order by id) as history
        from page_rewriting where page_id = page.id) said
    where rewriting_until is not null or last_at >= ${monthsBefore(now, newForMonths)}
    order by title limit ${most}`.execute(db);
  return rows.rows;
}
