import type { Db } from '../db/database.ts';
import { indexServices } from './search-index.ts';

/**
 * Writes that a service is in the Local Offer, or is not, with who decided it and why (SEND Regulations 2014, regulation
 * 53): pages and results show it at once.
 */
export async function decideMembership(
  tx: Db,
  service_id: string,
  { state, by, reason, now }: { state: 'approved' | 'refused'; by: string; reason: string | null; now: Date },
): Promise<void> {
  await tx
    .insertInto('local_offer_membership')
    .values({ service_id, state, decided_at: now, decided_by: by, reason })
    .execute();
  await indexServices(tx, [service_id]);
}
