import type { Db } from '../db/database.ts';
import { NotAnyMore } from '../desk/decisions.ts';
import { type DeskItem, decideItem } from '../desk/items.ts';
import { openItemsOf } from '../desk/queue.ts';
import { savedRecord } from './drafts.ts';
import { filledFrom } from './duplicate-rules.ts';
import { findPair } from './duplicates.ts';
import { openPublication } from './publications.ts';
import { serviceRecord } from './records.ts';
import { saveServices } from './save-services.ts';
import { withdrawService } from './services.ts';
import { isPublic } from './waiting-records.ts';

/**
 * Makes two records one, in the transaction of the desk's decision: `other` is taken down, and its address and id lead to
 * `survivor`; with `fill`, what the survivor lacks comes from it. Throws `NotAnyMore` where one of them is gone or merged.
 */
export async function mergeDuplicates(
  tx: Db,
  item: Pick<DeskItem, 'id' | 'subject_id'>,
  { survivor, fill, by, now }: { survivor: string; fill: boolean; by: string; now: Date },
): Promise<void> {
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
  await mergeService(tx, other, survivor, { by, now });
  // what waited of the other record waits no more
  for (const { id } of await openItemsOf(tx, other, ['new_record', 'changed_record', 'duplicate']))
    if (id !== item.id) await decideItem(tx, id, { decision: 'merged', by, person_id: null, now });
  await tx.deleteFrom('held_record').where('service_id', '=', other).execute();
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
      decided_at: now,
    })
    .execute();
}

// Its address leads to the survivor from now on, and so do those of what was merged into it.
async function mergeService(
  tx: Db,
  service_id: string,
  into_id: string,
  { by, now }: { by: string; now: Date },
): Promise<void> {
  await tx.updateTable('merged_service').set({ into_id }).where('into_id', '=', service_id).execute();
  await tx.insertInto('merged_service').values({ service_id, into_id, merged_at: now, merged_by: by }).execute();
  await withdrawService(tx, service_id, { now, withdrawn_by: by, reason: 'It was the same as another record.' });
}

/** Makes a service its own again that was merged into another, and public where it was. */
export async function unmergeService(
  tx: Db,
  service_id: string,
  { was_public, by, now }: { was_public: boolean; by: string; now: Date },
): Promise<void> {
  await tx.deleteFrom('merged_service').where('service_id', '=', service_id).execute();
  if (was_public) await openPublication(tx, service_id, { now, by });
}
