import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { decide } from '../desk/decisions.ts';
import { decidedMeanwhile, type ItemPage, onItem, type Refused, showItem } from '../desk/item-page.ts';
import { type DeskItem, findItem } from '../desk/items.ts';
import { oweMail } from '../mail/mails.ts';
import type { Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf, readForm } from '../web/form.ts';
import { approvedLetter, sentBackLetter, undoneLetter } from './desk-letter-rules.ts';
import { findDeskRecord } from './desk-records.ts';
import { approveRecord, decisionOf, sendBackRecord, undoDecision, whyNotUndone } from './record-decisions.ts';
import { recordEdits, withEdits } from './record-edit-rules.ts';
import type { ServiceRecord } from './records.ts';
import {
  type StaffEditPage,
  type StaffRecordPage,
  type StaffSafePage,
  staffEditPage,
  staffRecordPage,
  staffSafePage,
} from './staff-record-page.ts';
import { choicesOf, readRefusal } from './staff-refusal.ts';
import { findWaiting, safeChanges } from './waiting-records.ts';

declare module '../web/render.ts' {
  interface Pages {
    'directory/staff-record': StaffRecordPage;
    'directory/staff-record-edit': StaffEditPage;
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
    show: async (request, reply, item, desk) =>
      reply.page(
        'directory/staff-record',
        await staffRecordPage(parts, item, desk, choicesOf(request.body, 'reasons')),
      ),
  };
  const show = async (request: OfItem, reply: FastifyReply, item: DeskItem, refused?: Refused) =>
    showItem(parts, page, request, reply, (await findItem(db, item.id)) ?? item, refused);

  /** Approves an item's record with its letter; false where somebody else was first. */
  async function approve(request: FastifyRequest, item: DeskItem, edit?: (record: ServiceRecord) => ServiceRecord) {
    const { who } = request;
    const decision = edit ? 'approved_with_edits' : 'approved';
    return decide(db, who, item, { decision }, now(), async (tx) => {
      const email = (await findWaiting(tx, item))?.email;
      const by = who.role?.name ?? 'the council';
      const service_id = await approveRecord(tx, item, { ...(edit && { edit }), by, now: now() });
      const record = await findDeskRecord(tx, service_id);
      if (!email || !record) return;
      const letter = approvedLetter({ ...record, was_edited: edit !== undefined }, letterhead);
      await oweMail(tx, { key: `approved:${item.id}`, to: email, letter, now: now() });
    });
  }

  app.post(
    '/staff/items/:id/approve',
    onItem(parts, decided, async (request, reply, item) => {
      if (!(await approve(request, item))) return show(request, reply, item, decidedMeanwhile);
      await parts.soon('send-mail');
      return reply.redirect(`/staff/items/${item.id}`, 303);
    }),
  );

  async function showEdit(
    request: OfItem,
    reply: FastifyReply,
    item: DeskItem,
    typed?: Refused & { kinds: string[] },
  ): Promise<FastifyReply> {
    const editing: ItemPage = {
      ...page,
      show: async (_, answer, of, desk) => {
        const model = desk.can_decide ? await staffEditPage(parts, of, desk, typed) : undefined;
        return model ? answer.page('directory/staff-record-edit', model) : page.show(request, answer, of, desk);
      },
    };
    return showItem(parts, editing, request, reply, item, typed);
  }

  app.get(
    '/staff/items/:id/edit',
    onItem(parts, decided, (request, reply, item) => showEdit(request, reply, item)),
  );

  app.post(
    '/staff/items/:id/edit',
    onItem(parts, decided, async (request, reply, item) => {
      const form = readForm(recordEdits, request.body);
      const chosen = choicesOf(request.body, 'kinds');
      if (!form.ok) return showEdit(request, reply, item, { ...form, kinds: chosen });
      const done = await approve(request, item, (record) => withEdits(record, form.value, chosen));
      if (!done) return show(request, reply, item, decidedMeanwhile);
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
        if (!email) return;
        const letter = sentBackLetter({ name: after.name, reasons: letters, words }, letterhead);
        await oweMail(tx, { key: `sent-back:${item.id}`, to: email, letter, now: now() });
      });
      if (!done) return show(request, reply, item, decidedMeanwhile);
      await parts.soon('send-mail');
      return reply.redirect(`/staff/items/${item.id}`, 303);
    }),
  );

  app.post(
    '/staff/items/:id/undo',
    onItem(parts, { kinds: [...kinds, 'duplicate'], right: 'moderate' }, async (request, reply, item) => {
      const decision = await decisionOf(db, item.id);
      if (!decision) return answerError(request, reply, 404);
      const email = decision.draft?.saved_by;
      const again = await undoDecision(db, request.who, item, now(), async (tx) => {
        if (typeof email !== 'string') return;
        const letter = undoneLetter({ name: item.title }, letterhead);
        await oweMail(tx, { key: `undone:${item.id}`, to: email, letter, now: now() });
      });
      if (again) {
        await parts.soon('send-mail');
        return reply.redirect(`/staff/items/${again}`, 303);
      }
      // its own page says why
      if (item.kind === 'duplicate') return reply.redirect(`/staff/items/${item.id}`, 303);
      const text = (await whyNotUndone(db, decision, now())) ?? 'It can no longer be undone.';
      return showItem(parts, page, request, reply, item, {
        status: 409,
        values: {},
        errors: [{ field: 'state', text }],
      });
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
  return page;
}
