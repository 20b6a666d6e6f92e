import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { dayInWords } from '../date-rules.ts';
import { decide } from '../desk/decisions.ts';
import { type DeskView, decidedMeanwhile, type ItemPage, onItem, type Refused, showItem } from '../desk/item-page.ts';
import { type DeskItem, findItem } from '../desk/items.ts';
import { oweMail } from '../mail/mails.ts';
import { oneOf } from '../participation/message-rules.ts';
import type { Parts } from '../parts.ts';
import { ownersOf } from '../people/roles.ts';
import { fieldsOf, readForm } from '../web/form.ts';
import { mergedLetter } from './desk-letter-rules.ts';
import { findDeskRecord } from './desk-records.ts';
import { savedRecord } from './drafts.ts';
import { findPair } from './duplicates.ts';
import { mergeDuplicates } from './merge-duplicates.ts';
import { recordChanges } from './record-changes.ts';
import { undoOfRecords } from './record-undo.ts';
import { type Difference, differencesInWords } from './record-words-rules.ts';
import { wordsContext } from './staff-record-page.ts';

/** Two records that are perhaps one service. */
export interface StaffDuplicatePage {
  desk: DeskView;
  pair: {
    shared: string;
    records: {
      id: string;
      slug: string;
      name: string;
      organisation: string;
      source: string;
      state: string;
      changed: string;
    }[];
    differences: Difference[];
  } | null;
  chosen: string;
}

declare module '../web/render.ts' {
  interface Pages {
    'directory/staff-duplicate': StaffDuplicatePage;
  }
}

const merging = z.object({ fill: z.literal('yes').optional() });

/** Possible duplicates: merge, without losing an id, or keep as two. Returns their item page. */
export function staffDuplicates(app: FastifyInstance, parts: Parts): ItemPage {
  const { db, now, letterhead } = parts;
  const deciding = { kinds: ['duplicate'], right: 'moderate' } as const;
  const undoMerger = undoOfRecords(parts);

  const page: ItemPage = {
    right: 'moderate',
    // two that stay two only wait again
    undo: {
      whyNot: async (tx, item) => (item.decision === 'merged' ? undoMerger.whyNot(tx, item) : undefined),
      take: async (tx, who, item) => (item.decision === 'merged' ? undoMerger.take(tx, who, item) : undefined),
    },
    show: async (request, reply, item, desk) =>
      reply.page('directory/staff-duplicate', {
        desk,
        pair: item.decided_at ? null : await shown(item),
        chosen: fieldsOf(request.body).survivor ?? '',
      }),
  };

  async function shown(item: DeskItem): Promise<StaffDuplicatePage['pair']> {
    const pair = await findPair(db, item);
    if (!pair) return null;
    const records = [];
    const saved = [];
    for (const id of pair.ids) {
      const found = await findDeskRecord(db, id);
      const record = await savedRecord(db, id);
      if (!found || !record) return null;
      const { slug, name, organisation, source_name: source, state, last_modified } = found;
      records.push({ id, slug, name, organisation, source, state, changed: dayInWords(last_modified) });
      saved.push(record);
    }
    const [one, other] = saved;
    if (!one || !other) return null;
    const differences = differencesInWords(recordChanges(one, other), await wordsContext(parts));
    return { shared: pair.shared.join(', ') || 'nothing any more', records, differences };
  }

  /** Owes the owners of a record that was merged a letter that says where it is now. */
  async function tellOwners(tx: Parts['db'], id: number, { merged, survivor }: { merged: string; survivor: string }) {
    const [gone, stays] = [await findDeskRecord(tx, merged), await findDeskRecord(tx, survivor)];
    if (!gone || !stays) return;
    const letter = mergedLetter({ name: gone.name, into: stays.name, slug: stays.slug }, letterhead);
    for (const to of await ownersOf(tx, gone.organization_id))
      await oweMail(tx, { key: `merged:${id}:${to}`, to, letter, now: now() });
  }

  type Request = FastifyRequest<{ Params: { id: string } }>;
  const again = async (request: Request, reply: FastifyReply, item: DeskItem, refused: Refused) =>
    showItem(parts, page, request, reply, (await findItem(db, item.id)) ?? item, refused);

  app.post(
    '/staff/items/:id/merge',
    onItem(parts, deciding, async (request, reply, item) => {
      const pair = await findPair(db, item);
      if (!pair) return again(request, reply, item, decidedMeanwhile);
      const schema = merging.extend({ survivor: oneOf(pair.ids, 'Choose the record that stays') });
      const form = readForm(schema, request.body);
      if (!form.ok) return again(request, reply, item, form);
      const { survivor, fill } = form.value;
      const states = await Promise.all(
        pair.ids.map(async (id) => ({ id, state: (await findDeskRecord(db, id))?.state })),
      );
      const stays = states.find(({ id }) => id === survivor)?.state;
      if (stays !== 'public' && states.some(({ state }) => state === 'public')) {
        const text = 'Keep the record that is public: families have its address';
        return again(request, reply, item, { values: fieldsOf(request.body), errors: [{ field: 'survivor', text }] });
      }
      const merged = pair.ids.find((id) => id !== survivor) ?? '';
      const decision = { decision: 'merged', detail: { survivor, merged } };
      const done = await decide(db, request.who, item, decision, now(), async (tx) => {
        const by = request.who.role?.name ?? 'the council';
        const did = await mergeDuplicates(tx, item, { survivor, fill: fill === 'yes', by, now: now() });
        await tellOwners(tx, item.id, { merged, survivor });
        return did;
      });
      if (!done) return again(request, reply, item, decidedMeanwhile);
      await parts.soon('send-mail');
      return reply.redirect(`/staff/items/${item.id}`, 303);
    }),
  );

  app.post(
    '/staff/items/:id/keep-both',
    onItem(parts, deciding, async (request, reply, item) => {
      const done = await decide(db, request.who, item, { decision: 'two_services' }, now(), async () => ({}));
      if (!done) return again(request, reply, item, decidedMeanwhile);
      return reply.redirect('/staff?kind=duplicate', 303);
    }),
  );
  return page;
}
