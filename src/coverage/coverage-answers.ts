import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dayInWords } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { tagOf } from '../web/conditional.ts';
import { csvLine } from '../web/csv.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf } from '../web/form.ts';
import { keepHtml } from '../web/kept-html.ts';
import { writePdf } from '../web/pdf.ts';
import { readOn } from './asked-day-rules.ts';
import { type Coverage, coverageOn, policyOn } from './coverage.ts';
import { coverageLines } from './coverage-lines.ts';
import { type AskedPage, type CoveragePage, coveragePage } from './coverage-page.ts';
import { reportOf } from './report-rules.ts';

declare module '../web/render.ts' {
  interface Pages {
    'coverage/coverage': CoveragePage;
  }
}

const mostReports = 6;

/** For whom the coverage is shown. */
interface Readers {
  at: '/about/coverage' | '/staff/coverage';
  /** who reads it, with what they may do; undefined for somebody who may not */
  reader: (request: FastifyRequest) => Pick<AskedPage, 'may_log'> | undefined;
  /** how everything stands today: one and the same for as long as nothing has changed */
  counted: (today: string) => Promise<Coverage>;
}

/** The coverage at its address, as it stands or as it stood `?on=` a day: as a page, with `.csv` as a table, with `.pdf` as a report. */
export function coverageAnswers(app: FastifyInstance, parts: Parts, { at, reader, counted }: Readers): void {
  const { db, config, authority, now, pages } = parts;
  const reports = new Map<string, Promise<Buffer>>();
  const html = keepHtml();
  const cached = at === '/about/coverage' ? 'public, no-cache' : undefined;

  async function asked(
    request: FastifyRequest,
  ): Promise<{ coverage: Coverage | undefined; page: AskedPage } | undefined> {
    const who = reader(request);
    if (!who) return undefined;
    const today = dayOf(now());
    const { on, errors } = readOn(fieldsOf(request.query).on ?? '', today);
    const { most_clicks } = await policyOn(db, today);
    const { byPath } = await pages.now();
    const page_ids = new Map([...byPath.values()].map(({ path, id }) => [path, id]));
    const isNow = on === '' || on === today || errors.length > 0;
    return {
      coverage: isNow ? await counted(today) : await coverageOn(db, on),
      page: { ...who, on, errors, today, most_clicks, page_ids, at, say: pages.say },
    };
  }

  type Found = NonNullable<Awaited<ReturnType<typeof asked>>>;

  async function shown(reply: FastifyReply, { coverage, page }: Found): Promise<FastifyReply> {
    if (cached) reply.header('cache-control', cached);
    reply.code(page.errors.length > 0 ? 422 : 200);
    return reply.page('coverage/coverage', await coveragePage(db, coverage, page));
  }

  function asFile(reply: FastifyReply, { coverage, page }: Found, kind: 'csv' | 'pdf'): FastifyReply {
    if (cached) reply.header('cache-control', cached);
    return reply
      .type(kind === 'csv' ? 'text/csv; charset=utf-8' : 'application/pdf')
      .header('content-disposition', `attachment; filename="coverage-${coverage?.day ?? page.on}.${kind}"`);
  }

  // a report takes a second to write: the last few are kept, and one that is asked for twice at once is written once
  function reportFor(page: CoveragePage, moment: Date): Promise<Buffer> {
    const { opening, blocks } = reportOf(page, config.base_url);
    const key = tagOf(JSON.stringify([opening, blocks]));
    const report =
      reports.get(key) ??
      writePdf({
        title: `What the law asks of the Local Offer, and what is here: ${page.day ?? page.on}`,
        lang: 'en-GB',
        made_at: moment,
        footer: `${authority.site_name}, made on ${dayInWords(moment)}`,
        is_large: false,
        opening,
        contents_title: 'What is in this report',
        blocks,
      });
    reports.delete(key);
    reports.set(key, report);
    report.catch(() => reports.delete(key));
    for (const old of [...reports.keys()].slice(0, -mostReports)) reports.delete(old);
    return report;
  }

  // what is wrong with the day is said on the page, also to who asks for a file
  function answer(path: string, make: (reply: FastifyReply, found: Found) => Promise<FastifyReply>): void {
    app.get(path, cached ? { onSend: html.keep } : {}, async (request, reply) => {
      const found = await asked(request);
      if (!found) return answerError(request, reply, 403);
      return found.page.errors.length > 0 ? shown(reply, found) : make(reply, found);
    });
  }

  answer(at, async (reply, found) => {
    const { coverage, page } = found;
    const isUsual = cached !== undefined && coverage !== undefined && page.on === '';
    const known = isUsual ? html.answer(reply.request, reply.header('cache-control', cached), coverage) : undefined;
    return known ?? shown(reply, found);
  });
  answer(`${at}.pdf`, async (reply, found) => {
    const report = await reportFor(await coveragePage(db, found.coverage, found.page), now());
    return asFile(reply, found, 'pdf').send(report);
  });
  answer(`${at}.csv`, async (reply, found) => {
    const table = found.coverage ?? { day: found.page.on, items: [] };
    return asFile(reply, found, 'csv').send(`\uFEFF${coverageLines(table, config.base_url).map(csvLine).join('')}`);
  });
}
