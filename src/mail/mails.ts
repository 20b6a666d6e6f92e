import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { type Letter, writeLetter } from './letter-rules.ts';

/** A mail that is owed to somebody. */
export interface Mail {
  id: number;
  to_address: string;
  subject: string;
  text: string;
  html: string;
  /** of a letter that comes by subscription: the address that ends it (RFC 8058) */
  stop_href: string | null;
  attempts: number;
}

/**
 * Owes somebody a mail: written in the transaction of what it is about, sent after it. `key` says what it is about, such
 * as `reminder-2:<service id>:2026-11-01`; a mail of the same key is never owed twice. Returns whether it is new.
 */
export async function oweMail(
  db: Db,
  { key, to, letter, now }: { key: string; to: string; letter: Letter; now: Date },
): Promise<boolean> {
  const { text, html } = writeLetter(letter);
  const made = await db
    .insertInto('mail')
    .values({
      key,
      to_address: to,
      subject: letter.subject,
      text,
      html,
      stop_href: letter.stop?.href ?? null,
      owed_at: now,
      next_attempt_at: now,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst();
  return (made.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/**
 * Takes the next mail that is due for sending, so that no other process takes it too. One that was taken and neither
 * sent nor failed may have left: it is never taken again by itself, and stands in the outbox for somebody to decide.
 */
export async function takeDueMail(db: Db, now: Date): Promise<Mail | undefined> {
  const rows = await sql<Mail>`
    update mail set taken_at = ${now}, attempts = attempts + 1
    where id = (
      select id from mail where sent_at is null and given_up_at is null and taken_at is null and next_attempt_at <= ${now}
      order by next_attempt_at, id limit 1 for update skip locked)
    returning id, to_address, subject, text, html, stop_href, attempts`.execute(db);
  return rows.rows[0];
}

/** A mail has left. */
export async function mailWasSent(db: Db, id: number, now: Date): Promise<void> {
  await db.updateTable('mail').set({ sent_at: now, last_error: null }).where('id', '=', id).execute();
}

/** Minutes until a mail that could not be sent is tried again; after the last, somebody must look. */
const waits = [1, 5, 30, 120, 720, 1440];

/** A mail could not be sent: it is tried again later, a little longer each time, and given up at last. */
export async function mailFailed(db: Db, { id, attempts }: Mail, reason: string, now: Date): Promise<void> {
  const minutes = waits[attempts - 1];
  await db
    .updateTable('mail')
    .set({
      taken_at: null,
      last_error: reason.slice(0, 500),
      ...(minutes === undefined
        ? { given_up_at: now }
        : { next_attempt_at: new Date(now.getTime() + minutes * 60_000) }),
    })
    .where('id', '=', id)
    .execute();
}

/** Sends a mail again that was given up, or of which nobody knows whether it left: somebody has decided so. */
export async function tryMailAgain(db: Db, id: number, now: Date): Promise<void> {
  await db
    .updateTable('mail')
    .set({ taken_at: null, given_up_at: null, attempts: 0, next_attempt_at: now })
    .where('id', '=', id)
    .where('sent_at', 'is', null)
    .execute();
}

/** How many mails to one address began with `prefix` since a moment: a limit for forms that send mail. */
export async function countMails(
  db: Db,
  { to, prefix, since }: { to: string; prefix: string; since: Date },
): Promise<number> {
  const row = await db
    .selectFrom('mail')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('to_address', '=', to)
    .where('key', 'like', `${prefix}%`)
    .where('owed_at', '>', since)
    .executeTakeFirstOrThrow();
  return row.n;
}

/** A mail as the outbox shows it. */
export interface OutboxMail extends Mail {
  owed_at: Date;
  taken_at: Date | null;
  sent_at: Date | null;
  given_up_at: Date | null;
  last_error: string | null;
}

/** The newest mails, or one by its id. */
export async function outbox(db: Db, { limit, offset = 0, id }: { limit: number; offset?: number; id?: number }) {
  let query = db
    .selectFrom('mail')
    .select(['id', 'to_address', 'subject', 'text', 'html', 'stop_href', 'attempts'])
    .select(['owed_at', 'taken_at', 'sent_at', 'given_up_at', 'last_error'])
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset);
  if (id !== undefined) query = query.where('id', '=', id);
  return (await query.execute()) as OutboxMail[];
}

/** Forgets every mail whose key begins with one of `prefixes`, sent or not: what it is about is over. */
export async function forgetMailsAbout(db: Db, prefixes: readonly string[]): Promise<void> {
  if (prefixes.length === 0) return;
  await sql`delete from mail using unnest(${prefixes}::text[]) prefix where starts_with(mail.key, prefix)`.execute(db);
}
