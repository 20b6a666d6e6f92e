import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf } from '../web/form.ts';
import { type BulletinNames, begun } from './bulletin-names-rules.ts';
import type { BulletinView } from './bulletin-view.ts';
import { bulletinsFeed } from './bulletins-feed.ts';
import { eventFile } from './event-file.ts';
import { keepChanges } from './kept-changes.ts';
import { clusterNames, type KnownBulletin, keepBulletins } from './known-bulletins.ts';
import { findAsked, type ListPage, listPage } from './list-page.ts';
import { asQuery, choose, readAsked } from './list-rules.ts';
import { addressOf, numberInWords, readAddress, readNumber } from './number-rules.ts';
import { namesOf, readEdition, sendCalendar, sendWithdrawn, viewEdition } from './reader-pages.ts';
import { stopBulletinMails } from './stop-page.ts';

declare module '../web/render.ts' {
  interface Pages {
    'bulletins/list': ListPage & { path: string };
    'bulletins/bulletin': { names: BulletinNames; one: BulletinView };
    'bulletins/for-schools': { names: BulletinNames; number: string; school_href: string };
  }
}

type OfOne = FastifyRequest<{ Params: { year: string; number: string; edition?: string } }>;
type Work = (reply: FastifyReply, bulletin: KnownBulletin, request: OfOne) => Promise<FastifyReply> | FastifyReply;

const mostInFeed = 50;
const shared = 'public, no-cache';
const isPublic = ({ is_public }: { is_public: boolean }) => is_public;

/** `/bulletins`: what the council tells schools, as everybody may read it; each at an address that stays for ever. */
export function publicBulletins(app: FastifyInstance, parts: Parts): void {
  const { db, now, config, authority } = parts;
  stopBulletinMails(app, parts);
  const bulletins = keepBulletins(db);
  const around = { ...parts, changesOf: keepChanges(db) };
  const names = namesOf(parts);
  const listed = async () => (await bulletins()).all.filter((one) => one.is_public && !one.withdrawn_at);

  async function list(reply: FastifyReply, query: Record<string, string>, path: string) {
    const all = await listed();
    const clusters = await clusterNames(db);
    const page = await listPage(parts, all, query, { path: '/bulletins', base: '', names, clusters });
    return reply.header('cache-control', shared).page('bulletins/list', { ...page, path });
  }

  app.get('/bulletins', (request, reply) => list(reply, fieldsOf(request.query), '/bulletins'));

  app.get('/bulletins.atom', async (request, reply) => {
    const asked = readAsked(fieldsOf(request.query), await clusterNames(db));
    const chosen = choose(await listed(), asked, await findAsked(parts, asked.q));
    const newest = chosen
      .toSorted((one, other) => other.changed_at.getTime() - one.changed_at.getTime())
      .slice(0, mostInFeed);
    const feed = bulletinsFeed(newest, {
      base_url: config.base_url,
      title: `${begun(names.several)}: ${authority.site_name}`,
      author: authority.name,
      self: `${config.base_url}/bulletins.atom${asQuery(asked)}`,
      page: `${config.base_url}/bulletins${asQuery(asked)}`,
      now: now(),
    });
    return reply.type('application/atom+xml; charset=utf-8').header('cache-control', shared).send(feed);
  });

  // a year's own address, and the number as people say it: both stay
  app.get<{ Params: { which: string } }>('/bulletins/:which', async (request, reply) => {
    const { which } = request.params;
    const number = readNumber(which);
    if (number) return reply.redirect(addressOf(number), 301);
    const { all } = await bulletins();
    if (!all.some(({ year }) => String(year) === which)) return answerError(request, reply, 404);
    return list(reply, { ...fieldsOf(request.query), year: which }, `/bulletins/${which}`);
  });

  /** The bulletin of an address, for everybody; answers itself where there is none, or where it may not be read. */
  const withBulletin = (work: Work) => async (request: OfOne, reply: FastifyReply) => {
    const number = readAddress(request.params.year, request.params.number);
    const { all } = await bulletins();
    const one = number && all.find(({ year, number: n }) => year === number.year && n === number.number);
    if (!one) return answerError(request, reply, 404);
    reply.header('cache-control', shared);
    if (!one.is_public) {
      const school_href = `/school${addressOf(one)}`;
      return reply.code(403).page('bulletins/for-schools', { names, number: numberInWords(one), school_href });
    }
    return one.withdrawn_at
      ? sendWithdrawn(reply, one, one.withdrawn_at, { names, back: '/bulletins' })
      : work(reply, one, request);
  };

  async function show(request: OfOne, reply: FastifyReply, bulletin: KnownBulletin, edition: number) {
    // a text that was for schools only stays so, though a later one is for everybody
    const mayRead = bulletin.editions[edition - 1]?.is_public ?? false;
    const one = mayRead ? await viewEdition(around, bulletin, edition, { base: '', mayRead: isPublic }) : undefined;
    return one ? reply.page('bulletins/bulletin', { names, one }) : answerError(request, reply, 404);
  }

  app.get(
    '/bulletins/:year/:number',
    withBulletin((reply, bulletin, request) => show(request, reply, bulletin, bulletin.editions.length)),
  );

  app.get(
    '/bulletins/:year/:number/versions/:edition',
    withBulletin((reply, bulletin, request) => show(request, reply, bulletin, readEdition(request.params.edition))),
  );

  app.get(
    '/bulletins/:year/:number/event.ics',
    withBulletin((reply, bulletin, request) => {
      const url = config.base_url + addressOf(bulletin);
      const file = eventFile(bulletin, { name: names.short, url });
      if (!file) return answerError(request, reply, 404);
      return sendCalendar(reply, file, `${bulletin.number}-${bulletin.year}.ics`);
    }),
  );
}
