import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { written } from '../participation/message-rules.ts';
import type { Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { aDay, fieldsOf, readForm } from '../web/form.ts';
import { findDeskRecord } from './desk-records.ts';
import { publishByDesk, withdrawByDesk } from './publication-decisions.ts';
import {
  type StaffServicePage,
  type StaffServicesPage,
  staffServicePage,
  staffServicesPage,
} from './staff-service-page.ts';

declare module '../web/render.ts' {
  interface Pages {
    'directory/staff-services': StaffServicesPage;
    'directory/staff-service': StaffServicePage;
  }
}

type OfSlug = { Params: { slug: string } };
type Shown = Partial<Pick<StaffServicePage, 'errors' | 'values'>>;

const withdrawing = z.object({ reason: written(500, 'The reason', 'Write why: it stands in the history') });

/** `/staff/services`: every record, public or not, found by anything; its history; taken down and made public again. */
export function staffServices(app: FastifyInstance, parts: Parts): void {
  const { db, now } = parts;

  app.get('/staff/services', async (request, reply) => {
    if (!may(request.who.role, 'see_desk')) return answerError(request, reply, 403);
    return reply.page('directory/staff-services', await staffServicesPage(parts, fieldsOf(request.query)));
  });

  async function show(request: FastifyRequest<OfSlug>, reply: FastifyReply, shown: Shown = {}) {
    const { on = '' } = fieldsOf(request.query);
    const day = aDay('').safeParse(on).data ?? '';
    const may_decide = may(request.who.role, 'moderate');
    const model = await staffServicePage(parts, request.params.slug, { on: day, may_decide, ...shown });
    if (!model) return answerError(request, reply, 404);
    if (model.slug !== request.params.slug) return reply.redirect(`/staff/services/${model.slug}`, 303);
    return reply.code(shown.errors ? 422 : 200).page('directory/staff-service', model);
  }

  app.get<OfSlug>('/staff/services/:slug', async (request, reply) => {
    if (!may(request.who.role, 'see_desk')) return answerError(request, reply, 403);
    return show(request, reply);
  });

  app.post<OfSlug>('/staff/services/:slug/withdraw', async (request, reply) => {
    if (!may(request.who.role, 'moderate')) return answerError(request, reply, 403);
    const found = await findDeskRecord(db, request.params.slug);
    if (!found) return answerError(request, reply, 404);
    const form = readForm(withdrawing, request.body);
    if (!form.ok) return show(request, reply, form);
    await withdrawByDesk(db, request.who, found.id, { reason: form.value.reason, now: now() });
    return reply.redirect(`/staff/services/${found.slug}`, 303);
  });

  app.post<OfSlug>('/staff/services/:slug/publish', async (request, reply) => {
    if (!may(request.who.role, 'moderate')) return answerError(request, reply, 403);
    const found = await findDeskRecord(db, request.params.slug);
    if (!found) return answerError(request, reply, 404);
    await publishByDesk(db, request.who, found.id, now());
    return reply.redirect(`/staff/services/${found.slug}`, 303);
  });
}
