import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { transaction } from '../db/database.ts';
import { decide } from '../desk/decisions.ts';
import { type DeskView, decidedMeanwhile, type ItemPage, type ItemPages, onItem, showItem } from '../desk/item-page.ts';
import { findItem } from '../desk/items.ts';
import { nothingElse } from '../desk/undo.ts';
import type { Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { record } from '../people/audit.ts';
import { findSchool, type School } from '../schools/schools.ts';
import { csvLine } from '../web/csv.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf, oneOf, readForm } from '../web/form.ts';
import { addressForm } from './address-page.ts';
import { askToMend } from './ask-to-mend.ts';
import { confirmCheck, newestCheck, setReportAddress } from './confirmations.ts';
import { type LinkItemView, linkItemView } from './link-item-page.ts';
import { askForCheck, visitOf } from './report-asks.ts';
import { filterRows, reportLines, type StaffReportsPage, staffReportsPage, staffRows } from './staff-page.ts';
import { readConfirmation, type SchoolReportPage, schoolReportPage } from './staff-school-page.ts';

declare module '../web/render.ts' {
  interface Pages {
    'sen-reports/staff-reports': StaffReportsPage;
    'sen-reports/staff-report': SchoolReportPage;
    'sen-reports/staff-link': { desk: DeskView; item: LinkItemView | null };
  }
}

type OfSchool = FastifyRequest<{ Params: { urn: string } }>;

const right = 'check_reports';
const cannotBeChecked = { field: 'visit', text: 'This report cannot be checked: why, stands below' };
const linkForm = z
  .object({
    answer: oneOf({ mended: '', works: '', asked: '' }, 'Choose what came of it'),
    address: addressForm.shape.address.default(''),
  })
  .refine(({ answer, address }) => answer !== 'mended' || address !== '', {
    path: ['address'],
    message: 'Write the address where the report stands now',
  });
const lateForm = z.object({ answer: oneOf({ promised: '', not_reached: '' }, 'Choose what came of the call') });

/** `/staff/reports`: every school's report, what checks found and who confirms it. Gives the desk's pages for reports. */
export function staffReports(staff: FastifyInstance, parts: Parts): ItemPages {
  const { db, now } = parts;

  staff.get('/staff/reports', async (request, reply) => {
    if (!may(request.who.role, right)) return answerError(request, reply, 403);
    const { rows } = await staffRows(db, now());
    return reply.page('sen-reports/staff-reports', staffReportsPage(rows, fieldsOf(request.query)));
  });

  staff.get('/staff/reports.csv', async (request, reply) => {
    if (!may(request.who.role, right)) return answerError(request, reply, 403);
    const { rows, reports } = await staffRows(db, now());
    const { found } = filterRows(rows, fieldsOf(request.query));
    const lines = await reportLines(db, { rows: found, reports }, now());
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="school-reports.csv"')
      .send(`\uFEFF${lines.map(csvLine).join('')}`);
  });

  const ofSchool =
    (work: (request: OfSchool, reply: FastifyReply, school: School) => Promise<FastifyReply>) =>
    async (request: OfSchool, reply: FastifyReply): Promise<FastifyReply> => {
      if (!may(request.who.role, right)) return answerError(request, reply, 403);
      const school = await findSchool(db, request.params.urn);
      return school ? work(request, reply, school) : answerError(request, reply, 404);
    };

  async function show(
    reply: FastifyReply,
    school: School,
    {
      errors = [],
      values = {},
      done = '',
      status = 422,
    }: { errors?: FormError[]; values?: Record<string, string>; done?: string; status?: 409 | 422 } = {},
  ) {
    const page = await schoolReportPage(parts, school, { errors, values, done });
    return reply.code(errors.length > 0 ? status : 200).page('sen-reports/staff-report', page);
  }

  staff.get(
    '/staff/reports/:urn',
    ofSchool(async (request, reply, school) => show(reply, school, { done: fieldsOf(request.query).done ?? '' })),
  );

  staff.post(
    '/staff/reports/:urn/confirm',
    ofSchool(async (request, reply, school) => {
      const values = fieldsOf(request.body);
      const check = await newestCheck(db, school.urn);
      if (!check) return answerError(request, reply, 404);
      if (values.check !== String(check.id) || check.confirmation) {
        const text = 'Somebody has looked at it meanwhile, or there is a newer check. It stands below: look again';
        return show(reply, school, { errors: [{ field: 'check', text }], status: 409 });
      }
      const read = readConfirmation(school, check, request.body);
      if (!read.ok) return show(reply, school, read);
      if (await confirmCheck(db, request.who, check, read.value, now()))
        return reply.redirect(`/staff/reports/${school.urn}?done=confirmed`, 303);
      const text = 'Somebody else was quicker. What they said stands below';
      return show(reply, school, { errors: [{ field: 'check', text }], status: 409 });
    }),
  );

  staff.post(
    '/staff/reports/:urn/check',
    ofSchool(async (request, reply, school) => {
      const { urn } = school;
      if ((await visitOf(db, urn)).why_not) return show(reply, school, { status: 409, errors: [cannotBeChecked] });
      const deed = { action: 'asked_for_report_check', entity: 'school', entity_id: urn };
      await transaction(db, async (tx) => {
        await askForCheck(tx, { urn, by: request.who.email }, now());
        await record(tx, request.who, deed, now());
      });
      await parts.soon('check-reports');
      return reply.redirect(`/staff/reports/${urn}?done=asked`, 303);
    }),
  );

  staff.post(
    '/staff/reports/:urn/address',
    ofSchool(async (request, reply, school) => {
      const form = readForm(addressForm, request.body);
      if (!form.ok) return show(reply, school, form);
      const address = form.value.address || null;
      await transaction(db, (tx) => setReportAddress(tx, request.who, { urn: school.urn, address }, now()));
      await parts.soon('check-reports');
      return reply.redirect(`/staff/reports/${school.urn}?done=address`, 303);
    }),
  );

  const link: ItemPage = {
    right,
    undo: nothingElse,
    for_good:
      'That a link works, or what came of a call, can be undone until midnight. A new address or a letter stays.',
    show: async (_, reply, item, desk) =>
      reply.page('sen-reports/staff-link', { desk, item: (await linkItemView(db, item, now())) ?? null }),
  };

  staff.post(
    '/staff/items/:id/report-link',
    onItem(parts, { kinds: ['report_link'], right }, async (request, reply, item) => {
      const form = readForm(linkForm, request.body);
      if (!form.ok) return showItem(parts, link, request, reply, item, form);
      const { answer, address } = form.value;
      const done = await decide(db, request.who, item, { decision: answer }, now(), async (tx) => {
        if (answer === 'mended') await setReportAddress(tx, request.who, { urn: item.subject_id, address }, now());
        if (answer === 'asked') await askToMend(tx, item, parts);
        return answer === 'works' ? {} : undefined;
      });
      if (done) await parts.soon(answer === 'mended' ? 'check-reports' : 'send-mail');
      if (done) return reply.redirect('/staff?kind=report_link', 303);
      return showItem(parts, link, request, reply, (await findItem(db, item.id)) ?? item, decidedMeanwhile);
    }),
  );

  staff.post(
    '/staff/items/:id/report-late',
    onItem(parts, { kinds: ['report_late'], right }, async (request, reply, item) => {
      const form = readForm(lateForm, request.body);
      if (!form.ok) return showItem(parts, link, request, reply, item, form);
      const done = await decide(db, request.who, item, { decision: form.value.answer }, now(), async () => ({}));
      if (done) return reply.redirect('/staff?kind=report_late', 303);
      return showItem(parts, link, request, reply, (await findItem(db, item.id)) ?? item, decidedMeanwhile);
    }),
  );

  return { report_link: link, report_late: link };
}
