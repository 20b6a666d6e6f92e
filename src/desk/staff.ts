import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { transaction } from '../db/database.ts';
import type { Parts } from '../parts.ts';
import { may } from '../people/access-rules.ts';
import { record } from '../people/audit.ts';
import { answerError } from '../web/errors.ts';
import { fieldsOf, readForm } from '../web/form.ts';
import { type ItemPages, onItem, showItem } from './item-page.ts';
import { type DeskKind, findItem } from './items.ts';
import { kindNames } from './kind-rules.ts';
import { addNote } from './notes.ts';
import { putBack } from './queue.ts';
import { type DecidedPage, decidedPage, type QueuePage, queuePage } from './queue-page.ts';
import { keepReasons } from './reasons-page.ts';
import { decideRetentions } from './retention-page.ts';
import { undoDecision, whyNotUndone } from './undo.ts';

declare module '../web/render.ts' {
  interface Pages {
    'desk/queue': QueuePage;
    'desk/decided': DecidedPage;
  }
}

const note = z.object({
  text: z.string().trim().min(1, 'Write a note first').max(2000, 'Make the note 2,000 characters or fewer'),
});
const everyKind = Object.keys(kindNames) as DeskKind[];

/** `/staff`: what waits for the council, in one queue. `pages` are how the domains show their kinds of items. */
export function councilDesk(app: FastifyInstance, parts: Parts, pages: ItemPages): void {
  decideRetentions(app, parts);
  keepReasons(app, parts);
  const { db, now } = parts;
  const looking = { kinds: everyKind, right: 'see_desk' } as const;

  app.get('/staff', async (request, reply) => {
    if (!may(request.who.role, 'see_desk')) return answerError(request, reply, 403);
    const { role } = request.who;
    return reply.page('desk/queue', await queuePage(db, fieldsOf(request.query), { pages, role, now: now() }));
  });

  app.get('/staff/decided', async (request, reply) => {
    if (!may(request.who.role, 'see_desk')) return answerError(request, reply, 403);
    return reply.page('desk/decided', await decidedPage(db, now()));
  });

  app.get(
    '/staff/items/:id',
    onItem(parts, looking, async (request, reply, item) => {
      const page = pages[item.kind];
      return page ? showItem(parts, page, request, reply, item) : answerError(request, reply, 404);
    }),
  );

  app.post(
    '/staff/items/:id/notes',
    onItem(parts, looking, async (request, reply, item) => {
      const page = pages[item.kind];
      if (!page) return answerError(request, reply, 404);
      const form = readForm(note, request.body);
      if (!form.ok) return showItem(parts, page, request, reply, item, form);
      await transaction(db, async (tx) => {
        const by = request.who.name || request.who.email;
        const deed = { action: 'noted', entity: 'desk_item', entity_id: String(item.id) };
        if (await addNote(tx, item.id, { text: form.value.text, by, now: now() }))
          await record(tx, request.who, deed, now());
      });
      return reply.redirect(`/staff/items/${item.id}#notes`, 303);
    }),
  );

  app.post(
    '/staff/items/:id/undo',
    onItem(parts, looking, async (request, reply, item) => {
      const page = pages[item.kind];
      if (!page || !may(request.who.role, page.right)) return answerError(request, reply, 403);
      const { undo } = page;
      const again = undo && (await undoDecision(db, request.who, undo, item.id, now()));
      if (again) {
        await parts.soon('send-mail');
        return reply.redirect(`/staff/items/${again}`, 303);
      }
      const found = (await findItem(db, item.id)) ?? item;
      const why = undo && (await whyNotUndone(db, undo, found, now()));
      const errors = [{ field: 'state', text: why ?? 'It cannot be undone.' }];
      return showItem(parts, page, request, reply, found, { status: 409, values: {}, errors });
    }),
  );

  app.post(
    '/staff/items/:id/put-back',
    onItem(parts, looking, async (request, reply, item) => {
      await putBack(db, item.id, request.who.person_id);
      return reply.redirect('/staff', 303);
    }),
  );
}
