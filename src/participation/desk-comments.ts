import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { CommentState } from './comment-state-rules.ts';
import type { Topic, WayToCome } from './comments.ts';

/** A comment as the desk works on it. */
export interface DeskComment {
  id: number;
  reference: string;
  topic: Topic;
  /** as it came; null when its time was over */
  body: string | null;
  page: string | null;
  reply_to: string | null;
  received_at: Date;
  came_by: WayToCome;
  recorded_by: string | null;
  is_urgent: boolean;
  state: CommentState;
  version: number;
  words: string | null;
  exclusion: string | null;
  exclusion_text: string | null;
  published_at: Date | null;
  provider_words: string | null;
  service: string | null;
  slug: string | null;
  answer_id: number | null;
  answer: string | null;
  action: string | null;
}

/** The comment that an item of the desk is about. Undefined if there is none. */
export async function findDeskComment(db: Db, id: string): Promise<DeskComment | undefined> {
  if (!/^\d{1,15}$/.test(id)) return undefined;
  return db
    .selectFrom('comment')
    .leftJoin('service', 'service.id', 'comment.service_id')
    .leftJoin('comment_answer', 'comment_answer.id', 'comment.answer_id')
    .leftJoin('comment_exclusion', 'comment_exclusion.code', 'comment.exclusion')
    .selectAll('comment')
    .select(['service.name as service', 'service.slug as slug', 'answer', 'action'])
    .select('comment_exclusion.text as exclusion_text')
    .where('comment.id', '=', Number(id))
    .executeTakeFirst();
}

/** Who took a comment to which state or told its writer (`note`), and when, the first step first. */
export async function stepsOf(
  db: Db,
  comment_id: number,
): Promise<{ state: CommentState; at: Date; by: string; note: string | null }[]> {
  const rows = await db
    .selectFrom('comment_step')
    .select(['state', 'at', 'by', 'note'])
    .where('comment_id', '=', comment_id)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, state: row.state as CommentState }));
}

/** Why a comment need not be published: the list of the law (reg. 56). */
export async function exclusions(db: Db): Promise<{ code: string; text: string }[]> {
  return db.selectFrom('comment_exclusion').select(['code', 'text']).orderBy('position').execute();
}

/** The latest answers to comments on a topic, the newest first: one of them may answer another comment too. */
export async function latestAnswers(db: Db, topic: Topic): Promise<{ id: number; answer: string }[]> {
  const rows = await sql<{ id: number; answer: string }>`
    select id, answer from comment_answer
    where exists (select from comment where comment.answer_id = comment_answer.id and comment.topic = ${topic})
    order by id desc limit 20`.execute(db);
  return rows.rows;
}

/** A comment in the list of all. */
export interface ListedComment {
  reference: string;
  topic: Topic;
  service: string | null;
  state: CommentState;
  received_at: Date;
  item_id: number | null;
  due_on: string | null;
  is_open: boolean;
}

/** All comments in a state or in any, the newest first, each with its item at the desk. */
export async function listComments(
  db: Db,
  { state, limit, offset }: { state: CommentState | undefined; limit: number; offset: number },
): Promise<ListedComment[]> {
  const rows = await sql<ListedComment>`
    select comment.reference, comment.topic, service.name as service, comment.state, comment.received_at,
      item.id as item_id, item.due_on, coalesce(item.is_open, false) as is_open
    from comment left join service on service.id = comment.service_id
      left join lateral (select desk_item.id, due_on, decided_at is null as is_open from desk_item
        where kind = 'comment' and subject_id = comment.id::text order by desk_item.id desc limit 1) item on true
    ${state ? sql`where comment.state = ${state}` : sql``}
    order by comment.received_at desc, comment.id desc limit ${limit} offset ${offset}`.execute(db);
  return rows.rows;
}
