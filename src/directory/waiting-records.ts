import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { DeskItem } from '../desk/items.ts';
import { type DraftAnswers, mergeDraft } from './draft-changes.ts';
import { type Draft, findDraft, handedIn, savedRecord } from './drafts.ts';
import type { HeldRecord } from './held-records.ts';
import { mergedInto } from './merged-services.ts';
import { type FieldChange, recordChanges } from './record-changes.ts';
import { type ServiceRecord, serviceRecord } from './records.ts';
import { isSafeChange } from './safe-change-rules.ts';

/** A record that waits for the council: a provider's draft, or what an import held back. */
export interface WaitingRecord {
  origin: 'draft' | 'held' | 'unpublished';
  service_id: string | null;
  /** the record as it stands; null where there is none yet */
  before: ServiceRecord | null;
  /** what it would become */
  after: ServiceRecord;
  changes: FieldChange[];
  is_public: boolean;
  /** who handed it in: the organisation, or the name of the source */
  from: string;
  /** whom to write to; null for an import */
  email: string | null;
  answers: DraftAnswers;
  draft: Draft | null;
  held: HeldRecord | null;
  handed_in_at: Date | null;
}

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** The record that an item of kind `new_record` or `changed_record` is about, while it waits. */
export async function findWaiting(
  db: Db,
  { subject_id }: Pick<DeskItem, 'subject_id'>,
): Promise<WaitingRecord | undefined> {
  if (!isId(subject_id)) return undefined;
  const draft = await handedIn(db, subject_id);
  if (draft)
    return {
      origin: 'draft',
      service_id: draft.service_id,
      before: draft.before,
      after: draft.record,
      changes: draft.changes,
      is_public: draft.service_id ? await isPublic(db, draft.service_id) : false,
      from: draft.organisation,
      email: draft.saved_by,
      answers: draft.answers,
      draft: (await findDraft(db, subject_id)) ?? null,
      held: null,
      handed_in_at: draft.handed_in_at,
    };
  return (await heldRecord(db, subject_id)) ?? unpublishedRecord(db, subject_id);
}

/** Whether a record is public now. */
export async function isPublic(db: Db, service_id: string): Promise<boolean> {
  const row = await db
    .selectFrom('publication')
    .select('id')
    .where('service_id', '=', service_id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

const ofImport = { email: null, answers: {}, draft: null };

async function heldRecord(db: Db, service_id: string): Promise<WaitingRecord | undefined> {
  const row = await db
    .selectFrom('held_record')
    .innerJoin('source', 'source.code', 'held_record.source')
    .select(['record', 'base', 'source', 'held_at', 'source.name as from'])
    .where('service_id', '=', service_id)
    .executeTakeFirst();
  if (!row) return undefined;
  const before = (await savedRecord(db, service_id)) ?? null;
  const record = serviceRecord.parse(row.record);
  const base = row.base as ServiceRecord | null;
  const after = serviceRecord.parse(mergeDraft(record, base, before));
  return {
    ...ofImport,
    origin: 'held',
    service_id,
    before,
    after,
    changes: recordChanges(before ?? undefined, after),
    is_public: await isPublic(db, service_id),
    from: row.from,
    held: { record, base, source: row.source, held_at: row.held_at.toISOString() },
    handed_in_at: row.held_at,
  };
}

async function unpublishedRecord(db: Db, service_id: string): Promise<WaitingRecord | undefined> {
  const row = await db
    .selectFrom('service')
    .innerJoin('source', 'source.code', 'service.source')
    .innerJoin('service_record', 'service_record.service_id', 'service.id')
    .select(['service_record.record', 'source.name as from', 'saved_at'])
    .where('service.id', '=', service_id)
    .executeTakeFirst();
  if (!row || (await isPublic(db, service_id)) || (await mergedInto(db, service_id))) return undefined;
  const after = serviceRecord.parse(row.record);
  const changes = recordChanges(undefined, after);
  const { from, saved_at: handed_in_at } = row;
  return {
    ...ofImport,
    origin: 'unpublished',
    service_id,
    before: null,
    after,
    changes,
    is_public: false,
    from,
    held: null,
    handed_in_at,
  };
}

/** A change to a public record that may be approved together with others. */
export interface SafeChange {
  item_id: number;
  name: string;
  changes: FieldChange[];
}

/** The first safe changes of the queue that nobody has on the table; at most 50, in two statements. */
export async function safeChanges(db: Db, now: Date): Promise<SafeChange[]> {
  const open = sql`item.kind = 'changed_record' and item.decided_at is null
    and (item.held_by is null or item.held_until < ${now})`;
  const { rows } = await sql<{ item_id: number; before: unknown; asked: unknown; base: ServiceRecord | null }>`
    select item.id as item_id, saved.record as before, coalesce(draft.record, held.record) as asked,
      coalesce(draft.base, held.base) as base
    from desk_item item
      left join draft on draft.id::text = item.subject_id and draft.handed_in_at is not null
      left join held_record held on held.service_id::text = item.subject_id
      join service_record saved on saved.service_id = coalesce(draft.service_id, held.service_id)
      join publication on publication.service_id = saved.service_id and publication.withdrawn_at is null
    where ${open} order by item.is_urgent desc, item.due_on, item.id limit 500`.execute(db);
  const changes = rows.map((row): SafeChange => {
    const before = serviceRecord.parse(row.before);
    const after = mergeDraft(serviceRecord.parse(row.asked), row.base, before);
    return { item_id: row.item_id, name: before.name, changes: recordChanges(before, after) };
  });
  return changes.filter((change) => isSafeChange(change.changes, { is_public: true })).slice(0, 50);
}
