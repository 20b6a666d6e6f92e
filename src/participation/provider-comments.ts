import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';
import type { CommentState } from './comment-state-rules.ts';

/** A comment as the service that it is about may read it: only what will be public. */
export interface ProviderComment {
  reference: string;
  service: string;
  /** null until it is anonymous */
  words: string | null;
  state: CommentState;
  received_at: Date;
  provider_words: string | null;
  answer: string | null;
  action: string | null;
}

/** Comments about the services of organisations that are not left out, the newest first: at most a hundred. */
export async function commentsAbout(db: Db, organisations: readonly string[]): Promise<ProviderComment[]> {
  if (organisations.length === 0) return [];
  const rows = await sql<ProviderComment>`
    select comment.reference, service.name as service, comment.state, comment.received_at, comment.provider_words,
      case when comment.state in ('anonymised', 'answered', 'published') then comment.words end as words,
      case when comment.state = 'published' then comment_answer.answer end as answer,
      case when comment.state = 'published' then comment_answer.action end as action
    from comment join service on service.id = comment.service_id
      left join comment_answer on comment_answer.id = comment.answer_id
    where comment.organization_id = any(${organisations}::uuid[]) and comment.state <> 'excluded'
    order by comment.received_at desc, comment.id desc limit 100`.execute(db);
  return rows.rows;
}

/** Stores what a service says to the council about a comment on it. False where the comment is not there for it to answer. */
export async function sayToComment(
  db: Db,
  who: Who,
  { organisations, reference, words }: { organisations: readonly string[]; reference: string; words: string },
  now: Date,
): Promise<boolean> {
  if (organisations.length === 0) return false;
  return transaction(db, async (tx) => {
    const said = await tx
      .updateTable('comment')
      .set({ provider_words: words })
      .where('reference', '=', reference)
      .where('organization_id', 'in', [...organisations])
      .where('state', 'in', ['anonymised', 'answered'])
      .executeTakeFirst();
    if (said.numUpdatedRows === 0n) return false;
    await record(tx, who, { action: 'said_to_comment', entity: 'comment', entity_id: reference }, now);
    return true;
  });
}
