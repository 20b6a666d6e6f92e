import type { FastifyInstance } from 'fastify';
import type { Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
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
  app.get<Query>('/schools', async (request, reply) => {
    const { status, model } = await finderPage(parts, request.query);
    return reply.code(status).header('cache-control', briefly).page('schools/finder', model);
  });

  app.get<Query>('/schools/compare', async (request, reply) => {
    const { status, model } = await comparePage(parts, asides, request.query);
    return reply.code(status).header('cache-control', briefly).page('schools/compare', model);
  });

  app.get<{ Params: { urn: string } }>('/schools/:urn', async (request, reply) => {
    const model = await schoolPage(parts, asides, request.params.urn);
    if (!model) return answerError(request, reply, 404);
    return reply.header('cache-control', briefly).page('schools/school', model);
  });
}
