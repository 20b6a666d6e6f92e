import type { FastifyInstance, FastifyRequest } from 'fastify';
import { dayOf, type Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
import { findService } from './services.ts';

/** Programs that say that they are one: they are not counted. */
const program = /bot|crawl|spider|slurp|preview|monitor|curl|wget|python|headless|lighthouse/i;

const isProgram = ({ headers }: FastifyRequest) => program.test(headers['user-agent'] ?? 'a bot');

/** Counts that somebody opened the page of a service, with the words of this site's search that led to it. */
export function countView({ use, now, config }: Parts, request: FastifyRequest, service_id: string): void {
  if (isProgram(request)) return;
  const words = searchedFor(request.headers.referer, config.base_url);
  use.count({ service_id, what: 'views', day: dayOf(now()), words });
}

function searchedFor(referer: string | undefined, base_url: string): string | undefined {
  if (!referer || !URL.canParse(referer)) return undefined;
  const from = new URL(referer);
  if (from.host !== new URL(base_url).host || from.pathname !== '/services') return undefined;
  return from.searchParams.get('q') ?? undefined;
}

/** `/services/<slug>/contacted`: a browser says that somebody pressed a phone number, an e-mail address or the website. */
export function countContacts(app: FastifyInstance, parts: Parts): void {
  app.post<{ Params: { slug: string } }>('/services/:slug/contacted', async (request, reply) => {
    const service = await findService(parts.db, request.params.slug);
    if (!service) return answerError(request, reply, 404);
    const day = dayOf(parts.now());
    if (!isProgram(request)) parts.use.count({ service_id: service.id, what: 'contacts', day });
    return reply.code(204).send();
  });
}
