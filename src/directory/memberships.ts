import type { Db } from '../db/database.ts';
import { indexServices } from './search-index.ts';

/**
 * Writes that a service is in the Local Offer, or is not, with who decided it and why (SEND Regulations 2014, regulation
 * 53): pages and results show it at once. Returns the id of what was written.
 */
export async function decideMembership(
  tx: Db,
  service_id: string,
  { state, by, reason, now }: { state: 'approved' | 'refused'; by: string; reason: string | null; now: Date },
): Promise<number> {
  const { id } = await tx
    .insertInto('local_offer_membership')
    .values({ service_id, state, decided_at: now, decided_by: by, reason })
    .returning('id')
    .executeTakeFirstOrThrow();
  await indexServices(tx, [service_id]);
  return id;
}
