import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { ReportVisit } from './visit-rules.ts';

/** Has a school's report looked at soon (the job `check-reports`), in the transaction of what it is asked for. */
export async function askForCheck(tx: Db, { urn, by }: { urn: string; by: string }, now: Date): Promise<void> {
  const ask = { asked_at: now, asked_by: by };
  await tx
    .insertInto('report_ask')
    .values({ urn, ...ask })
    .onConflict((conflict) => conflict.column('urn').doUpdateSet(ask))
    .execute();
}

/** How it stands with looking at the report of a school. Refuses one that there is not. */
export async function visitOf(db: Db, urn: string): Promise<ReportVisit> {
  const { rows } = await sql<{
    asked_by: string | null;
    asked_at: Date | null;
    tried_at: Date | null;
    why_not: ReportVisit['why_not'];
  }>`
    select asked_by, asked_at, tried_at,
      case when school.source = 'demonstration' then 'made_up'
        when exists (select from report_publication where report_publication.urn = school.urn) then 'here'
        when coalesce(school.website, '') = '' and (select address from report_address
          where report_address.urn = school.urn order by id desc limit 1) is null then 'no_website' end as why_not
    from school left join report_ask on report_ask.urn = school.urn left join report_try on report_try.urn = school.urn
    where school.urn = ${urn}`.execute(db);
  const [row] = rows;
  if (!row) throw new Error(`There is no school ${urn}.`);
  const { asked_by, asked_at, tried_at, why_not } = row;
  return { asked: asked_by && asked_at ? { by: asked_by, at: asked_at } : null, tried_at, why_not };
}
