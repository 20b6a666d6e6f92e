import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { decideItem, putOnDesk } from '../desk/items.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';
import type { DraftAnswers } from './draft-changes.ts';
import { compared, type Draft, findDraft, savedRecord } from './drafts.ts';
import { askForLocalOffer } from './local-offer-requests.ts';
import { organizationPart } from './organizations.ts';
import { type ServiceRecord, serviceRecord } from './records.ts';

/** Opens the draft of a service's record, or makes one of the record as it stands. Returns the draft's id. */
export async function openDraft(
  db: Db,
  who: Who,
  { service_id, organization_id }: { service_id: string; organization_id: string },
  now: Date,
): Promise<string> {
  return transaction(db, async (tx) => {
    const there = await tx.selectFrom('draft').select('id').where('service_id', '=', service_id).executeTakeFirst();
    if (there) return there.id;
    const saved = JSON.stringify(await savedRecord(tx, service_id));
    const { rows } = await sql<{ id: string }>`
      insert into draft (service_id, organization_id, record, base, started_at, saved_at, saved_by)
      values (${service_id}, ${organization_id}, ${saved}::jsonb, ${saved}::jsonb, ${now}, ${now}, ${who.email})
      on conflict (service_id) where service_id is not null do update set service_id = excluded.service_id
      returning id`.execute(tx);
    const id = rows[0]?.id ?? '';
    await record(tx, who, { action: 'began_draft', entity: 'draft', entity_id: id, detail: { service_id } }, now);
    return id;
  });
}

/**
 * Begins a new record of an organisation, of which only the name is known; one of that name that has been begun, and not
 * been written on, is the same. Returns the draft's id.
 */
export async function beginRecord(
  db: Db,
  who: Who,
  { organization_id, name }: { organization_id: string; name: string },
  now: Date,
): Promise<string> {
  const id = randomUUID();
  return transaction(db, async (tx) => {
    const there = await sql<{ id: string }>`
      select id from draft where organization_id = ${organization_id} and service_id is null and version = 1
        and handed_in_at is null and record ->> 'name' = ${name} order by started_at limit 1`.execute(tx);
    if (there.rows[0]) return there.rows[0].id;
    const begun = serviceRecord.parse({
      source_id: id,
      name,
      organization: await organizationPart(tx, organization_id),
    });
    await tx
      .insertInto('draft')
      .values({
        id,
        organization_id,
        record: JSON.stringify(begun),
        base: JSON.stringify(begun),
        started_at: now,
        saved_at: now,
        saved_by: who.email,
      })
      .execute();
    await record(tx, who, { action: 'began_draft', entity: 'draft', entity_id: id, detail: { organization_id } }, now);
    return id;
  });
}

/**
 * Saves a draft over its version `version`. False, and nothing is saved, where somebody saved it meanwhile, or it has
 * been handed in: the caller shows both.
 */
export async function saveDraft(
  db: Db,
  who: Who,
  { id, version }: Pick<Draft, 'id' | 'version'>,
  written: { record: ServiceRecord; answers: DraftAnswers },
  now: Date,
): Promise<boolean> {
  const saved = await db
    .updateTable('draft')
    .set(({ eb }) => ({
      record: JSON.stringify(serviceRecord.parse(written.record)),
      answers: JSON.stringify(written.answers),
      version: eb('version', '+', 1),
      saved_at: now,
      saved_by: who.email,
    }))
    .where('id', '=', id)
    .where('version', '=', version)
    .where('handed_in_at', 'is', null)
    .executeTakeFirst();
  return saved.numUpdatedRows > 0n;
}

/**
 * Hands a draft in: it waits at the desk, and what is public stays as it is. Of a record that is known, a request for
 * the Local Offer waits by itself; where nothing else was asked, the draft ends. False where somebody saved the draft
 * after `version`, or it waits already, or it changes and asks nothing.
 */
export async function handIn(
  db: Db,
  who: Who,
  { id, version }: Pick<Draft, 'id' | 'version'>,
  { now, ...asked }: { now: Date; note: string | undefined; is_all_right: boolean },
): Promise<boolean> {
  return transaction(db, async (tx) => {
    const draft = await findDraft(tx, id);
    if (!draft || draft.version !== version || draft.handed_in_at) return false;
    const { changes, record: merged } = await compared(tx, draft);
    const { local_offer, ...others } = draft.answers;
    if (changes.length === 0 && !local_offer) return false;
    const isOffer = draft.service_id !== null && local_offer !== undefined;
    const answers: DraftAnswers = {
      ...others,
      ...(local_offer && !isOffer ? { local_offer } : {}),
      ...(asked.note ? { note: asked.note } : {}),
      is_all_right: asked.is_all_right,
    };
    const handed = await tx
      .updateTable('draft')
      .set({ handed_in_at: now, sent_back_at: null, sent_back_reason: null, answers: JSON.stringify(answers) })
      .set(({ eb }) => ({ version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst();
    if (handed.numUpdatedRows === 0n) return false;
    const { service_id, organization_id } = draft;
    if (isOffer && service_id)
      await askForLocalOffer(tx, { service_id, answers: local_offer, asked_by: draft.organisation, now });
    if (changes.length === 0) await tx.deleteFrom('draft').where('id', '=', id).execute();
    else
      await putOnDesk(tx, {
        kind: service_id ? 'changed_record' : 'new_record',
        subject_id: id,
        title: merged.name,
        service_id,
        organization_id,
        now,
      });
    await record(tx, who, { action: 'handed_in', entity: 'draft', entity_id: id, detail: { service_id } }, now);
    return true;
  });
}

/** Takes a draft back from the desk to write on. False where somebody has it on the desk at this moment. */
export async function takeBack(db: Db, who: Who, id: string, now: Date): Promise<boolean> {
  return transaction(db, async (tx) => {
    const item = await tx
      .selectFrom('desk_item')
      .select('id')
      .where('subject_id', '=', id)
      .where('kind', 'in', ['new_record', 'changed_record'])
      .where('decided_at', 'is', null)
      .executeTakeFirst();
    const decision = { decision: 'taken back', by: 'the provider', person_id: who.person_id, now };
    if (item && !(await decideItem(tx, item.id, decision))) return false;
    const back = await tx
      .updateTable('draft')
      .set({ handed_in_at: null })
      .where('id', '=', id)
      .where('handed_in_at', 'is not', null)
      .executeTakeFirst();
    if (back.numUpdatedRows === 0n) return false;
    await record(tx, who, { action: 'took_back', entity: 'draft', entity_id: id }, now);
    return true;
  });
}

/** Throws a draft away that has not been handed in. What is public stays as it is. */
export async function discardDraft(db: Db, who: Who, id: string, now: Date): Promise<boolean> {
  return transaction(db, async (tx) => {
    const gone = await tx.deleteFrom('draft').where('id', '=', id).where('handed_in_at', 'is', null).executeTakeFirst();
    if (gone.numDeletedRows === 0n) return false;
    await record(tx, who, { action: 'discarded_draft', entity: 'draft', entity_id: id }, now);
    return true;
  });
}
