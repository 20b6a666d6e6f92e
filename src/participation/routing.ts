import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { putOnDesk } from '../desk/items.ts';
import type { Letterhead } from '../mail/letter-rules.ts';
import { oweMail } from '../mail/mails.ts';

/** The moment, and what stands in every letter. */
export interface Sending extends Letterhead {
  now: Date;
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
 * Puts a message on the desk, with the service that it is about, and owes mails to those who must know: where it may
 * speak of harm, at once to the duty contact, who is the team that answers. No word of the message stands in a title or
 * a mail. In the transaction in which the message is saved.
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
  },
  { now, base_url, from }: Sending,
): Promise<number> {
  const { kind, id, reference, title, about, is_urgent } = message;
  const item = await putOnDesk(tx, {
    kind,
    subject_id: String(id),
    title,
    service_id: about?.service_id ?? null,
    organization_id: about?.organization_id ?? null,
    is_urgent,
    now,
  });
  if (is_urgent)
    await oweMail(tx, {
      key: `urgent:${reference}`,
      to: from.email,
      now,
      letter: {
        subject: `Urgent: a comment waits, ${reference}`,
        paragraphs: [
          `A comment waits that may speak of harm or danger to somebody. Its reference is ${reference}.`,
          'No part of it stands in this mail. Sign in to read it, and follow your safeguarding procedure.',
        ],
        action: { text: 'Read it now', href: `${base_url}/staff/items/${item}` },
        by_when: 'Please look at once, and today at the latest.',
        from,
      },
    });
  return item;
}

/**
 * Owes the mails that say that a comment waits: to the owners of the organisation whose service it is about, else to the
 * Local Offer officer. None is owed twice for the same comment.
 */
export async function tellOfComment(
  tx: Db,
  { reference, item, about }: { reference: string; item: number; about: About | undefined },
  { now, base_url, from }: Sending,
): Promise<void> {
  const officer = {
    subject: `A comment waits: ${reference}`,
    paragraphs: [`Somebody sent a comment on the Local Offer. Its reference is ${reference}.`],
    action: { text: 'Read it at the desk', href: `${base_url}/staff/items/${item}` },
    by_when: 'The desk shows by when it is due.',
    from,
  };
  if (!about) {
    await oweMail(tx, { key: `comment-waits:${reference}:officer`, to: from.email, now, letter: officer });
    return;
  }
  for (const { id, email } of await ownersOf(tx, about.organization_id))
    await oweMail(tx, {
      key: `comment-waits:${reference}:${id}`,
      to: email,
      now,
      letter: {
        subject: `A comment about ${about.name} waits`,
        paragraphs: [
          `Somebody sent a comment about ${about.name}. Its reference is ${reference}.`,
          'The council reads it first, and takes out what could show who wrote it. Then you can read it, and tell the council what you say to it.',
        ],
        action: { text: 'See comments about your services', href: `${base_url}/provider/comments` },
        by_when: 'You need do nothing by a certain day.',
        from,
      },
    });
}

async function ownersOf(db: Db, organization_id: string): Promise<{ id: string; email: string }[]> {
  const found = await sql<{ id: string; email: string }>`
    select distinct person.id, person.email from role join person on person.id = role.person_id
    where role.organization_id = ${organization_id} and role.role = 'owner' and role.ended_at is null
    order by person.email`.execute(db);
  return found.rows;
}
