import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { transaction } from '../db/database.ts';
import { saveProblemReport } from '../directory/problem-reports.ts';
import { longest_body, oneOf, written } from '../participation/message-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { recordOwnDeed } from '../people/audit.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf, readForm } from '../web/form.ts';
import { confirmRecord } from './chase.ts';
import { somethingChanged } from './chases.ts';
import { type Confirming, type ConfirmPage, confirmingOf } from './confirm-page.ts';
import { type FreshnessPage, freshnessPage } from './freshness-page.ts';

type Form = { values: Record<string, string>; errors: FormError[] };

declare module '../web/render.ts' {
  interface Pages {
    'freshness/confirm': ConfirmPage & Form;
    'freshness/confirm-changed': ConfirmPage & Form & { reference: string | null; longest_body: number };
    'freshness/confirmed': ConfirmPage & { asked_again: string; badge_waits: boolean };
    'freshness/confirm-over': { name: string | null };
    'freshness/about': FreshnessPage;
  }
}

const answer = z.object({ answer: oneOf(['right', 'changed'], 'Choose one of the two answers') });
const change = z.object({
  details: written(longest_body, 'What you wrote', 'Write what has changed, and what is right now'),
});

type Route = { Params: { token: string } };
type Open = Extract<Confirming, { state: 'open' }>;

/** `/confirm/<token>`, where the links of mails lead, and `/about/freshness`, how true the offer is kept. */
export function publicFreshness(app: FastifyInstance, parts: Parts): void {
  const { db, now } = parts;

  app.get('/about/freshness', async (_, reply) => {
    const model = await freshnessPage(db, dayOf(now()));
    return reply.header('cache-control', 'public, max-age=600').page('freshness/about', model);
  });

  /** Answers a link that does not wait for an answer, in every way but one. */
  async function whileOpen(
    request: FastifyRequest<Route>,
    reply: FastifyReply,
    work: (open: Open) => FastifyReply | Promise<FastifyReply>,
  ): Promise<FastifyReply> {
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
    const found = await confirmingOf(db, request.params.token, { secret: parts.secret, now: now() });
    if (found.state === 'open') return work(found);
    if (found.state === 'unknown') return answerError(request, reply, 404);
    if (found.state === 'over') return reply.code(410).page('freshness/confirm-over', { name: found.name });
    const { page, asked_again, badge_waits } = found;
    return reply.page('freshness/confirmed', { ...page, asked_again, badge_waits });
  }

  // a mail scanner that opens the link, or follows every link on the page, changes nothing
  app.get<Route>('/confirm/:token', (request, reply) =>
    whileOpen(request, reply, ({ page }) => reply.page('freshness/confirm', { ...page, values: {}, errors: [] })),
  );

  app.post<Route>('/confirm/:token', (request, reply) =>
    whileOpen(request, reply, async ({ page, chase, service }) => {
      const form = readForm(answer, request.body);
      if (!form.ok) return reply.code(422).page('freshness/confirm', { ...page, ...form });
      const here = `/confirm/${request.params.token}`;
      const { id, organisation } = service;
      const isRight = form.value.answer === 'right';
      const action = isRight ? 'confirmed_by_link' : 'said_changed_by_link';
      await transaction(db, async (tx) => {
        const deed = { action, entity: 'service', entity_id: id, detail: { round: chase.round } };
        await recordOwnDeed(tx, 'link in a mail', deed, now());
        if (isRight) await confirmRecord(tx, { service_id: id, confirmed_by: organisation, now: now() });
        else await somethingChanged(tx, chase.id, now());
      });
      return reply.redirect(isRight ? here : `${here}/changed`, 303);
    }),
  );

  app.get<Route>('/confirm/:token/changed', (request, reply) =>
    whileOpen(request, reply, ({ page }) => {
      const told = fieldsOf(request.query).told ?? '';
      const reference = /^PR-[A-Z0-9]{4}-[A-Z0-9]{4}$/.test(told) ? told : null;
      return reply.page('freshness/confirm-changed', { ...page, values: {}, errors: [], reference, longest_body });
    }),
  );

  app.post<Route>('/confirm/:token/changed', (request, reply) =>
    whileOpen(request, reply, async ({ page, chase, service }) => {
      const form = readForm(change, request.body);
      if (!form.ok)
        return reply.code(422).page('freshness/confirm-changed', { ...page, ...form, reference: null, longest_body });
      const details = `From ${service.organisation}, which was asked whether the record is right: ${form.value.details}`;
      const report = { service_id: service.id, reason: 'not_as_described', details, reply_to: '' } as const;
      const reference = await transaction(db, async (tx) => {
        await somethingChanged(tx, chase.id, now());
        return saveProblemReport(tx, report, now());
      });
      return reply.redirect(`/confirm/${request.params.token}/changed?told=${reference}`, 303);
    }),
  );
}
