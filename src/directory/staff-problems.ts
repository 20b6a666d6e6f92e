import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { z } from 'zod';
import { dayInWords } from '../date-rules.ts';
import { decide } from '../desk/decisions.ts';
import { type DeskView, decidedMeanwhile, type ItemPage, onItem, showItem } from '../desk/item-page.ts';
import { type DeskItem, findItem } from '../desk/items.ts';
import { oweMail } from '../mail/mails.ts';
import { oneOf, upTo } from '../participation/message-rules.ts';
import type { Parts } from '../parts.ts';
import { readForm } from '../web/form.ts';
import { problemLetter } from './desk-letter-rules.ts';
import { decideProblemReport, readProblemReport } from './problem-reports.ts';
import { undoOfProblems } from './request-undo.ts';

/** What somebody told us is wrong with a page. */
export interface StaffProblemPage {
  desk: DeskView;
  problem: {
    reference: string;
    name: string;
    slug: string;
    reason: string;
    details: string;
    reported: string;
    email: string | null;
    phone: string | null;
    answer: string | null;
  } | null;
}

declare module '../web/render.ts' {
  interface Pages {
    'directory/staff-problem': StaffProblemPage;
  }
}

const deciding = z.object({
  outcome: oneOf(['mended', 'not_so'], 'Choose what you found'),
  answer: upTo(2000, 'Your answer'),
});

/** Reported problems: mended or not so, with an answer to who left an address. Returns their item page. */
export function staffProblems(app: FastifyInstance, parts: Parts): ItemPage {
  const { db, now, letterhead } = parts;

  const page: ItemPage = {
    right: 'moderate',
    undo: undoOfProblems(parts),
    find: (like) => sql`select reference from problem_report where details ilike ${like}`,
    show: async (_, reply, item, desk) => reply.page('directory/staff-problem', { desk, problem: await shown(item) }),
  };

  async function shown({ subject_id }: DeskItem): Promise<StaffProblemPage['problem']> {
    const report = await readProblemReport(db, subject_id);
    if (!report) return null;
    const { reply_to, reported_at, service_id: _, ...told } = report;
    const email = reply_to?.includes('@') ? reply_to : null;
    return { ...told, reported: dayInWords(reported_at), email, phone: email ? null : reply_to };
  }

  app.post(
    '/staff/items/:id/problem',
    onItem(parts, { kinds: ['problem'], right: 'moderate' }, async (request, reply, item) => {
      const form = readForm(deciding, request.body);
      if (!form.ok) return showItem(parts, page, request, reply, item, form);
      const { outcome, answer } = form.value;
      const done = await decide(
        db,
        request.who,
        item,
        { decision: outcome, reason: answer || null },
        now(),
        async (tx) => {
          const report = await readProblemReport(tx, item.subject_id);
          await decideProblemReport(tx, item.subject_id, { outcome, answer, now: now() });
          if (!report?.reply_to?.includes('@')) return {};
          const letter = problemLetter({ ...report, outcome, words: answer }, letterhead);
          await oweMail(tx, { key: `problem:${report.reference}:${item.id}`, to: report.reply_to, letter, now: now() });
          return {};
        },
      );
      const found = (await findItem(db, item.id)) ?? item;
      if (!done) return showItem(parts, page, request, reply, found, decidedMeanwhile);
      await parts.soon('send-mail');
      return reply.redirect(`/staff/items/${item.id}`, 303);
    }),
  );
  return page;
}
