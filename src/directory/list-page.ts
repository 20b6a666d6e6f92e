import type { FastifyInstance } from 'fastify';
import { dayOf, type Parts } from '../parts.ts';
import { longDate } from './date-rules.ts';
import { addressOfList, furtherUp, longest_list, readList } from './list-rules.ts';
import { cardOf, type ResultCard } from './result-card-rules.ts';
import { servicesCsv } from './search-files.ts';
import type { ServiceDetail } from './service-detail.ts';
import { type ServicePage, servicePage } from './service-page.ts';
import { findServices } from './services.ts';

declare module '../web/render.ts' {
  interface Pages {
    'directory/my-list': {
      /** each with the addresses of the list without it, and with it one place further up (null for the first) */
      services: (ResultCard & { without_it: string; further_up: string | null })[];
      /** the service that was just put on it */
      added: { slug: string; name: string } | null;
      ignored: string[];
      /** the list's whole address, to share and to keep */
      address: string;
      mail_href: string;
      booklet: string;
      booklet_large: string;
      table: string;
      longest_list: number;
    };
    'directory/my-list-booklet': {
      services: ServicePage[];
      is_large: boolean;
      other_size: string;
      back: string;
      made_on: string;
    };
  }
}

/** `/my-list`: a list of services without an account. Its address holds it; a browser with JavaScript keeps it too. */
export function myLists(app: FastifyInstance, { db, authority, config, known, now }: Parts): void {
  type Route = { Querystring: Record<string, string | string[]> };

  /** The services of a list that are there, and sentences about what is not. */
  async function readServices(query: Route['Querystring']) {
    const { ids, ignored } = readList(query);
    const found = await findServices(db, ids);
    const services = [...new Map(found.map((service) => [service.id, service])).values()];
    const known = new Set(services.flatMap(({ id, slug }) => [id, slug]));
    const gone = ids.filter((id) => !known.has(id) && !known.has(id.toLowerCase()));
    return { services, ignored: [...ignored, ...goneInWords(gone)] };
  }

  app.get<Route>('/my-list', async (request, reply) => {
    const { services, ignored } = await readServices(request.query);
    const slugs = services.map(({ slug }) => slug);
    const context = await cardContext();
    const address = config.base_url + addressOfList('/my-list', slugs);
    const subject = `A list from ${authority.site_name}`;
    reply.header('cache-control', 'no-cache');
    return reply.page('directory/my-list', {
      services: services.map((service, at) => ({
        ...cardOf(service, context),
        without_it: addressOfList(
          '/my-list',
          slugs.filter((slug) => slug !== service.slug),
        ),
        further_up: at === 0 ? null : addressOfList('/my-list', furtherUp(slugs, at)),
      })),
      added: addedOf(services, request.query.add),
      ignored,
      address,
      mail_href: `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(address)}`,
      booklet: addressOfList('/my-list/booklet', slugs),
      booklet_large: addressOfList('/my-list/booklet', slugs, { size: 'large' }),
      table: addressOfList('/my-list.csv', slugs),
      longest_list,
    });
  });

  app.get<Route>('/my-list/booklet', async (request, reply) => {
    const { services } = await readServices(request.query);
    const slugs = services.map(({ slug }) => slug);
    const list = addressOfList('/my-list', readList(request.query).ids);
    if (slugs.length === 0) return reply.redirect(list, 303);
    const is_large = request.query.size === 'large';
    const today = dayOf(now());
    const { promises } = await known();
    const { base_url } = config;
    const around = { today, area_name: authority.short_name, base_url, promises, similar: [], nearby: [] };
    return reply.header('cache-control', 'no-cache').page('directory/my-list-booklet', {
      services: services.map((service) => servicePage(service, around)),
      is_large,
      other_size: addressOfList('/my-list/booklet', slugs, is_large ? {} : { size: 'large' }),
      back: addressOfList('/my-list', slugs),
      made_on: longDate(today),
    });
  });

  app.get<Route>('/my-list.csv', async (request, reply) => {
    const { services } = await readServices(request.query);
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="my-list.csv"')
      .header('cache-control', 'no-cache')
      .send(servicesCsv(services, { base_url: config.base_url, today: dayOf(now()) }));
  });

  async function cardContext() {
    const { promises } = await known();
    const shown = { today: dayOf(now()), area_name: authority.short_name, promises };
    return { ...shown, miles: null, has_place: false, needs: new Set<string>(), number: null };
  }
}

function addedOf(services: ServiceDetail[], add: string | string[] | undefined): { slug: string; name: string } | null {
  const found = services.find(({ slug, id }) => slug === add || id === add);
  return found ? { slug: found.slug, name: found.name } : null;
}

function goneInWords(gone: string[]): string[] {
  if (gone.length > 3) return [`${gone.length} services of this list are not here any more, so we left them out.`];
  return gone.map((id) => {
    const name = /^[0-9a-f]{8}-/i.test(id) ? 'A service of this list' : `“${id.replaceAll('-', ' ')}”`;
    return `${name} is not here any more, so we left it out.`;
  });
}
