import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { longDate } from '../directory/date-rules.ts';
import { guidedSearches } from '../directory/guided-searches.ts';
import { fixedPages } from '../directory/sitemap.ts';
import { dayOf } from '../parts.ts';
import { type Finding, keepFindings } from './findings.ts';
import { paragraphsOf } from './page-texts-rules.ts';
import { findPastDates } from './past-date-rules.ts';

/** Gives the HTML of one of the site's own pages as everybody sees it; undefined where it cannot be shown. */
export type ReadPage = (path: string) => Promise<string | undefined>;

/** Pages made of records, counts and days that have passed by right: their words come from elsewhere. */
const made_of_data = /^\/(?:services|find\/.*|about\/freshness|about\/coverage|in-development)$/;

interface Text {
  page: string;
  paragraphs: string[];
}

/**
 * Finds dates that have passed on the site's own pages and in guided searches, and puts each on the desk once. "This year"
 * is the year in which its paragraph was first seen. A page that cannot be shown is left as it was. Runs once a day.
 */
export async function lookThroughPages(db: Db, now: Date, readPage: ReadPage): Promise<void> {
  const today = dayOf(now);
  const texts = await allTexts(db, readPage);
  for (const text of texts) {
    const since = await firstSeen(db, text, today);
    const findings: Finding[] = text.paragraphs.flatMap((paragraph) =>
      findPastDates(paragraph, { today, written_on: since.get(paragraph) ?? today, is_own_page: true }).map(
        (found) => ({
          place: text.page,
          field: 'text of the page',
          text: found.text,
          reason: `it has passed: ${longDate(found.passed_on)}`,
        }),
      ),
    );
    const looked = [{ id: text.page, name: `Page ${text.page}`, organization_id: null }];
    await keepFindings(db, 'past_date', { looked, findings, now });
  }
}

async function allTexts(db: Db, readPage: ReadPage): Promise<Text[]> {
  const texts: Text[] = [];
  for (const { path } of await fixedPages(db)) {
    const html = made_of_data.test(path) ? undefined : await readPage(path);
    if (html !== undefined) texts.push({ page: path, paragraphs: paragraphsOf(html) });
  }
  const guided = await guidedSearches(db);
  return [
    ...texts,
    ...guided.map(({ slug, title, introduction }) => ({ page: `/find/${slug}`, paragraphs: [title, introduction] })),
  ];
}

/** Keeps since when each paragraph of a page has been there, and forgets those that are not there any more. */
async function firstSeen(db: Db, { page, paragraphs }: Text, today: string): Promise<Map<string, string>> {
  const digests = new Map(paragraphs.map((paragraph) => [digestOf(paragraph), paragraph]));
  const there = [...digests.keys()];
  return transaction(db, async (tx) => {
    await sql`delete from page_paragraph where page = ${page} and digest <> all(${there}::text[])`.execute(tx);
    await sql`insert into page_paragraph (page, digest, first_seen_on)
      select ${page}, digest, ${today}::date from unnest(${there}::text[]) digest on conflict do nothing`.execute(tx);
    const rows = await tx
      .selectFrom('page_paragraph')
      .select(['digest', 'first_seen_on'])
      .where('page', '=', page)
      .execute();
    return new Map(rows.map(({ digest, first_seen_on }) => [digests.get(digest) ?? '', first_seen_on]));
  });
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
