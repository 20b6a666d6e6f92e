import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { monthsBefore } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { keptMonths } from '../retention.ts';
import { answerError } from '../web/errors.ts';
import { aDay, type FormError, fieldsOf, readForm } from '../web/form.ts';
import { topicNames, topics, type WayToCome, waysToCome, writeDown } from './comments.ts';
import { tokenToShow } from './forms.ts';
import { longest_body, oneOf, upTo, written } from './message-rules.ts';
import { sendingOf } from './routing.ts';

declare module '../web/render.ts' {
  interface Pages {
    'participation/desk-comment-new': {
      errors: FormError[];
      values: Record<string, string>;
      today: string;
      ways: { value: string; text: string }[];
      topics: { value: string; text: string }[];
      longest_body: number;
      token: string;
      /** the reference of the comment that was just written down */
      saved: string;
    };
  }
}

const right = 'answer_comments';
/** All ways but the form, by which nobody at the council writes anything down. */
const ways = Object.keys(waysToCome).filter((way) => way !== 'form') as [WayToCome, ...WayToCome[]];

const comment = z.object({
  came_by: oneOf(ways, 'Choose how it came'),
  came_on: aDay('Write the day on which it came, like 2026-11-16'),
  topic: oneOf(topics, 'Choose what it is about'),
  body: written(longest_body, 'The comment', 'Write the comment'),
  page: upTo(500, 'The page or service'),
  reply_to: upTo(300, 'How to answer'),
});

/**
 * `/staff/comments/new`: comments of people who do not use the internet, which came by phone, by post or in person (SEND
 * Regulations 2014, reg. 57), written down by whoever took them. From then on they are as any other.
 */
export function recordComments(staff: FastifyInstance, parts: Parts): void {
  const { db, now } = parts;

  staff.get('/staff/comments/new', async (request, reply) => {
    if (!may(request.who.role, right)) return answerError(request, reply, 403);
    const { saved = '' } = fieldsOf(request.query);
    return show(reply, { came_on: dayOf(now()) }, [], /^CO-[A-Z0-9]{4}-[A-Z0-9]{4}$/.test(saved) ? saved : '');
  });

  function show(reply: FastifyReply, values: Record<string, string>, errors: FormError[], saved = '') {
    return reply.code(errors.length > 0 ? 422 : 200).page('participation/desk-comment-new', {
      errors,
      values,
      today: dayOf(now()),
      ways: ways.map((value) => ({ value, text: waysToCome[value] })),
      topics: topics.map((value) => ({ value, text: topicNames[value] })),
      longest_body,
      token: tokenToShow(parts, values.token),
      saved,
    });
  }

  staff.post('/staff/comments/new', async (request, reply) => {
    if (!may(request.who.role, right)) return answerError(request, reply, 403);
    const values = fieldsOf(request.body);
    const form = readForm(comment, values);
    if (!form.ok) return show(reply, values, form.errors);
    const { came_by, came_on, ...told } = form.value;
    const moment = now();
    const today = dayOf(moment);
    const months = (await keptMonths(db, today)).get('comment_words') ?? 24;
    const refuse = (text: string) => show(reply, values, [{ field: 'came_on', text }]);
    if (came_on > today) return refuse('The day on which it came is still to come');
    if (came_on <= dayOf(monthsBefore(moment, months)))
      return refuse(`That is longer ago than we keep comments, which is ${months} months`);
    const down = {
      came_by,
      came_at: came_on === today ? moment : new Date(`${came_on}T12:00:00Z`),
      recorded_by: request.who.name || request.who.email,
    };
    const reference = await writeDown(db, request.who, { ...told, token: values.token }, sendingOf(parts), down);
    await parts.soon('send-mail');
    return reply.redirect(`/staff/comments/new?saved=${reference}`, 303);
  });
}
