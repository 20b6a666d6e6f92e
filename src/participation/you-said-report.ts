import type { FastifyInstance } from 'fastify';
import { dayOf, type Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf } from '../web/form.ts';
import { commentReport, fewestShown, yearsOfComments } from './comment-report.ts';
import { topicNames, topics } from './comments.ts';
import { withoutSmallNumbers } from './small-number-rules.ts';
import { type ShownAnswer, shownAnswer } from './you-said-view.ts';

/** A count as the public reads it: a number, or that it is too small to be told. */
interface Count {
  name: string;
  n: number | null;
}

declare module '../web/render.ts' {
  interface Pages {
    'participation/you-said-report': {
      year: number;
      is_over: boolean;
      years: { text: string; href: string; is_current: boolean }[];
      total: number | null;
      topics: Count[];
      excluded: Count[];
      answered: number | null;
      median_days: number | null;
      fewest: number;
      published: ShownAnswer[];
    };
  }
}

/**
 * `/you-said-we-did/report`: what people said in a year, with the council's answers and what it does (SEND Regulations
 * 2014, reg. 56: published at least annually). Small numbers are not told.
 */
export function publishYearlyReport(app: FastifyInstance, { db, now }: Pick<Parts, 'db' | 'now'>): void {
  app.get('/you-said-we-did/report', async (request, reply) => {
    const today = dayOf(now());
    const thisYear = Number(today.slice(0, 4));
    const { year: asked } = fieldsOf(request.query);
    const years = [...new Set([thisYear, ...(await yearsOfComments(db))])].sort((a, b) => b - a);
    const year = asked === undefined ? thisYear : Number(asked);
    if (!years.includes(year)) return answerError(request, reply, 404);
    const report = await commentReport(db, year);
    const fewest = await fewestShown(db, today);
    const counted = (of: { name: string; n: number }[]): Count[] => {
      const shown = withoutSmallNumbers(
        of.map(({ n }) => n),
        fewest,
      );
      return of.map(({ name }, at) => ({ name, n: shown[at] ?? null }));
    };
    const byTopic = topics.map((topic) => ({
      name: topicNames[topic],
      n: report.received.filter((one) => one.topic === topic).reduce((sum, { n }) => sum + n, 0),
    }));
    const alone = (n: number) => withoutSmallNumbers([n], fewest)[0] ?? null;
    const answered = alone(report.answered);
    return reply.header('cache-control', 'private, max-age=60').page('participation/you-said-report', {
      year,
      is_over: year < thisYear,
      years: years.map((one) => ({
        text: String(one),
        href: `/you-said-we-did/report?year=${one}`,
        is_current: one === year,
      })),
      total: alone(byTopic.reduce((sum, { n }) => sum + n, 0)),
      topics: counted(byTopic),
      excluded: counted(report.excluded.map(({ reason, n }) => ({ name: reason, n }))),
      answered,
      median_days: answered === null ? null : report.median_days,
      fewest,
      published: report.published.map(shownAnswer),
    });
  });
}
