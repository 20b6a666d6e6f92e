import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RawBuilder } from 'kysely';
import { clockInWords, dayInWords, momentInWords } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { may, type Right } from '../people/access-rules.ts';
import { answerError } from '../web/errors.ts';
import { type FormError, fieldsOf } from '../web/form.ts';
import { lateness } from './due-rules.ts';
import { type DeskItem, type DeskKind, findItem, findOpenItem, holdItem } from './items.ts';
import { kindNames } from './kind-rules.ts';
import { notesOf } from './notes.ts';
import { holderOf } from './queue.ts';
import type { Like } from './record-search.ts';
import { type Undo, whyNotUndone } from './undo.ts';

/** What the page of every item shows, whatever its kind. */
export interface DeskView {
  id: number;
  kind: string;
  title: string;
  came: string;
  due: string;
  is_late: boolean;
  /** it may speak of harm or danger: who must know at once */
  urgent: { title: string; email: string; phone: string | null } | null;
  /** whether whoever looks may decide it now */
  can_decide: boolean;
  /** somebody else has it */
  holder: { name: string; until: string } | null;
  decided: { by: string; at: string; decision: string; reason: string | null } | null;
  /** for a decided one: whether whoever looks may undo it now, or why not; null where nothing could be undone */
  undo: { is_possible: boolean; why_not: string } | null;
  /** it was undone: by whom, when, and where it waits again */
  undone: { by: string; at: string; href: string | null } | null;
  /** what becomes of a decision, for who takes it */
  for_good: string;
  notes: { text: string; by: string; at: string }[];
  errors: FormError[];
  values: Record<string, string>;
  /** what was written into a form that was not taken, as its form may not be on the page any more */
  typed: { field: string; label: string; text: string }[];
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
  /**
   * The items of the kind whose subject is like what was typed, as a statement that selects their subject_id: for the
   * desk's search, by what only the domain knows of them. `like` is for `ilike`; `may_decide` whether who looks has the right.
   */
  find?: (like: Like, may_decide: boolean) => RawBuilder<unknown>;
  /** how a decision about it is undone; left out where it cannot be */
  undo?: Undo;
  /** said to who decides, where another sentence than the usual one is needed about what can be undone */
  for_good?: string;
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
  { db, now, authority }: Pick<Parts, 'db' | 'now' | 'authority'>,
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
  const is_not_taken = refused.status === 409;
  const values = is_not_taken ? fieldsOf(request.body) : refused.values;
  if (refused.errors.length > 0) reply.code(refused.status ?? 422);
  return page.show(request, reply, item, {
    id: item.id,
    kind: kindNames[item.kind],
    title: item.title,
    came: dayInWords(item.came_at),
    due: `${dayInWords(item.due_on)}, ${words}`,
    is_late,
    urgent: item.is_urgent ? authority.duty : null,
    can_decide,
    holder: holder ? { name: holder.name, until: clockInWords(holder.until) } : null,
    decided: decidedOf(item),
    ...(await undoOf(db, page, item, { may_decide: may(who.role, page.right), now: moment })),
    for_good: page.for_good ?? (page.undo ? undoneTillMidnight : neverUndone),
    notes: (await notesOf(db, item.id)).map((note) => ({
      text: note.text,
      by: note.written_by,
      at: momentInWords(note.written_at),
    })),
    errors: refused.errors,
    values,
    typed: is_not_taken ? typedIn(values) : [],
  });
}

/** The fields of the desk's forms in which people write, by name. */
const written = {
  words: 'What you wrote',
  answer: 'Your answer',
  action: 'What you have done or will do',
  details: 'What you wrote down',
};

function typedIn(values: Record<string, string>): DeskView['typed'] {
  return Object.entries(written).flatMap(([field, label]) => {
    const text = values[field]?.trim();
    return text ? [{ field: `typed-${field}`, label, text }] : [];
  });
}

const undoneTillMidnight =
  'You can undo your decision until midnight. Where a letter has gone by then, another one says that it no longer holds.';
const neverUndone = 'This decision cannot be undone.';

function decidedOf({ decided_at, decided_by, decision, reason }: DeskItem): DeskView['decided'] {
  if (!decided_at) return null;
  const words = (decision ?? '').replaceAll('_', ' ');
  return { by: decided_by ?? '', at: momentInWords(decided_at), decision: words, reason };
}

async function undoOf(
  db: Parts['db'],
  { undo }: ItemPage,
  item: DeskItem,
  { may_decide, now }: { may_decide: boolean; now: Date },
): Promise<Pick<DeskView, 'undo' | 'undone'>> {
  if (item.undone_at) {
    const again = await findOpenItem(db, item);
    const href = again ? `/staff/items/${again}` : null;
    return { undo: null, undone: { by: item.undone_by ?? '', at: momentInWords(item.undone_at), href } };
  }
  if (!undo || !item.decided_at || item.did === null || !may_decide) return { undo: null, undone: null };
  const why = await whyNotUndone(db, undo, item, now);
  return { undo: { is_possible: why === undefined, why_not: why ?? '' }, undone: null };
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
