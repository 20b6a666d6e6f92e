import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { Topic } from './comments.ts';

/** What the public reads: what people said, the council's answer, and what it does. */
export interface PublishedAnswer {
  id: number;
  answer: string;
  action: string;
  /** when a comment with this answer was last published */
  published_at: Date;
  said: { words: string; topic: Topic; service: string | null; slug: string | null }[];
}

/** Which answers are asked for: of a topic, of a year (of publication), with words in them. */
export interface AnswersWanted {
  q: string;
  topic: Topic | undefined;
  year: number | undefined;
}

/** How many of what was published, from where on. */
interface Part {
  limit: number;
  offset?: number;
}

/** Published answers, the newest first, each with all published comments that it answers; and how many there are. */
export async function publishedAnswers(
  db: Db,
  { q, topic, year }: AnswersWanted,
  { limit, offset = 0 }: Part,
): Promise<{ total: number; answers: PublishedAnswer[] }> {
  const rows = await sql<Omit<PublishedAnswer, 'said'> & { total: number }>`
    select a.id, a.answer, a.action, max(c.published_at) as published_at, count(*) over () as total
    from comment_answer a join comment c on c.answer_id = a.id and c.state = 'published'
    where true
      ${topic ? sql`and c.topic = ${topic}` : sql``}
      ${year ? sql`and extract(year from c.published_at at time zone 'Europe/London') = ${year}` : sql``}
      ${
        q === ''
          ? sql``
          : sql`and to_tsvector('english', concat_ws(' ', c.words, a.answer, a.action))
        @@ websearch_to_tsquery('english', ${q})`
      }
    group by a.id order by published_at desc, a.id desc limit ${limit} offset ${offset}`.execute(db);
  return { total: rows.rows[0]?.total ?? 0, answers: await withComments(db, rows.rows) };
}

/** One published answer. Undefined if there is none, or nothing of it is public. */
export async function publishedAnswer(db: Db, id: string): Promise<PublishedAnswer | undefined> {
  if (!/^\d{1,15}$/.test(id)) return undefined;
  const rows = await sql<Omit<PublishedAnswer, 'said'>>`
    select a.id, a.answer, a.action, max(c.published_at) as published_at
    from comment_answer a join comment c on c.answer_id = a.id and c.state = 'published'
    where a.id = ${Number(id)} group by a.id`.execute(db);
  return (await withComments(db, rows.rows))[0];
}

/** Puts what people said beside each answer; a service is named only while it is public. */
async function withComments(db: Db, answers: Omit<PublishedAnswer, 'said'>[]): Promise<PublishedAnswer[]> {
  if (answers.length === 0) return [];
  const ids = answers.map(({ id }) => id);
  const rows = await sql<PublishedAnswer['said'][number] & { answer_id: number }>`
    select comment.answer_id, comment.words, comment.topic, service.name as service, service.slug
    from comment left join service on service.id = comment.service_id and exists (
      select from publication where publication.service_id = service.id and publication.withdrawn_at is null)
    where comment.state = 'published' and comment.answer_id = any(${ids}::bigint[])
    order by comment.published_at desc, comment.id desc`.execute(db);
  const of = Map.groupBy(rows.rows, ({ answer_id }) => answer_id);
  return answers.map(({ id, answer, action, published_at }) => ({
    id,
    answer,
    action,
    published_at,
    said: (of.get(id) ?? []).map(({ words, topic, service, slug }) => ({ words, topic, service, slug })),
  }));
}

/** The years in which something was published, the latest first. */
export async function yearsPublished(db: Db): Promise<number[]> {
  const rows = await sql<{ year: number }>`
    select distinct extract(year from published_at at time zone 'Europe/London')::int as year
    from comment where state = 'published' order by year desc`.execute(db);
  return rows.rows.map(({ year }) => year);
}

/** When what people said was published last, and by when the law asks for it again. */
export interface PublicationCycle {
  /** null where nothing was published yet: then it is counted from the first comment */
  last_on: string | null;
  due_on: string;
  /** from this day on the council is warned */
  warn_on: string;
}

/**
 * When something was last published, and by when the law asks for it again (reg. 56: at least annually). Null where nobody
 * has sent a comment yet.
 */
export async function publicationCycle(db: Db, today: string): Promise<PublicationCycle | null> {
  const rows = await sql<PublicationCycle>`
    select last_on, (since + make_interval(months => publish_months))::date as due_on,
      (since + make_interval(months => warn_months))::date as warn_on
    from (select last_on, coalesce(last_on, first_on) as since
        from (select max((at at time zone 'Europe/London')::date) as last_on from comment_step where state = 'published' and note is null) last,
          (select min((received_at at time zone 'Europe/London')::date) as first_on from comment) first) counted,
      (select * from comment_cycle where holds_from <= ${today}::date order by holds_from desc limit 1) cycle
    where since is not null`.execute(db);
  return rows.rows[0] ?? null;
}
