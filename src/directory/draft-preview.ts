import { type Db, transaction } from '../db/database.ts';
import { compared, findDraft, publishDraft } from './drafts.ts';
import type { ServiceDetail } from './service-detail.ts';
import { type Surroundings, surroundingsOf } from './service-surroundings.ts';
import { findService } from './services.ts';

/**
 * A draft exactly as the public would see it, with what would stand beside it: it is published for a moment, in a
 * transaction that is undone, so that no rule of publishing can be forgotten here. Undefined where there is no draft.
 */
export async function previewDraft(
  db: Db,
  draft_id: string,
  now: Date,
): Promise<{ service: ServiceDetail; surroundings: Surroundings } | undefined> {
  const undone = new Error('A preview is never kept');
  let seen: { service: ServiceDetail; surroundings: Surroundings } | undefined;
  await transaction(db, async (tx) => {
    const draft = await findDraft(tx, draft_id);
    if (!draft) throw undone;
    const { record } = await compared(tx, draft);
    const service = await findService(
      tx,
      await publishDraft(tx, draft_id, { record, now, by: draft.organisation, alone: true }),
    );
    if (service) seen = { service, surroundings: await surroundingsOf(tx, service) };
    throw undone;
  }).catch((error: unknown) => {
    if (error !== undone) throw error;
  });
  return seen;
}
