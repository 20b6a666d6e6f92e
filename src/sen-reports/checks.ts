import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { addDays } from '../directory/date-rules.ts';
import { dayOf } from '../parts.ts';
import type { School } from '../schools/schools.ts';
import type { LookedReport } from './look-at-report.ts';

/** A school whose report is to be looked at. */
export interface SchoolToCheck extends Pick<School, 'urn' | 'kind' | 'governance' | 'website'> {
  /** of its report; null: it has to be found */
  address: string | null;
}

/** How often reports are looked at: `report_policy`. */
interface CheckPace {
  recheck_days: number;
  recheck_fault_days: number;
  checks_a_night: number;
}

/**
 * The schools of the area whose reports are due to be looked at on a day, as many as the policy allows for a night: those
 * first whose address is new or that were never looked at, then those that wait longest. Made-up schools are left out, and
 * those whose report is published here.
 */
export async function schoolsToCheck(db: Db, today: string, { checks_a_night }: CheckPace): Promise<SchoolToCheck[]> {
  const { rows } = await sql<SchoolToCheck>`
    select school.urn, school.kind, school.governance, school.website, place.address
    from school
    left join lateral (select address, given_at from report_address where report_address.urn = school.urn
      order by id desc limit 1) place on true
    left join report_try on report_try.urn = school.urn
    where school.area = 'in_area' and school.status in ('open', 'closing') and school.source <> 'demonstration'
      and (place.address is not null or (school.website <> ''
        and school.kind in ('mainstream', 'nursery', 'special') and school.governance in ('maintained', 'academy')))
      and not exists (select from report_publication where report_publication.urn = school.urn)
      and (report_try.urn is null or next_on <= ${today}::date or place.given_at > tried_at)
    order by (report_try.urn is null or place.given_at > tried_at) desc, next_on, school.urn
    limit ${checks_a_night}`.execute(db);
  return rows;
}

/**
 * Keeps what was found at a school's, and when it is looked at again; undefined: nobody could say, and it is asked anew
 * tomorrow. An address that was found on the way is kept too.
 */
export async function keepCheck(
  db: Db,
  { urn, address }: SchoolToCheck,
  looked: LookedReport | undefined,
  { now, pace }: { now: Date; pace: CheckPace },
): Promise<void> {
  const days = !looked ? 1 : looked.state === 'current' ? pace.recheck_days : pace.recheck_fault_days;
  const times = { tried_at: now, next_on: addDays(dayOf(now), days) };
  await transaction(db, async (tx) => {
    await tx
      .insertInto('report_try')
      .values({ urn, ...times })
      .onConflict((conflict) => conflict.column('urn').doUpdateSet(times))
      .execute();
    if (!looked) return;
    const { state, date, ...found } = looked;
    if (address === null && found.address !== null)
      await tx
        .insertInto('report_address')
        .values({ urn, address: found.address, given_by: 'check', given_at: now })
        .execute();
    await tx
      .insertInto('report_check')
      .values({
        urn,
        checked_at: now,
        address: found.address,
        result: JSON.stringify({ ...found, state, date }),
        state,
        dated: date,
      })
      .execute();
  });
}
