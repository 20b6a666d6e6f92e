import type { FastifyInstance } from 'fastify';
import { dayInWords } from '../date-rules.ts';
import { decide } from '../desk/decisions.ts';
import { type DeskView, decidedMeanwhile, type ItemPage, onItem, showItem } from '../desk/item-page.ts';
import { type DeskItem, findItem } from '../desk/items.ts';
import { type Reason, reasons } from '../desk/reasons.ts';
import { oweMail } from '../mail/mails.ts';
import type { Parts } from '../parts.ts';
import { ownersOf } from '../people/roles.ts';
import { localOfferLetter } from './desk-letter-rules.ts';
import { findDeskRecord } from './desk-records.ts';
import { savedRecord } from './drafts.ts';
import { localOfferAnswers } from './local-offer-requests.ts';
import { decideMembership } from './memberships.ts';
import { worthALook } from './record-check-rules.ts';
import { type DidMembership, undoOfMembership } from './request-undo.ts';
import { choicesOf, readRefusal } from './staff-refusal.ts';

/** A service that asks to be in the Local Offer. */
export interface StaffLocalOfferPage {
  desk: DeskView;
  service: { name: string; organisation: string; slug: string; is_public: boolean } | null;
  asked: string;
  answers: { text: string; answer: string }[];
  checks: string[];
  reasons: Reason[];
  chosen: string[];
}

declare module '../web/render.ts' {
  interface Pages {
    'directory/staff-local-offer': StaffLocalOfferPage;
  }
}

/** Local Offer requests: approve or refuse with a reason, and letters to the owners. Returns their item page. */
export function staffLocalOffer(app: FastifyInstance, parts: Parts): ItemPage {
  const { db, now, letterhead } = parts;

  const page: ItemPage = {
    right: 'moderate',
    undo: undoOfMembership(parts),
    show: async (request, reply, item, desk) =>
      reply.page('directory/staff-local-offer', {
        desk,
        ...(await shown(item)),
        reasons: await reasons(db),
        chosen: choicesOf(request.body, 'reasons'),
      }),
  };

  async function shown({ subject_id }: DeskItem) {
    const found = await findDeskRecord(db, subject_id);
    const request = found && (await localOfferAnswers(db, found.id));
    const record = found && (await savedRecord(db, found.id));
    return {
      service: found
        ? { name: found.name, organisation: found.organisation, slug: found.slug, is_public: found.state === 'public' }
        : null,
      asked: request ? `${request.asked_by}, ${dayInWords(request.asked_at)}` : '',
      answers: request?.answers ?? [],
      checks: record ? worthALook(record) : [],
    };
  }

  for (const state of ['approved', 'refused'] as const)
    app.post(
      `/staff/items/:id/local-offer-${state}`,
      onItem(parts, { kinds: ['local_offer'], right: 'moderate' }, async (request, reply, item) => {
        const refusal =
          state === 'refused' ? await readRefusal(parts, request.body) : { reason: null, letters: [], words: '' };
        if ('errors' in refusal) return showItem(parts, page, request, reply, item, refusal);
        const { reason, letters, words } = refusal;
        const done = await decide(db, request.who, item, { decision: state, reason }, now(), async (tx) => {
          const by = request.who.role?.name ?? 'the council';
          const membership_id = await decideMembership(tx, item.subject_id, { state, by, reason, now: now() });
          const name = (await findDeskRecord(tx, item.subject_id))?.name ?? item.title;
          const is_approved = state === 'approved';
          const letter = localOfferLetter({ name, is_approved, reasons: letters, words }, letterhead);
          for (const to of item.organization_id ? await ownersOf(tx, item.organization_id) : [])
            await oweMail(tx, { key: `local-offer:${item.id}:${to}`, to, letter, now: now() });
          return { membership_id } satisfies DidMembership;
        });
        const found = (await findItem(db, item.id)) ?? item;
        if (!done) return showItem(parts, page, request, reply, found, decidedMeanwhile);
        await parts.soon('send-mail');
        return reply.redirect(`/staff/items/${item.id}`, 303);
      }),
    );
  return page;
}
