import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { spamError, tokenToShow } from '../participation/forms.ts';
import { longest_body, oneOf, replyTo, upTo } from '../participation/message-rules.ts';
import { sendingOf } from '../participation/routing.ts';
import { dayOf, type Parts } from '../parts.ts';
import { keptMonths } from '../retention.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf, readForm } from '../web/form.ts';
import { isSlug } from './list-rules.ts';
import { findProblemReport, type ProblemReason, problemReasons, saveProblemReport } from './problem-reports.ts';
import type { ServiceDetail } from './service-detail.ts';
import { findService, isWithdrawnService } from './services.ts';

declare module '../web/render.ts' {
  interface Pages {
    'directory/report': {
      service: { slug: string; name: string };
      reasons: { value: string; text: string }[];
      values: Record<string, string>;
      errors: FormError[];
      token: string;
      longest_body: number;
      /** how long we keep how to reach somebody, in months: after an answer, and at the latest */
      kept: { answered: number; latest: number };
    };
    'directory/report-received': { service: { slug: string; name: string }; reference: string; has_details: boolean };
  }
}

const codes = Object.keys(problemReasons) as [ProblemReason, ...ProblemReason[]];
const reasons = Object.entries(problemReasons).map(([value, text]) => ({ value, text }));

/** Reasons that say by themselves what has to be looked at: one press is enough. */
const saysEnough = new Set<ProblemReason>(['broken_link', 'wrong_phone', 'wrong_email', 'wrong_times', 'closed']);

/** The problems that one press on the page of a service reports. */
export const oneClickReasons = reasons.filter(({ value }) => saysEnough.has(value as ProblemReason));

const report = z
  .object({
    reason: oneOf(codes, 'Choose what is wrong'),
    details: upTo(longest_body, 'What you wrote'),
    reply_to: replyTo,
  })
  .refine(({ reason, details }) => details !== '' || saysEnough.has(reason), {
    path: ['details'],
    message: 'Tell us what is wrong, or what is right instead',
  });

/** `/services/<slug>/report`: anybody may say that something on a service's page is wrong. */
export function reportProblems(app: FastifyInstance, parts: Parts): void {
  const { db } = parts;
  type Route = { Params: { slug: string; reference: string } };

  /** The service of the address; or the answer that it is not there, or no more. */
  async function withService(
    request: FastifyRequest<Route>,
    reply: FastifyReply,
    answer: (service: ServiceDetail) => FastifyReply | Promise<FastifyReply>,
  ): Promise<FastifyReply> {
    const { slug } = request.params;
    if (!isSlug(slug)) return answerError(request, reply, 404);
    const service = await findService(db, slug);
    if (service) return answer(service);
    return answerError(request, reply, (await isWithdrawnService(db, slug)) ? 410 : 404);
  }

  async function show(
    reply: FastifyReply,
    service: ServiceDetail,
    values: Record<string, string>,
    errors: FormError[],
  ) {
    const { slug, name } = service;
    const token = tokenToShow(parts, values.token);
    reply.code(errors.length > 0 ? 422 : 200).header('cache-control', 'no-store');
    const months = await keptMonths(db, dayOf(parts.now()));
    const kept = {
      answered: months.get('message_reply_to_answered') ?? 0,
      latest: months.get('message_reply_to') ?? 0,
    };
    const shown = { service: { slug, name }, reasons, values, errors, token, longest_body, kept };
    return reply.page('directory/report', shown);
  }

  app.get<Route>('/services/:slug/report', (request, reply) =>
    withService(request, reply, (service) => show(reply, service, chosenIn(request.query), [])),
  );

  app.post<Route>('/services/:slug/report', (request, reply) =>
    withService(request, reply, async (service) => {
      const values = fieldsOf(request.body);
      const form = readForm(report, values);
      if (!form.ok) return show(reply, service, values, form.errors);
      const { details: text, reply_to } = form.value;
      // one press comes from a page that browsers keep
      const spam = spamError(parts, values, { field: 'details', text, has_token: `${text}${reply_to}` !== '' });
      if (spam) return show(reply, service, values, [spam]);
      const reference = await saveProblemReport(db, { ...form.value, service_id: service.id }, sendingOf(parts));
      await parts.soon('send-mail');
      return reply.redirect(`/services/${service.slug}/report/${reference}`, 303);
    }),
  );

  app.get<Route>('/services/:slug/report/:reference', (request, reply) =>
    withService(request, reply, async ({ slug, name }) => {
      const found = await findProblemReport(db, request.params.reference);
      if (found?.slug !== slug) return answerError(request, reply, 404);
      reply.header('cache-control', 'no-store');
      const { reference, has_details } = found;
      return reply.page('directory/report-received', { service: { slug, name }, reference, has_details });
    }),
  );
}

function chosenIn(query: unknown): Record<string, string> {
  const { reason = '' } = fieldsOf(query);
  return codes.some((code) => code === reason) ? { reason } : {};
}
