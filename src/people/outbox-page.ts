import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { momentInWords } from '../date-rules.ts';
import { type OutboxMail, outbox, tryMailAgain } from '../mail/mails.ts';
import type { Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf } from '../web/form.ts';
import { may } from './access-rules.ts';

/** A mail of the outbox, as its page shows it. */
interface ShownMail {
  id: number;
  to: string;
  subject: string;
  owed: string;
  state: string;
  may_try_again: boolean;
}

declare module '../web/render.ts' {
  interface Pages {
    'people/outbox': { mails: ShownMail[]; next: string | null; leaves: boolean };
    'people/mail': ShownMail & { text: string; problem: string | null };
  }
}

const onPage = 50;

/** `/staff/outbox`: every mail that the site owes or has sent. For administrators; in a demonstration for all accounts. */
export function ownOutbox(app: FastifyInstance, { db, config, now, soon }: Parts): void {
  const mayRead = (request: FastifyRequest) =>
    request.who.is_demonstration || (may(request.who.role, 'read_outbox') && request.who.has_second_factor);
  const leaves = config.smtp_url !== undefined || config.notify_api_key !== undefined;

  app.get('/staff/outbox', async (request, reply) => {
    if (!mayRead(request)) return answerError(request, reply, 403);
    const page = Math.max(1, Math.min(1000, Math.floor(Number(fieldsOf(request.query).page ?? '1')) || 1));
    const found = await outbox(db, { limit: onPage + 1, offset: (page - 1) * onPage });
    const next = found.length > onPage ? `/staff/outbox?page=${page + 1}` : null;
    return reply.page('people/outbox', { mails: found.slice(0, onPage).map(shown), next, leaves });
  });

  app.get<{ Params: { id: string } }>('/staff/outbox/:id', (request, reply) => showMail(request, reply));

  async function showMail(request: FastifyRequest<{ Params: { id: string } }>, reply: FastifyReply) {
    if (!mayRead(request)) return answerError(request, reply, 403);
    const found = await mailOf(request.params.id);
    if (!found) return answerError(request, reply, 404);
    return reply.page('people/mail', { ...shown(found), text: found.text, problem: found.last_error });
  }

  app.post<{ Params: { id: string } }>('/staff/outbox/:id', async (request, reply) => {
    if (!mayRead(request) || request.who.is_demonstration) return answerError(request, reply, 403);
    const found = await mailOf(request.params.id);
    if (!found) return answerError(request, reply, 404);
    await tryMailAgain(db, found.id, now());
    await soon('send-mail');
    return reply.redirect(`/staff/outbox/${found.id}`, 303);
  });

  async function mailOf(id: string): Promise<OutboxMail | undefined> {
    if (!/^\d{1,15}$/.test(id)) return undefined;
    return (await outbox(db, { limit: 1, id: Number(id) }))[0];
  }

  function shown(mail: OutboxMail): ShownMail {
    const isUnclear = mail.taken_at !== null && now().getTime() - mail.taken_at.getTime() > 10 * 60_000;
    const state = mail.sent_at
      ? `Sent on ${momentInWords(mail.sent_at)}`
      : mail.given_up_at
        ? 'Could not be sent'
        : mail.taken_at
          ? isUnclear
            ? 'May have been sent: the site stopped meanwhile'
            : 'Being sent'
          : leaves
            ? 'Waits to be sent'
            : 'Stays here: no way out is configured';
    return {
      id: mail.id,
      to: mail.to_address,
      subject: mail.subject,
      owed: momentInWords(mail.owed_at),
      state,
      may_try_again: !mail.sent_at && (mail.given_up_at !== null || isUnclear),
    };
  }
}
