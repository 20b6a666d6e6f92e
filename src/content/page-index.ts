import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { PageContent } from './page-content-rules.ts';
import { elsewhereOf } from './page-link-rules.ts';
import { readPage } from './page-tree-rules.ts';
import { fillPlaces, type Places } from './place-rules.ts';

/** What a page that has just become public is found by. */
export type Indexed = Pick<PageContent, 'title' | 'summary' | 'words' | 'markdown'> & { page_id: number };

/** Writes what the search finds public pages by, and which other sites they lead to, in place of what stood there. */
export async function indexPages(db: Db, pages: readonly Indexed[], places: Places): Promise<void> {
  await takeFromIndex(
    db,
    pages.map(({ page_id }) => page_id),
  );
  const rows = pages.map(({ page_id, title, summary, words, markdown }) => ({
    page_id,
    title: fillPlaces(title, places),
    summary: fillPlaces([summary, ...words].join('. '), places),
    headings: [...markdown.matchAll(/^#+\s+(.*)$/gm)]
      .map(([, heading]) => fillPlaces(heading ?? '', places))
      .join('. '),
    body: fillPlaces(plainWords(markdown), places),
  }));
  // a word counts most in the title (A), then in the summary and the other words for it (B), then in headings (C)
  await sql`
    insert into page_search (page_id, words, vocabulary)
    select page_id, setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', summary), 'B')
      || setweight(to_tsvector('english', headings), 'C') || setweight(to_tsvector('english', body), 'D'),
      tsvector_to_array(to_tsvector('simple', concat_ws(' ', title, summary, headings)))
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (page_id bigint, title text, summary text, headings text, body text)
  `.execute(db);
  const links = pages.flatMap(({ page_id, markdown }) =>
    markdown.includes('http') ? elsewhereOf(readPage(markdown)).map((url) => ({ page_id, url })) : [],
  );
  if (links.length > 0)
    await sql`insert into page_link (page_id, url)
      select page_id, url from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as row (page_id bigint, url text)`.execute(
      db,
    );
}

/** Takes pages out of what the search finds. */
export async function takeFromIndex(db: Db, ids: readonly number[]): Promise<void> {
  await sql`delete from page_search where page_id = any(${ids}::bigint[])`.execute(db);
  await sql`delete from page_link where page_id = any(${ids}::bigint[])`.execute(db);
}

// the words of Markdown without reading it whole: signs may stay, as the index passes over them
function plainWords(markdown: string): string {
  return markdown
    .replace(/\]\([^)]*\)/g, '] ')
    .replace(/\{\w+=[^}]*\}/g, ' ')
    .replace(/:::?\w+/g, ' ');
}
