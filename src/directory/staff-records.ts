import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { decide, NotAnyMore } from '../desk/decisions.ts';
import { decidedMeanwhile, type ItemPage, onItem, type Refused, showItem } from '../desk/item-page.ts';
import { type DeskItem, findItem } from '../desk/items.ts';
import { oweMail } from '../mail/mails.ts';
import type { Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf } from '../web/form.ts';
import { approvedLetter, sentBackLetter } from './desk-letter-rules.ts';
import { findDeskRecord } from './desk-records.ts';
import { newPersonalDetails } from './record-check-rules.ts';
import { approveRecord, sendBackRecord } from './record-decisions.ts';
import { changesOfEdit, editOf } from './record-edits.ts';
import { undoOfRecords } from './record-undo.ts';
import { fieldName } from './record-words-rules.ts';
import { staffEdits } from './staff-edit.ts';
import { editingOf } from './staff-edit-page.ts';
import { type StaffRecordPage, type StaffSafePage, staffRecordPage, staffSafePage } from './staff-record-page.ts';
import { choicesOf, readRefusal } from './staff-refusal.ts';
import { findWaiting, safeChanges } from './waiting-records.ts';

declare module '../web/render.ts' {
  interface Pages {
    'directory/staff-record': StaffRecordPage;
    'directory/staff-safe': StaffSafePage;
  }
}

type OfItem = FastifyRequest<{ Params: { id: string } }>;

const kinds = ['new_record', 'changed_record'] as const;
const decided = { kinds, right: 'moderate' } as const;

/** New and changed records: approve, approve with edits, send back, undo; safe ones together. Returns their item page. */
export function staffRecords(app: FastifyInstance, parts: Parts): ItemPage {
  const { db, now, letterhead } = parts;
  const page: ItemPage = {
    right: 'moderate',
    undo: undoOfRecords(parts),
    find: (like) => sql`select id::text from draft where handed_in_at is not null
      and (record->>'name' ilike ${like} or saved_by ilike ${like} or answers->>'note' ilike ${like})`,
    show: async (request, reply, item, desk) =>
      reply.page(
        'directory/staff-record',
        await staffRecordPage(parts, item, desk, choicesOf(request.body, 'reasons')),
      ),
  };
  const show = async (request: OfItem, reply: FastifyReply, item: DeskItem, refused?: Refused) =>
    showItem(parts, page, request, reply, (await findItem(db, item.id)) ?? item, refused);

  /** Approves an item's record with its letter, with the desk's edits or without; false where somebody else was first. */
  async function approve(request: FastifyRequest, item: DeskItem, is_edited = false) {
    const { who } = request;
    const decision = is_edited ? 'approved_with_edits' : 'approved';
    return decide(db, who, item, { decision }, now(), async (tx) => {
      const waiting = await findWaiting(tx, item);
      if (!waiting) throw new NotAnyMore();
      const edit = is_edited ? await editOf(tx, item.id, waiting.after) : undefined;
      const by = who.role?.name ?? 'the council';
      const service_id = await approveRecord(tx, item, { ...(edit && { edit }), by, now: now() });
      const record = await findDeskRecord(tx, service_id);
      if (!waiting.email || !record) return {};
      const edited = edit ? [...new Set(changesOfEdit(waiting.after, edit).map(({ field }) => fieldName(field)))] : [];
      const letter = approvedLetter({ ...record, edited }, letterhead);
      await oweMail(tx, { key: `approved:${item.id}`, to: waiting.email, letter, now: now() });
      return {};
    });
  }

  app.post(
    '/staff/items/:id/approve',
    onItem(parts, decided, async (request, reply, item) => {
      const values = fieldsOf(request.body);
      const is_edited = values.with_edits === 'yes';
      const editing = item.decided_at ? undefined : await editingOf(parts, item);
      const handed_in_at = editing?.waiting.handed_in_at?.toISOString();
      if (values.seen && handed_in_at && values.seen !== handed_in_at) {
        const text =
          'What was handed in has changed since you opened this page. It was not approved. Look at it as it is now';
        return show(request, reply, item, { status: 409, values: {}, errors: [{ field: 'state', text }] });
      }
      const personal = editing
        ? newPersonalDetails(is_edited ? editing.record : editing.waiting.after, editing.waiting.before)
        : [];
      if (personal.length > 0 && values.checked !== 'yes') {
        const text = `Say that you have checked it: ${personal.join(' ')}`;
        return show(request, reply, item, { values, errors: [{ field: 'checked', text }] });
      }
      if (!(await approve(request, item, is_edited))) return show(request, reply, item, decidedMeanwhile);
      await parts.soon('send-mail');
      return reply.redirect(`/staff/items/${item.id}`, 303);
    }),
  );

  app.post(
    '/staff/items/:id/send-back',
    onItem(parts, decided, async (request, reply, item) => {
      const refusal = await readRefusal(parts, request.body);
      if ('errors' in refusal) return show(request, reply, item, refusal);
      const { reason, letters, words } = refusal;
      const done = await decide(db, request.who, item, { decision: 'sent_back', reason }, now(), async (tx) => {
        const told = [...letters, words].filter(Boolean).join('\n\n');
        const { email, after } = await sendBackRecord(tx, item, { reason: told, now: now() });
        if (!email) return {};
        const letter = sentBackLetter({ name: after.name, reasons: letters, words }, letterhead);
        await oweMail(tx, { key: `sent-back:${item.id}`, to: email, letter, now: now() });
        return {};
      });
      if (!done) return show(request, reply, item, decidedMeanwhile);
      await parts.soon('send-mail');
      return reply.redirect(`/staff/items/${item.id}`, 303);
    }),
  );

  app.get('/staff/records', async (request, reply) => {
    if (!may(request.who.role, 'moderate')) return answerError(request, reply, 403);
    const { done } = fieldsOf(request.query);
    const told =
      done && /^\d{1,3}$/.test(done) ? (done === '1' ? '1 change is public.' : `${done} changes are public.`) : '';
    return reply.page('directory/staff-safe', await staffSafePage(parts, told));
  });

  app.post('/staff/records', async (request, reply) => {
    if (!may(request.who.role, 'moderate')) return answerError(request, reply, 403);
    const wanted = new Set(choicesOf(request.body, 'items'));
    // judged once more: what was safe when the page was shown may not be now
    const safe = (await safeChanges(db, now())).filter(({ item_id }) => wanted.has(String(item_id)));
    let done = 0;
    for (const { item_id } of safe) {
      const item = await findItem(db, item_id);
      if (item && (await approve(request, item))) done += 1;
    }
    await parts.soon('send-mail');
    return reply.redirect(`/staff/records?done=${done}`, 303);
  });
  staffEdits(app, parts, page);
  return page;
}
