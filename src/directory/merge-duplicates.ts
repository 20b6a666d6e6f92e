import type { Db } from '../db/database.ts';
import { NotAnyMore } from '../desk/decisions.ts';
import { type DeskItem, decideItem } from '../desk/items.ts';
import { openItemsOf } from '../desk/queue.ts';
import { waitAgain } from '../desk/undo.ts';
import { savedRecord, sendBackDraft } from './drafts.ts';
import { filledFrom } from './duplicate-rules.ts';
import { findPair } from './duplicates.ts';
import { type HeldRecord, holdAgain, takeHeld } from './held-records.ts';
import { openPublication } from './publications.ts';
import { statesOf, writtenSince } from './record-states.ts';
import { serviceRecord } from './records.ts';
import { saveServices } from './save-services.ts';
import { withdrawService } from './services.ts';
import { isPublic } from './waiting-records.ts';

/** What a merger did beside the two records, so that it can be undone. */
type Merged = {
  /** records that had been merged into the one that went, and lead to the survivor now */
  moved: string[];
  /** what waited of the one that went, and was taken off the desk */
  closed: number[];
  /** drafts of it that were sent back */
  drafts: { id: string; version: number; handed_in_at: string }[];
  /** what an import had held back of it */
  held: HeldRecord | null;
};

/**
 * Makes two records one, in the transaction of the desk's decision: `other` is taken down, and its address and id lead to
 * `survivor`; with `fill`, what the survivor lacks comes from it; what waited of it goes back. Throws `NotAnyMore` where
 * one of them is gone or merged. Returns what it did, for undoing it.
 */
export async function mergeDuplicates(
  tx: Db,
  item: Pick<DeskItem, 'id' | 'subject_id'>,
  { survivor, fill, by, now }: { survivor: string; fill: boolean; by: string; now: Date },
): Promise<Merged> {
  const pair = await findPair(tx, item);
  const other = pair?.ids.find((id) => id !== survivor);
  const former = pair?.ids.includes(survivor) ? await savedRecord(tx, survivor) : undefined;
  if (!pair || !other || !former) throw new NotAnyMore();
  const was_public = await isPublic(tx, survivor);
  const merged_was_public = await isPublic(tx, other);
  const gone = await savedRecord(tx, other);
  if (fill && gone) {
    const { source } = await tx
      .selectFrom('service')
      .select('source')
      .where('id', '=', survivor)
      .executeTakeFirstOrThrow();
    const record = serviceRecord.parse(filledFrom(former, gone));
    await saveServices(tx, [record], { source, changed_by: by, now, publish: true });
  }
  const states = await statesOf(tx, survivor);
  const moved = await mergeService(tx, other, survivor, { by, now });
  const waited = await endWaiting(tx, other, { but: item.id, by, now });
  await tx
    .insertInto('record_decision')
    .values({
      item_id: item.id,
      service_id: survivor,
      former_record: JSON.stringify(former),
      was_public,
      written_record: JSON.stringify((await savedRecord(tx, survivor)) ?? former),
      merged_id: other,
      merged_was_public,
      states: JSON.stringify(await writtenSince(tx, survivor, states)),
      decided_at: now,
    })
    .execute();
  return { moved, ...waited };
}

/** Ends what waits of a record that is merged: its items are taken off the desk, its drafts go back to who wrote them. */
async function endWaiting(
  tx: Db,
  service_id: string,
  { but, by, now }: { but: number; by: string; now: Date },
): Promise<Omit<Merged, 'moved'>> {
  const closed: number[] = [];
  for (const { id } of await openItemsOf(tx, service_id, ['new_record', 'changed_record', 'duplicate'])) {
    if (id === but) continue;
    await decideItem(tx, id, { decision: 'merged', by, person_id: null, now });
    closed.push(id);
  }
  const waiting = await tx
    .selectFrom('draft')
    .select(['id', 'version', 'handed_in_at'])
    .where('service_id', '=', service_id)
    .where('handed_in_at', 'is not', null)
    .execute();
  const reason = 'This record was merged into another record of the same service.';
  for (const { id } of waiting) await sendBackDraft(tx, id, { reason, now });
  const held = await takeHeld(tx, service_id);
  return {
    closed,
    drafts: waiting.map(({ id, version, handed_in_at }) => ({
      id,
      version,
      handed_in_at: (handed_in_at ?? now).toISOString(),
    })),
    held: held ?? null,
  };
}

// Its address leads to the survivor from now on, and so do those of what was merged into it.
async function mergeService(
  tx: Db,
  service_id: string,
  into_id: string,
  { by, now }: { by: string; now: Date },
): Promise<string[]> {
  const moved = await tx
    .updateTable('merged_service')
    .set({ into_id })
    .where('into_id', '=', service_id)
    .returning('service_id')
    .execute();
  await tx.insertInto('merged_service').values({ service_id, into_id, merged_at: now, merged_by: by }).execute();
  await withdrawService(tx, service_id, { now, withdrawn_by: by, reason: 'It was the same as another record.' });
  return moved.map((row) => row.service_id);
}

/**
 * Makes a service its own again that was merged into another, and public where it was; what had been merged into it leads
 * to it once more, and what waited of it waits again.
 */
export async function unmergeService(
  tx: Db,
  item: Pick<DeskItem, 'did'>,
  { merged_id, merged_was_public }: { merged_id: string | null; merged_was_public: boolean | null },
  { by, now }: { by: string; now: Date },
): Promise<void> {
  if (!merged_id) return;
  const { moved, closed, drafts, held } = item.did as Merged;
  await tx.deleteFrom('merged_service').where('service_id', '=', merged_id).execute();
  if (moved.length > 0)
    await tx.updateTable('merged_service').set({ into_id: merged_id }).where('service_id', 'in', moved).execute();
  if (merged_was_public) await openPublication(tx, merged_id, { now, by });
  if (held) await holdAgain(tx, merged_id, held);
  for (const { id, version, handed_in_at } of drafts)
    await tx
      .updateTable('draft')
      .set({ handed_in_at, sent_back_at: null, sent_back_reason: null })
      .where('id', '=', id)
      .where('version', '=', version)
      .execute();
  for (const id of closed) await waitAgain(tx, id);
}
