import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { addDays } from '../directory/date-rules.ts';
import { dayOf } from '../parts.ts';
import type { School } from '../schools/schools.ts';
import type { LookedReport } from './look-at-report.ts';
import type { ReportPolicy } from './report-policies.ts';

/** A school whose report is to be looked at. */
export interface SchoolToCheck extends Pick<School, 'urn' | 'kind' | 'governance' | 'website'> {
  /** of its report; null: it has to be found */
  address: string | null;
}

/** Which schools are looked at: those that are due in the night, or those of which somebody wants to know now. */
export type WhichSchools = 'due' | 'asked';

/**
 * The schools whose reports are to be looked at on a day, as many as the policy allows for a night: those first of which
 * somebody asks, whose address is new or that were never looked at, then those that wait longest. Of those that are due,
 * only schools of the area. Made-up schools are left out, and those whose report is published here.
 */
export async function schoolsToCheck(
  db: Db,
  which: WhichSchools,
  today: string,
  { checks_a_night }: Pick<ReportPolicy, 'checks_a_night'>,
): Promise<SchoolToCheck[]> {
  const isDue = sql`school.area = 'in_area' and school.status in ('open', 'closing')
      and (place.address is not null
        or (school.kind in ('mainstream', 'nursery', 'special') and school.governance in ('maintained', 'academy')))
      and (report_try.urn is null or next_on <= ${today}::date or place.given_at > tried_at)`;
  const { rows } = await sql<SchoolToCheck>`
    select school.urn, school.kind, school.governance, school.website, place.address
    from school
    left join lateral (select address, given_at from report_address where report_address.urn = school.urn
      order by id desc limit 1) place on true
    left join report_try on report_try.urn = school.urn
    left join report_ask on report_ask.urn = school.urn
    where school.source <> 'demonstration' and (place.address is not null or school.website <> '')
      and not exists (select from report_publication where report_publication.urn = school.urn)
      and (report_ask.urn is not null or (${which === 'due'} and ${isDue}))
    order by asked_at, (report_try.urn is null or place.given_at > tried_at) desc, next_on, school.urn
    limit ${checks_a_night}`.execute(db);
  return rows;
}

/**
 * Keeps what was found at a school's since `begun_at`, and when it is looked at again; undefined: nobody could say, and it is
 * asked anew tomorrow. An address that was found on the way is kept too. Who asked meanwhile still waits.
 */
export async function keepCheck(
  db: Db,
  { urn, address }: SchoolToCheck,
  looked: LookedReport | undefined,
  { begun_at, pace }: { begun_at: Date; pace: Pick<ReportPolicy, 'recheck_days' | 'recheck_fault_days'> },
): Promise<void> {
  const days = !looked ? 1 : looked.state === 'current' ? pace.recheck_days : pace.recheck_fault_days;
  const times = { tried_at: begun_at, next_on: addDays(dayOf(begun_at), days) };
  await transaction(db, async (tx) => {
    await tx
      .insertInto('report_try')
      .values({ urn, ...times })
      .onConflict((conflict) => conflict.column('urn').doUpdateSet(times))
      .execute();
    await tx.deleteFrom('report_ask').where('urn', '=', urn).where('asked_at', '<=', begun_at).execute();
    if (!looked) return;
    const { state, date, ...found } = looked;
    if (address === null && found.address !== null)
      await tx
        .insertInto('report_address')
        .values({ urn, address: found.address, given_by: 'check', given_at: begun_at })
        .execute();
    await tx
      .insertInto('report_check')
      .values({
        urn,
        checked_at: begun_at,
        address: found.address,
        result: JSON.stringify({ ...found, state, date }),
        state,
        dated: date,
      })
      .execute();
  });
}
