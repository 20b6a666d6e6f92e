import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ItemPage, onItem, type Refused, showItem } from '../desk/item-page.ts';
import { type DeskItem, findItem } from '../desk/items.ts';
import type { Parts } from '../parts.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf } from '../web/form.ts';
import { settlePlaces } from './draft-places.ts';
import { differences, type Step, tooLong, type Values } from './draft-step-rules.ts';
import { discardEdit, saveEdit } from './record-edits.ts';
import {
  type Editing,
  editingOf,
  editSteps,
  type StaffEditPage,
  type StaffStepPage,
  staffEditPage,
  staffStepPage,
} from './staff-edit-page.ts';
import { digestOf } from './step-digest.ts';

declare module '../web/render.ts' {
  interface Pages {
    'directory/staff-record-edit': StaffEditPage;
    'directory/staff-record-step': StaffStepPage;
  }
}

type OfItem = FastifyRequest<{ Params: { id: string; step?: string } }>;

const deciding = { kinds: ['new_record', 'changed_record'], right: 'moderate' } as const;

/**
 * The desk's own edits of a waiting record, page by page as its provider wrote it: saved beside it, shown field by field,
 * and public only when the record is approved with them. `itemPage` is shown where nothing can be edited.
 */
export function staffEdits(app: FastifyInstance, parts: Parts, itemPage: ItemPage): void {
  const { db, now, authority } = parts;

  /** Shows a page of the edit to who has the item on the table; to others, the item. */
  async function show(
    request: OfItem,
    reply: FastifyReply,
    item: DeskItem,
    page: (editing: Editing, desk: Parameters<ItemPage['show']>[3]) => Promise<FastifyReply> | FastifyReply,
    refused?: Refused,
  ): Promise<FastifyReply> {
    const editing = await editingOf(parts, item);
    const edited: ItemPage = {
      ...itemPage,
      show: async (_, answer, of, desk) =>
        desk.can_decide && editing ? page(editing, desk) : itemPage.show(request, answer, of, desk),
    };
    return showItem(parts, edited, request, reply, item, refused);
  }

  app.get(
    '/staff/items/:id/edit',
    onItem(parts, deciding, (request, reply, item) =>
      show(request, reply, item, async (editing, desk) =>
        reply.page('directory/staff-record-edit', await staffEditPage(parts, desk, editing)),
      ),
    ),
  );

  const stepOf = ({ params }: OfItem) => editSteps.find(({ code }) => code === params.step);
  const showStep = (
    request: OfItem,
    reply: FastifyReply,
    item: DeskItem,
    step: Step,
    refused?: Refused,
    conflict?: StaffStepPage['conflict'],
  ) =>
    show(
      request,
      reply,
      item,
      (editing, desk) => reply.page('directory/staff-record-step', staffStepPage(desk, step, editing, conflict)),
      refused,
    );

  app.get(
    '/staff/items/:id/edit/:step',
    onItem(parts, deciding, async (request: OfItem, reply, item) => {
      const step = stepOf(request);
      return step ? showStep(request, reply, item, step) : answerError(request, reply, 404);
    }),
  );

  app.post(
    '/staff/items/:id/edit/:step',
    onItem(parts, deciding, async (request: OfItem, reply, item) => {
      const step = stepOf(request);
      const editing = await editingOf(parts, item);
      const at = `/staff/items/${item.id}`;
      if (!step) return answerError(request, reply, 404);
      // what somebody else has on the table, or has decided, is shown and not changed
      if (!editing || !(await isOnTable(request, item))) return showStep(request, reply, item, step);
      const values: Values = fieldsOf(request.body);
      const refuse = (errors: Refused['errors']) => showStep(request, reply, item, step, { errors, values });
      const { edit, record, around } = editing;
      if (values.seen !== digestOf(step.values({ record, answers: {} }, around))) {
        const both = differencesOn(step, editing, values);
        if (both.length > 0) return meanwhile(request, reply, item, step, values);
      }
      const long = tooLong(step.fields({ record, answers: {} }, around), values);
      if (long.length > 0) return refuse(long);
      const saved = step.save(values, { record, answers: {} }, around);
      if ('errors' in saved) return refuse(saved.errors);
      const settled = await settlePlaces(db, record, saved.record, authority);
      if ('errors' in settled) return refuse(settled.errors);
      if (!(await saveEdit(db, item.id, edit, { record: settled.record, who: request.who, now: now() })))
        return meanwhile(request, reply, item, step, values);
      const next = editSteps[editSteps.indexOf(step) + 1];
      return reply.redirect(values.then === 'next' && next ? `${at}/edit/${next.code}` : `${at}/edit`, 303);
    }),
  );

  async function isOnTable({ who }: FastifyRequest, { id }: DeskItem): Promise<boolean> {
    const item = await findItem(db, id);
    if (!item || item.decided_at) return false;
    const isHeld = item.held_by !== null && item.held_until !== null && item.held_until > now();
    return !isHeld || item.held_by === who.person_id;
  }

  /** Somebody else saved meanwhile: both versions stand side by side, and nothing is lost. */
  async function meanwhile(request: OfItem, reply: FastifyReply, item: DeskItem, step: Step, values: Values) {
    const editing = await editingOf(parts, item);
    if (!editing) return showStep(request, reply, item, step);
    const found = differencesOn(step, editing, values);
    const text = 'Somebody else saved this page while you wrote. Compare both, and save what is right.';
    const refused: Refused = { errors: [{ field: 'both', text }], values, status: 409 };
    return showStep(request, reply, item, step, refused, { by: editing.edit.saved_by, differences: found });
  }

  function differencesOn(step: Step, { record, around }: Editing, values: Values) {
    const written = { record, answers: {} };
    return differences(step.fields(written, around), values, step.values(written, around));
  }

  app.post(
    '/staff/items/:id/edit-discard',
    onItem(parts, deciding, async (request, reply, item) => {
      if (await isOnTable(request, item)) await discardEdit(db, item.id, { who: request.who, now: now() });
      return reply.redirect(`/staff/items/${item.id}`, 303);
    }),
  );
}
