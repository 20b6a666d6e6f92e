import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { UnderstoodQuery } from '../thesaurus/query-rules.ts';
import { conceptQueries, SHARE_TO_MATCH, thresholdQuery } from '../thesaurus/threshold-rules.ts';
import type { KnownPages } from './known-pages.ts';

/** A page that a search found. */
export interface FoundPage {
  title: string;
  summary: string;
  href: string;
}

/** How much it counts in which part of a page a word stands: its text, its headings, its summary, its title. */
const weights = [0.1, 0.3, 0.6, 1];
/** Below this, of the most that there could be, a page only mentions what was asked for. */
const leastScore = 0.16;
/** What it counts for a page that its title, or another word that it goes by, is the whole question; less for a part of it. */
const forOwnName = 0.6;
/** What is written for people who work with children comes after what families read. */
const forOthers = 0.7;

/**
 * Finds the pages that a question is about, by the same understanding of its words as the search for services: enough of
 * what was asked for must stand in a page, and not only in passing; or the question holds a name of the page. The nearest
 * come first.
 */
export async function searchPages(
  db: Db,
  known: KnownPages,
  { concepts, original }: Pick<UnderstoodQuery, 'concepts' | 'original'>,
  { most, say }: { most: number; say: (text: string) => string },
): Promise<FoundPage[]> {
  const threshold = thresholdQuery(concepts, SHARE_TO_MATCH);
  if (threshold === '') return [];
  const asked = conceptQueries(concepts);
  const total = asked.reduce((sum, { weight }) => sum + weight, 0);
  const parts = asked.map(({ query, weight }) => {
    const inPart = (letters: string) =>
      query.replace(/'([^']*)'(:\*)?/g, (_, word: string, prefix = '') => `'${word}':${prefix ? '*' : ''}${letters}`);
    const share = (of: number | undefined) => sql`${((of ?? 0) * weight) / total}::real`;
    const matches = (letters: string) => sql`page_search.words @@ to_tsquery('english', ${inPart(letters)})`;
    return sql`case when ${matches('A')} then ${share(weights[3])} when ${matches('B')} then ${share(weights[2])}
      when ${matches('C')} then ${share(weights[1])} when ${matches('D')} then ${share(weights[0])} else 0 end`;
  });
  const question = ` ${original
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
  const named = sql`coalesce((select max(length(own)) from unnest(page_version.words || page_version.title) own
    where position(' ' || lower(own) || ' ' in ${question}) > 0), 0)`;
  const rank = sql`ts_rank(page_search.words, to_tsquery('english', ${threshold}), 1)`;
  const found = await sql<{ path: string; score: number }>`
    select path, score from (
      select path, ((${sql.join(parts, sql` + `)}) * case when audience = 'professional' then ${forOthers}::real else 1 end)::real
        + least(0.09, ${rank})::real + ${forOwnName}::real * ${named} / ${question.length}::real as score
      from page_search join page on page.id = page_search.page_id join page_version on page_version.id = published_version
      where page_search.words @@ to_tsquery('english', ${threshold}) or ${named} > 0
    ) scored where score >= ${leastScore}::real order by score desc, path limit ${most}`.execute(db);
  return found.rows.flatMap(({ path }) => {
    const page = known.byPath.get(path);
    return page ? { title: say(page.title), summary: say(page.summary), href: path } : [];
  });
}
