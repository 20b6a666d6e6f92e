import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ItemPages } from '../desk/item-page.ts';
import { dayOf, type Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { choicesOf, type FormError, fieldsOf, readForm, versionOf } from '../web/form.ts';
import { ownDevelopments } from './commitments.ts';
import { addPromise, allDevelopments, type Development, saveDevelopment, settlePromise } from './developments.ts';
import { developmentForm, promiseForm, settleForm } from './programme-forms.ts';
import { type ItemView, itemView, type ProgrammePage, programmePage } from './programme-page.ts';
import { staffGroups } from './staff-groups.ts';
import { kinds, stages } from './stage-rules.ts';
import { allGroups } from './task-groups.ts';

interface EditPage {
  errors: FormError[];
  values: Record<string, string>;
  action: string;
  item: ItemView | null;
  is_public: boolean;
  kinds: { value: string; text: string }[];
  stages: { value: string; text: string }[];
  groups: { value: string; text: string }[];
  is_late: boolean;
}

declare module '../web/render.ts' {
  interface Pages {
    'programme/staff-programme': ProgrammePage & {
      drafts: { href: string; title: string }[];
      all: { href: string; title: string; is_late: boolean }[];
    };
    'programme/staff-development': EditPage;
  }
}

type OfOne = FastifyRequest<{ Params: { id: string } }>;

/** `/staff/programme`: what is in development, its promised dates, and what came. Gives the desk's page for late promises. */
export function staffProgramme(staff: FastifyInstance, { db, now, pages }: Parts): ItemPages {
  const refused = (request: FastifyRequest) => !may(request.who.role, 'edit_programme');
  const find = async (id: string): Promise<Development | undefined> =>
    /^\d{1,15}$/.test(id)
      ? (await allDevelopments(db, { is_public: false })).find((one) => one.id === Number(id))
      : undefined;

  staff.get('/staff/programme', async (request, reply) => {
    if (refused(request)) return answerError(request, reply, 403);
    const all = await allDevelopments(db, { is_public: false });
    const groups = await allGroups(db, { is_public: false });
    const today = dayOf(now());
    const written = all.filter(({ published_at }) => published_at !== null);
    const page = programmePage({ written, own: await ownDevelopments(db, now()), groups }, { today, say: pages.say });
    const link = (one: Development) => ({
      href: `/staff/programme/${one.id}`,
      title: one.title,
      is_late: itemView(one, groups, today).is_late,
    });
    const drafts = all.filter(({ published_at }) => published_at === null).map(link);
    return reply.page('programme/staff-programme', {
      ...page,
      drafts,
      all: written.map(link),
    });
  });

  async function show(
    reply: FastifyReply,
    one: Development | undefined,
    {
      errors = [],
      values = {},
      status = 422,
    }: { errors?: FormError[]; values?: Record<string, string>; status?: 409 | 422 } = {},
  ) {
    const groups = await allGroups(db, { is_public: false });
    const blank = {
      kind: '',
      title: '',
      summary: '',
      stage: '',
      owner: '',
      task_group_id: '',
      decided_by: '',
      decision: '',
      take_part: '',
      take_part_href: '',
      take_part_until: '',
      outcome: '',
      page: '',
    };
    const stored =
      one &&
      Object.fromEntries(Object.keys(blank).map((name) => [name, String(one[name as keyof typeof blank] ?? '')]));
    const extra = {
      note: '',
      published: one?.published_at ? 'yes' : '',
      what: '',
      due_on: '',
      due_words: '',
      came: '',
      came_on: '',
      settle_note: '',
      next_on: '',
      next_words: '',
      promise: '',
    };
    return reply.code(errors.length > 0 ? status : 200).page('programme/staff-development', {
      errors,
      values: { ...blank, ...extra, ...stored, ...values, version: one ? String(one.version) : '' },
      action: `/staff/programme/${one?.id ?? 'new'}`,
      item: one ? itemView(one, groups, dayOf(now())) : null,
      is_public: one?.published_at != null,
      kinds: choicesOf({ '': 'Choose', ...kinds }),
      stages: choicesOf({ '': 'Choose', ...stages }),
      groups: choicesOf({ '': 'None', ...Object.fromEntries(groups.map(({ id, name }) => [id, name])) }),
      is_late: status === 409,
    });
  }

  staff.get('/staff/programme/:id', async (request: OfOne, reply) => {
    if (refused(request)) return answerError(request, reply, 403);
    const one = await find(request.params.id);
    return one || request.params.id === 'new' ? show(reply, one) : answerError(request, reply, 404);
  });

  staff.post('/staff/programme/:id', async (request: OfOne, reply) => {
    if (refused(request)) return answerError(request, reply, 403);
    const one = await find(request.params.id);
    if (!one && request.params.id !== 'new') return answerError(request, reply, 404);
    const form = readForm(
      developmentForm((await allGroups(db, { is_public: false })).map(({ id }) => id)),
      request.body,
    );
    if (!form.ok)
      return show(reply, one, { ...form, values: { ...form.values, published: form.values.published ?? '' } });
    const { version, published, note, task_group_id, take_part_href, take_part_until, page, ...rest } = form.value;
    const written = {
      ...rest,
      task_group_id: task_group_id === '' ? null : Number(task_group_id),
      take_part_href: take_part_href || null,
      take_part_until: take_part_until || null,
      page: page || null,
    };
    const change = {
      id: one?.id ?? null,
      version: versionOf(version),
      is_published: published !== '',
      note,
    };
    const saved = await saveDevelopment(db, request.who, change, written, now());
    if (saved !== undefined) return reply.redirect(`/staff/programme/${saved}`, 303);
    const text = 'Somebody else has changed this meanwhile. What stands now is above, what you wrote is in the form.';
    return show(reply, one, { errors: [{ field: 'title', text }], values: fieldsOf(request.body), status: 409 });
  });

  staff.post('/staff/programme/:id/promises', async (request: OfOne, reply) => {
    if (refused(request)) return answerError(request, reply, 403);
    const one = await find(request.params.id);
    if (!one) return answerError(request, reply, 404);
    const form = readForm(promiseForm(dayOf(now())), request.body);
    if (!form.ok) return show(reply, one, form);
    await addPromise(db, request.who, one, form.value, now());
    return reply.redirect(`/staff/programme/${one.id}#promises`, 303);
  });

  staff.post('/staff/programme/:id/settle', async (request: OfOne, reply) => {
    if (refused(request)) return answerError(request, reply, 403);
    const one = await find(request.params.id);
    const promise = one?.promises.find(({ id }) => String(id) === fieldsOf(request.body).promise);
    if (!one || !promise) return answerError(request, reply, 404);
    const form = readForm(settleForm(dayOf(now())), request.body);
    if (!form.ok) return show(reply, one, form);
    const { came, came_on, settle_note, next_on, next_words } = form.value;
    const next = came === 'moved' ? { what: promise.what, due_on: next_on, due_words: next_words } : null;
    const done = await settlePromise(
      db,
      request.who,
      { one, promise, came, came_on: came === 'kept' ? came_on : null, note: settle_note, next },
      now(),
    );
    if (done) return reply.redirect(`/staff/programme/${one.id}#promises`, 303);
    const text = 'Somebody has already said what came of this promise. It stands above.';
    return show(reply, one, { errors: [{ field: 'promises', text }], values: fieldsOf(request.body), status: 409 });
  });

  staffGroups(staff, { db, now });

  return {
    late_promise: {
      right: 'edit_programme',
      show: async (request, reply, { subject_id, id }) => {
        if (refused(request)) return reply.redirect('/in-development', 303);
        const [kind, of = ''] = subject_id.split(':');
        const mayEdit = may(request.who.role, 'edit_pages');
        if (kind === 'page') return reply.redirect(mayEdit ? `/staff/pages/${of}` : '/in-development', 303);
        if (kind === 'service') {
          const service = await db.selectFrom('service').select('slug').where('id', '=', of).executeTakeFirst();
          return reply.redirect(
            service ? `/staff/services/${service.slug}` : `/staff?kind=late_promise&gone=${id}`,
            303,
          );
        }
        const promise = await db
          .selectFrom('development_promise')
          .select('development_id')
          .where('id', '=', Number(of))
          .executeTakeFirst();
        return reply.redirect(
          promise ? `/staff/programme/${promise.development_id}#promises` : '/staff/programme',
          303,
        );
      },
    },
  };
}
