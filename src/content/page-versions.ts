import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { Finding } from './page-check-rules.ts';
import type { PageContent } from './page-content-rules.ts';

/** A version of a page, whole. */
export interface PageVersion extends PageContent {
  id: number;
  number: number;
  written_at: Date;
  written_by: string;
  note: string;
}

/** A page as those who keep it see it. */
export interface StaffPage {
  id: number;
  section: string;
  name: string;
  path: string;
  published_version: number | null;
  draft_version: number | null;
  publish_at: Date | null;
  remove_at: Date | null;
  publish_reason: string | null;
  planned_by: string | null;
  review_by: string | null;
  rewriting_until: string | null;
  rewriting_note: string | null;
  rewriting_hides: boolean;
  version: number;
}

const columns = [
  'id',
  'section',
  'name',
  'path',
  'published_version',
  'draft_version',
  'publish_at',
  'remove_at',
  'publish_reason',
  'planned_by',
  'review_by',
  'rewriting_until',
  'rewriting_note',
  'rewriting_hides',
  'version',
] as const;

/** The page of that number. */
export async function findPage(db: Db, id: number): Promise<StaffPage | undefined> {
  return db.selectFrom('page').select(columns).where('id', '=', id).executeTakeFirst();
}

/** Every page, with the version that waits, else the one that is public, else its last. */
export async function allPages(db: Db): Promise<(StaffPage & { latest: PageVersion })[]> {
  const pages = await db.selectFrom('page').select(columns).execute();
  const latest = await sql<PageVersion & { page_id: number }>`
    select page_version.* from page join page_version on page_version.id = coalesce(draft_version, published_version,
      (select max(last.id) from page_version last where last.page_id = page.id))`.execute(db);
  const byPage = new Map(latest.rows.map((version) => [version.page_id, version]));
  return pages.flatMap((page) => {
    const version = byPage.get(page.id);
    return version ? { ...page, latest: version } : [];
  });
}

/** The version that a page's editor begins with: what waits, else what is public, else the last there was. */
export async function latestVersion(
  db: Db,
  page: Pick<StaffPage, 'id' | 'draft_version' | 'published_version'>,
): Promise<PageVersion> {
  const wanted = page.draft_version ?? page.published_version;
  return db
    .selectFrom('page_version')
    .selectAll()
    .where('page_id', '=', page.id)
    .$if(wanted !== null, (query) => query.where('id', '=', wanted))
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
}

/** Every version of a page without its text, the newest first. */
export async function versionsOf(db: Db, page_id: number) {
  return db
    .selectFrom('page_version')
    .select(['id', 'number', 'title', 'written_at', 'written_by', 'note'])
    .where('page_id', '=', page_id)
    .orderBy('number', 'desc')
    .execute();
}

/** One version by its number. */
export async function findVersion(db: Db, page_id: number, number: number): Promise<PageVersion | undefined> {
  return db
    .selectFrom('page_version')
    .selectAll()
    .where('page_id', '=', page_id)
    .where('number', '=', number)
    .executeTakeFirst();
}

/** What became public when, the newest first; `number` is null where the page was taken down. */
export async function publicationsOf(db: Db, page_id: number) {
  const rows = await db
    .selectFrom('page_publication')
    .leftJoin('page_version', 'page_version.id', 'version_id')
    .select(['at', 'by', 'path', 'override_reason', 'findings', 'number'])
    .where('page_publication.page_id', '=', page_id)
    .orderBy('page_publication.id', 'desc')
    .execute();
  return rows.map(({ findings, ...row }) => ({ ...row, findings: findings as unknown as Finding[] }));
}

/** The version that was public at the end of a moment, with its address then; undefined where none was. */
export async function versionAsOn(
  db: Db,
  page_id: number,
  moment: Date,
): Promise<(PageVersion & { path: string; at: Date }) | undefined> {
  const row = await db
    .selectFrom('page_publication')
    .select(['version_id', 'path', 'at'])
    .where('page_id', '=', page_id)
    .where('at', '<', moment)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row?.version_id) return undefined;
  const version = await db
    .selectFrom('page_version')
    .selectAll()
    .where('id', '=', row.version_id)
    .executeTakeFirstOrThrow();
  return { ...version, path: row.path, at: row.at };
}
