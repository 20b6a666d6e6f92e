import type { FastifyInstance } from 'fastify';
import { dayInWords } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { tagged } from '../web/conditional.ts';
import { answerError } from '../web/errors.ts';
import { ownDevelopments } from './commitments.ts';
import { allDevelopments, stepsOf } from './developments.ts';
import { type DevelopmentPage, itemView, type ProgrammePage, programmePage } from './programme-page.ts';
import { stageInWords } from './stage-rules.ts';
import { allGroups } from './task-groups.ts';

declare module '../web/render.ts' {
  interface Pages {
    'programme/programme': ProgrammePage;
    'programme/development': DevelopmentPage;
  }
}

/** `/in-development`: what is planned, proposed, tried out, changing or closing, and what became of it. */
export function publicProgramme(app: FastifyInstance, { db, now, pages }: Pick<Parts, 'db' | 'now' | 'pages'>): void {
  app.get('/in-development', { onSend: tagged }, async (_, reply) => {
    const written = await allDevelopments(db, { is_public: true });
    const groups = await allGroups(db, { is_public: true });
    const page = programmePage(written, await ownDevelopments(db), groups, { today: dayOf(now()), say: pages.say });
    return reply.header('cache-control', 'public, no-cache').page('programme/programme', page);
  });

  app.get<{ Params: { slug: string } }>('/in-development/:slug', { onSend: tagged }, async (request, reply) => {
    const one = (await allDevelopments(db, { is_public: true })).find(({ slug }) => slug === request.params.slug);
    if (!one) return answerError(request, reply, 404);
    const steps = await stepsOf(db, one.id);
    return reply.header('cache-control', 'public, no-cache').page('programme/development', {
      item: itemView(one, await allGroups(db, { is_public: true }), dayOf(now())),
      steps: steps.map(({ stage, text, at }) => ({ stage: stageInWords(one.kind, stage), text, at: dayInWords(at) })),
      changed: dayInWords(one.changed_at),
    });
  });
}
