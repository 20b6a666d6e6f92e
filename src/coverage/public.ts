import type { FastifyInstance } from 'fastify';
import type { Parts } from '../parts.ts';
import { type Coverage, coverageNow } from './coverage.ts';
import { coverageAnswers } from './coverage-answers.ts';
import { lastWalk } from './walks.ts';

/** For how long what was counted of all pages and services is shown before it is counted anew. */
const shown_for_ms = 120_000;

/** `/about/coverage`: how much of what the law asks of a Local Offer is there, for everybody to see. */
export function publicCoverage(app: FastifyInstance, parts: Parts): void {
  const { db, now, pages } = parts;
  let kept: { until: number; of: string; coverage: Promise<Coverage> } | undefined;

  // what was counted moments ago is shown again, unless a page has changed or the site has been walked since
  async function counted(today: string): Promise<Coverage> {
    const known = await pages.now();
    const walk = await lastWalk(db);
    const of = [today, known.version, walk?.walked_at.getTime()].join(' ');
    const moment = now().getTime();
    if (!kept || kept.until < moment || kept.of !== of) {
      const coverage = coverageNow(db, known, today);
      kept = { until: moment + shown_for_ms, of, coverage };
      coverage.catch(() => {
        kept = undefined;
      });
    }
    return kept.coverage;
  }

  coverageAnswers(app, parts, { at: '/about/coverage', reader: () => ({ may_log: false }), counted });
}
