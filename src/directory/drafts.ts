import { type Db, transaction } from '../db/database.ts';
import { confirmService } from './confirmations.ts';
import { type DraftAnswers, draftChanges, meanwhileChanged, mergeDraft } from './draft-changes.ts';
import { askForLocalOffer } from './local-offer-requests.ts';
import { spreadOrganization } from './organization-records.ts';
import { organizationPart, providerSource } from './organizations.ts';
import { openPublication } from './publications.ts';
import { type FieldChange, recordChanges } from './record-changes.ts';
import { type ServiceRecord, serviceRecord } from './records.ts';
import { saveServices, saveSource } from './save-services.ts';

/** A record that somebody is writing. */
export interface Draft {
  id: string;
  /** the record that it changes; null for a new one */
  service_id: string | null;
  organization_id: string;
  organisation: string;
  record: ServiceRecord;
  /** the record as it stood when the draft was begun; of a new one, what was known of it then */
  base: ServiceRecord | null;
  answers: DraftAnswers;
  /** counts up with every saving */
  version: number;
  saved_at: Date;
  /** the e-mail address of who saved it last */
  saved_by: string;
  handed_in_at: Date | null;
  sent_back_at: Date | null;
  sent_back_reason: string | null;
}

/** A draft as the desk judges it. */
export interface HandedIn extends Draft {
  /** the record as it stands now; null for a new one */
  before: ServiceRecord | null;
  /** what it would become: the draft's changes on top of the record as it stands now */
  record: ServiceRecord;
  changes: FieldChange[];
  /** what was also changed elsewhere since the draft was begun, and otherwise: as it stands now, and as the draft has it */
  meanwhile: FieldChange[];
}

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** A draft by its id, whether or not it has been handed in. Who asks for it is for the caller to judge. */
export async function findDraft(db: Db, id: string): Promise<Draft | undefined> {
  if (!isId(id)) return undefined;
  const row = await db
    .selectFrom('draft')
    .innerJoin('organization', 'organization.id', 'draft.organization_id')
    .select(['draft.id', 'service_id', 'organization_id', 'organization.name as organisation', 'record', 'base'])
    .select(['answers', 'version', 'saved_at', 'saved_by', 'handed_in_at', 'sent_back_at', 'sent_back_reason'])
    .where('draft.id', '=', id)
    .executeTakeFirst();
  return row as Draft | undefined;
}

/** The last saved record of a service; undefined where there is none. */
export async function savedRecord(db: Db, service_id: string): Promise<ServiceRecord | undefined> {
  const row = await db
    .selectFrom('service_record')
    .select('record')
    .where('service_id', '=', service_id)
    .executeTakeFirst();
  return row && serviceRecord.parse(row.record);
}

/** A draft that waits at the desk, with what it changes; undefined where it does not wait, or never was. */
export async function handedIn(db: Db, draft_id: string): Promise<HandedIn | undefined> {
  const draft = await findDraft(db, draft_id);
  return draft?.handed_in_at ? compared(db, draft) : undefined;
}

/** A draft beside the record as it stands now. */
export async function compared(db: Db, draft: Draft): Promise<HandedIn> {
  const before = (draft.service_id ? await savedRecord(db, draft.service_id) : undefined) ?? null;
  const own = before ? draft.record : await withOrganization(db, draft);
  return {
    ...draft,
    before,
    record: mergeDraft(own, draft.base, before),
    changes: draftChanges(own, draft.base, before),
    meanwhile: meanwhileChanged(own, draft.base, before),
  };
}

// A new record says of its organisation what stands now, and what was changed of that in the draft.
async function withOrganization(db: Db, { record, base, organization_id }: Draft): Promise<ServiceRecord> {
  const fresh = { ...record, organization: await organizationPart(db, organization_id) };
  return base ? mergeDraft(record, base, fresh) : fresh;
}

/**
 * Makes a draft public, as it is or as the desk has edited it (`record`), and ends the draft. A record that is known
 * keeps its source; a new one is the provider's own. What it changes of its organisation stands on all records of that,
 * but where `alone`. `by` is a role, never a private person's name. Returns the service's id. Throws where the draft is
 * not there.
 */
export async function publishDraft(
  db: Db,
  draft_id: string,
  { record: approved, now, by, alone = false }: { record: ServiceRecord; now: Date; by: string; alone?: boolean },
): Promise<string> {
  return transaction(db, async (tx) => {
    const draft = await findDraft(tx, draft_id);
    if (!draft) throw new Error(`There is no draft ${draft_id}`);
    const organisation = await tx
      .selectFrom('organization')
      .select(['source', 'source_id'])
      .where('id', '=', draft.organization_id)
      .executeTakeFirstOrThrow();
    const { source, source_id } = await sourceOf(tx, draft, organisation.source);
    // what its source does not name is found by its id
    const named = source_id === null ? { id: draft.service_id } : { source_id };
    // an organisation that is renamed stays the one that it is
    const { organization_id } = draft;
    const known = draft.service_id ? await savedRecord(tx, draft.service_id) : undefined;
    const before = known?.organization ?? (await organizationPart(tx, organization_id));
    const isRenamed = approved.organization.name !== before.name;
    const organization = { ...approved.organization, ...(isRenamed ? { id: organization_id } : {}) };
    const written = serviceRecord.parse({ ...approved, organization, ...named });
    const saved = await saveServices(tx, [written], { source, changed_by: by, now, publish: true });
    const service_id = saved.ids[0] ?? '';
    await openPublication(tx, service_id, { now, by });
    if (!alone && saysOtherwise(before, organization))
      await spreadOrganization(tx, organization_id, written.organization, { changed_by: by, now });
    // who hands in a new record, or says that the rest of it is right, has confirmed it
    if (draft.service_id === null || draft.answers.is_all_right)
      await confirmService(tx, service_id, { confirmed_by: draft.organisation, now: draft.handed_in_at ?? now });
    // an organisation stays where it came from, whoever adds a service to it
    await tx
      .updateTable('organization')
      .set({ source: organisation.source, source_id: organisation.source_id })
      .where('id', '=', draft.organization_id)
      .execute();
    if (draft.service_id === null && draft.answers.local_offer)
      await askForLocalOffer(tx, {
        service_id,
        answers: draft.answers.local_offer,
        asked_by: draft.organisation,
        now,
      });
    await tx.deleteFrom('draft').where('id', '=', draft_id).execute();
    return service_id;
  });
}

// What a provider writes of a made-up organisation is made up too.
async function sourceOf(tx: Db, draft: Draft, origin: string): Promise<{ source: string; source_id: string | null }> {
  if (draft.service_id) {
    return tx
      .selectFrom('service')
      .select(['source', 'source_id'])
      .where('id', '=', draft.service_id)
      .executeTakeFirstOrThrow();
  }
  const { is_demonstration } = await tx
    .selectFrom('source')
    .select('is_demonstration')
    .where('code', '=', origin)
    .executeTakeFirstOrThrow();
  if (is_demonstration) return { source: origin, source_id: draft.id };
  await saveSource(tx, providerSource);
  return { source: providerSource.code, source_id: draft.id };
}

/** Gives a draft back to those who wrote it, with the reason. False where it does not wait. */
export async function sendBackDraft(
  db: Db,
  draft_id: string,
  { reason, now }: { reason: string; now: Date },
): Promise<boolean> {
  const back = await db
    .updateTable('draft')
    .set({ handed_in_at: null, sent_back_at: now, sent_back_reason: reason })
    .where('id', '=', draft_id)
    .where('handed_in_at', 'is not', null)
    .executeTakeFirst();
  return back.numUpdatedRows > 0n;
}

/** Whether an organisation is said to be otherwise than before; its id alone says nothing. */
function saysOtherwise(before: ServiceRecord['organization'], now: ServiceRecord['organization']): boolean {
  const changes = recordChanges({ organization: before }, { organization: now } as ServiceRecord);
  return changes.some(({ field }) => field !== 'organization.id');
}
