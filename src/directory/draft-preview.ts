import { type Db, transaction } from '../db/database.ts';
import { compared, findDraft, publishDraft } from './drafts.ts';
import type { ServiceDetail } from './service-detail.ts';
import { findService } from './services.ts';

/**
 * A draft exactly as the public would see it: it is published for a moment, in a transaction that is undone, so that no
 * rule of publishing can be forgotten here. Undefined where there is no draft.
 */
export async function previewDraft(db: Db, draft_id: string, now: Date): Promise<ServiceDetail | undefined> {
  const undone = new Error('A preview is never kept');
  let seen: ServiceDetail | undefined;
  await transaction(db, async (tx) => {
    const draft = await findDraft(tx, draft_id);
    if (!draft) throw undone;
    const { record } = await compared(tx, draft);
    seen = await findService(tx, await publishDraft(tx, draft_id, { record, now, by: draft.organisation }));
    throw undone;
  }).catch((error: unknown) => {
    if (error !== undone) throw error;
  });
  return seen;
}
