import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { dayOf, type Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf, readForm } from '../web/form.ts';
import { cycles, type Expectation, needs, sayings, settings, steps } from './statement-rules.ts';
import { changeDraft, draftVersion, removeExpectation, saveExpectation, statementOf } from './statements.ts';

interface StaffExpectation {
  errors: FormError[];
  values: Record<string, string>;
  title: string;
  action: string;
  remove: string | null;
  choices: { name: string; title: string; items: { value: string; text: string }[] }[];
  meanwhile: string | null;
}

declare module '../web/render.ts' {
  interface Pages {
    'sen-support/staff-expectation': StaffExpectation;
  }
}

const keysOf = <Names extends object>(names: Names) =>
  Object.keys(names) as [keyof Names & string, ...(keyof Names & string)[]];
const any = { any: 'Every one' };
const expectation = z
  .object({
    setting: z.enum(['any', ...keysOf(settings)], { error: 'Choose for which setting it is' }),
    need: z.enum(['any', ...keysOf(needs)], { error: 'Choose for which need it is' }),
    step: z.enum(keysOf(steps), { error: 'Choose the step' }),
    cycle: z.enum(['', ...keysOf(cycles)], { error: 'Choose a part of the cycle, or none' }).default(''),
    says: z.enum(keysOf(sayings), { error: 'Choose what it says' }),
    text: z.string().trim().min(1, 'Write what is expected').max(600, 'Make it 600 characters or fewer'),
    law: z.string().trim().max(200, 'Make the law 200 characters or fewer').default(''),
    edit: z.string().default(''),
  })
  .refine(({ cycle, step }) => cycle === '' || step === 'sen_support', {
    path: ['cycle'],
    message: 'Only special needs support goes round in the cycle: choose none',
  });

/** How often the draft had been changed when a form was shown, as the form says it; never right where it says nothing. */
export function editOf(typed: string): number {
  return /^\d{1,9}$/.test(typed) ? Number(typed) : -1;
}

/** Said where two people change the draft at the same time. */
export const late: FormError = {
  field: 'draft',
  text: 'Somebody else has changed this draft meanwhile. Nothing of yours was written. Look at it as it stands now, and try again.',
};

/** `/staff/provision/expectations/…`: what stands in the draft, one by one. */
export function draftExpectations(staff: FastifyInstance, { db, now }: Pick<Parts, 'db' | 'now'>): void {
  const refused = (request: FastifyRequest) => !may(request.who.role, 'edit_provision');

  type OfOne = FastifyRequest<{ Params: { code: string } }>;

  async function found(code: string): Promise<{ edit: number; one: Expectation | undefined } | undefined> {
    const draft = await draftVersion(db);
    if (!draft) return undefined;
    const one = (await statementOf(db, draft.id)).expectations.find((expected) => expected.code === code);
    return one || code === 'new' ? { edit: draft.edit, one } : undefined;
  }

  function showOne(
    reply: FastifyReply,
    { edit, one }: { edit: number; one: Expectation | undefined },
    errors: FormError[] = [],
    values: Record<string, string> = {},
    status = 422,
  ) {
    const stored = one && {
      setting: one.setting,
      need: one.need,
      step: one.step,
      cycle: one.cycle ?? '',
      says: one.says,
      text: one.text,
      law: one.law ?? '',
    };
    const blank = { setting: 'any', need: 'any', step: '', cycle: '', says: 'does', text: '', law: '' };
    const choicesOf = (names: object) => Object.entries(names).map(([value, text]) => ({ value, text: String(text) }));
    return reply.code(errors.length > 0 ? status : 200).page('sen-support/staff-expectation', {
      errors,
      values: { ...blank, ...stored, ...values, edit: String(edit) },
      title: one ? 'Change an expectation' : 'A new expectation',
      action: `/staff/provision/expectations/${one?.code ?? 'new'}`,
      remove: one ? `/staff/provision/expectations/${one.code}/remove` : null,
      choices: [
        { name: 'setting', title: 'For which setting', items: choicesOf({ ...any, ...settings }) },
        { name: 'need', title: 'For which need', items: choicesOf({ ...any, ...needs }) },
        { name: 'step', title: 'At which step', items: choicesOf({ '': 'Choose', ...steps }) },
        {
          name: 'cycle',
          title: 'Part of the cycle (special needs support only)',
          items: choicesOf({ '': 'None', ...cycles }),
        },
        { name: 'says', title: 'What it says', items: choicesOf(sayings) },
      ],
      meanwhile: status === 409 ? (one?.text ?? '') : null,
    });
  }

  staff.get('/staff/provision/expectations/:code', async (request: OfOne, reply) => {
    if (refused(request)) return answerError(request, reply, 403);
    const there = await found(request.params.code);
    return there ? showOne(reply, there) : answerError(request, reply, 404);
  });

  staff.post('/staff/provision/expectations/:code', async (request: OfOne, reply) => {
    if (refused(request)) return answerError(request, reply, 403);
    const there = await found(request.params.code);
    if (!there) return answerError(request, reply, 404);
    const form = readForm(expectation, request.body);
    if (!form.ok) return showOne(reply, there, form.errors, form.values);
    const { edit, cycle, law, ...rest } = form.value;
    // the edit counts up with each change, so no two new ones have one code
    const code = there.one?.code ?? `own-${dayOf(now())}-${editOf(edit)}`;
    const done = await changeDraft(
      db,
      request.who,
      { edit: editOf(edit), deed: 'changed_provision_draft', detail: { code } },
      now(),
      (tx, id) => saveExpectation(tx, id, { ...rest, code, cycle: cycle === '' ? null : cycle, law: law || null }),
    );
    if (done) return reply.redirect('/staff/provision#draft', 303);
    return showOne(
      reply,
      (await found(request.params.code)) ?? there,
      [{ ...late, field: 'text' }],
      fieldsOf(request.body),
      409,
    );
  });

  staff.post('/staff/provision/expectations/:code/remove', async (request: OfOne, reply) => {
    if (refused(request)) return answerError(request, reply, 403);
    const there = await found(request.params.code);
    if (!there?.one) return answerError(request, reply, 404);
    const { code } = there.one;
    const edit = editOf(fieldsOf(request.body).edit ?? '');
    const done = await changeDraft(
      db,
      request.who,
      { edit, deed: 'changed_provision_draft', detail: { code, removed: true } },
      now(),
      (tx, id) => removeExpectation(tx, id, code),
    );
    return done
      ? reply.redirect('/staff/provision#draft', 303)
      : showOne(reply, there, [{ ...late, field: 'text' }], {}, 409);
  });
}
