import type { FastifyInstance } from 'fastify';
import { answerError } from '../web/errors.ts';
import { type Paper, papers } from './papers.ts';

declare module '../web/render.ts' {
  interface Pages {
    'sen-support/my-views': { papers: readonly Paper[] };
    'sen-support/paper': { paper: Paper };
  }
}

/** What stands of the papers in the list of all tools. */
export const myViewsTool = {
  slug: 'my-views',
  group: 'Help to learn',
  title: 'My views',
  lead: 'Write down what you think before a meeting: parent or child. Print it or keep it. Nothing leaves your device.',
};

/** `/tools/my-views`: the family conversation, the child's own views and a one-page profile, filled in on the device. */
export function myViews(app: FastifyInstance): void {
  const keep = 'public, max-age=600';

  app.get('/tools/my-views', (_, reply) =>
    reply.header('cache-control', keep).page('sen-support/my-views', { papers }),
  );

  app.get<{ Params: { paper: string } }>('/tools/my-views/:paper', (request, reply) => {
    const paper = papers.find(({ slug }) => slug === request.params.paper);
    if (!paper) return answerError(request, reply, 404);
    return reply.header('cache-control', keep).page('sen-support/paper', { paper });
  });
}
