import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { putOnDesk } from '../desk/items.ts';
import type { Letterhead } from '../mail/letter-rules.ts';
import { oweMail } from '../mail/mails.ts';
import type { Parts } from '../parts.ts';

/** The moment, what stands in every letter, and the mailboxes of those who must know. */
export interface Sending extends Letterhead {
  now: Date;
  /** of the Local Offer officer */
  officer: string;
  /** of who is told at once where a message may speak of harm or danger */
  duty: string;
}

/** What is needed to bring a message to whom it is about. */
export function sendingOf({ letterhead, authority, now }: Pick<Parts, 'letterhead' | 'authority' | 'now'>): Sending {
  return { ...letterhead, now: now(), officer: authority.officer.email, duty: authority.duty.email };
}

/** The service that a page is about. */
export interface About {
  service_id: string;
  organization_id: string;
  name: string;
  slug: string;
}

/** The service of a page such as `/services/<slug>`, also with the site before it; undefined for any other page. */
export async function serviceOfPage(db: Db, page: string | null): Promise<About | undefined> {
  const path = page && URL.canParse(page) ? new URL(page).pathname : page;
  const slug = /^\s*\/services\/([a-z0-9-]{1,200})(?:[/?#]|\s*$)/.exec(path ?? '')?.[1];
  if (!slug) return undefined;
  return db
    .selectFrom('service')
    .select(['id as service_id', 'organization_id', 'name', 'slug'])
    .where('slug', '=', slug)
    .executeTakeFirst();
}

/**
 * Puts a message on the desk, with the service that it is about; where it may speak of harm, the duty contact is told at
 * once. No word of the message stands in a title or a mail. In the transaction in which the message is saved.
 */
export async function bringToDesk(
  tx: Db,
  message: {
    kind: 'comment' | 'rating';
    id: number;
    reference: string;
    title: string;
    about: About | undefined;
    is_urgent: boolean;
    /** when it came, where that was before it was written down */
    came_at?: Date;
  },
  sending: Sending,
): Promise<number> {
  const { kind, id, reference, title, about, is_urgent } = message;
  const item = await putOnDesk(tx, {
    kind,
    subject_id: String(id),
    title,
    service_id: about?.service_id ?? null,
    organization_id: about?.organization_id ?? null,
    is_urgent,
    now: message.came_at ?? sending.now,
  });
  if (is_urgent) await tellDuty(tx, { reference, item, what: 'A comment' }, sending);
  return item;
}

/**
 * Owes the duty contact a mail at once: a message may speak of harm or danger to somebody. No word of it stands there.
 * `what` says what sort of message it is. In the transaction in which the message is saved.
 */
export async function tellDuty(
  tx: Db,
  { reference, item, what }: { reference: string; item: number; what: string },
  { now, base_url, from, duty }: Sending,
): Promise<void> {
  await oweMail(tx, {
    key: `urgent:${reference}`,
    to: duty,
    now,
    letter: {
      subject: `Urgent: ${what.toLowerCase()} waits, ${reference}`,
      paragraphs: [
        `${what} waits that may speak of harm or danger to somebody. Its reference is ${reference}.`,
        'No part of it stands in this mail. Sign in to read it, and follow your safeguarding procedure.',
      ],
      action: { text: 'Read it now', href: `${base_url}/staff/items/${item}` },
      by_when: 'Please look at once, and today at the latest.',
      from,
    },
  });
}

/**
 * Owes the mails that say that a message waits: to the owners of the organisation whose service it is about, else to the
 * Local Offer officer. No word of it stands there. None is owed twice for the same message.
 */
export async function tellOfMessage(
  tx: Db,
  message: { kind: 'comment' | 'rating'; reference: string; item: number; about: About | undefined },
  { now, base_url, from, officer }: Sending,
): Promise<void> {
  const { kind, reference, item, about } = message;
  if (!about) {
    const letter = {
      subject: kind === 'comment' ? `A comment waits: ${reference}` : `Somebody wrote about a page: ${reference}`,
      paragraphs: [
        kind === 'comment'
          ? `Somebody sent a comment on the Local Offer. Its reference is ${reference}.`
          : `Somebody said whether a page was helpful, and wrote why. Its reference is ${reference}.`,
      ],
      action: { text: 'Read it at the desk', href: `${base_url}/staff/items/${item}` },
      by_when: 'The desk shows by when it is due.',
      from,
    };
    await oweMail(tx, { key: `comment-waits:${reference}:officer`, to: officer, now, letter });
    return;
  }
  for (const { id, email } of await ownersOf(tx, about.organization_id))
    await oweMail(tx, {
      key: `comment-waits:${reference}:${id}`,
      to: email,
      now,
      letter: { ...ownersLetter(kind, reference, about, base_url), from },
    });
}

function ownersLetter(kind: 'comment' | 'rating', reference: string, { name, slug }: About, base_url: string) {
  const by_when = 'You need do nothing by a certain day.';
  if (kind === 'rating')
    return {
      subject: `Somebody wrote about the page of ${name}`,
      paragraphs: [
        `Somebody said whether the page of ${name} was helpful, and wrote why. The reference is ${reference}.`,
        'The council reads it first, and passes on to you what you need to know.',
      ],
      action: { text: 'See the page as families see it', href: `${base_url}/services/${slug}` },
      by_when,
    };
  return {
    subject: `A comment about ${name} waits`,
    paragraphs: [
      `Somebody sent a comment about ${name}. Its reference is ${reference}.`,
      'The council reads it first, and takes out what could show who wrote it. Then you can read it, and tell the council what you say to it.',
    ],
    action: { text: 'See comments about your services', href: `${base_url}/provider/comments` },
    by_when,
  };
}

/** Those who own the records of an organisation, with their addresses. */
export async function ownersOf(db: Db, organization_id: string): Promise<{ id: string; email: string }[]> {
  const found = await sql<{ id: string; email: string }>`
    select distinct person.id, person.email from role join person on person.id = role.person_id
    where role.organization_id = ${organization_id} and role.role = 'owner' and role.ended_at is null
    order by person.email`.execute(db);
  return found.rows;
}
