import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { dayOf, type Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf, readForm } from '../web/form.ts';
import { type ExpectationView, expectationView, type VersionView, versionView } from './provision-page.ts';
import { cycles, differencesOf, type Expectation, needs, sayings, settings, type Statement, steps } from './statement-rules.ts';
import {
  beginDraft,
  changeDraft,
  discardDraft,
  draftVersion,
  publishDraft,
  publishedVersions,
  removeExpectation,
  saveExpectation,
  statementOf,
} from './statements.ts';

interface StaffProvision {
  errors: FormError[];
  values: Record<string, string>;
  versions: VersionView[];
  draft: {
    edit: string;
    begun_by: string;
    added: number;
    removed: number;
    changed: number;
    steps: { title: string; items: (ExpectationView & { href: string; says: string; is_new: boolean })[] }[];
  } | null;
}

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
    'sen-support/staff-provision': StaffProvision;
    'sen-support/staff-expectation': StaffExpectation;
  }
}

const keysOf = <Names extends object>(names: Names) => Object.keys(names) as [keyof Names & string, ...(keyof Names & string)[]];
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
const publication = z.object({
  made_by: z.string().trim().min(1, 'Write by whom it was made').max(400, 'Make this 400 characters or fewer'),
  note: z.string().trim().min(1, 'Write what is different from the version before').max(600, 'Make the note 600 characters or fewer'),
  review_months: z.coerce.number({ error: 'Write a number of months' }).int('Write a whole number of months').min(1, 'One month is the least').max(60, 'Sixty months is the most'),
  edit: z.string().default(''),
});
const seen = (edit: string) => (/^\d{1,9}$/.test(edit) ? Number(edit) : -1);
const late: FormError = { field: 'draft', text: 'Somebody else has changed this draft meanwhile. Nothing of yours was written. Look at it as it stands now, and try again.' };

/** `/staff/provision`: the draft of the statement of expected provision, and its publication. */
export function staffSenSupport(staff: FastifyInstance, parts: Parts): void {
  const { db, now, pages } = parts;
  const refused = (request: FastifyRequest) => !may(request.who.role, 'edit_provision');

  async function show(reply: FastifyReply, errors: FormError[] = [], values: Record<string, string> = {}, status = 422) {
    const versions = await publishedVersions(db);
    const draft = await draftVersion(db);
    const [newest] = versions;
    const statement = draft ? await statementOf(db, draft.id) : undefined;
    const before: Statement = newest ? await statementOf(db, newest.id) : { expectations: [], interventions: [] };
    const found = differencesOf(before.expectations, statement?.expectations ?? []);
    const fresh = new Set([...found.added, ...found.changed.map(({ after }) => after)].map(({ code }) => code));
    return reply.code(errors.length > 0 ? status : 200).page('sen-support/staff-provision', {
      errors,
      values: { made_by: draft?.made_by ?? '', note: '', review_months: String(draft?.review_months ?? 12), ...values },
      versions: versions.map((one) => versionView(one, newest?.number ?? null, dayOf(now()))),
      draft: draft && statement ? {
        edit: String(draft.edit),
        begun_by: draft.begun_by,
        added: found.added.length,
        removed: found.removed.length,
        changed: found.changed.length,
        steps: Object.entries(steps).map(([step, title]) => ({
          title,
          items: statement.expectations
            .filter((one) => one.step === step)
            .map((one) => ({ ...expectationView(one, pages.say), href: `/staff/provision/expectations/${one.code}`, says: sayings[one.says], is_new: fresh.has(one.code) })),
        })),
      } : null,
    });
  }

  staff.get('/staff/provision', async (request, reply) => (refused(request) ? answerError(request, reply, 403) : show(reply)));

  staff.post('/staff/provision/begin', async (request, reply) => {
    if (refused(request)) return answerError(request, reply, 403);
    await beginDraft(db, request.who, now());
    return reply.redirect('/staff/provision', 303);
  });

  staff.post('/staff/provision/publish', async (request, reply) => {
    if (refused(request)) return answerError(request, reply, 403);
    const form = readForm(publication, request.body);
    if (!form.ok) return show(reply, form.errors, form.values);
    const { edit, ...said } = form.value;
    const by = request.who.name || request.who.email;
    const done = await changeDraft(db, request.who, { edit: seen(edit), deed: 'published_provision', detail: { note: said.note } }, now(), (tx, id) =>
      publishDraft(tx, id, { ...said, by, now: now() }),
    );
    return done ? reply.redirect('/provision', 303) : show(reply, [late], fieldsOf(request.body), 409);
  });

  staff.post('/staff/provision/discard', async (request, reply) => {
    if (refused(request)) return answerError(request, reply, 403);
    const { edit = '' } = fieldsOf(request.body);
    const done = await changeDraft(db, request.who, { edit: seen(edit), deed: 'discarded_provision_draft' }, now(), discardDraft);
    return done ? reply.redirect('/staff/provision', 303) : show(reply, [late], {}, 409);
  });

  type OfOne = FastifyRequest<{ Params: { code: string } }>;

  async function found(code: string): Promise<{ edit: number; one: Expectation | undefined } | undefined> {
    const draft = await draftVersion(db);
    if (!draft) return undefined;
    const one = (await statementOf(db, draft.id)).expectations.find((expected) => expected.code === code);
    return one || code === 'new' ? { edit: draft.edit, one } : undefined;
  }

  function showOne(reply: FastifyReply, { edit, one }: { edit: number; one: Expectation | undefined }, errors: FormError[] = [], values: Record<string, string> = {}, status = 422) {
    const stored = one && { setting: one.setting, need: one.need, step: one.step, cycle: one.cycle ?? '', says: one.says, text: one.text, law: one.law ?? '' };
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
        { name: 'cycle', title: 'Part of the cycle (special needs support only)', items: choicesOf({ '': 'None', ...cycles }) },
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
    const code = there.one?.code ?? `own-${dayOf(now())}-${seen(edit)}`;
    const done = await changeDraft(db, request.who, { edit: seen(edit), deed: 'changed_provision_draft', detail: { code } }, now(), (tx, id) =>
      saveExpectation(tx, id, { ...rest, code, cycle: cycle === '' ? null : cycle, law: law || null }),
    );
    if (done) return reply.redirect('/staff/provision#draft', 303);
    return showOne(reply, (await found(request.params.code)) ?? there, [{ ...late, field: 'text' }], fieldsOf(request.body), 409);
  });

  staff.post('/staff/provision/expectations/:code/remove', async (request: OfOne, reply) => {
    if (refused(request)) return answerError(request, reply, 403);
    const there = await found(request.params.code);
    if (!there?.one) return answerError(request, reply, 404);
    const { code } = there.one;
    const edit = seen(fieldsOf(request.body).edit ?? '');
    const done = await changeDraft(db, request.who, { edit, deed: 'changed_provision_draft', detail: { code, removed: true } }, now(), (tx, id) => removeExpectation(tx, id, code));
    return done ? reply.redirect('/staff/provision#draft', 303) : showOne(reply, there, [{ ...late, field: 'text' }], {}, 409);
  });
}
