import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { dayInWords, momentInWords } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { aDay, type FormError, fieldsOf, readForm } from '../web/form.ts';
import { keptKind, readMessageReference } from './retention-rules.ts';
import { decideRetention, endHold, holdForLaw, isThere, legalHolds, retentionPolicy } from './retentions.ts';

declare module '../web/render.ts' {
  interface Pages {
    'desk/retention': {
      errors: FormError[];
      values: Record<string, string>;
      kinds: { value: string; text: string }[];
      policy: { what: string; months: number; since: string; next: string | null }[];
      holds: { id: number; reference: string; why: string; since: string }[];
      tomorrow: string;
    };
  }
}

const dayLength = 24 * 60 * 60 * 1000;
const deciding = z.object({
  kind: z.string().min(1, 'Choose what it is about'),
  months: z
    .string()
    .regex(/^\s*[1-9]\d{0,2}\s*$/, 'Write a number of months, from 1 to 999')
    .transform(Number),
  holds_from: aDay('Write the day from which it holds, like 2027-01-01'),
});
const holding = z.object({
  reference: z.string().default(''),
  why: z.string().trim().min(1, 'Write why it must be kept').max(500, 'Make it 500 characters or fewer'),
});

/** `/staff/retention`: for how long what is kept, from which day on, and what the law asks to be kept beyond that. */
export function decideRetentions(app: FastifyInstance, { db, now }: Parts): void {
  const tomorrow = () => dayOf(new Date(now().getTime() + dayLength));

  app.get('/staff/retention', async (request, reply) => {
    if (!may(request.who.role, 'set_retention')) return answerError(request, reply, 403);
    return show(reply, {}, []);
  });

  async function show(reply: FastifyReply, values: Record<string, string>, errors: FormError[]) {
    const today = dayOf(now());
    const byKind = Map.groupBy(await retentionPolicy(db), ({ kind }) => kind);
    const policy = [...byKind].map(([kind, rows]) => {
      const held = rows.find(({ holds_from }) => holds_from <= today);
      const next = rows.findLast(({ holds_from }) => holds_from > today);
      return {
        what: keptKind(kind),
        months: held?.months ?? 0,
        since: held ? dayInWords(held.holds_from) : '',
        next: next ? `${next.months} months from ${dayInWords(next.holds_from)}` : null,
      };
    });
    return reply.code(errors.length > 0 ? 422 : 200).page('desk/retention', {
      errors,
      values: { holds_from: tomorrow(), ...values },
      kinds: [...byKind.keys()].map((value) => ({ value, text: keptKind(value) })),
      policy: policy.sort((a, b) => a.what.localeCompare(b.what)),
      holds: (await legalHolds(db)).map(({ id, reference, why, held_at, held_by }) => ({
        id,
        reference,
        why,
        since: `${held_by}, ${momentInWords(held_at)}`,
      })),
      tomorrow: tomorrow(),
    });
  }

  app.post('/staff/retention', async (request, reply) => {
    if (!may(request.who.role, 'set_retention')) return answerError(request, reply, 403);
    const form = readForm(deciding, request.body);
    if (!form.ok) return show(reply, form.values, form.errors);
    const values = fieldsOf(request.body);
    const known = new Set((await retentionPolicy(db)).map(({ kind }) => kind));
    if (!known.has(form.value.kind)) return show(reply, values, [{ field: 'kind', text: 'Choose one of the list' }]);
    if (form.value.holds_from < tomorrow())
      return show(reply, values, [{ field: 'holds_from', text: 'A new time holds from tomorrow at the soonest' }]);
    await decideRetention(db, request.who, form.value, now());
    return reply.redirect('/staff/retention', 303);
  });

  app.post('/staff/retention/hold', async (request, reply) => {
    if (!may(request.who.role, 'set_retention')) return answerError(request, reply, 403);
    const form = readForm(holding, request.body);
    if (!form.ok) return show(reply, form.values, form.errors);
    const reference = readMessageReference(form.value.reference);
    if (!reference || !(await isThere(db, reference))) {
      const text = 'There is nothing with that reference. It looks like CO-7KQ4-M3XD';
      return show(reply, fieldsOf(request.body), [{ field: 'reference', text }]);
    }
    await holdForLaw(db, request.who, { reference, why: form.value.why }, now());
    return reply.redirect('/staff/retention#holds', 303);
  });

  app.post('/staff/retention/hold-ends', async (request: FastifyRequest, reply) => {
    if (!may(request.who.role, 'set_retention')) return answerError(request, reply, 403);
    const { id = '' } = fieldsOf(request.body);
    if (/^\d{1,15}$/.test(id)) await endHold(db, request.who, Number(id), now());
    return reply.redirect('/staff/retention#holds', 303);
  });
}
