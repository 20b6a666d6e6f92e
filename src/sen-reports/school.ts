import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayInWords, momentInWords } from '../date-rules.ts';
import { addMonths } from '../directory/freshness-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { keptMonths } from '../retention.ts';
import { keepStatements } from '../sen-support/known-statements.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf } from '../web/form.ts';
import { addressPages } from './address-page.ts';
import {
  type AnswerPage,
  answerParts,
  type OverviewPage,
  overviewRows,
  readingWords,
  savedView,
  statesOf,
} from './builder-page.ts';
import { type DraftAnswer, draftAnswer, noAnswer, saveAnswer, savedAnswers } from './drafts.ts';
import { bySetting, expectedBeside } from './guide-rules.ts';
import { aroundReports, type OwnReport, ownReport } from './own-report.ts';
import { publishPages } from './publish-page.ts';
import { reportStateWords } from './report-states.ts';
import type { ReportSection } from './section-rules.ts';
import { isSaved, readAnswer, type TypedAnswer } from './typed-answer.ts';

declare module '../web/render.ts' {
  interface Pages {
    'sen-reports/overview': OverviewPage;
    'sen-reports/answer': AnswerPage;
    'sen-reports/history': {
      section: ReportSection;
      versions: { version: number; by: string; at: string; text: string; is_aside: boolean }[];
      /** for how long what was typed on the way to a text is kept */
      typing_months: number;
    };
  }
}

type OfAnswer = FastifyRequest<{ Params: { key: string } }>;

const doneWords: Record<string, string> = {
  published: 'Your report is published. Families can read it now.',
  saved: 'Saved.',
};

/** `/school/report`: a school writes its SEN information report, several people at once, and publishes it. */
export function schoolReports(school: FastifyInstance, parts: Parts): void {
  const { db, now } = parts;
  const statements = keepStatements(db);
  const around = aroundReports(parts);

  /** The report of the school in whose name somebody asks: never that of an address. */
  const withReport =
    <Request extends FastifyRequest>(
      work: (request: Request, reply: FastifyReply, report: OwnReport) => Promise<FastifyReply>,
    ) =>
    async (request: Request, reply: FastifyReply): Promise<FastifyReply> => {
      const { role } = request.who;
      if (!may(role, 'edit_report') || !role?.school_urn) return answerError(request, reply, 403);
      const report = await ownReport(parts, role.school_urn);
      return report ? work(request, reply, report) : answerError(request, reply, 404);
    };

  /** One part of it; 404 for what is no part of this school's report. */
  const withSection = (
    work: (request: OfAnswer, reply: FastifyReply, report: OwnReport, section: ReportSection) => Promise<FastifyReply>,
  ) =>
    withReport<OfAnswer>(async (request, reply, report) => {
      const section = report.sections.find(({ key }) => key === request.params.key);
      return section ? work(request, reply, report, section) : answerError(request, reply, 404);
    });

  publishPages(school, parts, withReport);
  addressPages(school, parts, withReport);

  school.get(
    '/school/report',
    withReport(async (request, reply, report) => {
      const { sections, draft, published } = report;
      const states = statesOf(sections, draft, report);
      const asked = sections.filter(({ law }) => law !== null);
      const renew_by = published && addMonths(published.report_date, 12);
      const { urn, name } = report.school;
      return reply.page('sen-reports/overview', {
        school: name,
        urn,
        is_required: asked.some(({ is_required }) => is_required),
        written: sections.filter(({ key }) => (draft.get(key)?.text.trim() ?? '') !== '').length,
        of: sections.length,
        of_law: asked.length,
        rows: overviewRows(sections, states, draft),
        published:
          published && renew_by
            ? {
                dated: dayInWords(published.report_date),
                href: `/schools/${urn}/report`,
                renew_by: dayInWords(renew_by),
                is_old: renew_by < dayOf(now()),
                lacks: published.content.missing.length,
              }
            : null,
        elsewhere: published ? null : await reportStateWords(db, urn, dayOf(now())),
        done: doneWords[fieldsOf(request.query).done ?? ''] ?? null,
      });
    }),
  );

  function save({ who }: FastifyRequest, { school: { urn } }: OwnReport, key: string, typed: TypedAnswer) {
    const { text, based_on, settles } = typed;
    return saveAnswer(db, { urn, key, text, based_on, settles, by: who.name || who.email }, now());
  }

  async function show(
    reply: FastifyReply,
    report: OwnReport,
    section: ReportSection,
    {
      errors = [],
      text,
      conflict = null,
      done = null,
      status = 200,
    }: {
      errors?: FormError[];
      text?: string;
      conflict?: AnswerPage['conflict'];
      done?: string | null;
      status?: 200 | 409 | 422;
    } = {},
  ) {
    const { sections, draft, published, suggested } = report;
    const { key } = section;
    const at = sections.indexOf(section);
    const link = (one: ReportSection | undefined) =>
      one ? { href: `/school/report/${one.key}`, title: one.title } : null;
    const { newest } = await statements();
    const shown = answerParts(draft.get(key) ?? noAnswer, key, { published, suggested: suggested(key), around });
    const { guidance } = shown;
    return reply.code(status).page('sen-reports/answer', {
      ...shown,
      school: report.school.name,
      urn: report.school.urn,
      section,
      place: at + 1,
      of: sections.length,
      errors,
      conflict,
      beside: shown.beside.filter((one) => one.text !== text),
      text: text ?? shown.text,
      guidance: { ...guidance, model: parts.pages.say(guidance.model) },
      expected: bySetting(expectedBeside(newest.expectations, report.school, key)).map(({ whom, those }) => ({
        whom,
        lines: those.map(({ text, law }) => ({ text: parts.pages.say(text), law })),
      })),
      before: link(sections[at - 1]),
      next: link(sections[at + 1]),
      done,
    });
  }

  school.get(
    '/school/report/:key',
    withSection(async (request, reply, report, section) =>
      show(reply, report, section, { done: doneWords[fieldsOf(request.query).done ?? ''] ?? null }),
    ),
  );

  school.post(
    '/school/report/:key',
    withSection(async (request, reply, report, section) => {
      const typed = readAnswer(request.body);
      const { text, goes_on, error } = typed;
      if (error) return show(reply, report, section, { errors: [error], text, status: 422 });
      const { key } = section;
      const isKept = isSaved(report, key, typed) || !(await save(request, report, key, typed)).is_aside;
      if (isKept) {
        const next = report.sections[report.sections.indexOf(section) + 1];
        const to = goes_on ? (next ? `/${next.key}` : '') : `/${key}`;
        return reply.redirect(`/school/report${to}?done=saved`, 303);
      }
      // both texts are kept: what stands now, and what was typed here
      const answer = await draftAnswer(db, report.school.urn, key);
      report.draft.set(key, answer);
      const words = 'Somebody else has saved this part meanwhile. Both texts are kept, and stand below.';
      const errors = [{ field: 'text', text: words }];
      return show(reply, report, section, { errors, text, conflict: standing(answer), status: 409 });
    }),
  );

  // as somebody types: answered in JSON, for the script of the page
  school.post(
    '/school/report/:key/typed',
    withSection(async (request, reply, report, section) => {
      const typed = readAnswer(request.body);
      if (typed.error) return reply.code(422).send({ error: typed.error.text });
      const { key } = section;
      const saved = isSaved(report, key, typed)
        ? { is_aside: false, version: typed.based_on }
        : await save(request, report, key, typed);
      const after = await draftAnswer(db, report.school.urn, key);
      const said = { at: momentInWords(now()), beside: after.beside.length, reading: readingWords(typed.text) };
      if (!saved.is_aside) return reply.send({ ...said, version: saved.version });
      const others = after.beside.filter(({ version }) => version !== saved.version).map(savedView);
      return reply.send({ ...said, version: after.version, settles: saved.version, theirs: standing(after), others });
    }),
  );

  school.get(
    '/school/report/:key/history',
    withSection(async (_, reply, { school: { urn } }, section) => {
      const saved = await savedAnswers(db, urn, section.key);
      return reply.page('sen-reports/history', {
        section,
        typing_months: (await keptMonths(db, dayOf(now()))).get('report_typing') ?? 0,
        versions: saved.map((one) => ({ ...savedView(one), version: one.version, is_aside: one.is_aside })),
      });
    }),
  );
}

/** The text that counts now, and whose it is. */
function standing({ text, written }: DraftAnswer): AnswerPage['conflict'] {
  return written && savedView({ written_by: written.by, written_at: written.at, text });
}
