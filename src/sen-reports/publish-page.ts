import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayInWords } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { mayUseDemonstration } from '../people/demonstration.ts';
import { type FormError, fieldsOf } from '../web/form.ts';
import { statesOf } from './builder-page.ts';
import { reportFile, reportHtml, type ShownSection, shownSections, titleOf, whyUnreadable } from './document-rules.ts';
import { readinessOf } from './draft-rules.ts';
import { checkOwnReport } from './own-check.ts';
import { aroundReports, contentOfDraft, imprintOf, type OwnReport } from './own-report.ts';
import { publishReport } from './publications.ts';

/** What `/school/report/publish` shows. */
interface PublishPage {
  school: string;
  errors: FormError[];
  dated: string;
  /** the parts that are named, with where to write them */
  missing: { href: string; title: string }[];
  blocked: { href: string; title: string; why: string }[];
  unlooked: { href: string; title: string }[];
  /** what the check of schools' websites would not find in it, though something is written */
  unseen: { href: string; title: string }[];
  is_empty: boolean;
  sections: ShownSection[];
}

declare module '../web/render.ts' {
  interface Pages {
    'sen-reports/publish': PublishPage;
    'sen-reports/paste': { school: string; urn: string; dated: string; html: string; is_published: boolean };
  }
}

type WithReport = (
  work: (request: FastifyRequest, reply: FastifyReply, report: OwnReport) => Promise<FastifyReply>,
) => (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** `/school/report/publish`, and the published report as HTML for the school's own website. */
export function publishPages(school: FastifyInstance, parts: Parts, withReport: WithReport): void {
  const { db, now } = parts;
  const around = aroundReports(parts);

  async function show(reply: FastifyReply, report: OwnReport, errors: FormError[] = []) {
    const { sections, draft } = report;
    const states = statesOf(sections, draft, report);
    const ready = readinessOf(
      sections.map(({ key, is_required }) => ({
        key,
        is_asked: is_required,
        state: states.get(key) ?? 'empty',
        unreadable: whyUnreadable(draft.get(key)?.text ?? ''),
      })),
    );
    const link = (key: string) => ({
      href: `/school/report/${key}`,
      title: sections.find((one) => one.key === key)?.title ?? key,
    });
    const content = contentOfDraft(report, { is_demonstration: false });
    const judged = await checkOwnReport(parts, report.school, content, dayOf(now()));
    const written = new Set(content.items.map(({ key }) => key));
    return reply.code(errors.length > 0 ? 422 : 200).page('sen-reports/publish', {
      school: report.school.name,
      errors,
      dated: dayInWords(dayOf(now())),
      missing: ready.missing.map(link),
      blocked: ready.blocked.map(({ key, why }) => ({ ...link(key), why })),
      unlooked: ready.unlooked.map(link),
      unseen: judged.missing.filter((key) => written.has(key)).map(link),
      is_empty: ready.is_empty,
      sections: shownSections(content, around),
    });
  }

  school.get(
    '/school/report/publish',
    withReport(async (_, reply, report) => show(reply, report)),
  );

  school.post(
    '/school/report/publish',
    withReport(async (request, reply, report) => {
      const { sections, draft, school: own } = report;
      const states = statesOf(sections, draft, report);
      const content = contentOfDraft(report, { is_demonstration: await mayUseDemonstration(db) });
      const isBlocked = sections.some(
        ({ key }) => states.get(key) === 'beside' || whyUnreadable(draft.get(key)?.text ?? '') !== undefined,
      );
      if (isBlocked)
        return show(reply, report, [
          { field: 'blocked', text: 'Some parts must be settled before this can be published' },
        ]);
      if (content.items.length === 0)
        return show(reply, report, [
          { field: 'publish', text: 'Nothing is written yet. Write at least one part first' },
        ]);
      if (content.missing.length > 0 && fieldsOf(request.body).with_gaps !== 'yes') {
        const text = 'Some parts that the law asks for are not written. Write them, or say that you publish with gaps';
        return show(reply, report, [{ field: 'with_gaps', text }]);
      }
      await publishReport(db, request.who, own.urn, content, now());
      return reply.redirect('/school/report?done=published', 303);
    }),
  );

  school.get(
    '/school/report/html',
    withReport(async (_, reply, { school: { urn, name }, published }) => {
      const html = published
        ? reportHtml(published.content, around, imprintOf(parts, { urn, report_date: published.report_date }))
        : '';
      const dated = published ? dayInWords(published.report_date) : '';
      return reply.page('sen-reports/paste', { school: name, urn, dated, html, is_published: published !== undefined });
    }),
  );

  school.get(
    '/school/report/html/file',
    withReport(async (_, reply, { school: { urn }, published }) => {
      if (!published) return reply.redirect('/school/report/html', 303);
      const { content, report_date } = published;
      const name = `${fileName(titleOf(content))}.html`;
      return reply
        .type('text/html; charset=utf-8')
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(reportFile(content, around, imprintOf(parts, { urn, report_date })));
    }),
  );
}

/** A title as the name of a file: `sen-information-report-example-school`. */
function fileName(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
