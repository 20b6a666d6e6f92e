import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { addMonths } from '../directory/freshness-rules.ts';
import { dayOf } from '../parts.ts';
import { takeAwayBooklets } from './booklets.ts';
import type { Finding } from './page-check-rules.ts';
import { indexPages, takeFromIndex } from './page-index.ts';
import type { Places } from './place-rules.ts';

/** Who publishes, when, and in spite of what. */
export interface Publishing {
  by: string;
  now: Date;
  places: Places;
  override_reason?: string | null;
  findings?: readonly Finding[];
}

/**
 * Makes the waiting version of a page the one that everybody reads, and sets the day by which it is looked through again.
 * Plans for it are done with. Returns false where nothing waits.
 */
export async function publishPage(
  tx: Db,
  page_id: number,
  { by, now, places, override_reason = null, findings = [] }: Publishing,
): Promise<boolean> {
  const page = await tx
    .selectFrom('page')
    .innerJoin('page_version', 'page_version.id', 'page.draft_version')
    .select([
      'page.id as page_id',
      'path',
      'page_version.id as version_id',
      'title',
      'summary',
      'words',
      'markdown',
      'review_months',
    ])
    .where('page.id', '=', page_id)
    .executeTakeFirst();
  if (!page) return false;
  await tx
    .insertInto('page_publication')
    .values({
      page_id,
      version_id: page.version_id,
      path: page.path,
      at: now,
      by,
      override_reason,
      findings: JSON.stringify(findings),
    })
    .execute();
  // what is published anew is back
  await sql`insert into page_rewriting (page_id, said_at, said_by)
    select id, ${now}::timestamptz, ${by} from page where id = ${page_id} and rewriting_until is not null`.execute(tx);
  await tx
    .updateTable('page')
    .set({
      published_version: page.version_id,
      draft_version: null,
      publish_at: null,
      publish_reason: null,
      rewriting_until: null,
      rewriting_note: null,
      rewriting_hides: false,
      review_by: addMonths(dayOf(now), page.review_months),
      version: sql`version + 1`,
    })
    .where('id', '=', page_id)
    .execute();
  await indexPages(tx, [page], places);
  return true;
}

/** Takes a page down: its versions stay, and what waits becomes public when somebody publishes it. */
export async function takeDownPage(
  tx: Db,
  page_id: number,
  { by, now }: Pick<Publishing, 'by' | 'now'>,
): Promise<void> {
  const page = await tx
    .selectFrom('page')
    .select(['path', 'section', 'published_version', 'draft_version'])
    .where('id', '=', page_id)
    .executeTakeFirst();
  if (!page?.published_version) return;
  await tx.insertInto('page_publication').values({ page_id, version_id: null, path: page.path, at: now, by }).execute();
  await tx
    .updateTable('page')
    .set({
      published_version: null,
      draft_version: page.draft_version ?? page.published_version,
      remove_at: null,
      version: sql`version + 1`,
    })
    .where('id', '=', page_id)
    .execute();
  await takeFromIndex(tx, [page_id]);
  await takeAwayBooklets(tx, page.section);
}
