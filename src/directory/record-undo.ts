import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { NotAnyMore } from '../desk/decisions.ts';
import { type DeskItem, decideOpen } from '../desk/items.ts';
import type { Undo } from '../desk/undo.ts';
import { oweMail } from '../mail/mails.ts';
import type { Parts } from '../parts.ts';
import { ownersOf } from '../people/roles.ts';
import { undoneLetter } from './desk-letter-rules.ts';
import { findDeskRecord } from './desk-records.ts';
import { savedRecord } from './drafts.ts';
import { holdAgain } from './held-records.ts';
import { unmergeService } from './merge-duplicates.ts';
import { spreadOrganization } from './organization-records.ts';
import { recordChanges } from './record-changes.ts';
import { decisionOf, type RecordDecision } from './record-decisions.ts';
import { changedSince, takeStatesBack } from './record-states.ts';
import { serviceRecord } from './records.ts';
import { saveServices } from './save-services.ts';
import { indexServices } from './search-index.ts';
import { withdrawService } from './services.ts';
import { isPublic } from './waiting-records.ts';

/** How decisions about new and changed records, and about duplicates, are undone: all is as it was, and waits again. */
export function undoOfRecords({ letterhead, now }: Pick<Parts, 'letterhead' | 'now'>): Undo {
  return {
    async whyNot(db, item) {
      const decision = await decisionOf(db, item.id);
      return decision ? whyNot(db, decision) : 'What it did is no longer known.';
    },
    async take(tx, who, item) {
      const decision = await decisionOf(tx, item.id);
      if (!decision) throw new NotAnyMore();
      const by = who.role?.name ?? who.email;
      if (decision.written_record) await restore(tx, item, decision, { by, now: now() });
      await bringBack(tx, decision);
      const letter = undoneLetter({ name: item.title }, letterhead);
      for (const to of await toldOf(tx, decision))
        await oweMail(tx, { key: `undone:${item.id}:${to}`, to, letter, now: now() });
    },
  };
}

async function whyNot(db: Db, decision: RecordDecision): Promise<string | undefined> {
  const { service_id, written_record, merged_id, was_public, draft, states } = decision;
  if (service_id && written_record) {
    const saved = await savedRecord(db, service_id);
    if (!saved || recordChanges(written_record, saved).length > 0) return 'The record has been changed since then.';
    if (await changedSince(db, service_id, states))
      return 'The record has been confirmed, or its place in the Local Offer decided, since then.';
    const madePublic = merged_id === null || was_public;
    if (madePublic && !(await isPublic(db, service_id))) return 'The record has been taken down since then.';
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

/** To whom a letter went: who wrote what was decided; the owners of a record that was merged. */
async function toldOf(db: Db, { draft, merged_id }: RecordDecision): Promise<string[]> {
  if (typeof draft?.saved_by === 'string') return [draft.saved_by];
  const merged = merged_id && (await findDeskRecord(db, merged_id));
  return merged ? ownersOf(db, merged.organization_id) : [];
}

type By = { by: string; now: Date };

async function restore(tx: Db, item: DeskItem, decision: RecordDecision, { by, now }: By): Promise<void> {
  const { service_id, merged_id, former_record, written_record, was_public, states } = decision;
  if (!service_id) return;
  if (merged_id) await unmergeService(tx, item, decision, { by, now });
  await takeStatesBack(tx, service_id, states);
  if (states.rows?.local_offer_membership.length)
    await decideOpen(tx, { kind: 'local_offer', subject_id: service_id }, { decision: 'undone', by, now });
  const row = await tx
    .selectFrom('service')
    .select(['source', 'organization_id'])
    .where('id', '=', service_id)
    .executeTakeFirstOrThrow();
  const changed_by = `${by}, undoing a decision`;
  if (former_record) {
    const record = serviceRecord.parse(former_record);
    await saveServices(tx, [record], { source: row.source, changed_by, now, publish: true });
  }
  const { organization } = states;
  if (organization && written_record) {
    const changes = recordChanges(written_record, { ...written_record, organization });
    if (changes.some(({ field }) => field !== 'organization.id'))
      await spreadOrganization(tx, row.organization_id, organization, { changed_by, now });
  }
  if (!was_public && (await isPublic(tx, service_id))) await hideAgain(tx, service_id, { by, now });
  else await indexServices(tx, [service_id]);
}

/** Takes a record down that a decision made public: for the reason for which it was down before, where there was one. */
async function hideAgain(tx: Db, service_id: string, { by, now }: By): Promise<void> {
  const before = await tx
    .selectFrom('publication')
    .select(['withdrawn_by', 'reason'])
    .where('service_id', '=', service_id)
    .where('withdrawn_at', 'is not', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  await withdrawService(tx, service_id, {
    now,
    withdrawn_by: before?.withdrawn_by ?? by,
    reason: before?.reason ?? 'The decision was undone.',
  });
}

async function bringBack(tx: Db, { draft, held, service_id }: RecordDecision): Promise<void> {
  if (draft)
    await sql`insert into draft select * from jsonb_populate_record(null::draft, ${JSON.stringify(draft)}::jsonb)
      on conflict (id) do update set handed_in_at = excluded.handed_in_at, sent_back_at = excluded.sent_back_at,
        sent_back_reason = excluded.sent_back_reason`.execute(tx);
  if (held && service_id) await holdAgain(tx, service_id, held);
}
