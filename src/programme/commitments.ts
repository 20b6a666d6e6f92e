import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

/** A public service that is planned, proposed or closed by its own record, or a page that is being rewritten. */
export interface OwnDevelopment {
  /** `service:…` or `page:…`, as the desk names it */
  subject_id: string;
  kind: 'service' | 'page';
  title: string;
  href: string;
  stage: 'planned' | 'proposed' | 'closed' | 'changing';
  note: string;
  /** YYYY-MM-DD: by when it was said to come */
  due_on: string | null;
  /** by whom */
  decided_by: string;
  is_demonstration: boolean;
}

/** The most that one page lists. */
const most = 500;

/** What the records of services and the Local Offer's own pages say of themselves: nobody has to write it down again. */
export async function ownDevelopments(db: Db): Promise<OwnDevelopment[]> {
  const rows = await sql<OwnDevelopment>`
    select 'service:' || service.id as subject_id, 'service' as kind, service.name as title, '/services/' || slug as href,
      latest.commitment as stage, coalesce(latest.note, '') as note,
      case when latest.commitment = 'closed' then latest.ends_on else latest.starts_on end as due_on,
      organization.name as decided_by, source.is_demonstration
    from service
      join publication on publication.service_id = service.id and withdrawn_at is null
      join organization on organization.id = service.organization_id
      join source on source.code = service.source and not is_neighbour
      cross join lateral (select commitment, starts_on, ends_on, note from commitment
        where commitment.service_id = service.id order by recorded_at desc, id desc limit 1) latest
    where latest.commitment <> 'available_now'
    union all
    select 'page:' || page.id, 'page', title, path, 'changing', coalesce(rewriting_note, ''), rewriting_until, owner, false
    from page join page_version on page_version.id = page.published_version
    where rewriting_until is not null
    order by title limit ${most}`.execute(db);
  return rows.rows;
}
