import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayOf, type Parts } from '../parts.ts';
import { isKnownToAsker, tagOf } from '../web/conditional.ts';
import { answerError } from '../web/errors.ts';
import { keepHtml } from '../web/kept-html.ts';
import { type GuidedSearchPage, guidedSearchPage } from './guided-search-page.ts';
import { type GuidedSearch, guidedSearches } from './guided-searches.ts';
import { type HelpMeFindPage, helpMeFind } from './help-me-find.ts';
import { type HomePage, homePage } from './home-page.ts';
import { familyMessages } from './message-page.ts';
import { oneClickReasons } from './report-page.ts';
import { mapData } from './result-map.ts';
import { findForFile, servicesFeed, streamCsv } from './search-files.ts';
import { type SearchPage, searchPage } from './search-page.ts';
import { countSearchWithoutResult } from './searches-without-result.ts';
import { serviceCalendar } from './service-calendar.ts';
import type { ServicePage } from './service-page.ts';
import { surroundingsOf, wholeServicePage } from './service-surroundings.ts';
import { countContacts, countView } from './service-use-page.ts';
import { findService, isWithdrawnService } from './services.ts';
import { suggest } from './suggestions.ts';

declare module '../web/render.ts' {
  interface Pages {
    'directory/home': HomePage;
    'directory/search': SearchPage;
    'directory/service': ServicePage & { report_reasons: { value: string; text: string }[] };
    'directory/guided-searches': { guided: GuidedSearch[] };
    'directory/guided-search': GuidedSearchPage;
    'directory/help-me-find': HelpMeFindPage;
  }
}

type Query = { Querystring: Record<string, unknown> };
type OfSlug = { Params: { slug: string } };

/** Pages that a browser may show again when somebody goes back, and must ask for anew after a minute. */
const briefly = 'private, max-age=60';
/** What is the same for everybody, for ten minutes. */
const shared = 'public, max-age=600';
const mostInFile = 100_000;
const mostInFeed = 50;

/** The directory for everybody: home, search, services, guided searches, and the same results in other forms. */
export function publicDirectory(app: FastifyInstance, parts: Parts): void {
  const { db, authority, config, kept } = parts;
  const { base_url } = config;
  const today = () => dayOf(parts.now());
  const html = keepHtml();

  app.get('/', { onSend: html.keep }, async (request, reply) => {
    const { version } = await parts.pages.now();
    const model = await kept(`home with pages ${version}`, () => homePage(parts));
    reply.header('cache-control', briefly);
    return html.answer(request, reply, model) ?? reply.page('directory/home', model);
  });

  app.get<Query>('/services', { onSend: html.keep }, async (request, reply) => {
    const { status, model, miss } = await kept(request.url, () => searchPage(parts, request.query));
    if (miss) await countSearchWithoutResult(db, miss);
    reply.code(status).header('cache-control', briefly);
    return html.answer(request, reply, model) ?? reply.page('directory/search', model);
  });

  app.get<Query>('/services.csv', async (request, reply) => {
    const found = await findForFile(parts, request.query, { limit: mostInFile });
    if (!found) return answerError(request, reply, 400);
    const csv = Readable.from(streamCsv(found, { base_url, today: today() }));
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="services.csv"')
      .header('cache-control', briefly)
      .send(csv);
  });

  app.get<Query>('/services.atom', async (request, reply) => {
    const found = await findForFile(parts, request.query, { limit: mostInFeed, sort: 'updated' });
    if (!found) return answerError(request, reply, 400);
    const query = request.url.split('?')[1];
    const asked = query ? `?${query}` : '';
    const { value: services = [] } = await found.next();
    const feed = servicesFeed(services, {
      base_url,
      title: `New and changed: ${authority.site_name}`,
      self: `${base_url}/services.atom${asked}`,
      page: `${base_url}/services${asked}`,
      now: parts.now(),
    });
    reply.type('application/atom+xml; charset=utf-8').header('cache-control', shared);
    const changed_at = new Date(services[0]?.last_modified ?? 0);
    return isKnownToAsker(request, reply, { tag: tagOf(feed), changed_at }) ? reply.send() : reply.send(feed);
  });

  app.get<Query>('/suggestions', async (request, reply) => {
    const typed = [request.query.q].flat().at(-1);
    const suggestions = await suggest(db, await parts.known(), typeof typed === 'string' ? typed : '');
    return reply.header('cache-control', shared).send({ suggestions });
  });

  app.get('/map-data.json', async (_, reply) => reply.header('cache-control', shared).send(await mapData(parts)));

  app.get<OfSlug>('/services/:slug', { onSend: html.keep }, async (request, reply) => {
    const { slug } = request.params;
    const { known_as, page } = await kept(`/services/${slug}`, () => pageOfService(slug));
    if (known_as && known_as !== slug) return reply.redirect(`/services/${known_as}`, 301);
    if (!page) return notThere(request, reply);
    countView(parts, request, page.id);
    reply.header('cache-control', briefly);
    return html.answer(request, reply, page) ?? reply.page('directory/service', page);
  });

  app.get<OfSlug>('/services/:slug/calendar.ics', async (request, reply) => {
    const service = await findService(db, request.params.slug);
    if (!service) return notThere(request, reply);
    return reply
      .type('text/calendar; charset=utf-8')
      .header('content-disposition', `attachment; filename="${service.slug}.ics"`)
      .header('cache-control', briefly)
      .send(serviceCalendar(service, { base_url, today: today() }));
  });

  app.get('/find', async (_, reply) => {
    const guided = await guidedSearches(db);
    return reply.header('cache-control', briefly).page('directory/guided-searches', { guided });
  });

  app.get<OfSlug & Query>('/find/:slug', { onSend: html.keep }, async (request, reply) => {
    const { slug } = request.params;
    const { model } = await kept(`/find/${slug}`, async () => ({ model: await guidedSearchPage(parts, slug) }));
    if (!model) return answerError(request, reply, 404);
    reply.header('cache-control', briefly);
    return html.answer(request, reply, model) ?? reply.page('directory/guided-search', model);
  });

  app.get<Query>('/help-me-find', (request, reply) => {
    const step = helpMeFind(request.query);
    if ('leads_to' in step) return reply.redirect(step.leads_to, 303);
    return reply.code(step.page.error ? 422 : 200).page('directory/help-me-find', step.page);
  });

  countContacts(app, parts);
  familyMessages(app, parts);

  async function pageOfService(slug: string) {
    const service = await findService(db, slug);
    if (service?.slug !== slug) return { known_as: service?.slug };
    const model = await wholeServicePage(parts, service, await surroundingsOf(db, service));
    return { page: { ...model, report_reasons: oneClickReasons } };
  }

  /** 410 for what was public once and is not now, else 404. */
  async function notThere(request: FastifyRequest<OfSlug>, reply: FastifyReply): Promise<FastifyReply> {
    const wasThere = await isWithdrawnService(db, request.params.slug);
    return answerError(request, reply, wasThere ? 410 : 404);
  }
}
