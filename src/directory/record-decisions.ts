import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { NotAnyMore } from '../desk/decisions.ts';
import { type DeskItem, putOnDesk } from '../desk/items.ts';
import { dayOf } from '../parts.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';
import { publishDraft, savedRecord, sendBackDraft } from './drafts.ts';
import { unmergeService } from './merge-duplicates.ts';
import { openPublication } from './publications.ts';
import { recordChanges } from './record-changes.ts';
import { type ServiceRecord, serviceRecord } from './records.ts';
import { saveServices } from './save-services.ts';
import { withdrawService } from './services.ts';
import { findWaiting, isPublic, type WaitingRecord } from './waiting-records.ts';

/** What a decision did to a record. */
export interface RecordDecision {
  id: number;
  item_id: number;
  service_id: string | null;
  former_record: ServiceRecord | null;
  was_public: boolean;
  draft: Record<string, unknown> | null;
  held: { record: ServiceRecord; source: string; held_at: string } | null;
  written_record: ServiceRecord | null;
  merged_id: string | null;
  merged_was_public: boolean | null;
  decided_at: Date;
  undone_at: Date | null;
  undone_by: string | null;
}

type Item = Pick<DeskItem, 'id' | 'subject_id'>;

/**
 * Makes a waiting record public, as it is or with the desk's edits, in the transaction of the desk's decision. `by` is a
 * role. Throws `NotAnyMore` where the record no longer waits. Returns the service's id.
 */
export async function approveRecord(
  tx: Db,
  item: Item,
  { edit, by, now }: { edit?: (record: ServiceRecord) => ServiceRecord; by: string; now: Date },
): Promise<string> {
  const waiting = await findWaiting(tx, item);
  if (!waiting) throw new NotAnyMore();
  const wanted = edit ? edit(waiting.after) : waiting.after;
  const former = waiting.service_id ? ((await savedRecord(tx, waiting.service_id)) ?? null) : null;
  const remembered = await rememberDecision(tx, item, waiting, { former, now });
  const service_id = await publish(tx, item, waiting, wanted, { by, now });
  const written_record = JSON.stringify((await savedRecord(tx, service_id)) ?? wanted);
  await tx.updateTable('record_decision').set({ service_id, written_record }).where('id', '=', remembered).execute();
  return service_id;
}

async function publish(
  tx: Db,
  item: Item,
  waiting: WaitingRecord,
  wanted: ServiceRecord,
  { by, now }: { by: string; now: Date },
): Promise<string> {
  const { origin, service_id } = waiting;
  if (origin === 'draft') return publishDraft(tx, item.subject_id, { record: wanted, now, by });
  const id = service_id ?? item.subject_id;
  const row = await tx.selectFrom('service').select('source').where('id', '=', id).executeTakeFirstOrThrow();
  await tx.deleteFrom('held_record').where('service_id', '=', id).execute();
  await saveServices(tx, [wanted], { source: row.source, changed_by: by, now, publish: true });
  await openPublication(tx, id, { now, by });
  return id;
}

/**
 * Gives a waiting record back, in the transaction of the desk's decision: a draft to who wrote it; what an import held
 * back is put away, and comes again only when its source changes it. Throws `NotAnyMore` where it no longer waits.
 */
export async function sendBackRecord(
  tx: Db,
  item: Item,
  { reason, now }: { reason: string; now: Date },
): Promise<WaitingRecord> {
  const waiting = await findWaiting(tx, item);
  if (!waiting) throw new NotAnyMore();
  await rememberDecision(tx, item, waiting, { former: waiting.before, now });
  if (waiting.origin === 'draft') await sendBackDraft(tx, item.subject_id, { reason, now });
  else await tx.deleteFrom('held_record').where('service_id', '=', item.subject_id).execute();
  return waiting;
}

async function rememberDecision(
  tx: Db,
  item: Item,
  waiting: WaitingRecord,
  { former, now }: { former: ServiceRecord | null; now: Date },
): Promise<number> {
  const draft = await tx
    .selectFrom('draft')
    .selectAll()
    .where('draft.id', '=', waiting.draft?.id ?? item.subject_id)
    .executeTakeFirst();
  const { id } = await tx
    .insertInto('record_decision')
    .values({
      item_id: item.id,
      service_id: waiting.service_id,
      former_record: former && JSON.stringify(former),
      was_public: waiting.is_public,
      draft: draft ? JSON.stringify(draft) : null,
      held: waiting.held && JSON.stringify(waiting.held),
      decided_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** What was decided of an item's record, the latest; undefined where nothing was, or it was no decision about a record. */
export async function decisionOf(db: Db, item_id: number): Promise<RecordDecision | undefined> {
  const row = await db
    .selectFrom('record_decision')
    .selectAll()
    .where('item_id', '=', item_id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row as RecordDecision | undefined;
}

/** Why a decision cannot be undone; undefined while it can: on the day on which it was taken, once, and untouched since. */
export async function whyNotUndone(db: Db, decision: RecordDecision, now: Date): Promise<string | undefined> {
  if (decision.undone_at) return 'It has been undone already.';
  if (dayOf(decision.decided_at) !== dayOf(now)) return 'A decision can be undone on the day on which it was taken.';
  const { service_id, written_record, draft } = decision;
  if (service_id && written_record) {
    const saved = await savedRecord(db, service_id);
    if (!saved || recordChanges(written_record, saved).length > 0) return 'The record has been changed since then.';
  }
  if (!draft) return undefined;
  const there = await sql<{ id: string; version: number; handed_in_at: Date | null }>`
    select id, version, handed_in_at from draft where id = ${draft.id as string}::uuid
      or (service_id is not null and service_id = ${draft.service_id as string | null}::uuid)`.execute(db);
  const untouched = there.rows.every(
    ({ id, version, handed_in_at }) => id === draft.id && version === draft.version && handed_in_at === null,
  );
  return untouched ? undefined : 'Who wrote it has changed it since then.';
}

/**
 * Undoes a decision about a record: what was public before is public again as it was, and what waited waits again.
 * `tell` writes to whom it concerns. Returns the item that waits now; undefined where it cannot be undone
 * (`whyNotUndone`).
 */
export async function undoDecision(
  db: Db,
  who: Who,
  item: Pick<DeskItem, 'id' | 'kind' | 'subject_id' | 'title' | 'organization_id'>,
  now: Date,
  tell: (tx: Db) => Promise<void> = async () => {},
): Promise<number | undefined> {
  return transaction(db, async (tx) => {
    const decision = await decisionOf(tx, item.id);
    if (!decision || (await whyNotUndone(tx, decision, now))) return undefined;
    const by = who.role?.name ?? who.email;
    const taken = await tx
      .updateTable('record_decision')
      .set({ undone_at: now, undone_by: by })
      .where('id', '=', decision.id)
      .where('undone_at', 'is', null)
      .executeTakeFirst();
    if (taken.numUpdatedRows === 0n) return undefined;
    if (decision.written_record) await restore(tx, decision, { by, now });
    await bringBack(tx, decision);
    const { kind, subject_id, title, organization_id } = item;
    const service_id = decision.former_record || decision.was_public ? decision.service_id : null;
    const deed = {
      action: `undid_${kind}`,
      entity: 'service',
      entity_id: decision.service_id ?? subject_id,
      detail: { item: item.id },
    };
    await record(tx, who, deed, now);
    await tell(tx);
    return putOnDesk(tx, { kind, subject_id, title, service_id, organization_id, now });
  });
}

async function restore(tx: Db, decision: RecordDecision, { by, now }: { by: string; now: Date }): Promise<void> {
  const { service_id, merged_id, merged_was_public, former_record, was_public } = decision;
  if (!service_id) return;
  if (merged_id) await unmergeService(tx, merged_id, { was_public: merged_was_public === true, by, now });
  const row = await tx.selectFrom('service').select('source').where('id', '=', service_id).executeTakeFirstOrThrow();
  if (former_record) {
    const record = serviceRecord.parse(former_record);
    const options = { source: row.source, changed_by: `${by}, undoing a decision`, now };
    await saveServices(tx, [record], { ...options, publish: true });
  }
  if (!was_public && (await isPublic(tx, service_id)))
    await withdrawService(tx, service_id, { now, withdrawn_by: by, reason: 'The decision was undone.' });
}

async function bringBack(tx: Db, { draft, held, service_id }: RecordDecision): Promise<void> {
  if (draft)
    await sql`insert into draft select * from jsonb_populate_record(null::draft, ${JSON.stringify(draft)}::jsonb)
      on conflict (id) do update set handed_in_at = excluded.handed_in_at, sent_back_at = excluded.sent_back_at,
        sent_back_reason = excluded.sent_back_reason`.execute(tx);
  if (held && service_id)
    await tx
      .insertInto('held_record')
      .values({ service_id, record: JSON.stringify(held.record), source: held.source, held_at: held.held_at })
      .onConflict((conflict) => conflict.column('service_id').doNothing())
      .execute();
}
