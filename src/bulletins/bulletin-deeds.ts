import { type Db, transaction } from '../db/database.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';
import type { BulletinContent } from './bulletin-rules.ts';
import { type BulletinChange, changeBulletin, createBulletin, saveDraft } from './bulletins.ts';
import { numberInWords } from './number-rules.ts';
import { type Publishing, publishBulletin } from './publishing.ts';

/** Makes a bulletin of which nothing is published yet. Returns its id. */
export async function makeBulletin(db: Db, who: Who, content: BulletinContent, now: Date): Promise<number> {
  return transaction(db, async (tx) => {
    const id = await createBulletin(tx, content, { by: nameOf(who), now });
    await record(tx, who, { action: 'made_bulletin', entity: 'bulletin', entity_id: String(id) }, now);
    return id;
  });
}

/** What is done with a text: kept, published at once, or at a moment that is to come. */
export type Saving =
  | { as: 'saved' }
  | ({ as: 'published' } & Pick<Publishing, 'override_reason' | 'findings'>)
  | { as: 'planned'; at: Date; reason: string | null };

/**
 * Saves a text of a bulletin (none where it is the one that waits already) and publishes or plans it, or does nothing of
 * that. Returns false where somebody has changed the bulletin since it was `seen`.
 */
export async function saveBulletin(
  db: Db,
  who: Who,
  { id, seen, content }: { id: number; seen: number; content: BulletinContent | undefined },
  saving: Saving,
  now: Date,
): Promise<boolean> {
  const by = nameOf(who);
  const deed = { entity: 'bulletin', entity_id: String(id) };
  return transaction(db, async (tx) => {
    const isSaved = content
      ? await saveDraft(tx, id, seen, content, { by, now })
      : await changeBulletin(tx, id, seen, {});
    if (!isSaved) return false;
    if (saving.as === 'published') {
      const { override_reason, findings } = saving;
      const given = await publishBulletin(tx, id, { by, now, override_reason, findings });
      const detail = { number: given && numberInWords(given), override_reason };
      await record(tx, who, { ...deed, action: 'published_bulletin', detail }, now);
    } else if (saving.as === 'planned') {
      const { at, reason } = saving;
      await changeBulletin(tx, id, seen + 1, { publish_at: at, publish_reason: reason, planned_by: by });
      await record(tx, who, { ...deed, action: 'planned_bulletin', detail: { at: at.toISOString() } }, now);
    } else await record(tx, who, { ...deed, action: 'saved_bulletin' }, now);
    return true;
  });
}

/** Changes how a bulletin stands and writes that down. Returns false where somebody else was quicker. */
export async function doToBulletin(
  db: Db,
  who: Who,
  { id, seen, action, change }: { id: number; seen: number; action: string; change: BulletinChange },
  now: Date,
): Promise<boolean> {
  return transaction(db, async (tx) => {
    const isDone = await changeBulletin(tx, id, seen, change);
    const detail = change.withdrawn_because ? { because: change.withdrawn_because } : {};
    if (isDone)
      await record(tx, who, { action: `${action}_bulletin`, entity: 'bulletin', entity_id: String(id), detail }, now);
    return isDone;
  });
}

/** By which name a person stands in what staff read. */
export function nameOf({ name, email }: Pick<Who, 'name' | 'email'>): string {
  return name || email;
}
