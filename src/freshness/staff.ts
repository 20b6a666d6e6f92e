import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { decide } from '../desk/decisions.ts';
import { type DeskView, decidedMeanwhile, type ItemPage, type ItemPages, onItem, showItem } from '../desk/item-page.ts';
import { type DeskKind, findItem } from '../desk/items.ts';
import { nothingElse } from '../desk/undo.ts';
import { saveProblemReport } from '../directory/problem-reports.ts';
import { longest_body, oneOf, upTo } from '../participation/message-rules.ts';
import { sendingOf } from '../participation/routing.ts';
import type { Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
import { readForm } from '../web/form.ts';
import { confirmRecord } from './chase.ts';
import { type FindingView, findingView, type PhoneView, phoneView } from './desk-page.ts';
import { settleFinding } from './findings.ts';
import { staffPromises } from './promise-page.ts';
import { promisedServiceById } from './promises.ts';

declare module '../web/render.ts' {
  interface Pages {
    'freshness/to-phone': { desk: DeskView; phone: PhoneView | null };
    'freshness/finding': { desk: DeskView; finding: FindingView | null };
  }
}

const call = z
  .object({
    answer: oneOf(['confirmed', 'changed', 'not_reached'], 'Choose what came of the call'),
    details: upTo(longest_body, 'What you wrote'),
  })
  .refine(({ answer, details }) => answer !== 'changed' || details !== '', {
    path: ['details'],
    message: 'Write what has changed',
  });
const judgement = z.object({ answer: oneOf(['mended', 'not_so'], 'Choose what is to be done') });

const callStays = 'What somebody said on the phone stays said: phone again, or change the record.';

/** How the desk shows records to phone about, and what the site found by itself; and their decisions. */
export function staffFreshness(app: FastifyInstance, parts: Parts): ItemPages {
  const { db, now, authority } = parts;

  const toPhone: ItemPage = {
    right: 'moderate',
    undo: { ...nothingElse, whyNot: async (_, { decision }) => (decision === 'not_reached' ? undefined : callStays) },
    for_good: `That nobody was reached can be undone until midnight. ${callStays}`,
    show: async (_, reply, item, desk) => {
      const { site_name } = authority;
      const phone = await phoneView(db, item.subject_id, { site_name, now: now() });
      return reply.page('freshness/to-phone', { desk, phone: phone ?? null });
    },
  };
  const found: ItemPage = {
    right: 'moderate',
    undo: nothingElse,
    show: async (_, reply, item, desk) =>
      reply.page('freshness/finding', { desk, finding: (await findingView(db, item.subject_id)) ?? null }),
  };
  const findings: DeskKind[] = ['past_date', 'broken_link'];

  app.post(
    '/staff/items/:id/call',
    onItem(parts, { kinds: ['to_phone'], right: toPhone.right }, async (request, reply, item) => {
      const form = readForm(call, request.body);
      if (!form.ok) return showItem(parts, toPhone, request, reply, item, form);
      const service = await promisedServiceById(db, item.subject_id);
      if (!service) return answerError(request, reply, 404);
      const { answer, details } = form.value;
      const reason = details === '' ? null : details;
      const done = await decide(db, request.who, item, { decision: answer, reason }, now(), async (tx) => {
        if (answer === 'confirmed')
          await confirmRecord(tx, { service_id: service.id, confirmed_by: service.organisation, now: now() });
        if (answer === 'changed') {
          const told = { service_id: service.id, reason: 'not_as_described', reply_to: '' } as const;
          await saveProblemReport(
            tx,
            { ...told, details: `From ${service.organisation}, by phone: ${details}` },
            sendingOf(parts),
          );
        }
        return {};
      });
      if (done) return reply.redirect('/staff?kind=to_phone', 303);
      return showItem(parts, toPhone, request, reply, (await findItem(db, item.id)) ?? item, decidedMeanwhile);
    }),
  );

  app.post(
    '/staff/items/:id/finding',
    onItem(parts, { kinds: findings, right: found.right }, async (request, reply, item) => {
      const form = readForm(judgement, request.body);
      if (!form.ok) return showItem(parts, found, request, reply, item, form);
      const done = await decide(db, request.who, item, { decision: form.value.answer }, now(), async (tx) => {
        if (form.value.answer === 'mended') await settleFinding(tx, Number(item.subject_id), now());
        return {};
      });
      if (done) return reply.redirect(`/staff?${new URLSearchParams({ kind: item.kind })}`, 303);
      return showItem(parts, found, request, reply, (await findItem(db, item.id)) ?? item, decidedMeanwhile);
    }),
  );

  staffPromises(app, parts);
  return { to_phone: toPhone, past_date: found, broken_link: found };
}
