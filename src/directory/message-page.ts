import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { dayInWords } from '../date-rules.ts';
import { spamError, tokenToShow } from '../participation/forms.ts';
import { written } from '../participation/message-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
import { emailAddress, type FormError, fieldsOf, readForm } from '../web/form.ts';
import { messageMonths, messageOfLink, messageWasOpened, writeToService } from './family-messages.ts';
import { isSlug } from './list-rules.ts';
import { type Mailbox, mailboxesOf } from './service-contact-rules.ts';
import type { ServiceDetail } from './service-detail.ts';
import { findService, isWithdrawnService } from './services.ts';

declare module '../web/render.ts' {
  interface Pages {
    'directory/write': {
      service: { slug: string; name: string };
      mailboxes: { value: string; text: string }[];
      months: number;
      values: Record<string, string>;
      errors: FormError[];
      token: string;
    };
    'directory/write-sent': { service: { slug: string; name: string } };
    'directory/message': {
      service: { slug: string; name: string };
      href: string;
      sent: string;
      /** null until somebody has pressed that they want to read it: what scans mails presses nothing */
      message: { words: string; reply_to: string } | null;
    };
  }
}

const message = z.object({
  words: written(2000, 'Your message', 'Write your message'),
  reply_to: emailAddress,
});

/** `/services/<slug>/write`: anybody writes to a service without a mail program; `/messages`: the service reads it. */
export function familyMessages(app: FastifyInstance, parts: Parts): void {
  const { db, now } = parts;
  type OfService = { Params: { slug: string } };
  type OfMessage = { Params: { id: string; token: string } };

  /** The service of the address and its mailboxes; or the answer that it is not there, or that nobody can write to it. */
  async function withMailboxes(
    request: FastifyRequest<OfService>,
    reply: FastifyReply,
    answer: (service: ServiceDetail, mailboxes: Mailbox[]) => Promise<FastifyReply>,
  ) {
    const { slug } = request.params;
    const service = isSlug(slug) ? await findService(db, slug) : undefined;
    if (!service) return answerError(request, reply, (await isWithdrawnService(db, slug)) ? 410 : 404);
    const mailboxes = mailboxesOf(service);
    return mailboxes.length > 0 ? answer(service, mailboxes) : answerError(request, reply, 404);
  }

  async function show(
    reply: FastifyReply,
    { slug, name }: ServiceDetail,
    mailboxes: Mailbox[],
    values: Record<string, string> = {},
    errors: FormError[] = [],
  ) {
    reply.code(errors.length > 0 ? 422 : 200).header('cache-control', 'no-store');
    return reply.page('directory/write', {
      service: { slug, name },
      mailboxes: mailboxes.map(({ whose }, n) => ({ value: String(n), text: whose })),
      months: await messageMonths(db, dayOf(now())),
      values,
      errors,
      token: tokenToShow(parts, values.token),
    });
  }

  app.get<OfService>('/services/:slug/write', (request, reply) =>
    withMailboxes(request, reply, (service, mailboxes) => show(reply, service, mailboxes)),
  );

  app.post<OfService>('/services/:slug/write', (request, reply) =>
    withMailboxes(request, reply, async (service, mailboxes) => {
      const values = fieldsOf(request.body);
      const refuse = (errors: FormError[]) => show(reply, service, mailboxes, values, errors);
      const form = readForm(message, values);
      const mailbox = mailboxes.length === 1 ? mailboxes[0] : mailboxes.find((_, n) => String(n) === values.to);
      const none = mailbox ? [] : [{ field: 'to', text: 'Choose to whom you write' }];
      if (!form.ok || !mailbox) return refuse([...none, ...(form.ok ? [] : form.errors)]);
      const spam = spamError(parts, values, { field: 'words', text: form.value.words });
      if (spam) return refuse([spam]);
      if (!(await writeToService(parts, service, { to: mailbox.address, ...form.value })))
        return refuse([{ field: 'words', text: 'Many people have written there today. Call, or try again tomorrow' }]);
      await parts.soon('send-mail');
      return reply.redirect(`/services/${service.slug}/write/sent`, 303);
    }),
  );

  app.get<OfService>('/services/:slug/write/sent', (request, reply) =>
    withMailboxes(request, reply, async ({ slug, name }) =>
      reply.header('cache-control', 'no-store').page('directory/write-sent', { service: { slug, name } }),
    ),
  );

  async function showMessage(request: FastifyRequest<OfMessage>, reply: FastifyReply, is_opened: boolean) {
    const found = await messageOfLink(parts, request.params);
    if (!found) return answerError(request, reply, 404);
    const { id, service, slug, words, reply_to, sent_at } = found;
    if (is_opened) await messageWasOpened(db, id, now());
    reply
      .header('cache-control', 'no-store')
      .header('x-robots-tag', 'noindex')
      .header('referrer-policy', 'no-referrer');
    return reply.page('directory/message', {
      service: { slug, name: service },
      href: `/messages/${id}/${request.params.token}`,
      sent: dayInWords(sent_at),
      message: is_opened ? { words, reply_to } : null,
    });
  }

  app.get<OfMessage>('/messages/:id/:token', (request, reply) => showMessage(request, reply, false));
  app.post<OfMessage>('/messages/:id/:token', (request, reply) => showMessage(request, reply, true));
}
