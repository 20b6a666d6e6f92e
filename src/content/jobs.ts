import type { Authority } from '../authority.ts';
import { type Db, transaction } from '../db/database.ts';
import { recordOwnDeed } from '../people/audit.ts';
import { tagOf } from '../web/conditional.ts';
import { writePdf } from '../web/pdf.ts';
import { bookletText } from './booklet-page.ts';
import { keepOnlyBooklets, listBooklets, saveBooklet } from './booklets.ts';
import { publishPage, takeDownPage } from './page-publishing.ts';
import type { Places } from './place-rules.ts';
import { publicPages } from './public-pages.ts';

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

/**
 * Makes the booklet of each section as PDF, in normal and in large print, where it would be another than the one that is
 * stored. Runs every night, and again after it was cut short.
 */
export async function makeBooklets(
  db: Db,
  now: Date,
  { authority, base_url, stopping }: { authority: Authority; base_url: string; stopping: AbortSignal },
): Promise<void> {
  const pages = publicPages(db, authority);
  const known = await pages.now();
  const stored = new Map((await listBooklets(db)).map((one) => [`${one.section} ${one.is_large}`, one.made_of]));
  const made: string[] = [];
  for (const { section } of known.sections) {
    const text = await bookletText(pages, known, { section, authority, base_url, now });
    if (!text) continue;
    made.push(section);
    const made_of = tagOf(JSON.stringify([text.title, text.opening, text.blocks]));
    for (const is_large of [false, true]) {
      if (stopping.aborted) return;
      if (stored.get(`${section} ${is_large}`) === made_of) continue;
      await saveBooklet(db, { section, is_large, made_of, made_at: now, file: await writePdf({ ...text, is_large }) });
    }
  }
  await keepOnlyBooklets(db, made);
}
