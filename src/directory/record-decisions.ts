import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { NotAnyMore } from '../desk/decisions.ts';
import type { DeskItem } from '../desk/items.ts';
import { publishDraft, savedRecord, sendBackDraft } from './drafts.ts';
import type { HeldRecord } from './held-records.ts';
import { spreadOrganization } from './organization-records.ts';
import { organizationPart } from './organizations.ts';
import { openPublication } from './publications.ts';
import { recordChanges } from './record-changes.ts';
import { type RecordEdit, withEdit } from './record-edits.ts';
import { statesOf, type WrittenStates, writtenSince } from './record-states.ts';
import type { ServiceRecord } from './records.ts';
import { saveServices } from './save-services.ts';
import { findWaiting, type WaitingRecord } from './waiting-records.ts';

/** What a decision did to a record. */
export interface RecordDecision {
  id: number;
  item_id: number;
  service_id: string | null;
  former_record: ServiceRecord | null;
  was_public: boolean;
  draft: Record<string, unknown> | null;
  held: HeldRecord | null;
  written_record: ServiceRecord | null;
  merged_id: string | null;
  merged_was_public: boolean | null;
  states: WrittenStates;
  decided_at: Date;
}

type Item = Pick<DeskItem, 'id' | 'subject_id'>;

/**
 * Makes a waiting record public, as it is or with the desk's edits, in the transaction of the desk's decision. `by` is a
 * role. Throws `NotAnyMore` where the record no longer waits. Returns the service's id.
 */
export async function approveRecord(
  tx: Db,
  item: Item,
  { edit, by, now }: { edit?: RecordEdit; by: string; now: Date },
): Promise<string> {
  // an import that changes the record at the moment comes first
  await sql`select from service where id = ${item.subject_id}::uuid
    or id = (select service_id from draft where id = ${item.subject_id}::uuid) for no key update`.execute(tx);
  const waiting = await findWaiting(tx, item);
  if (!waiting) throw new NotAnyMore();
  const wanted = edit ? withEdit(waiting.after, edit) : waiting.after;
  const former = waiting.service_id ? ((await savedRecord(tx, waiting.service_id)) ?? null) : null;
  const states = await statesOf(tx, waiting.service_id);
  const organization = await organizationNow(tx, waiting);
  const remembered = await rememberDecision(tx, item, waiting, { former, now });
  const service_id = await publish(tx, item, waiting, wanted, { by, now });
  const written = {
    service_id,
    written_record: JSON.stringify((await savedRecord(tx, service_id)) ?? wanted),
    states: JSON.stringify({ ...(await writtenSince(tx, service_id, states)), organization }),
  };
  await tx.updateTable('record_decision').set(written).where('id', '=', remembered).execute();
  return service_id;
}

/** What stands of the organisation of a waiting record, of which an approval may change it on all records. */
async function organizationNow(tx: Db, { draft, service_id }: WaitingRecord) {
  const id = draft?.organization_id ?? (service_id ? (await organizationOf(tx, service_id)).organization_id : null);
  return id ? organizationPart(tx, id) : undefined;
}

const organizationOf = (tx: Db, service_id: string) =>
  tx.selectFrom('service').select('organization_id').where('id', '=', service_id).executeTakeFirstOrThrow();

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
  const row = await tx
    .selectFrom('service')
    .select(['source', 'organization_id'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await tx.deleteFrom('held_record').where('service_id', '=', id).execute();
  // an organisation that the desk renames stays the one that it is, and is renamed on all its records
  const isRenamed = wanted.organization.name !== waiting.after.organization.name;
  const organization = { ...wanted.organization, ...(isRenamed && { id: row.organization_id }) };
  await saveServices(tx, [{ ...wanted, organization }], { source: row.source, changed_by: by, now, publish: true });
  await openPublication(tx, id, { now, by });
  if (recordChanges(waiting.after, wanted).some(({ field }) => field.startsWith('organization.')))
    await spreadOrganization(tx, row.organization_id, organization, { changed_by: by, now });
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
