import type { FastifyReply } from 'fastify';
import type { Parts } from '../parts.ts';
import { type BulletinNames, bulletinNames } from './bulletin-names-rules.ts';
import { type BulletinView, bulletinView } from './bulletin-view.ts';
import { clusterNames, findEdition, type KnownBulletin } from './known-bulletins.ts';

/** What every page of bulletins is made with. */
export type Around = Pick<Parts, 'db' | 'authority' | 'pages' | 'now' | 'known' | 'config'>;

/** What the page of a bulletin that was withdrawn says. */
export interface WithdrawnPage {
  names: BulletinNames;
  number: string;
  title: string;
  on: string;
  because: string;
  back: string;
}

declare module '../web/render.ts' {
  interface Pages {
    'bulletins/withdrawn': WithdrawnPage;
  }
}

/** What one edition of a bulletin says, as its page shows it; undefined where it has no such edition. */
export async function viewEdition(
  { db, authority, pages }: Around,
  bulletin: KnownBulletin,
  edition: number,
  { base, mayRead }: { base: string; mayRead: (edition: { is_public: boolean }) => boolean },
): Promise<BulletinView | undefined> {
  const text = await findEdition(db, bulletin.id, edition);
  if (!text) return undefined;
  const { html } = pages.preview(await pages.now(), text.markdown);
  return bulletinView(bulletin, text, { html, base, clusters: await clusterNames(db), authority, mayRead });
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
