import type { FastifyReply, FastifyRequest } from 'fastify';
import { clockInWords, dayInWords, momentInWords } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { may, type Right } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import type { FormError } from '../web/form.ts';
import { lateness } from './due-rules.ts';
import { type DeskItem, type DeskKind, findItem, holdItem } from './items.ts';
import { kindNames } from './kind-rules.ts';
import { notesOf } from './notes.ts';
import { holderOf } from './queue.ts';

/** What the page of every item shows, whatever its kind. */
export interface DeskView {
  id: number;
  kind: string;
  title: string;
  came: string;
  due: string;
  is_late: boolean;
  is_urgent: boolean;
  /** whether whoever looks may decide it now */
  can_decide: boolean;
  /** somebody else has it */
  holder: { name: string; until: string } | null;
  decided: { by: string; at: string; decision: string; reason: string | null } | null;
  notes: { text: string; by: string; at: string }[];
  errors: FormError[];
  values: Record<string, string>;
}

/** What a form held when it could not be done, to show it again; `status` 422 unless another is said. */
export interface Refused {
  errors: FormError[];
  values: Record<string, string>;
  status?: 409 | 422;
}

/** How a kind of item is shown, by its own domain, and who may decide it. */
export interface ItemPage {
  right: Right;
  show: (request: FastifyRequest, reply: FastifyReply, item: DeskItem, desk: DeskView) => Promise<FastifyReply>;
}

/** The page of each kind: items of a kind that is not here stand in the queue, and cannot be opened. */
export type ItemPages = Partial<Record<DeskKind, ItemPage>>;

/** Said where two people met over one item. */
export const decidedMeanwhile: Refused = {
  status: 409,
  values: {},
  errors: [{ field: 'state', text: 'Somebody else has decided this, or has it now. Your decision was not taken.' }],
};

/** Shows an item by its kind's page; takes it for whoever may decide it. */
export async function showItem(
  { db, now }: Pick<Parts, 'db' | 'now'>,
  page: ItemPage,
  request: FastifyRequest,
  reply: FastifyReply,
  item: DeskItem,
  refused: Refused = { errors: [], values: {} },
): Promise<FastifyReply> {
  const { who } = request;
  const moment = now();
  const is_open = item.decided_at === null;
  const can_decide = is_open && may(who.role, page.right) && (await holdItem(db, item.id, who.person_id, moment));
  const holder = is_open && !can_decide ? await holderOf(db, item.id, moment) : undefined;
  const { words, is_late } = lateness(item.due_on, dayOf(moment));
  if (refused.errors.length > 0) reply.code(refused.status ?? 422);
  return page.show(request, reply, item, {
    id: item.id,
    kind: kindNames[item.kind],
    title: item.title,
    came: dayInWords(item.came_at),
    due: `${dayInWords(item.due_on)}, ${words}`,
    is_late,
    is_urgent: item.is_urgent,
    can_decide,
    holder: holder ? { name: holder.name, until: clockInWords(holder.until) } : null,
    decided: item.decided_at
      ? {
          by: item.decided_by ?? '',
          at: momentInWords(item.decided_at),
          decision: (item.decision ?? '').replaceAll('_', ' '),
          reason: item.reason,
        }
      : null,
    notes: (await notesOf(db, item.id)).map((note) => ({
      text: note.text,
      by: note.written_by,
      at: momentInWords(note.written_at),
    })),
    errors: refused.errors,
    values: refused.values,
  });
}

type OfItem = FastifyRequest<{ Params: { id: string } }>;

/** Runs `work` on the item of an address, for those who have the right: 403 for others, 404 for another kind of item. */
export function onItem(
  { db }: Pick<Parts, 'db'>,
  { kinds, right }: { kinds: readonly DeskKind[]; right: Right },
  work: (request: OfItem, reply: FastifyReply, item: DeskItem) => Promise<FastifyReply>,
) {
  return async (request: OfItem, reply: FastifyReply): Promise<FastifyReply> => {
    if (!may(request.who.role, right)) return answerError(request, reply, 403);
    const item = await findItem(db, request.params.id);
    if (!item || !kinds.includes(item.kind)) return answerError(request, reply, 404);
    return work(request, reply, item);
  };
}
