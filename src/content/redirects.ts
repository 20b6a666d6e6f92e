import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

/**
 * Where an address that was once a page's leads now; `is_public` is false where that page has been taken down. Nothing is
 * said of a page that has never been public.
 */
export async function findRedirect(db: Db, path: string): Promise<{ path: string; is_public: boolean } | undefined> {
  if (path.length > 300) return undefined;
  const rows = await sql<{ path: string; is_public: boolean }>`
    select path, is_public from (
      select page.id, page.path, published_version is not null as is_public from page_redirect
        join page on page.id = page_redirect.page_id where page_redirect.path = ${path}
      union all
      select id, path, false from page where path = ${path} and published_version is null) found
    where exists (select from page_publication where page_id = found.id) limit 1`.execute(db);
  return rows.rows[0];
}
