import { type Db, transaction } from '../db/database.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';
import { type DeskItem, decideItem } from './items.ts';

/** A decision about an item: its word, such as `approved`, and why. */
export interface Decision {
  decision: string;
  reason?: string | null;
  /** what the audit log keeps beside it */
  detail?: Record<string, unknown>;
}

/** Thrown by the work of a decision that cannot be done any more: nothing of it stays. */
export class NotAnyMore extends Error {}

/**
 * Decides an item and does what the decision means, in one transaction with the audit log. What `work` gives back is kept
 * as what the decision did: it can then be undone. False where somebody else has decided it or has it, or where `work`
 * throws `NotAnyMore`: then nothing has changed.
 */
export async function decide(
  db: Db,
  who: Who,
  item: Pick<DeskItem, 'id' | 'kind' | 'service_id'>,
  { decision, reason = null, detail = {} }: Decision,
  now: Date,
  work: (tx: Db) => Promise<Record<string, unknown> | undefined>,
): Promise<boolean> {
  try {
    return await transaction(db, async (tx) => {
      const by = who.role?.name ?? who.email;
      if (!(await decideItem(tx, item.id, { decision, reason, by, person_id: who.person_id, now }))) return false;
      const did = await work(tx);
      if (did)
        await tx
          .updateTable('desk_item')
          .set({ did: JSON.stringify(did) })
          .where('id', '=', item.id)
          .execute();
      const on = item.service_id
        ? { entity: 'service', entity_id: item.service_id }
        : { entity: 'desk_item', entity_id: String(item.id) };
      const deed = { action: `${decision}_${item.kind}`, ...on, detail: { item: item.id, ...detail } };
      await record(tx, who, deed, now);
      return true;
    });
  } catch (error) {
    if (error instanceof NotAnyMore) return false;
    throw error;
  }
}
