import type { FastifyInstance } from 'fastify';
import { dayInWords } from '../date-rules.ts';
import type { Parts } from '../parts.ts';
import { gapStates } from './gap-rules.ts';
import { publishedGaps } from './gaps.ts';

declare module '../web/render.ts' {
  interface Pages {
    'gaps/public-gaps': { gaps: { id: string; name: string; state: string; answer: string; changed: string }[] };
  }
}

/** `/about/gaps`: what people looked for and could not find, and what the council does about it. */
export function publicGaps(app: FastifyInstance, { db }: Pick<Parts, 'db'>): void {
  app.get('/about/gaps', async (_, reply) => {
    const gaps = (await publishedGaps(db)).map(({ id, name, state, answer, changed_at }) => ({
      id: `gap-${id}`,
      name,
      state: gapStates[state],
      answer,
      changed: dayInWords(changed_at),
    }));
    return reply.header('cache-control', 'private, max-age=60').page('gaps/public-gaps', { gaps });
  });
}
