import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { z } from 'zod';
import { decide } from '../desk/decisions.ts';
import { type DeskView, decidedMeanwhile, type ItemPage, onItem, showItem } from '../desk/item-page.ts';
import { findItem } from '../desk/items.ts';
import type { Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { fieldsOf, readForm } from '../web/form.ts';
import { tracesIn } from './identity-rules.ts';
import { oneOf, upTo } from './message-rules.ts';
import { findRatingOfItem, passOn } from './page-ratings.ts';
import { sendingOf } from './routing.ts';

/** What the desk shows of what somebody wrote about a page. */
export interface RatingView {
  desk: DeskView;
  /** null where its time is over, or who looks may not read it */
  rating: { reference: string; page: string; is_helpful: boolean; body: string | null } | null;
  outcomes: { value: string; text: string }[];
  is_of_service: boolean;
}

const outcomes = {
  page_changed: 'The page is changed, or will be',
  nothing_to_change: 'There is nothing to change',
  passed_on: 'It is passed on to those who can act',
} as const;
const outcome = z
  .object({
    outcome: oneOf(Object.keys(outcomes) as [string, ...string[]], 'Choose what came of it'),
    words: upTo(2000, 'What you pass on'),
  })
  .refine(({ outcome: came, words }) => came !== 'passed_on' || words !== '', {
    path: ['words'],
    message: 'Write what you pass on, in your own words',
  });
const right = 'answer_comments';

/** How the desk shows what people wrote about pages, and notes what came of it. */
export function ratingDesk(parts: Parts): { page: ItemPage; mount: (staff: FastifyInstance) => void } {
  const { db, now } = parts;

  const page: ItemPage = {
    right,
    find: (like, may_decide) => sql`select id::text from page_rating
      where reference ilike ${like} or page ilike ${like} ${may_decide ? sql`or body ilike ${like}` : sql``}`,
    undo: {
      whyNot: async () => undefined,
      async take(tx, _, item) {
        if (item.decision !== 'passed_on') return;
        const rating = await findRatingOfItem(tx, item.subject_id);
        if (rating) await passOn(tx, item, rating.page, { again: true, words: '' }, sendingOf(parts));
      },
    },
    async show(request, reply, item, desk) {
      const found = may(request.who.role, right) ? await findRatingOfItem(db, item.subject_id) : undefined;
      const rating = found
        ? { reference: found.reference, page: found.page, is_helpful: found.is_helpful, body: found.body }
        : null;
      const choices = Object.entries(outcomes).map(([value, text]) => ({ value, text }));
      return reply.page('participation/desk-rating', {
        desk,
        rating,
        outcomes: choices,
        is_of_service: item.service_id !== null,
      });
    },
  };

  function mount(staff: FastifyInstance): void {
    staff.post(
      '/staff/items/:id/rating',
      onItem(parts, { kinds: ['rating'], right }, async (request, reply, item) => {
        const form = readForm(outcome, request.body);
        if (!form.ok) return showItem(parts, page, request, reply, item, form);
        const { outcome: decision, words } = form.value;
        const trace = decision === 'passed_on' ? tracesIn(words).find(({ must_go }) => must_go) : undefined;
        if (trace) {
          const text = `Take out ${trace.kind}: ${trace.found}`;
          const values = fieldsOf(request.body);
          return showItem(parts, page, request, reply, item, { values, errors: [{ field: 'words', text }] });
        }
        const reason = decision === 'passed_on' ? words : null;
        const done = await decide(db, request.who, item, { decision, reason }, now(), async (tx) => {
          const rating = await findRatingOfItem(tx, item.subject_id);
          if (rating && reason) await passOn(tx, item, rating.page, { again: false, words: reason }, sendingOf(parts));
          return {};
        });
        if (done) {
          await parts.soon('send-mail');
          return reply.redirect('/staff?kind=rating', 303);
        }
        const again = (await findItem(db, item.id)) ?? item;
        return showItem(parts, page, request, reply, again, decidedMeanwhile);
      }),
    );
  }

  return { page, mount };
}
