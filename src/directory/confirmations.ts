import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { waitForMembership } from './local-offer-requests.ts';
import { openPublication } from './publications.ts';
import { indexServices } from './search-index.ts';
import { withdrawService } from './services.ts';

/** Who takes down a record that nobody confirms, as `publication.withdrawn_by` has it. */
const keeper = 'freshness';

/** Whether a record is down only because nobody confirmed it: a confirmation brings it back. */
export async function isHiddenAsStale(db: Db, service_id: string): Promise<boolean> {
  const last = await db
    .selectFrom('publication')
    .select('withdrawn_by')
    .where('service_id', '=', service_id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.withdrawn_by === keeper;
}

/**
 * Writes down that a record is right as it stands, in the words of `confirmed_by` (an organisation or a role, never a
 * person). Takes the public warning away, and publishes again what was hidden because nobody had confirmed it; staff, who
 * withdraw for other reasons, are not overruled. A badge that had lapsed so waits at the desk. In a transaction.
 */
export async function confirmService(
  tx: Db,
  service_id: string,
  { confirmed_by, now }: { confirmed_by: string; now: Date },
): Promise<void> {
  await tx.selectFrom('service').select('id').where('id', '=', service_id).forUpdate().executeTakeFirstOrThrow();
  await tx.insertInto('confirmation').values({ service_id, confirmed_at: now, confirmed_by }).execute();
  await tx.deleteFrom('freshness_mark').where('service_id', '=', service_id).execute();
  if (await hasLapsed(tx, service_id)) await waitForMembership(tx, service_id, { asked_by: confirmed_by, now });
  if (await isHiddenAsStale(tx, service_id)) await openPublication(tx, service_id, { now, by: confirmed_by });
  else await indexServices(tx, [service_id]);
}

async function hasLapsed(tx: Db, service_id: string): Promise<boolean> {
  const last = await tx
    .selectFrom('local_offer_membership')
    .select(['state', 'decided_by'])
    .where('service_id', '=', service_id)
    .orderBy('decided_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.state === 'lapsed' && last.decided_by === keeper;
}

/** Takes the Local Offer badge from a record that nobody confirmed. True where it had one. */
export async function lapseMembership(
  tx: Db,
  service_id: string,
  { reason, now }: { reason: string; now: Date },
): Promise<boolean> {
  const lapsed = await sql`
    insert into local_offer_membership (service_id, state, decided_at, decided_by, reason)
    select ${service_id}::uuid, 'lapsed', ${now}, ${keeper}, ${reason}
    where (select state from local_offer_membership m where m.service_id = ${service_id}::uuid
      order by decided_at desc, id desc limit 1) = 'approved'
    returning id`.execute(tx);
  if (lapsed.rows.length > 0) await indexServices(tx, [service_id]);
  return lapsed.rows.length > 0;
}

/** Has a record's page say that it is past its promise (`warned`), or its place in searches fall (`dropped`). */
export async function markAsStale(
  tx: Db,
  service_id: string,
  { mark, now }: { mark: 'warned' | 'dropped'; now: Date },
): Promise<void> {
  const marked = mark === 'warned' ? { warned_at: now } : { dropped_at: now };
  await tx
    .insertInto('freshness_mark')
    .values({ service_id, ...marked })
    .onConflict((conflict) => conflict.column('service_id').doUpdateSet(marked))
    .execute();
  await indexServices(tx, [service_id]);
}

/** Takes down a record that nobody confirmed. */
export async function hideAsStale(tx: Db, service_id: string, { reason, now }: { reason: string; now: Date }) {
  await withdrawService(tx, service_id, { now, withdrawn_by: keeper, reason });
}
