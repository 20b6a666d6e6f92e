import type { FastifyInstance, FastifyRequest } from 'fastify';
import { dayInWords } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { csvLine } from '../web/csv.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf } from '../web/form.ts';
import { type CommentReport, commentReport, yearsOfComments } from './comment-report.ts';
import { type CommentState, commentStates } from './comment-state-rules.ts';
import { topicNames, topics, waysToCome } from './comments.ts';
import { type PublicationCycle, publicationCycle } from './published-answers.ts';
import { type ShownAnswer, shownAnswer } from './you-said-view.ts';

/** The yearly report, as its page shows it. */
interface ReportPage {
  year: number;
  years: { text: string; href: string; is_current: boolean }[];
  states: string[];
  rows: { topic: string; counts: number[]; total: number }[];
  totals: { counts: number[]; total: number };
  came_by: { way: string; n: number }[];
  excluded: { reason: string; n: number }[];
  median: string;
  ratings: { helpful: number; not_helpful: number };
  rated_pages: CommentReport['rated_pages'];
  published: ShownAnswer[];
  csv_href: string;
  cycle: CycleInWords | null;
}

declare module '../web/render.ts' {
  interface Pages {
    'participation/comment-report': ReportPage;
  }
}

const stateCodes = Object.keys(commentStates) as CommentState[];

/** `/staff/comments/report`: what became of a year's comments, to print and as a table (CSV). */
export function reportComments(staff: FastifyInstance, { db, now }: Pick<Parts, 'db' | 'now'>): void {
  const yearAsked = (request: FastifyRequest) => {
    const { year = '' } = fieldsOf(request.query);
    return /^20\d\d$/.test(year) ? Number(year) : Number(dayOf(now()).slice(0, 4));
  };

  staff.get('/staff/comments/report', async (request, reply) => {
    if (!may(request.who.role, 'see_desk')) return answerError(request, reply, 403);
    const report = await commentReport(db, yearAsked(request));
    const today = dayOf(now());
    const cycle = await publicationCycle(db, today);
    const years = [...new Set([Number(today.slice(0, 4)), ...(await yearsOfComments(db)), report.year])];
    return reply.page('participation/comment-report', {
      ...countsOf(report),
      year: report.year,
      years: years
        .sort((a, b) => b - a)
        .map((year) => ({
          text: String(year),
          href: `/staff/comments/report?year=${year}`,
          is_current: year === report.year,
        })),
      states: Object.values(commentStates),
      came_by: report.came_by.map(({ way, n }) => ({ way: waysToCome[way], n })),
      excluded: report.excluded,
      median: medianInWords(report),
      ratings: report.ratings,
      rated_pages: report.rated_pages,
      published: report.published.map(shownAnswer),
      csv_href: `/staff/comments/report.csv?year=${report.year}`,
      cycle: cycle && cycleInWords(cycle, today),
    });
  });

  staff.get('/staff/comments/report.csv', async (request, reply) => {
    if (!may(request.who.role, 'see_desk')) return answerError(request, reply, 403);
    const report = await commentReport(db, yearAsked(request));
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="comments-${report.year}.csv"`)
      .send(reportCsv(report));
  });
}

function countsOf({ received }: CommentReport): Pick<ReportPage, 'rows' | 'totals'> {
  const rows = topics.map((topic) => {
    const counts = stateCodes.map(
      (state) => received.find((one) => one.topic === topic && one.state === state)?.n ?? 0,
    );
    return { topic: topicNames[topic], counts, total: sum(counts) };
  });
  const counts = stateCodes.map((_, at) => sum(rows.map((row) => row.counts[at] ?? 0)));
  return { rows, totals: { counts, total: sum(counts) } };
}

/** When the law asks for the next publication, as pages of the desk say it. */
export interface CycleInWords {
  last: string | null;
  due: string;
  is_soon: boolean;
  is_late: boolean;
}

/** The cycle of publication on a day (`YYYY-MM-DD`), in words. */
export function cycleInWords({ last_on, due_on, warn_on }: PublicationCycle, today: string): CycleInWords {
  return {
    last: last_on && dayInWords(last_on),
    due: dayInWords(due_on),
    is_soon: today >= warn_on,
    is_late: today > due_on,
  };
}

const sum = (numbers: number[]) => numbers.reduce((total, n) => total + n, 0);

function medianInWords({ median_days, answered }: CommentReport): string {
  if (median_days === null) return 'No comment of this year has an answer yet.';
  const days = median_days === 1 ? '1 day' : `${median_days} days`;
  return `Half of those that have an answer (${answered}) had it within ${days} (median).`;
}

/** The report as CSV (RFC 4180, with a byte order mark): one line for each number, then each published answer. */
function reportCsv(report: CommentReport): string {
  const { rows } = countsOf(report);
  const names = Object.values(commentStates);
  const lines = [
    ['Part', 'Topic', 'State or reason', 'Number', 'You said', 'Our answer', 'What we do', 'Published on'],
    ...rows.flatMap(({ topic, counts }) => counts.map((n, at) => ['Received', topic, names[at] ?? '', String(n)])),
    ...report.came_by.map(({ way, n }) => ['How they came', '', waysToCome[way], String(n)]),
    ...report.excluded.map(({ reason, n }) => ['Not to be published', '', reason, String(n)]),
    ['Answered', '', '', String(report.answered)],
    ['Median days to an answer', '', '', report.median_days === null ? '' : String(report.median_days)],
    ...report.rated_pages.flatMap(({ page, helpful, not_helpful }) => [
      ['Was this page helpful?', page, 'Yes', String(helpful)],
      ['Was this page helpful?', page, 'No', String(not_helpful)],
    ]),
    ...report.published.flatMap(({ said, answer, action, published_at }) =>
      said.map(({ words, topic }) => [
        'Published',
        topicNames[topic],
        '',
        '',
        words,
        answer,
        action,
        dayOf(published_at),
      ]),
    ),
  ];
  return `\uFEFF${lines.map((line) => csvLine([...line, ...Array<string>(8 - line.length).fill('')])).join('')}`;
}
