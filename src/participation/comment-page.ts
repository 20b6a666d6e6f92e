import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { z } from 'zod';
import { momentInWords } from '../date-rules.ts';
import { type DeskView, type ItemPage, onItem, showItem } from '../desk/item-page.ts';
import { type DeskItem, findItem } from '../desk/items.ts';
import type { Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf, readForm } from '../web/form.ts';
import { type Move, noteTold, takeComment, waitsToBeTold } from './answers.ts';
import { type CommentState, commentStates, isDone, statesAfter } from './comment-state-rules.ts';
import { topicNames, topics, waysToCome } from './comments.ts';
import { type DeskComment, exclusions, findDeskComment, latestAnswers, stepsOf } from './desk-comments.ts';
import { tracesIn } from './identity-rules.ts';
import { longest_body, oneOf, upTo, written } from './message-rules.ts';
import { sendingOf } from './routing.ts';

/** What the desk shows of a comment. */
export interface CommentView {
  desk: DeskView;
  reference: string;
  topic: string;
  state: string;
  version: number;
  /** as it came; null where who looks may not read it, or its time is over */
  body: string | null;
  may_read: boolean;
  /** not `page`, which every view has for itself */
  about_page: string | null;
  service: { name: string; href: string } | null;
  reply_to: string | null;
  came_by: string;
  recorded_by: string | null;
  /** its writer is to be phoned or written to, and nobody has said that this was done */
  to_tell: boolean;
  words: string | null;
  answer: string | null;
  action: string | null;
  exclusion: string | null;
  provider_words: string | null;
  steps: { what: string; at: string; by: string }[];
  /** the states to which who looks may take it now */
  can: string[];
  traces: { found: string; kind: string; must_go: boolean }[];
  topics: { value: string; text: string }[];
  exclusions: { value: string; text: string }[];
  answers: { value: string; text: string }[];
  values: Record<string, string>;
}

const right = 'answer_comments';
const version = z.coerce.number().int().min(0);

const forms = {
  triaged: z.object({ version, topic: oneOf(topics, 'Choose the topic'), page: upTo(500, 'The page') }),
  excluded: z.object({ version, exclusion: z.string({ error: 'Choose a reason' }).min(1, 'Choose a reason') }),
  anonymised: z.object({
    version,
    words: written(longest_body, 'The text', 'Write the text that will be published'),
    checked: z.string().default(''),
  }),
  answered: z.object({
    version,
    answer_id: z.string().default(''),
    answer: upTo(longest_body, 'The answer'),
    action: upTo(longest_body, 'What you do'),
  }),
  published: z.object({ version }),
};
type Step = keyof typeof forms;

/** How the desk shows comments, and takes them through the states of SEND Regulations 2014, reg. 56. */
export function commentDesk(parts: Parts): { page: ItemPage; mount: (staff: FastifyInstance) => void } {
  const { db, now } = parts;

  const page: ItemPage = {
    right,
    // who only looks finds nothing by words that are not anonymous
    find: (like, may_decide) => sql`select id::text from comment
      where reference ilike ${like} or words ilike ${like} ${may_decide ? sql`or body ilike ${like}` : sql``}`,
    for_good: 'Each step can be taken back at any time. A mail that has gone by then stays gone.',
    async show(request, reply, item, desk) {
      const comment = await findDeskComment(db, item.subject_id);
      if (!comment) return answerError(request, reply, 404);
      const may_read = may(request.who.role, right);
      return reply.page('participation/desk-comment', await viewOf(comment, desk, may_read));
    },
  };

  async function viewOf(comment: DeskComment, desk: DeskView, may_read: boolean): Promise<CommentView> {
    const { state, service, slug } = comment;
    const can = may_read && (desk.can_decide || isDone(state)) ? [...statesAfter(state)] : [];
    const words = desk.values.words ?? comment.words ?? comment.body ?? '';
    const steps = await stepsOf(db, comment.id);
    return {
      desk,
      reference: comment.reference,
      topic: topicNames[comment.topic],
      state: commentStates[state],
      version: comment.version,
      body: may_read ? comment.body : null,
      may_read,
      about_page: may_read ? comment.page : null,
      service: service && slug ? { name: service, href: `/services/${slug}` } : null,
      reply_to: may_read ? comment.reply_to : null,
      came_by: waysToCome[comment.came_by],
      recorded_by: comment.recorded_by,
      to_tell: may_read && waitsToBeTold(comment, steps),
      words: comment.words,
      answer: comment.answer,
      action: comment.action,
      exclusion: comment.exclusion_text,
      provider_words: comment.provider_words,
      steps: steps.map(({ state, at, by, note }) => ({
        what: note ?? commentStates[state],
        at: momentInWords(at),
        by,
      })),
      can,
      traces: can.includes('anonymised') ? tracesIn(words) : [],
      topics: topics.map((value) => ({ value, text: topicNames[value] })),
      exclusions: (await exclusions(db)).map(({ code, text }) => ({ value: code, text })),
      answers: (await latestAnswers(db, comment.topic)).map(({ id, answer }) => ({
        value: String(id),
        text: answer.length > 90 ? `${answer.slice(0, 90)} …` : answer,
      })),
      values: {
        topic: comment.topic,
        page: comment.page ?? '',
        answer: comment.answer ?? '',
        action: comment.action ?? '',
        ...desk.values,
        words,
      },
    };
  }

  /** The move that a form asks for, or what is wrong with it. */
  async function moveOf(
    to: Step,
    comment: DeskComment,
    body: unknown,
  ): Promise<{ move: Move; version: number } | { errors: FormError[] }> {
    const form = readForm(forms[to], body);
    if (!form.ok) return form;
    const seen = form.value.version;
    const values = fieldsOf(body);
    switch (to) {
      case 'published':
        return { version: seen, move: { to } };
      case 'triaged': {
        const { topic, page: about } = forms.triaged.parse(values);
        return { version: seen, move: { to, topic, page: about } };
      }
      case 'excluded': {
        const { exclusion } = forms.excluded.parse(values);
        if ((await exclusions(db)).some(({ code }) => code === exclusion))
          return { version: seen, move: { to, exclusion } };
        return { errors: [{ field: 'exclusion', text: 'Choose a reason' }] };
      }
      case 'anonymised': {
        const { words, checked } = forms.anonymised.parse(values);
        const errors = whatStillShows(words, checked !== '');
        return errors.length > 0 ? { errors } : { version: seen, move: { to, words } };
      }
      case 'answered': {
        const { answer_id, answer, action } = forms.answered.parse(values);
        const given = (await latestAnswers(db, comment.topic)).find(({ id }) => String(id) === answer_id);
        if (given) return { version: seen, move: { to, answer_id: given.id } };
        const errors = [
          ...(answer ? [] : [{ field: 'answer', text: 'Write the answer, or choose one that was given already' }]),
          ...(action
            ? []
            : [{ field: 'action', text: 'Write what you do about it. If it is nothing, say so and why' }]),
        ];
        return errors.length > 0 ? { errors } : { version: seen, move: { to, answer, action } };
      }
    }
  }

  function mount(staff: FastifyInstance): void {
    staff.post(
      '/staff/items/:id/comment-told',
      onItem(parts, { kinds: ['comment'], right }, async (request, reply, item) => {
        const comment = await findDeskComment(db, item.subject_id);
        if (!comment || !waitsToBeTold(comment, await stepsOf(db, comment.id))) return answerError(request, reply, 404);
        await noteTold(db, request.who, comment, now());
        return reply.redirect(`/staff/items/${item.id}`, 303);
      }),
    );

    staff.post(
      '/staff/items/:id/comment',
      onItem(parts, { kinds: ['comment'], right }, async (request, reply, item) => {
        const values = fieldsOf(request.body);
        const to = Object.hasOwn(forms, values.to ?? '') ? (values.to as Step) : undefined;
        const comment = await findDeskComment(db, item.subject_id);
        if (!to || !comment) return answerError(request, reply, 404);
        const asked = await moveOf(to, comment, request.body);
        if ('errors' in asked) return showItem(parts, page, request, reply, item, { errors: asked.errors, values });
        const moved = await takeComment(
          db,
          request.who,
          { id: comment.id, version: asked.version },
          asked.move,
          sendingOf(parts),
        );
        if (!moved.done) {
          const errors = [{ field: 'state', text: notTaken[moved.why] }];
          const again: DeskItem = (await findItem(db, item.id)) ?? item;
          return showItem(parts, page, request, reply, again, { errors, values, status: 409 });
        }
        await parts.soon('send-mail');
        return reply.redirect(`/staff/items/${moved.item_id ?? item.id}`, 303);
      }),
    );
  }

  return { page, mount };
}

const notTaken = {
  changed:
    'Somebody else has worked on this comment meanwhile. It stands below as it is now, with what you wrote, to copy.',
  held: 'Somebody else has this comment now. Nothing was changed. What you wrote stands below, to copy.',
};

/** What in a text that is to be published may show who it is about, as errors of its form. */
function whatStillShows(words: string, is_checked: boolean): FormError[] {
  const traces = tracesIn(words);
  const must_go = traces.find((trace) => trace.must_go);
  if (must_go) return [{ field: 'words', text: `Take out ${must_go.kind}: ${must_go.found}` }];
  if (traces.length === 0 || is_checked) return [];
  const found = traces.map((trace) => trace.found).join('; ');
  return [{ field: 'checked', text: `Take these out, or say that they show nobody: ${found}` }];
}

/** Whether a word is one of the states, as it stands in an address. */
export function readState(typed: string | undefined): CommentState | undefined {
  return typed !== undefined && Object.hasOwn(commentStates, typed) ? (typed as CommentState) : undefined;
}
