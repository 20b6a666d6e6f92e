import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf } from '../web/form.ts';
import type { BulletinNames } from './bulletin-names-rules.ts';
import { stopDigest } from './digests.ts';
import { namesOf } from './reader-pages.ts';
import { readStopToken } from './stop-token.ts';

declare module '../web/render.ts' {
  interface Pages {
    'bulletins/stop': { names: BulletinNames; is_done: boolean };
  }
}

type OfToken = FastifyRequest<{ Params: { token: string } }>;

/**
 * `/bulletins/mail/:token`: ends the mails to one person, without signing in. A mail scanner that opens the link ends
 * nothing: the button does, and a mail program that says so itself, in either way of sending forms (RFC 8058, 3.2).
 */
export function stopBulletinMails(app: FastifyInstance, parts: Parts): void {
  const { db, now, secret } = parts;
  const names = namesOf(parts);
  void app.register(async (scope) => {
    const asMultipart = { parseAs: 'string', bodyLimit: 10_000 } as const;
    scope.addContentTypeParser('multipart/form-data', asMultipart, async (_: FastifyRequest, body: string) => ({
      'List-Unsubscribe': /name="?List-Unsubscribe"?\s+One-Click\s/i.test(body) ? 'One-Click' : '',
    }));
    scope.addHook('onRequest', async (_, reply) => {
      reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
    });

    scope.get('/bulletins/mail/:token', async (request: OfToken, reply) => {
      if (!readStopToken(request.params.token, secret)) return answerError(request, reply, 404);
      return reply.page('bulletins/stop', { names, is_done: fieldsOf(request.query).done === 'yes' });
    });

    scope.post('/bulletins/mail/:token', async (request: OfToken, reply) => {
      const person_id = readStopToken(request.params.token, secret);
      if (!person_id || !(await stopDigest(db, person_id, now()))) return answerError(request, reply, 404);
      const isByProgram = fieldsOf(request.body)['List-Unsubscribe'] === 'One-Click';
      if (isByProgram) return reply.page('bulletins/stop', { names, is_done: true });
      return reply.redirect(`/bulletins/mail/${request.params.token}?done=yes`, 303);
    });
  });
}
