import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ReadPage } from '../freshness/own-pages.ts';
import { dayOf, type Parts } from '../parts.ts';
import { tagged } from '../web/conditional.ts';
import { csvLine } from '../web/csv.ts';
import { fieldsOf } from '../web/form.ts';
import { readOwnPage } from '../web/own-page.ts';
import { type Coverage, coverageNow, policyOn } from './coverage.ts';
import { coverageLines } from './coverage-lines.ts';
import { type CoveragePage, coverageAsked, coveragePage, readOn } from './coverage-page.ts';
import { walkSite } from './walk-site.ts';
import { keepWalk, lastWalk } from './walks.ts';

declare module '../web/render.ts' {
  interface Pages {
    'coverage/coverage': CoveragePage;
  }
}

type Asking = { Querystring: Record<string, unknown> };

/** For how long what was counted of all pages and services is shown before it is counted anew. */
const shown_for_ms = 120_000;

/** `/about/coverage`: how much of what the law asks of a Local Offer is there, for everybody to see. */
export function publicCoverage(app: FastifyInstance, parts: Parts): void {
  const { db, config, now, pages } = parts;
  let kept: { until: number; version: string; coverage: Promise<Coverage> } | undefined;

  const readPage: ReadPage = (path) => readOwnPage(app, path);

  // what was counted moments ago is shown again, unless a page has changed since
  async function counted(today: string): Promise<Coverage> {
    const { version } = await pages.now();
    const moment = now().getTime();
    if (!kept || kept.until < moment || kept.version !== `${today} ${version}`) {
      const coverage = countAfterWalk(today);
      kept = { until: moment + shown_for_ms, version: `${today} ${version}`, coverage };
      coverage.catch(() => {
        kept = undefined;
      });
    }
    return kept.coverage;
  }

  // the site is walked every night; on its first day nobody has to wait for that
  async function countAfterWalk(today: string): Promise<Coverage> {
    if (!(await lastWalk(db))) await keepWalk(db, await walkSite(readPage), now());
    return coverageNow(db, await pages.now(), today);
  }

  async function asked(query: unknown) {
    const today = dayOf(now());
    const { most_clicks } = await policyOn(db, today);
    const read = readOn(fieldsOf(query).on ?? '', today);
    const whole = {
      ...read,
      today,
      is_staff: false,
      may_log: false,
      most_clicks,
      page_ids: new Map<string, number>(),
      say: pages.say,
    };
    return { ...whole, coverage: await coverageAsked(db, whole, () => counted(today)) };
  }

  // the page is long and the same for everybody: made once for each count
  let made: { of: Promise<Coverage>; html: string } | undefined;

  app.get<Asking>('/about/coverage', { onSend: [keepMade, tagged] }, async (request, reply) => {
    if (fieldsOf(request.query).on === undefined) {
      await counted(dayOf(now()));
      if (made && made.of === kept?.coverage)
        return reply.header('cache-control', 'public, no-cache').type('text/html; charset=utf-8').send(made.html);
    }
    const { coverage, ...rest } = await asked(request.query);
    reply.code(rest.errors.length > 0 ? 422 : 200).header('cache-control', 'public, no-cache');
    return reply.page('coverage/coverage', await coveragePage(db, coverage, rest));
  });

  async function keepMade(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
    const isWhole = reply.statusCode === 200 && fieldsOf(request.query).on === undefined;
    if (isWhole && typeof payload === 'string' && kept) made = { of: kept.coverage, html: payload };
    return payload;
  }

  app.get<Asking>('/about/coverage.csv', async (request, reply) => {
    const { coverage, errors, today } = await asked(request.query);
    const found = coverage ?? { day: today, items: [] };
    return reply
      .code(errors.length > 0 ? 422 : 200)
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="coverage-${found.day}.csv"`)
      .send(`\uFEFF${coverageLines(found, config.base_url).map(csvLine).join('')}`);
  });
}
