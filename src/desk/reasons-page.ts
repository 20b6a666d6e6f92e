import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { dayInWords } from '../date-rules.ts';
import type { Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf, neededWords, readForm } from '../web/form.ts';
import { addReason, allReasons, type ListedReason, offerReason, type Reason, rewordReason } from './reasons.ts';

interface ReasonForm {
  errors: FormError[];
  values: Record<string, string>;
}

declare module '../web/render.ts' {
  interface Pages {
    'desk/reasons': ReasonForm & { offered: Reason[]; retired: (Reason & { since: string })[] };
    'desk/reason': ReasonForm & { code: string; name: string; retired: string | null };
  }
}

const words = z.object({
  text: neededWords(120, 'it', 'Write what staff choose'),
  letter: neededWords(1000, 'it', 'Write what the letter says'),
});

type OfReason = FastifyRequest<{ Params: { code: string } }>;

/** `/staff/reasons`: the council's own list of why something is sent back or refused. */
export function keepReasons(app: FastifyInstance, { db, now }: Parts): void {
  const inForm = ({ text, letter }: Reason) => ({ text, letter });

  app.get('/staff/reasons', async (request, reply) => {
    if (!may(request.who.role, 'set_reasons')) return answerError(request, reply, 403);
    return showAll(reply, { errors: [], values: {} });
  });

  async function showAll(reply: FastifyReply, form: ReasonForm) {
    const all = await allReasons(db);
    return reply.code(form.errors.length > 0 ? 422 : 200).page('desk/reasons', {
      ...form,
      offered: all.filter(({ retired_at }) => !retired_at).map(({ code, text, letter }) => ({ code, text, letter })),
      retired: all.flatMap(({ code, text, letter, retired_at }) =>
        retired_at ? [{ code, text, letter, since: dayInWords(retired_at) }] : [],
      ),
    });
  }

  app.post('/staff/reasons', async (request, reply) => {
    if (!may(request.who.role, 'set_reasons')) return answerError(request, reply, 403);
    const form = readForm(words, request.body);
    if (!form.ok) return showAll(reply, form);
    if (await isThere(form.value.text)) return showAll(reply, { errors: twice, values: fieldsOf(request.body) });
    await addReason(db, request.who, form.value, now());
    return reply.redirect('/staff/reasons', 303);
  });

  const twice: FormError[] = [{ field: 'text', text: 'There is a reason with these words already' }];

  /** Whether another reason has these words, so that nobody could tell them apart. */
  async function isThere(text: string, code?: string): Promise<boolean> {
    const same = (await allReasons(db)).filter((one) => one.text.toLowerCase() === text.toLowerCase());
    return same.some((one) => one.code !== code);
  }

  /** Runs `work` on the reason of an address, for those who may keep the list. */
  const onReason =
    (work: (request: OfReason, reply: FastifyReply, reason: ListedReason) => Promise<FastifyReply>) =>
    async (request: OfReason, reply: FastifyReply): Promise<FastifyReply> => {
      if (!may(request.who.role, 'set_reasons')) return answerError(request, reply, 403);
      const reason = (await allReasons(db)).find(({ code }) => code === request.params.code);
      return reason ? work(request, reply, reason) : answerError(request, reply, 404);
    };

  async function showOne(reply: FastifyReply, reason: ListedReason, form: ReasonForm) {
    const { code, text: name, retired_at } = reason;
    const retired = retired_at ? dayInWords(retired_at) : null;
    return reply.code(form.errors.length > 0 ? 422 : 200).page('desk/reason', { ...form, code, name, retired });
  }

  app.get(
    '/staff/reasons/:code',
    onReason((_, reply, reason) => showOne(reply, reason, { errors: [], values: inForm(reason) })),
  );

  app.post(
    '/staff/reasons/:code',
    onReason(async (request, reply, reason) => {
      const form = readForm(words, request.body);
      if (!form.ok) return showOne(reply, reason, form);
      if (await isThere(form.value.text, reason.code))
        return showOne(reply, reason, { errors: twice, values: fieldsOf(request.body) });
      await rewordReason(db, request.who, { code: reason.code, ...inForm(reason) }, form.value, now());
      return reply.redirect('/staff/reasons', 303);
    }),
  );

  for (const is_offered of [false, true])
    app.post(
      `/staff/reasons/:code/${is_offered ? 'offer' : 'retire'}`,
      onReason(async (request, reply, { code }) => {
        await offerReason(db, request.who, code, is_offered, now());
        return reply.redirect('/staff/reasons', 303);
      }),
    );
}
