import type { FastifyReply } from 'fastify';
import { dayInWords } from '../date-rules.ts';
import type { Parts } from '../parts.ts';
import { type Audience, audienceInWords } from './audience-rules.ts';
import { type BulletinNames, bulletinNames } from './bulletin-names-rules.ts';
import { type BulletinView, bulletinView } from './bulletin-view.ts';
import type { ChangesOf } from './kept-changes.ts';
import { clusterNames, findEdition, type KnownBulletin } from './known-bulletins.ts';
import { numberInWords } from './number-rules.ts';

/** What the page of an edition is made with. */
export interface Around extends Pick<Parts, 'db' | 'authority' | 'pages'> {
  changesOf: ChangesOf;
}

declare module '../web/render.ts' {
  interface Pages {
    'bulletins/withdrawn': {
      names: BulletinNames;
      number: string;
      title: string;
      on: string;
      because: string;
      back: string;
    };
  }
}

/** Answers for a bulletin that was withdrawn: that it was, when and why. `back` leads to the list. */
export function sendWithdrawn(
  reply: FastifyReply,
  { title, withdrawn_because, ...bulletin }: KnownBulletin,
  withdrawn_at: Date,
  { names, back }: { names: BulletinNames; back: string },
): FastifyReply {
  return reply.code(410).page('bulletins/withdrawn', {
    names,
    number: numberInWords(bulletin),
    title,
    on: dayInWords(withdrawn_at),
    because: withdrawn_because ?? '',
    back,
  });
}

/** The edition that an address names: 0, which there never is, where it names none. */
export function readEdition(typed: string | undefined): number {
  return /^[1-9]\d{0,3}$/.test(typed ?? '') ? Number(typed) : 0;
}

/** What one edition of a bulletin says, as its page shows it; undefined where it has no such edition. */
export async function viewEdition(
  { db, authority, pages, changesOf }: Around,
  bulletin: KnownBulletin,
  edition: number,
  { base, mayRead }: { base: string; mayRead: (edition: { is_public: boolean }) => boolean },
): Promise<BulletinView | undefined> {
  const text = await findEdition(db, bulletin.id, edition);
  if (!text) return undefined;
  const { html } = pages.preview(await pages.now(), text.markdown);
  const clusters = await clusterNames(db);
  const inWords = (audience: Audience) => audienceInWords(audience, clusters, authority.names);
  const before = bulletin.editions[edition - 2];
  const changes = before && mayRead(before) ? await changesOf(bulletin.id, edition, inWords) : [];
  return bulletinView(bulletin, text, { html, base, audience: inWords(text), changes, mayRead });
}

/** The council's words for bulletins. */
export function namesOf({ authority }: Pick<Parts, 'authority'>): BulletinNames {
  return bulletinNames(authority.names);
}

/** Answers with a calendar file. */
export function sendCalendar(reply: FastifyReply, file: string, name: string): FastifyReply {
  return reply
    .type('text/calendar; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(file);
}
