import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { spamError } from '../participation/forms.ts';
import type { Parts } from '../parts.ts';
import type { School } from '../schools/schools.ts';
import { choicesOf, type FormError, fieldsOf, oneOf, readForm } from '../web/form.ts';
import { linkProblems, reportLinkProblem } from './broken-links.ts';
import { reportsOf } from './report-states.ts';

declare module '../web/render.ts' {
  interface Pages {
    'sen-reports/broken-link': {
      school: { urn: string; name: string };
      problems: { value: string; text: string }[];
      values: Record<string, string>;
      errors: FormError[];
      is_sent: boolean;
    };
  }
}

const form = z.object({ problem: oneOf(linkProblems, 'Choose what is wrong') });

type OfSchool = FastifyRequest<{ Params: { urn: string } }>;
type ForSchool = (
  answer: (request: OfSchool, reply: FastifyReply, school: School) => Promise<FastifyReply>,
) => (request: OfSchool, reply: FastifyReply) => Promise<FastifyReply>;

/** `/schools/<urn>/report/broken`: anybody may say that the link to a school's report is of no use. */
export function reportBrokenLinks(app: FastifyInstance, parts: Parts, ofSchool: ForSchool): void {
  const { db, now } = parts;

  function show(
    reply: FastifyReply,
    { urn, name }: School,
    values: Record<string, string>,
    { errors = [], is_sent = false }: { errors?: FormError[]; is_sent?: boolean } = {},
  ) {
    const problems = choicesOf(linkProblems);
    reply.code(errors.length > 0 ? 422 : 200);
    return reply.page('sen-reports/broken-link', { school: { urn, name }, problems, values, errors, is_sent });
  }

  app.get(
    '/schools/:urn/report/broken',
    ofSchool(async (request, reply, school) => {
      const { done = '', problem = '' } = fieldsOf(request.query);
      return show(reply, school, { problem }, { is_sent: done === 'sent' });
    }),
  );

  app.post(
    '/schools/:urn/report/broken',
    ofSchool(async (request, reply, school) => {
      const values = fieldsOf(request.body);
      const read = readForm(form, values);
      if (!read.ok) return show(reply, school, values, read);
      const spam = spamError(parts, values, { field: 'problem', text: '', has_token: false });
      if (spam) return show(reply, school, values, { errors: [spam] });
      const facts = (await reportsOf(db, [school.urn])).get(school.urn)?.facts;
      const address = facts?.here ? null : (facts?.confirmed?.address ?? facts?.address ?? null);
      await reportLinkProblem(db, school, { reason: read.value.problem, address }, now());
      return reply.redirect(`/schools/${school.urn}/report/broken?done=sent`, 303);
    }),
  );
}
