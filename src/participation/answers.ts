import { type Db, transaction } from '../db/database.ts';
import { decideItem, findOpenItem, holdItem, putOnDesk } from '../desk/items.ts';
import { oweMail } from '../mail/mails.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';
import { type CommentState, isDone, mayFollow } from './comment-state-rules.ts';
import type { Topic } from './comments.ts';
import type { DeskComment } from './desk-comments.ts';
import { type Sending, serviceOfPage, tellOfMessage } from './routing.ts';

/** What somebody at the desk does with a comment, taking it to the next state. */
export type Move =
  | { to: 'triaged'; topic: Topic; page: string }
  | { to: 'excluded'; exclusion: string }
  | { to: 'anonymised'; words: string }
  /** a new answer, or one that was given to other comments already */
  | { to: 'answered'; answer: string; action: string }
  | { to: 'answered'; answer_id: number }
  | { to: 'published' };

/** What came of it: done, with the item at the desk; or not, as somebody else changed it or has it. */
export type Moved = { done: true; item_id: number | undefined } | { done: false; why: 'changed' | 'held' };

/**
 * Takes a comment to its next state, once: the state, who and when, the audit log, the desk and the mails are one
 * transaction. Refuses where the comment is not any more as it was seen (`version`), where the state may not follow
 * (reg. 56; nothing is published that was not made anonymous and answered), or while somebody else has it.
 */
export async function takeComment(
  db: Db,
  who: Who,
  seen: { id: number; version: number },
  move: Move,
  sending: Sending,
): Promise<Moved> {
  const { now } = sending;
  return transaction(db, async (tx) => {
    const row = await tx.selectFrom('comment').selectAll().where('id', '=', seen.id).forUpdate().executeTakeFirst();
    if (!row || row.version !== seen.version || !mayFollow(row.state, move.to)) return { done: false, why: 'changed' };
    const item = await findOpenItem(tx, { kind: 'comment', subject_id: String(row.id) });
    if (item !== undefined && !(await holdItem(tx, item, who.person_id, now))) return { done: false, why: 'held' };

    const change = await changeBy(tx, who, move, now);
    await tx
      .updateTable('comment')
      .set({ exclusion: null, published_at: null, ...change, state: move.to, version: row.version + 1 })
      .where('id', '=', row.id)
      .execute();
    const by = who.name || who.email;
    await tx.insertInto('comment_step').values({ comment_id: row.id, state: move.to, at: now, by }).execute();
    const deed = { action: `${move.to}_comment`, entity: 'comment', entity_id: row.reference };
    await record(tx, who, { ...deed, detail: { from: row.state } }, now);

    let item_id = item;
    const excluded = move.to === 'excluded' ? await findExclusion(tx, move.exclusion) : undefined;
    if (isDone(move.to) && item !== undefined) {
      const reason = excluded?.text ?? null;
      await decideItem(tx, item, { decision: move.to, reason, by, person_id: who.person_id, now });
    } else if (item === undefined) item_id = await backToDesk(tx, row, now);
    if (move.to === 'triaged' && item_id && move.page !== (row.page ?? ''))
      await tellOfMessage(
        tx,
        { kind: 'comment', reference: row.reference, item: item_id, about: await serviceOfPage(tx, move.page) },
        sending,
      );
    if (move.to === 'answered' || move.to === 'published') await sendAnswer(tx, row.id, sending);
    if (excluded) await sendExclusion(tx, row, excluded, sending);
    return { done: true, item_id };
  });
}

/** The columns that a move changes, apart from the state. */
async function changeBy(tx: Db, who: Who, move: Move, now: Date) {
  switch (move.to) {
    case 'triaged': {
      const about = await serviceOfPage(tx, move.page);
      const { service_id = null, organization_id = null } = about ?? {};
      return { topic: move.topic, page: move.page || null, service_id, organization_id };
    }
    case 'excluded':
      return { exclusion: move.exclusion };
    case 'anonymised':
      return { words: move.words };
    case 'answered':
      return { answer_id: 'answer_id' in move ? move.answer_id : await writeAnswer(tx, who, move, now) };
    case 'published':
      return { published_at: now };
  }
}

async function writeAnswer(tx: Db, who: Who, { answer, action }: { answer: string; action: string }, now: Date) {
  const values = { answer, action, written_at: now, written_by: who.name || who.email };
  const { id } = await tx.insertInto('comment_answer').values(values).returning('id').executeTakeFirstOrThrow();
  return id;
}

/** What was done is not done any more: it waits again. */
async function backToDesk(
  tx: Db,
  row: { id: number; reference: string; service_id: string | null; organization_id: string | null },
  now: Date,
): Promise<number> {
  const { service_id, organization_id } = row;
  const title = `Comment taken back: ${row.reference}`;
  return putOnDesk(tx, { kind: 'comment', subject_id: String(row.id), title, service_id, organization_id, now });
}

const told = 'Its writer was told the answer';

/** Whether the writer of an answered comment is to be phoned or written to, and nobody has said that this was done. */
export function waitsToBeTold(
  { state, reply_to }: Pick<DeskComment, 'state' | 'reply_to'>,
  steps: readonly { state: CommentState; note: string | null }[],
): boolean {
  // a new answer is told anew
  const answered = steps.findLastIndex((step) => step.state === 'answered' && step.note === null);
  const isAnswered = state === 'answered' || state === 'published';
  return (
    isAnswered &&
    reply_to !== null &&
    !emailIn(reply_to) &&
    !steps.slice(answered + 1).some(({ note }) => note === told)
  );
}

/** Writes down that the writer of a comment was phoned or written to. */
export async function noteTold(
  db: Db,
  who: Who,
  { id, state, reference }: Pick<DeskComment, 'id' | 'state' | 'reference'>,
  now: Date,
): Promise<void> {
  await transaction(db, async (tx) => {
    const by = who.name || who.email;
    await tx.insertInto('comment_step').values({ comment_id: id, state, at: now, by, note: told }).execute();
    await record(tx, who, { action: 'told_writer_of_comment', entity: 'comment', entity_id: reference }, now);
  });
}

/** An e-mail address, of those ways to answer that people leave. */
function emailIn(reply_to: string | null): string | undefined {
  return reply_to?.includes('@') ? reply_to : undefined;
}

/** Owes the answer to whoever left an e-mail address: once for each answer. */
async function sendAnswer(tx: Db, id: number, { now, base_url, from }: Sending): Promise<void> {
  const row = await tx
    .selectFrom('comment')
    .innerJoin('comment_answer', 'comment_answer.id', 'comment.answer_id')
    .select(['reference', 'reply_to', 'answer_id', 'answer', 'action'])
    .where('comment.id', '=', id)
    .executeTakeFirst();
  const to = emailIn(row?.reply_to ?? null);
  if (!row || !to) return;
  await oweMail(tx, {
    key: `comment-answer:${row.reference}:${row.answer_id}`,
    to,
    now,
    letter: {
      subject: `Our answer to your comment ${row.reference}`,
      paragraphs: [
        `You sent us a comment on the Local Offer. Its reference is ${row.reference}. Thank you.`,
        `Our answer: ${row.answer}`,
        `What we do: ${row.action}`,
        'We publish what people tell us, and our answers. Nothing there shows who wrote to us.',
      ],
      action: { text: 'You said, we did', href: `${base_url}/you-said-we-did` },
      by_when:
        'You need do nothing. If you want to say more, send us another comment or call us, and give the reference.',
      from,
    },
  });
}

interface Exclusion {
  code: string;
  text: string;
  /** what its writer is told; null tells nothing */
  letter: string | null;
}

async function findExclusion(tx: Db, code: string): Promise<Exclusion | undefined> {
  return tx.selectFrom('comment_exclusion').selectAll().where('code', '=', code).executeTakeFirst();
}

async function sendExclusion(
  tx: Db,
  row: { reference: string; reply_to: string | null },
  { code, letter }: Exclusion,
  { now, base_url, from }: Sending,
): Promise<void> {
  const to = emailIn(row.reply_to);
  if (!to || !letter) return;
  await oweMail(tx, {
    key: `comment-excluded:${row.reference}:${code}`,
    to,
    now,
    letter: {
      subject: `About your comment ${row.reference}`,
      paragraphs: [`You sent us a comment. Its reference is ${row.reference}. Thank you.`, letter],
      action: { text: 'See whom to talk to', href: `${base_url}/contact` },
      by_when: 'If you want to complain or appeal, ask soon: some ways have a last day.',
      from,
    },
  });
}
