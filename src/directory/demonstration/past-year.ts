import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';

/**
 * Gives the made-up services a past year, as a directory has that was not born today: most have been public for more than a
 * year, some came during it, and most were confirmed before, twice a year or once. Only what is as old as that is made up:
 * nothing of it is later than what their records say.
 */
export async function givePastYear(tx: Db, now: Date): Promise<void> {
  // spread by their ids: the same for the same day
  const spread = (salt: string) => sql`(abs(hashtext(${salt} || publication.service_id::text)) % 1000) / 1000.0`;
  await sql`
    update publication set published_at = ${now}::timestamptz - interval '1 day'
      * (case when ${spread('new')} < 0.2 then 30 + 330 * ${spread('day')} else 400 + 200 * ${spread('day')} end)
    from service join source on source.code = service.source and is_demonstration
    where service.id = publication.service_id and withdrawn_at is null`.execute(tx);
  await sql`
    insert into confirmation (service_id, confirmed_at, confirmed_by)
    select publication.service_id, earlier.at, last.confirmed_by
    from publication
      join service on service.id = publication.service_id
      join source on source.code = service.source and is_demonstration
      join lateral (select confirmed_at, confirmed_by from confirmation c where c.service_id = service.id
        order by confirmed_at desc limit 1) last on true
      cross join lateral (select last.confirmed_at - n * interval '1 day' * (150 + 120 * ${spread('pace')}) as at
        from generate_series(1, 3) n) earlier
    where ${spread('kept')} < 0.85 and earlier.at > published_at`.execute(tx);
}
