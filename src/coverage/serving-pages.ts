import { sql } from 'kysely';
import type { KnownPages } from '../content/known-pages.ts';
import type { Db } from '../db/database.ts';
import type { ServingPage } from './counted-rules.ts';
import { stateOfPage } from './state-rules.ts';

/** The Local Offer's own public pages, with how each stands on a day (`YYYY-MM-DD`) and which leaves it serves. */
export async function servingPages(db: Db, known: KnownPages, today: string): Promise<ServingPage[]> {
  const dead = await deadLinks(db, today);
  return [...known.byPath.values()].map(({ path, title, serves, review_by, rewriting_until, rewriting_hides }) => {
    const is_hidden = rewriting_until !== null && rewriting_hides;
    return {
      path,
      title,
      serves,
      state: stateOfPage({ review_by, is_hidden, dead_links: dead.get(path) ?? [] }, today),
    };
  });
}

/** Page → the addresses that it leads to and that lead to nothing: within this site by its walk, elsewhere by the link check. */
async function deadLinks(db: Db, today: string): Promise<Map<string, string[]>> {
  const rows = await sql<{ page: string; target: string }>`
    select page, target from site_dead_link
    union
    select page.path, page_link.url from page_link
      join page on page.id = page_link.page_id
      join contact_check on contact_check.kind = 'web' and contact_check.target = page_link.url and not is_good
      cross join lateral (select broken_after_days from contact_check_promise
        where kind = 'web' and holds_from <= ${today}::date order by holds_from desc limit 1) promise
    where failed_days >= broken_after_days
    order by 1, 2`.execute(db);
  const byPage = new Map<string, string[]>();
  for (const { page, target } of rows.rows) byPage.set(page, [...(byPage.get(page) ?? []), target]);
  return byPage;
}
