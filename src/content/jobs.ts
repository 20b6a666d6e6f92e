import { type Db, transaction } from '../db/database.ts';
import { recordOwnDeed } from '../people/audit.ts';
import { publishPage, takeDownPage } from './page-publishing.ts';
import type { Places } from './place-rules.ts';

/** Publishes and takes down the pages whose planned moment has come; each in a transaction of its own. Runs every minute. */
export async function keepToPlans(db: Db, now: Date, places: Places): Promise<void> {
  const due = await db
    .selectFrom('page')
    .select(['id', 'publish_at', 'remove_at'])
    .where((is) => is.or([is('publish_at', '<=', now), is('remove_at', '<=', now)]))
    .orderBy('id')
    .execute();
  for (const { id } of due)
    await transaction(db, async (tx) => {
      const page = await tx
        .selectFrom('page')
        .select(['publish_at', 'remove_at', 'publish_reason', 'planned_by'])
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      const by = page?.planned_by ?? 'the plan';
      const deed = { entity: 'page', entity_id: String(id) };
      if (page?.publish_at && page.publish_at <= now) {
        await publishPage(tx, id, { by, now, places, override_reason: page.publish_reason });
        await recordOwnDeed(tx, `planned by ${by}`, { ...deed, action: 'published_page' }, now);
      }
      if (page?.remove_at && page.remove_at <= now) {
        await takeDownPage(tx, id, { by, now });
        await recordOwnDeed(tx, `planned by ${by}`, { ...deed, action: 'took_down_page' }, now);
      }
    });
}
