import type { FastifyInstance } from 'fastify';
import { dayInWords } from '../date-rules.ts';
import type { ItemPages } from '../desk/item-page.ts';
import { dayOf, type Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf } from '../web/form.ts';
import { recordComments } from './comment-new-page.ts';
import { type CommentView, commentDesk, readState } from './comment-page.ts';
import { type CycleInWords, cycleInWords, reportComments } from './comment-report-page.ts';
import { commentStates } from './comment-state-rules.ts';
import { topicNames } from './comments.ts';
import { listComments } from './desk-comments.ts';
import { logOutreach } from './outreach-page.ts';
import { publicationCycle } from './published-answers.ts';
import { type RatingView, ratingDesk } from './rating-page.ts';

interface CommentsList {
  states: { text: string; href: string; is_current: boolean }[];
  comments: {
    reference: string;
    topic: string;
    state: string;
    came: string;
    due: string | null;
    href: string | null;
  }[];
  next: string | null;
  may_see_gaps: boolean;
  may_record: boolean;
  cycle: CycleInWords | null;
}

declare module '../web/render.ts' {
  interface Pages {
    'participation/desk-comment': CommentView;
    'participation/desk-rating': RatingView;
    'participation/desk-comments': CommentsList;
  }
}

const onPage = 50;

/**
 * `/staff/comments`: what people told the council, and how far it has come. Gives the pages by which the desk shows
 * comments and ratings.
 */
export function staffParticipation(staff: FastifyInstance, parts: Parts): ItemPages {
  const { db, now } = parts;
  const comment = commentDesk(parts);
  const rating = ratingDesk(parts);
  comment.mount(staff);
  rating.mount(staff);
  reportComments(staff, parts);
  recordComments(staff, parts);
  logOutreach(staff, parts);

  staff.get('/staff/comments', async (request, reply) => {
    if (!may(request.who.role, 'see_desk')) return answerError(request, reply, 403);
    const query = fieldsOf(request.query);
    const state = readState(query.state);
    const number = Math.max(1, Math.min(10_000, Math.floor(Number(query.page ?? '1')) || 1));
    const found = await listComments(db, { state, limit: onPage + 1, offset: (number - 1) * onPage });
    const address = (changes: Record<string, string>) => {
      const asked = new URLSearchParams({ ...(state ? { state } : {}), ...changes });
      return asked.size > 0 ? `/staff/comments?${asked}` : '/staff/comments';
    };
    const today = dayOf(now());
    const cycle = await publicationCycle(db, today);
    return reply.page('participation/desk-comments', {
      states: [
        { text: 'All', href: '/staff/comments', is_current: !state },
        ...Object.entries(commentStates).map(([code, text]) => ({
          text,
          href: `/staff/comments?state=${code}`,
          is_current: code === state,
        })),
      ],
      comments: found.slice(0, onPage).map((one) => ({
        reference: one.reference,
        topic: one.service ?? topicNames[one.topic],
        state: commentStates[one.state],
        came: dayInWords(one.received_at),
        due: one.is_open && one.due_on ? dayInWords(one.due_on) : null,
        href: one.item_id ? `/staff/items/${one.item_id}` : null,
      })),
      next: found.length > onPage ? address({ page: String(number + 1) }) : null,
      may_see_gaps: may(request.who.role, 'work_on_gaps'),
      may_record: may(request.who.role, 'answer_comments'),
      cycle: cycle && cycleInWords(cycle, today),
    });
  });

  return { comment: comment.page, rating: rating.page };
}
