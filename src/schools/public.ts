import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Parts } from '../parts.ts';
import { deedsSoFar } from '../people/audit-log.ts';
import { answerError } from '../web/errors.ts';
import { keepHtml } from '../web/kept-html.ts';
import { type ComparePage, comparePage } from './compare-page.ts';
import { type FinderPage, finderPage } from './finder-page.ts';
import type { SchoolAsides } from './school-asides.ts';
import { type SchoolPage, schoolPage } from './school-page.ts';

declare module '../web/render.ts' {
  interface Pages {
    'schools/finder': FinderPage;
    'schools/compare': ComparePage;
    'schools/school': SchoolPage;
  }
}

type Query = { Querystring: Record<string, unknown> };

/** Pages that a browser may show again when somebody goes back, and must ask for anew after a minute. */
const briefly = 'private, max-age=60';

/** Schools for everybody: the finder, several side by side, and the page of each. */
export function publicSchools(app: FastifyInstance, parts: Parts, asides: SchoolAsides): void {
  const html = keepHtml();

  // what is said of schools changes by an import, which raises the directory's number, or by somebody's deed
  async function kept<Answer extends object>(request: FastifyRequest, make: () => Promise<Answer>): Promise<Answer> {
    return parts.kept(`${request.url} after deeds ${await deedsSoFar(parts.db)}`, make);
  }

  app.get<Query>('/schools', { onSend: html.keep }, async (request, reply) => {
    const { status, model } = await parts.kept(request.url, () => finderPage(parts, request.query));
    reply.code(status).header('cache-control', briefly);
    return html.answer(request, reply, model) ?? reply.page('schools/finder', model);
  });

  app.get<Query>('/schools/compare', { onSend: html.keep }, async (request, reply) => {
    const { status, model } = await kept(request, () => comparePage(parts, asides, request.query));
    reply.code(status).header('cache-control', briefly);
    return html.answer(request, reply, model) ?? reply.page('schools/compare', model);
  });

  app.get<{ Params: { urn: string } }>('/schools/:urn', { onSend: html.keep }, async (request, reply) => {
    const { model } = await kept(request, async () => ({ model: await schoolPage(parts, asides, request.params.urn) }));
    if (!model) return answerError(request, reply, 404);
    reply.header('cache-control', briefly);
    return html.answer(request, reply, model) ?? reply.page('schools/school', model);
  });
}
