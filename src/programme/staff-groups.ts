import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf, readForm, versionOf } from '../web/form.ts';
import { groupForm } from './programme-forms.ts';
import { allGroups, saveGroup, type TaskGroup } from './task-groups.ts';

declare module '../web/render.ts' {
  interface Pages {
    'programme/staff-group': {
      errors: FormError[];
      values: Record<string, string>;
      action: string;
      is_demonstration: boolean;
      /** as it stands now, where somebody else was quicker */
      meanwhile: { name: string; remit: string } | null;
    };
  }
}

type OfOne = FastifyRequest<{ Params: { id: string } }>;

/** `/staff/programme/groups/…`: the groups that are set up for a task, one by one. */
export function staffGroups(staff: FastifyInstance, { db, now }: Pick<Parts, 'db' | 'now'>): void {
  const refused = (request: FastifyRequest) => !may(request.who.role, 'edit_programme');
  const find = async (id: string) => (await allGroups(db, { is_public: false })).find((one) => String(one.id) === id);

  function show(
    reply: FastifyReply,
    one: TaskGroup | undefined,
    errors: FormError[] = [],
    values: Record<string, string> = {},
    status: 409 | 422 = 422,
  ) {
    const stored = {
      name: one?.name ?? '',
      remit: one?.remit ?? '',
      members: one?.members.join('\n') ?? '',
      begins_on: one?.begins_on ?? '',
      ends_on: one?.ends_on ?? '',
      outputs: one?.outputs.join('\n') ?? '',
      published: one?.published_at ? 'yes' : '',
    };
    // a box that is not ticked is not sent
    const typed = errors.length > 0 ? { published: '', ...values } : {};
    return reply.code(errors.length > 0 ? status : 200).page('programme/staff-group', {
      errors,
      values: { ...stored, ...typed, version: one ? String(one.version) : '' },
      action: `/staff/programme/groups/${one?.id ?? 'new'}`,
      is_demonstration: one?.is_demonstration ?? false,
      meanwhile: status === 409 && one ? { name: one.name, remit: one.remit } : null,
    });
  }

  staff.get('/staff/programme/groups/:id', async (request: OfOne, reply) => {
    if (refused(request)) return answerError(request, reply, 403);
    const one = await find(request.params.id);
    return one || request.params.id === 'new' ? show(reply, one) : answerError(request, reply, 404);
  });

  staff.post('/staff/programme/groups/:id', async (request: OfOne, reply) => {
    if (refused(request)) return answerError(request, reply, 403);
    const one = await find(request.params.id);
    if (!one && request.params.id !== 'new') return answerError(request, reply, 404);
    const form = readForm(groupForm, request.body);
    if (!form.ok) return show(reply, one, form.errors, form.values);
    const { version, published, ends_on, ...rest } = form.value;
    const seen = { id: one?.id ?? null, version: versionOf(version), is_published: published !== '' };
    const saved = await saveGroup(db, request.who, seen, { ...rest, ends_on: ends_on || null }, now());
    if (saved) return reply.redirect('/staff/programme#groups', 303);
    const text = 'Somebody else has changed this meanwhile. What stands now is above, what you wrote is in the form.';
    return show(reply, one, [{ field: 'name', text }], fieldsOf(request.body), 409);
  });
}
