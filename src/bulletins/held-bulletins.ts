import type { Db } from '../db/database.ts';
import { decideOpen, putOnDesk } from '../desk/items.ts';
import { recordOwnDeed } from '../people/audit.ts';
import type { BulletinFinding } from './bulletin-check-rules.ts';
import { changeBulletin, type StaffBulletin } from './bulletins.ts';

const kind = 'held_bulletin';

/** Keeps a bulletin from going out as it was planned, for what was found, and puts it on the desk. */
export async function holdBack(
  tx: Db,
  { id, version, latest, planned_by }: StaffBulletin,
  findings: readonly BulletinFinding[],
  now: Date,
): Promise<void> {
  await changeBulletin(tx, id, version, { ...unplanned, held_at: now });
  const subject_id = String(id);
  await putOnDesk(tx, { kind, subject_id, title: `Did not go out as planned: ${latest.title}`, now });
  const deed = { action: 'held_bulletin', entity: 'bulletin', entity_id: subject_id };
  const detail = { because: findings.map(({ where, what }) => `${where}: ${what}`) };
  await recordOwnDeed(tx, `planned by ${planned_by}`, { ...deed, detail }, now);
}

/** What a bulletin is without a plan. */
export const unplanned = { publish_at: null, publish_reason: null, publish_findings: '[]' } as const;

/** Somebody has seen to a bulletin that was held back: it waits at the desk no longer. `decision` says what was done. */
export async function seenTo(tx: Db, id: number, decision: string, now: Date): Promise<void> {
  await tx
    .updateTable('bulletin')
    .set({ held_at: null })
    .where('id', '=', id)
    .where('held_at', 'is not', null)
    .execute();
  await decideOpen(tx, { kind, subject_id: String(id) }, { decision, by: 'bulletins', now });
}
