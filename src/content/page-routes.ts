import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf } from '../web/form.ts';
import { type EasyReadPage, easyReadPage } from './easy-read-page.ts';
import { pictureOfSection } from './picture-rules.ts';
import type { SectionLink } from './public-pages.ts';
import { type ReadPage, readPageAt } from './read-page.ts';
import { findRedirect } from './redirects.ts';
import { type PageSearch, pageSearch } from './search-page.ts';

declare module '../web/render.ts' {
  interface Pages {
    'content/information': { sections: (SectionLink & { picture_name: string })[] };
    'content/search': PageSearch;
    'content/easy-read': EasyReadPage;
    'content/page': ReadPage;
    'content/page-print': ReadPage & { is_large: boolean };
  }
}

type OfSection = { Params: { section: string; name?: string } };

/** Asked for anew each time, and answered with 304 where nothing has changed: what was corrected is seen at once. */
const checked = 'public, no-cache';

/** `/<section>` and `/<section>/<name>`: the Local Offer's own pages. What has a route of its own comes before them. */
export function pageRoutes(app: FastifyInstance, parts: Parts): void {
  const show = async (request: FastifyRequest<OfSection>, reply: FastifyReply) => {
    const { section, name } = request.params;
    const path = name === undefined ? `/${section}` : `/${section}/${name}`;
    const model = await readPageAt(parts, path);
    if (!model) return elsewhere(request, reply, path);
    reply.header('cache-control', checked);
    const { print } = fieldsOf(request.query);
    return print
      ? reply.page('content/page-print', { ...model, is_large: print === 'large' })
      : reply.page('content/page', model);
  };

  async function elsewhere(request: FastifyRequest, reply: FastifyReply, path: string): Promise<FastifyReply> {
    const found = await findRedirect(parts.db, path);
    if (found?.is_public) return reply.redirect(found.path, 301);
    return answerError(request, reply, found ? 410 : 404);
  }

  app.get('/search', async (request, reply) => {
    const found = await pageSearch(parts, fieldsOf(request.query).q ?? '');
    return reply.header('cache-control', 'private, max-age=60').page('content/search', found);
  });
  app.get('/information', async (_, reply) => {
    const sections = (await parts.pages.sections()).map((one) => ({
      ...one,
      picture_name: pictureOfSection(one.section),
    }));
    return reply.header('cache-control', checked).page('content/information', { sections });
  });
  const easy = async (request: FastifyRequest<OfSection>, reply: FastifyReply) => {
    const { section, name } = request.params;
    const path = name === undefined ? `/${section}` : `/${section}/${name}`;
    const model = await easyReadPage(parts, path);
    if (model) return reply.header('cache-control', checked).page('content/easy-read', model);
    const there = await readPageAt(parts, path);
    return there ? reply.redirect(path, 302) : elsewhere(request, reply, path);
  };
  app.get<OfSection>('/:section/easy-read', easy);
  app.get<OfSection>('/:section/:name/easy-read', easy);
  app.get<OfSection>('/:section', show);
  app.get<OfSection>('/:section/:name', show);
}
