import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { takeAwayBooklets } from './booklets.ts';
import { contentOf, type PageContent, pathOfPage } from './page-content-rules.ts';

/** Who writes, when, and on top of what: `seen` is the page's number when its form was shown. */
export interface Writing {
  by: string;
  now: Date;
}

const sections = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Why a page cannot have an address; undefined where it can. Two pages have none in common, and an old one leads on. */
export async function whyNotAt(
  db: Db,
  { section, name }: { section: string; name: string },
  page_id?: number,
): Promise<string | undefined> {
  if (!sections.test(section)) return 'Choose a section';
  if (name !== '' && !sections.test(name))
    return 'Write the address in small letters, figures and hyphens, like sen-support';
  if (name.length > 80) return 'Make the address 80 characters or fewer';
  const path = pathOfPage({ section, name });
  const taken = await sql<{ page_id: number; is_old: boolean }>`
    select id as page_id, false as is_old from page where path = ${path}
    union all select page_id, true from page_redirect where path = ${path}`.execute(db);
  const [other] = taken.rows.filter((row) => row.page_id !== page_id);
  if (!other) return undefined;
  return other.is_old
    ? `${path} was another page’s address, and leads on to it for ever. Choose another.`
    : `There is a page at ${path}. Choose another address.`;
}

/** Makes a page of which nothing is public yet. Returns its number; undefined where there is one at that address. */
export async function createPage(
  tx: Db,
  at: { section: string; name: string },
  content: PageContent,
  { by, now }: Writing,
): Promise<number | undefined> {
  const page = await tx
    .insertInto('page')
    .values({ ...at, path: pathOfPage(at), created_at: now })
    .onConflict((conflict) => conflict.column('path').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!page) return undefined;
  const version_id = await writeVersion(tx, page.id, content, { by, now, note: '' });
  await tx.updateTable('page').set({ draft_version: version_id }).where('id', '=', page.id).execute();
  return page.id;
}

async function writeVersion(
  tx: Db,
  page_id: number,
  content: PageContent,
  { by, now, note }: Writing & { note: string },
): Promise<number> {
  const { id } = await tx
    .insertInto('page_version')
    .values({
      ...contentOf(content),
      page_id,
      number: sql<number>`1 + coalesce((select max(number) from page_version where page_id = ${page_id}), 0)`,
      written_at: now,
      written_by: by,
      note,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/**
 * Changes what is stored of a page, if it still is as it was seen. Returns false where somebody has changed it meanwhile;
 * then nothing is written.
 */
export async function changePage(
  tx: Db,
  page_id: number,
  seen: number,
  change: Partial<
    Record<
      | 'draft_version'
      | 'publish_at'
      | 'remove_at'
      | 'publish_reason'
      | 'planned_by'
      | 'rewriting_until'
      | 'rewriting_note'
      | 'rewriting_hides'
      | 'review_by',
      unknown
    >
  >,
): Promise<boolean> {
  const sets: RawBuilder<unknown>[] = Object.entries(change).map(
    ([column, value]) => sql`${sql.id(column)} = ${value}`,
  );
  const changed = await sql`
    update page set ${sql.join([...sets, sql`version = version + 1`])} where id = ${page_id} and version = ${seen} returning id`.execute(
    tx,
  );
  return changed.rows.length === 1;
}

/**
 * Says that a page is being rewritten, and by which day (YYYY-MM-DD) it is back, or that it is back; what was said before
 * stays in its history. Returns false where somebody has changed the page meanwhile.
 */
export async function sayRewriting(
  tx: Db,
  page: { id: number; version: number; section: string },
  rewriting: { until: string; note: string; hides: boolean } | undefined,
  { by, now }: Writing,
): Promise<boolean> {
  const { until = null, note = null, hides = false } = rewriting ?? {};
  const change = { rewriting_until: until, rewriting_note: note, rewriting_hides: hides };
  if (!(await changePage(tx, page.id, page.version, change))) return false;
  await tx.insertInto('page_rewriting').values({ page_id: page.id, said_at: now, said_by: by, until }).execute();
  if (hides) await takeAwayBooklets(tx, page.section);
  return true;
}

/** Keeps a text that waits; the public one stays. Returns false where somebody has changed the page meanwhile. */
export async function saveDraft(
  tx: Db,
  page_id: number,
  seen: number,
  content: PageContent,
  writing: Writing & { note: string },
): Promise<boolean> {
  const there = await tx.selectFrom('page').select('version').where('id', '=', page_id).forUpdate().executeTakeFirst();
  if (there?.version !== seen) return false;
  const version_id = await writeVersion(tx, page_id, content, writing);
  return changePage(tx, page_id, seen, { draft_version: version_id });
}

/** Gives a page another address; the old one leads to it for ever. Returns false where somebody has changed it meanwhile. */
export async function movePage(
  tx: Db,
  page: { id: number; path: string; published_version: number | null },
  seen: number,
  to: { section: string; name: string },
  { by, now }: Writing,
): Promise<boolean> {
  const path = pathOfPage(to);
  const moved = await sql`
    update page set section = ${to.section}, name = ${to.name}, path = ${path}, version = version + 1
    where id = ${page.id} and version = ${seen} returning id`.execute(tx);
  if (moved.rows.length === 0) return false;
  // back at an address that it had before: that one leads nowhere else now
  await tx.deleteFrom('page_redirect').where('path', '=', path).where('page_id', '=', page.id).execute();
  await tx
    .insertInto('page_redirect')
    .values({ path: page.path, page_id: page.id, since: now, by })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  if (page.published_version)
    await tx
      .insertInto('page_publication')
      .values({ page_id: page.id, version_id: page.published_version, path, at: now, by })
      .execute();
  return true;
}

/** Whether two texts of a page say the same in everything. */
export function isSameContent(one: PageContent, other: PageContent): boolean {
  return JSON.stringify(contentOf(one)) === JSON.stringify(contentOf(other));
}
