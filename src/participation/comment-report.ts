import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { CommentState } from './comment-state-rules.ts';
import type { Topic, WayToCome } from './comments.ts';
import { type PublishedAnswer, publishedAnswers } from './published-answers.ts';

/** What became of the comments that came in one year. */
export interface CommentReport {
  year: number;
  /** how many came, by topic and by the state in which they are now */
  received: { topic: Topic; state: CommentState; n: number }[];
  came_by: { way: WayToCome; n: number }[];
  excluded: { reason: string; n: number }[];
  /** of those that have an answer, days until the first; null where none has */
  median_days: number | null;
  answered: number;
  ratings: { helpful: number; not_helpful: number };
  /** the pages that most people found not helpful, those first */
  rated_pages: { page: string; helpful: number; not_helpful: number }[];
  /** what was published in the year, whenever it came */
  published: PublishedAnswer[];
}

/** The report of a year, in the time of the United Kingdom (SEND Regulations 2014, reg. 56: published at least annually). */
export async function commentReport(db: Db, year: number): Promise<CommentReport> {
  const came = sql`extract(year from comment.received_at at time zone 'Europe/London') = ${year}`;
  const received = await sql<CommentReport['received'][number]>`
    select topic, state, count(*) as n from comment where ${came} group by topic, state`.execute(db);
  const came_by = await sql<CommentReport['came_by'][number]>`
    select came_by as way, count(*) as n from comment where ${came} group by came_by order by n desc, came_by`.execute(
    db,
  );
  const excluded = await sql<CommentReport['excluded'][number]>`
    select comment_exclusion.text as reason, count(*) as n from comment
      join comment_exclusion on comment_exclusion.code = comment.exclusion
    where ${came} group by comment_exclusion.code order by comment_exclusion.position`.execute(db);
  const time = await sql<{ median_days: number | null; answered: number }>`
    select percentile_cont(0.5) within group (order by days) as median_days, count(*) as answered
    from (select (min(comment_step.at) at time zone 'Europe/London')::date
        - (comment.received_at at time zone 'Europe/London')::date as days
      from comment join comment_step on comment_step.comment_id = comment.id and comment_step.state = 'answered'
      where ${came} group by comment.id) answered`.execute(db);
  const ratings = await sql<CommentReport['ratings']>`
    select count(*) filter (where is_helpful) as helpful, count(*) filter (where not is_helpful) as not_helpful
    from page_rating where extract(year from received_at at time zone 'Europe/London') = ${year}`.execute(db);
  const rated_pages = await sql<CommentReport['rated_pages'][number]>`
    select page, count(*) filter (where is_helpful) as helpful, count(*) filter (where not is_helpful) as not_helpful
    from page_rating where extract(year from received_at at time zone 'Europe/London') = ${year}
    group by page order by not_helpful desc, helpful desc, page limit 50`.execute(db);
  const wanted = { q: '', topic: undefined, year };
  const { answers } = await publishedAnswers(db, wanted, { limit: 10_000 });
  return {
    year,
    received: received.rows,
    came_by: came_by.rows,
    excluded: excluded.rows,
    median_days: time.rows[0]?.median_days ?? null,
    answered: time.rows[0]?.answered ?? 0,
    ratings: ratings.rows[0] ?? { helpful: 0, not_helpful: 0 },
    rated_pages: rated_pages.rows,
    published: answers,
  };
}

/** The smallest number of comments that the public reads, by the policy of a day (`YYYY-MM-DD`). */
export async function fewestShown(db: Db, day: string): Promise<number> {
  const row = await db
    .selectFrom('comment_cycle')
    .select('fewest_shown')
    .where('holds_from', '<=', day)
    .orderBy('holds_from', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return row.fewest_shown;
}

/** The years in which comments came or were published, the latest first. */
export async function yearsOfComments(db: Db): Promise<number[]> {
  const rows = await sql<{ year: number }>`
    select distinct extract(year from at at time zone 'Europe/London')::int as year
    from (select received_at as at from comment union all select published_at from comment where published_at is not null) all_of_them
    order by year desc`.execute(db);
  return rows.rows.map(({ year }) => year);
}
