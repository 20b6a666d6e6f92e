import { type Db, transaction } from '../db/database.ts';
import { record as writeAudit } from '../people/audit.ts';
import type { Who } from '../people/who.ts';
import { mergeDraft } from './draft-changes.ts';
import { type FieldChange, recordChanges } from './record-changes.ts';
import { type ServiceRecord, serviceRecord } from './records.ts';

/** What the desk has changed of a waiting record, before it is approved. */
export interface RecordEdit {
  /** the record as it waited when the edit was begun */
  base: ServiceRecord;
  record: ServiceRecord;
  /** counts up with every saving; 0 while nothing was saved */
  version: number;
  saved_at: Date | null;
  saved_by: string;
}

/** The desk's edit of an item's record, as far as it is; one that changes nothing where none was begun. */
export async function editOf(db: Db, item_id: number, waits: ServiceRecord): Promise<RecordEdit> {
  const row = await db.selectFrom('record_edit').selectAll().where('item_id', '=', item_id).executeTakeFirst();
  if (!row) return { base: waits, record: waits, version: 0, saved_at: null, saved_by: '' };
  const { base, record, version, saved_at, saved_by } = row;
  return { base: serviceRecord.parse(base), record: serviceRecord.parse(record), version, saved_at, saved_by };
}

/** A waiting record (`waits`) with the desk's edit on top of it. */
export function withEdit(waits: ServiceRecord, { base, record }: Pick<RecordEdit, 'base' | 'record'>): ServiceRecord {
  return serviceRecord.parse(mergeDraft(record, base, waits));
}

/** What an edit changes of the record that waits, field by field. */
export function changesOfEdit(waits: ServiceRecord, edit: RecordEdit): FieldChange[] {
  return recordChanges(waits, withEdit(waits, edit));
}

/** Saves an edit over the version that was seen. False, and nothing is saved, where somebody saved it meanwhile. */
export async function saveEdit(
  db: Db,
  item_id: number,
  seen: RecordEdit,
  { record, who, now }: { record: ServiceRecord; who: Who; now: Date },
): Promise<boolean> {
  const written = JSON.stringify(serviceRecord.parse(record));
  const saved_by = who.name || who.email;
  const values = { record: written, version: seen.version + 1, saved_at: now, saved_by };
  return transaction(db, async (tx) => {
    const saved = await tx
      .insertInto('record_edit')
      .values({ ...values, item_id, base: JSON.stringify(seen.base) })
      .onConflict((conflict) =>
        conflict
          .column('item_id')
          .doUpdateSet(values)
          .where('record_edit.version', '=', seen.version === 0 ? -1 : seen.version),
      )
      .executeTakeFirst();
    if (!saved.numInsertedOrUpdatedRows) return false;
    await writeAudit(tx, who, deedOn(item_id, 'edited_waiting_record'), now);
    return true;
  });
}

const deedOn = (item_id: number, action: string) => ({ action, entity: 'desk_item', entity_id: String(item_id) });

/** Throws the desk's edit of an item's record away. */
export async function discardEdit(db: Db, item_id: number, { who, now }: { who: Who; now: Date }): Promise<void> {
  await transaction(db, async (tx) => {
    const gone = await tx.deleteFrom('record_edit').where('item_id', '=', item_id).executeTakeFirst();
    if (gone.numDeletedRows > 0n) await writeAudit(tx, who, deedOn(item_id, 'discarded_edits'), now);
  });
}
