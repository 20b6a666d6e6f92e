import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf, readForm, versionOf } from '../web/form.ts';
import { type EntryKind, entryKinds, type Field } from './entry-forms.ts';
import { changeDraft, draftVersion, removeEntry, saveEntry, statementOf } from './statements.ts';

interface StaffEntry {
  errors: FormError[];
  fields: Field[];
  values: Record<string, string>;
  title: string;
  action: string;
  remove: string | null;
  /** as it stands now, where somebody else was quicker */
  meanwhile: { label: string; value: string }[];
}

declare module '../web/render.ts' {
  interface Pages {
    'sen-support/staff-entry': StaffEntry;
  }
}

/** Said where two people change the draft at the same time. */
export const late: FormError = {
  field: 'draft',
  text: 'Somebody else has changed this draft meanwhile. Nothing of yours was written. Look at it as it stands now, and try again.',
};

/** `/staff/provision/expectations/…` and `/staff/provision/interventions/…`: what stands in the draft, one by one. */
export function draftEntries(staff: FastifyInstance, parts: Pick<Parts, 'db' | 'now'>): void {
  for (const kind of entryKinds) entriesOf(staff, parts, kind);
}

interface There {
  draft: number;
  edit: number;
  one: { code: string; values: Record<string, string> } | undefined;
}

function entriesOf(staff: FastifyInstance, { db, now }: Pick<Parts, 'db' | 'now'>, kind: EntryKind): void {
  const refused = (request: FastifyRequest) => !may(request.who.role, 'edit_provision');
  const path = `/staff/provision/${kind.at}`;
  type OfOne = FastifyRequest<{ Params: { code: string } }>;

  async function find(code: string): Promise<There | undefined> {
    const draft = await draftVersion(db);
    if (!draft) return undefined;
    const entries: readonly { code: string }[] = (await statementOf(db, draft.id))[kind.at];
    const one = entries.find((entry) => entry.code === code);
    const values = Object.entries(one ?? {}).map(([name, value]) => [name, String(value ?? '')]);
    if (!one && code !== 'new') return undefined;
    return { draft: draft.id, edit: draft.edit, one: one && { code, values: Object.fromEntries(values) } };
  }

  function show(
    reply: FastifyReply,
    { edit, one }: There,
    errors: FormError[] = [],
    values: Record<string, string> = {},
    status: 409 | 422 = 422,
  ) {
    const is_late = status === 409;
    return reply.code(errors.length > 0 ? status : 200).page('sen-support/staff-entry', {
      errors,
      fields: kind.fields,
      values: { ...kind.blank, ...one?.values, ...values, edit: String(edit) },
      title: one ? kind.titles.change : kind.titles.add,
      action: `${path}/${one?.code ?? 'new'}`,
      remove: one ? `${path}/${one.code}/remove` : null,
      meanwhile: kind.fields.flatMap(({ name, label }) => {
        const value = one?.values[name] ?? '';
        return is_late && value !== (values[name] ?? value) ? { label, value } : [];
      }),
    });
  }

  const tooLate = [{ ...late, field: kind.fields[0]?.name ?? '' }];

  staff.get(`${path}/:code`, async (request: OfOne, reply) => {
    if (refused(request)) return answerError(request, reply, 403);
    const there = await find(request.params.code);
    return there ? show(reply, there) : answerError(request, reply, 404);
  });

  staff.post(`${path}/:code`, async (request: OfOne, reply) => {
    if (refused(request)) return answerError(request, reply, 403);
    const there = await find(request.params.code);
    if (!there) return answerError(request, reply, 404);
    const form = readForm(kind.form, request.body);
    if (!form.ok) return show(reply, there, form.errors, form.values);
    const edit = versionOf(fieldsOf(request.body).edit);
    // the edit counts up with each change of a draft, so no two new ones have one code
    const code = there.one?.code ?? `own-${there.draft}-${edit}`;
    const done = await changeDraft(
      db,
      request.who,
      { edit, deed: 'changed_provision_draft', detail: { code } },
      now(),
      (tx, id) => saveEntry(tx, id, kind.at, { ...form.value, code }),
    );
    if (done) return reply.redirect('/staff/provision#draft', 303);
    const stands = (await find(request.params.code)) ?? { ...there, one: undefined };
    return show(reply, stands, tooLate, fieldsOf(request.body), 409);
  });

  staff.post(`${path}/:code/remove`, async (request: OfOne, reply) => {
    if (refused(request)) return answerError(request, reply, 403);
    const there = await find(request.params.code);
    if (!there?.one) return answerError(request, reply, 404);
    const { code } = there.one;
    const done = await changeDraft(
      db,
      request.who,
      {
        edit: versionOf(fieldsOf(request.body).edit),
        deed: 'changed_provision_draft',
        detail: { code, removed: true },
      },
      now(),
      (tx, id) => removeEntry(tx, id, kind.at, code),
    );
    return done ? reply.redirect('/staff/provision#draft', 303) : show(reply, there, tooLate, {}, 409);
  });
}
