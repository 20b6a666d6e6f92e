import type { FastifyInstance } from 'fastify';
import type { ItemPage, ItemPages } from '../desk/item-page.ts';
import type { Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf } from '../web/form.ts';
import { readBulletin } from './bulletin-form-rules.ts';
import { staffBulletins } from './bulletins.ts';
import { type EditPage, editPage } from './edit-page.ts';
import { staffAnswers } from './staff-answers.ts';
import { type StaffListPage, staffListPage } from './staff-list-page.ts';
import { type Guarded, staffStates } from './staff-states.ts';
import { staffWriting } from './staff-writing.ts';

declare module '../web/render.ts' {
  interface Pages {
    'bulletins/staff-list': StaffListPage;
    'bulletins/staff-bulletin': EditPage;
  }
}

/** What the address says was done, in words. */
const deeds: Record<string, string> = {
  saved: 'Saved. Nobody but you and your colleagues sees it until it is published.',
  published: 'Published. It goes out by mail as each school chose.',
  planned: 'Saved. It goes out at the time that you chose.',
  same: 'Nothing was changed, so nothing was saved.',
  changed: 'Done.',
};

/**
 * `/staff/bulletins`: writing, publishing, planning, correcting and withdrawing what the council tells schools. Gives how the
 * desk shows what did not go out as planned.
 */
export function staffBulletinPages(staff: FastifyInstance, parts: Parts): ItemPages {
  const { db } = parts;

  const guarded: Guarded = (work) => async (request, reply) => {
    if (!may(request.who.role, 'edit_bulletins')) return answerError(request, reply, 403);
    const { id } = request.params;
    const [bulletin] = /^\d{1,15}$/.test(id) ? await staffBulletins(db, Number(id)) : [];
    return bulletin ? work(request, reply, bulletin) : answerError(request, reply, 404);
  };
  staffWriting(staff, parts, guarded);
  staffStates(staff, parts, guarded);
  staffAnswers(staff, parts, guarded);

  staff.get('/staff/bulletins', async (request, reply) => {
    if (!may(request.who.role, 'edit_bulletins')) return answerError(request, reply, 403);
    return reply.page('bulletins/staff-list', await staffListPage(parts, fieldsOf(request.query)));
  });

  staff.get('/staff/bulletins/new', async (request, reply) => {
    if (!may(request.who.role, 'edit_bulletins')) return answerError(request, reply, 403);
    return reply.page('bulletins/staff-bulletin', await editPage(parts, staff, undefined, {}));
  });

  staff.get(
    '/staff/bulletins/:id',
    guarded(async (request, reply, bulletin) => {
      const done = deeds[fieldsOf(request.query).done ?? ''] ?? null;
      return reply.page('bulletins/staff-bulletin', await editPage(parts, staff, bulletin, { done }));
    }),
  );

  // for the script that shows the preview while somebody writes
  staff.post(
    '/staff/bulletins/preview',
    { config: { rateLimit: { max: 120, timeWindow: '1 minute' } } },
    async (request, reply) => {
      if (!may(request.who.role, 'edit_bulletins')) return answerError(request, reply, 403);
      const typed = fieldsOf(request.body);
      const filled = Object.fromEntries(Object.entries(typed).filter(([, value]) => value.trim() !== ''));
      const form = readBulletin(
        { ...unwritten, ...filled, type: 'information' },
        { clusters: [], is_correction: false },
      );
      const content = form.ok ? form.content : undefined;
      const errors = form.ok ? [] : form.errors;
      const shown = await editPage(parts, staff, undefined, { content, typed: { values: {}, errors } });
      return reply.page('content/staff-preview-page', shown);
    },
  );

  // what is to be mended stands in its editor, and so does what settles it
  const show: ItemPage['show'] = async (_, reply, { subject_id }) =>
    reply.redirect(`/staff/bulletins/${subject_id}`, 303);
  return { held_bulletin: { right: 'edit_bulletins', show } };
}

const unwritten = { title: '-', summary: '-', contact_role: '-', contact_email: 'nobody@example.org' };
