import type { FastifyInstance } from 'fastify';
import { dayInWords } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
import { keepHtml } from '../web/kept-html.ts';
import { stepsOf } from './developments.ts';
import { keepProgramme } from './known-programme.ts';
import { type DevelopmentPage, itemView, type ProgrammePage, programmePage } from './programme-page.ts';
import { stageInWords } from './stage-rules.ts';

declare module '../web/render.ts' {
  interface Pages {
    'programme/programme': ProgrammePage;
    'programme/development': DevelopmentPage;
  }
}

/** `/in-development`: what is planned, proposed, tried out, changing or closing, and what became of it. */
export function publicProgramme(app: FastifyInstance, parts: Pick<Parts, 'db' | 'now' | 'kept' | 'pages'>): void {
  const { db, now, pages } = parts;
  const programme = keepProgramme(parts);
  const html = keepHtml();
  const known = async (today: string) => programme(`${today} ${(await pages.now()).version}`);

  app.get('/in-development', { onSend: html.keep }, async (request, reply) => {
    const today = dayOf(now());
    const stands = await known(today);
    reply.header('cache-control', 'public, no-cache');
    return (
      html.answer(request, reply, stands) ??
      reply.page('programme/programme', programmePage(stands, { today, say: pages.say }))
    );
  });

  app.get<{ Params: { slug: string } }>('/in-development/:slug', async (request, reply) => {
    const today = dayOf(now());
    const { written, groups } = await known(today);
    const one = written.find(({ slug }) => slug === request.params.slug);
    if (!one) return answerError(request, reply, 404);
    const steps = await stepsOf(db, one.id);
    return reply.header('cache-control', 'public, no-cache').page('programme/development', {
      item: itemView(one, groups, today),
      steps: steps.map(({ stage, text, at }) => ({ stage: stageInWords(one.kind, stage), text, at: dayInWords(at) })),
      changed: dayInWords(one.changed_at),
    });
  });
}
