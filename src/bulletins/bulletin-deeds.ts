import { type Db, transaction } from '../db/database.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';
import type { BulletinFinding } from './bulletin-check-rules.ts';
import type { BulletinContent } from './bulletin-rules.ts';
import { type BulletinChange, changeBulletin, createBulletin, findBegun, saveDraft } from './bulletins.ts';
import { seenTo } from './held-bulletins.ts';
import { numberInWords } from './number-rules.ts';
import { publishBulletin } from './publishing.ts';

/** The same form once more within ten minutes is no second bulletin. */
const sentTwiceWithin = 10 * 60_000;

/** Makes a bulletin of which nothing is published yet; once, where its form was sent twice. Returns its id. */
export async function makeBulletin(db: Db, who: Who, content: BulletinContent, now: Date): Promise<number> {
  const by = nameOf(who);
  return transaction(db, async (tx) => {
    // whoever sends the same form at the same moment waits here
    await tx.selectFrom('person').select('id').where('id', '=', who.person_id).forUpdate().execute();
    const made = await findBegun(tx, content, { by, since: new Date(now.getTime() - sentTwiceWithin) });
    if (made !== undefined) return made;
    const id = await createBulletin(tx, content, { by, now });
    await record(tx, who, { action: 'made_bulletin', entity: 'bulletin', entity_id: String(id) }, now);
    return id;
  });
}

/** What is done with a text: kept, published at once, or at a moment that is to come. */
export type Saving = { as: 'saved' } | ({ as: 'published' } & Accepted) | ({ as: 'planned'; at: Date } & Accepted);

/** What was found, and why it goes out all the same: null where nothing was found. */
export interface Accepted {
  override_reason: string | null;
  findings: readonly BulletinFinding[];
}

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
      const { at, override_reason: publish_reason, findings } = saving;
      const plan = { publish_at: at, publish_reason, publish_findings: JSON.stringify(findings), planned_by: by };
      await changeBulletin(tx, id, seen + 1, plan);
      await seenTo(tx, id, 'planned anew', now);
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
    if (!(await changeBulletin(tx, id, seen, change))) return false;
    const detail = change.withdrawn_because ? { because: change.withdrawn_because } : {};
    await seenTo(tx, id, 'taken back', now);
    await record(tx, who, { action: `${action}_bulletin`, entity: 'bulletin', entity_id: String(id), detail }, now);
    return true;
  });
}

/** By which name a person stands in what staff read. */
export function nameOf({ name, email }: Pick<Who, 'name' | 'email'>): string {
  return name || email;
}
