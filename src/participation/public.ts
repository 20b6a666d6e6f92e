import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { dayOf, type Parts } from '../parts.ts';
import { keptMonths } from '../retention.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf, pathOfThisSite, readForm } from '../web/form.ts';
import { findComment, saveComment, topics } from './comments.ts';
import { spamError, tokenToShow } from './forms.ts';
import { longest_body, oneOf, replyTo, upTo, written } from './message-rules.ts';
import { findPageRating, savePageRating } from './page-ratings.ts';
import { sendingOf } from './routing.ts';
import { whyNotTaken } from './spam-rules.ts';
import { publishYouSaid } from './you-said-page.ts';

type Form = { values: Record<string, string>; errors: FormError[]; longest_body: number };

declare module '../web/render.ts' {
  interface Pages {
    'participation/comments': Form & {
      token: string;
      kept: { answered: number; at_most: number };
      officer: { title: string; email: string; phone: string | null };
    };
    'participation/comment-received': { reference: string };
    'participation/helpful': Form;
    'participation/helpful-received': { reference: string; back: string };
  }
}

const comment = z.object({
  topic: oneOf(topics, 'Choose what your comment is about'),
  body: written(longest_body, 'Your comment', 'Write your comment'),
  page: upTo(500, 'The name or address of the page'),
  reply_to: replyTo,
});

const rating = z.object({
  is_helpful: z
    .enum(['yes', 'no', 'true', 'false'], { error: 'Choose yes or no' })
    .transform((word) => /yes|true/.test(word)),
  body: upTo(longest_body, 'What you wrote'),
  page: z
    .string()
    .default('/')
    .transform((path) => pathOfThisSite(path) ?? '/'),
});

/** What families tell the council about the Local Offer (SEND Regulations 2014, reg. 56), and about single pages. */
export function publicParticipation(app: FastifyInstance, parts: Parts): void {
  const { db, now } = parts;
  publishYouSaid(app, parts);
  const sending = () => sendingOf(parts);

  app.get<{ Querystring: { page?: string | string[] } }>('/comments', (request, reply) => {
    const page = pathOfThisSite(fieldsOf(request.query).page ?? '')?.split('?')[0] ?? '';
    return showComments(reply, { page }, []);
  });

  async function showComments(reply: FastifyReply, values: Record<string, string>, errors: FormError[]) {
    const token = tokenToShow(parts, values.token);
    reply.code(errors.length > 0 ? 422 : 200).header('cache-control', 'no-store');
    const months = await keptMonths(db, dayOf(now()));
    const kept = {
      answered: months.get('message_reply_to_answered') ?? 0,
      at_most: months.get('message_reply_to') ?? 0,
    };
    return reply.page('participation/comments', {
      values,
      errors,
      token,
      longest_body,
      kept,
      officer: parts.authority.officer,
    });
  }

  app.post('/comments', async (request, reply) => {
    const values = fieldsOf(request.body);
    const form = readForm(comment, values);
    if (!form.ok) return showComments(reply, values, form.errors);
    const spam = spamError(parts, values, { field: 'body', text: `${form.value.body} ${form.value.page}` });
    if (spam) return showComments(reply, values, [spam]);
    const reference = await saveComment(db, { ...form.value, token: values.token }, sending());
    await parts.soon('send-mail');
    return reply.redirect(`/comments/${reference}`, 303);
  });

  app.get<{ Params: { reference: string } }>('/comments/:reference', async (request, reply) => {
    const found = await findComment(db, request.params.reference);
    if (!found) return answerError(request, reply, 404);
    return reply.header('cache-control', 'no-store').page('participation/comment-received', found);
  });

  app.get('/was-this-helpful', (request, reply) => {
    return showHelpful(reply, { page: pathOfThisSite(fieldsOf(request.query).page ?? '') ?? '/' }, []);
  });

  function showHelpful(reply: FastifyReply, values: Record<string, string>, errors: FormError[]) {
    const page = pathOfThisSite(values.page ?? '') ?? '/';
    reply.code(errors.length > 0 ? 422 : 200);
    return reply.page('participation/helpful', { values: { ...values, page }, errors, longest_body });
  }

  app.post('/was-this-helpful', async (request, reply) => {
    const values = fieldsOf(request.body);
    const form = readForm(rating, values);
    if (!form.ok) return showHelpful(reply, values, form.errors);
    // this form stands on every page, which may be kept by caches: it has no token
    const spam = whyNotTaken({ trap: values.website ?? '', has_token: false, text: form.value.body });
    if (spam) return showHelpful(reply, values, [{ field: 'body', text: spam }]);
    const back = form.value.page;
    // a search's words and postcode stay out of what is kept
    const page = back.split('?')[0] ?? '/';
    const reference = await savePageRating(db, { ...form.value, page }, sending());
    await parts.soon('send-mail');
    return reply.redirect(`/was-this-helpful/${reference}?back=${encodeURIComponent(back)}`, 303);
  });

  app.get<{ Params: { reference: string } }>('/was-this-helpful/:reference', async (request, reply) => {
    const found = await findPageRating(db, request.params.reference);
    if (!found) return answerError(request, reply, 404);
    const back = pathOfThisSite(fieldsOf(request.query).back ?? '') ?? found.page;
    return reply
      .header('cache-control', 'no-store')
      .page('participation/helpful-received', { reference: found.reference, back });
  });
}
