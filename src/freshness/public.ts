import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { transaction } from '../db/database.ts';
import { saveProblemReport } from '../directory/problem-reports.ts';
import { longest_body, oneOf, written } from '../participation/message-rules.ts';
import { sendingOf } from '../participation/routing.ts';
import { dayOf, type Parts } from '../parts.ts';
import { recordOwnDeed } from '../people/audit.ts';
import { csvLine } from '../web/csv.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf, readForm } from '../web/form.ts';
import { confirmRecord } from './chase.ts';
import { type Confirming, type ConfirmPage, type ConfirmRecord, confirmingOf } from './confirm-page.ts';
import { figuresVersion } from './figures.ts';
import { somethingChanged } from './freshness-mails.ts';
import { type FreshnessPage, freshnessLines, freshnessPage } from './freshness-page.ts';

/** One record of a mail: `all_href` leads to the others, where there are any. */
type OneRecord = { record: ConfirmRecord; all_href: string | null };
type Form = { values: Record<string, string>; errors: FormError[] };

declare module '../web/render.ts' {
  interface Pages {
    'freshness/confirm': OneRecord & Form;
    'freshness/confirm-changed': OneRecord & Form & { reference: string | null; longest_body: number };
    'freshness/confirmed': OneRecord;
    'freshness/confirm-several': ConfirmPage & Form & { open: number; shown: string };
    'freshness/confirm-over': { name: string | null };
    'freshness/about': FreshnessPage;
  }
}

const answer = z.object({ answer: oneOf(['right', 'changed'], 'Choose one of the two answers') });
const allRight = z.object({
  answer: oneOf(['right'], 'Press the button below the records'),
  // the records that whoever pressed the button had before them
  shown: z.string().max(50_000).default(''),
});
const change = z.object({
  details: written(longest_body, 'What you wrote', 'Write what has changed, and what is right now'),
});

type OfMail = { Params: { token: string } };
type OfRecord = { Params: { token: string; service: string } };
type There = Extract<Confirming, { state: 'there' }>;

/** `/confirm/<token>`, where the links of mails lead, and `/about/freshness`, how true the offer is kept. */
export function publicFreshness(app: FastifyInstance, parts: Parts): void {
  const { db, now } = parts;

  // the day's job keeps its figures: until it has run they take long to count
  function keptWhileSame<Value>(make: (day: string) => Promise<Value>): () => Promise<Value> {
    let kept: { of: string; value: Promise<Value> } | undefined;
    return async () => {
      const day = dayOf(now());
      const of = `${day} ${await figuresVersion(db)}`;
      if (kept?.of !== of) kept = { of, value: make(day) };
      kept.value.catch(() => {
        kept = undefined;
      });
      return kept.value;
    };
  }
  const page = keptWhileSame((day) => freshnessPage(db, day));
  const lines = keptWhileSame((day) => freshnessLines(db, day));

  app.get('/about/freshness', async (_, reply) =>
    reply.header('cache-control', 'public, max-age=600').page('freshness/about', await page()),
  );

  app.get('/about/freshness.csv', async (_, reply) =>
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="freshness.csv"')
      .header('cache-control', 'public, max-age=600')
      .send((await lines()).map(csvLine).join('')),
  );

  /** What a link opens; answers itself where it opens nothing. */
  async function withMail<Route extends OfMail>(
    request: FastifyRequest<Route>,
    reply: FastifyReply,
    work: (there: There) => FastifyReply | Promise<FastifyReply>,
  ): Promise<FastifyReply> {
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
    const { token } = request.params as OfMail['Params'];
    const found = await confirmingOf(db, token, { secret: parts.secret, now: now() });
    if (found.state === 'there') return work(found);
    const name = found.state === 'over' ? found.name : null;
    return reply.code(found.state === 'over' ? 410 : 404).page('freshness/confirm-over', { name });
  }

  /** One record of a mail that waits for an answer; shows what became of it where it does not wait any more. */
  async function whileOpen(
    request: FastifyRequest<OfRecord>,
    reply: FastifyReply,
    work: (there: There, one: OneRecord) => FastifyReply | Promise<FastifyReply>,
  ): Promise<FastifyReply> {
    return withMail(request, reply, (there) => {
      const { records, href } = there.page;
      const record = records.find(({ id }) => id === request.params.service);
      if (!record) return answerError(request, reply, 404);
      const one = { record, all_href: records.length > 1 ? href : null };
      if (record.state === 'over') return reply.code(410).page('freshness/confirm-over', { name: record.name });
      return record.state === 'confirmed' ? reply.page('freshness/confirmed', one) : work(there, one);
    });
  }

  async function confirm(records: readonly ConfirmRecord[], mail_id: number): Promise<void> {
    await transaction(db, async (tx) => {
      for (const { id, organisation } of records) {
        const deed = { action: 'confirmed_by_link', entity: 'service', entity_id: id, detail: { mail: mail_id } };
        await recordOwnDeed(tx, 'link in a mail', deed, now());
        await confirmRecord(tx, { service_id: id, confirmed_by: organisation, now: now() });
      }
    });
  }

  function several(reply: FastifyReply, { page }: There, form: Form) {
    const open = page.records.filter(({ state }) => state === 'open');
    const shown = open.map(({ id }) => id).join(',');
    reply.code(form.errors.length > 0 ? 422 : 200);
    return reply.page('freshness/confirm-several', { ...page, ...form, open: open.length, shown });
  }

  // a mail scanner that opens the link, or follows every link on the page, changes nothing
  app.get<OfMail>('/confirm/:token', (request, reply) =>
    withMail(request, reply, (there) => {
      const [record, ...others] = there.page.records;
      const blank = { values: {}, errors: [] };
      if (!record || others.length > 0) return several(reply, there, blank);
      const one = { record, all_href: null };
      return record.state === 'confirmed'
        ? reply.page('freshness/confirmed', one)
        : reply.page('freshness/confirm', { ...one, ...blank });
    }),
  );

  app.post<OfMail>('/confirm/:token', (request, reply) =>
    withMail(request, reply, async (there) => {
      const form = readForm(allRight, request.body);
      if (!form.ok) return several(reply, there, form);
      const shown = new Set(form.value.shown.split(','));
      const right = there.page.records.filter(({ id, state }) => state === 'open' && shown.has(id));
      await confirm(right, there.mail.id);
      return reply.redirect(there.page.href, 303);
    }),
  );

  app.get<OfRecord>('/confirm/:token/:service', (request, reply) =>
    whileOpen(request, reply, (_, one) => reply.page('freshness/confirm', { ...one, values: {}, errors: [] })),
  );

  app.post<OfRecord>('/confirm/:token/:service', (request, reply) =>
    whileOpen(request, reply, async ({ mail }, one) => {
      const form = readForm(answer, request.body);
      if (!form.ok) return reply.code(422).page('freshness/confirm', { ...one, ...form });
      const { id, href } = one.record;
      if (form.value.answer === 'right') {
        await confirm([one.record], mail.id);
        return reply.redirect(href, 303);
      }
      await transaction(db, async (tx) => {
        const deed = { action: 'said_changed_by_link', entity: 'service', entity_id: id, detail: { mail: mail.id } };
        await recordOwnDeed(tx, 'link in a mail', deed, now());
        await somethingChanged(tx, { mail_id: mail.id, service_id: id, now: now() });
      });
      return reply.redirect(`${href}/changed`, 303);
    }),
  );

  app.get<OfRecord>('/confirm/:token/:service/changed', (request, reply) =>
    whileOpen(request, reply, (_, one) => {
      const told = fieldsOf(request.query).told ?? '';
      const reference = /^PR-[A-Z0-9]{4}-[A-Z0-9]{4}$/.test(told) ? told : null;
      return reply.page('freshness/confirm-changed', { ...one, values: {}, errors: [], reference, longest_body });
    }),
  );

  app.post<OfRecord>('/confirm/:token/:service/changed', (request, reply) =>
    whileOpen(request, reply, async ({ mail }, one) => {
      const form = readForm(change, request.body);
      if (!form.ok)
        return reply.code(422).page('freshness/confirm-changed', { ...one, ...form, reference: null, longest_body });
      const { id, organisation, href } = one.record;
      const details = `From ${organisation}, which was asked whether the record is right: ${form.value.details}`;
      const report = { service_id: id, reason: 'not_as_described', details, reply_to: '' } as const;
      const reference = await transaction(db, async (tx) => {
        await somethingChanged(tx, { mail_id: mail.id, service_id: id, now: now() });
        return saveProblemReport(tx, report, sendingOf(parts));
      });
      await parts.soon('send-mail');
      await parts.soon('send-mail');
      return reply.redirect(`${href}/changed?told=${reference}`, 303);
    }),
  );
}
