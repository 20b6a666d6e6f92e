import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayOf, type Parts } from '../parts.ts';
import type { SchoolAsides } from '../schools/school-asides.ts';
import { findSchool, type School } from '../schools/schools.ts';
import { isKnownToAsker, tagOf } from '../web/conditional.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf } from '../web/form.ts';
import { reportBrokenLinks } from './broken-link-page.ts';
import { type ShownSection, shownSections } from './document-rules.ts';
import { type GuidePage, guideFile, guidePage } from './guide-page.ts';
import { aroundReports, imprintOf } from './own-report.ts';
import { editionsOf, findPublication, type Publication } from './publications.ts';
import { type ReportPage, reportPage } from './report-page.ts';
import { reportPdf } from './report-pdf.ts';
import { reportPolicy } from './report-policies.ts';
import { reportsOf } from './report-states.ts';
import { type SearchPage, searchPage } from './search-page.ts';

declare module '../web/render.ts' {
  interface Pages {
    'sen-reports/report': ReportPage;
    'sen-reports/search': SearchPage;
    'sen-reports/guide': GuidePage;
  }
}

type OfSchool = FastifyRequest<{ Params: { urn: string; edition?: string } }>;

/** So many reports are kept as HTML: published ones never change. */
const mostKept = 300;

/**
 * `/schools/<urn>/report`, `/schools/reports` to search them all, and the guide to writing one. `money` tells what schools
 * get for special needs.
 */
export function publicReports(app: FastifyInstance, parts: Parts, money: SchoolAsides['money']): void {
  const { db, now } = parts;
  const around = aroundReports(parts);
  const made = new Map<number, ShownSection[]>();

  function sectionsOf({ id, content }: Publication): ShownSection[] {
    const kept = made.get(id);
    if (kept) return kept;
    if (made.size >= mostKept) made.clear();
    const sections = shownSections(content, around);
    made.set(id, sections);
    return sections;
  }

  const ofSchool =
    (answer: (request: OfSchool, reply: FastifyReply, school: School) => Promise<FastifyReply>) =>
    async (request: OfSchool, reply: FastifyReply): Promise<FastifyReply> => {
      const school = await findSchool(db, request.params.urn);
      return school ? answer(request, reply, school) : answerError(request, reply, 404);
    };

  app.get('/schools/reports', async (request, reply) =>
    reply.page('sen-reports/search', await searchPage(db, fieldsOf(request.query))),
  );

  app.get('/schools/reports/guide', async (_, reply) => reply.page('sen-reports/guide', guidePage(parts)));

  app.get('/schools/reports/template.html', async (_, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-disposition', 'attachment; filename="sen-information-report-template.html"')
      .send(guideFile(parts)),
  );

  reportBrokenLinks(app, parts, ofSchool);

  const show = ofSchool(async (request, reply, school) => {
    const { urn } = school;
    const { edition: wanted } = request.params;
    const edition = await findPublication(db, urn, wanted);
    if (wanted !== undefined && !edition) return answerError(request, reply, 404);
    const known = (await reportsOf(db, [urn])).get(urn);
    if (!known) return answerError(request, reply, 404);
    const today = dayOf(now());
    const page = reportPage(school, known, {
      edition,
      editions: await editionsOf(db, urn),
      sections: edition ? sectionsOf(edition) : [],
      today,
      stale_months: (await reportPolicy(db, today)).stale_months,
      money: (await money([urn])).get(urn),
    });
    return reply.page('sen-reports/report', page);
  });
  app.get('/schools/:urn/report', show);
  app.get('/schools/:urn/report/:edition', show);

  app.get(
    '/schools/:urn/report.pdf',
    ofSchool(async (request, reply, { urn }) => {
      const publication = await findPublication(db, urn);
      if (!publication) return answerError(request, reply, 404);
      const { edition, report_date, published_at } = publication;
      reply.header('cache-control', 'public, no-cache');
      if (isKnownToAsker(request, reply, { tag: tagOf(urn, edition, 'pdf'), changed_at: published_at }))
        return reply.send();
      const { pdf } = await parts.kept(`the PDF of the report ${urn} ${edition}`, async () => ({
        pdf: await reportPdf(publication, around, imprintOf(parts, { urn, report_date })),
      }));
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="sen-information-report-${urn}-${edition}.pdf"`)
        .send(pdf);
    }),
  );
}
