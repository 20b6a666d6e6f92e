import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { dayInWords } from '../date-rules.ts';
import type { Db } from '../db/database.ts';
import { decide, NotAnyMore } from '../desk/decisions.ts';
import { type DeskView, decidedMeanwhile, type ItemPage, onItem, showItem } from '../desk/item-page.ts';
import { type DeskItem, findItem } from '../desk/items.ts';
import { type Reason, reasons } from '../desk/reasons.ts';
import { oweMail } from '../mail/mails.ts';
import type { Parts } from '../parts.ts';
import { ownersOf, rolesOf } from '../people/roles.ts';
import { type ClaimCallView, claimCallView } from './claim-call-page.ts';
import { decideClaim, findClaim } from './claims.ts';
import { claimLetter } from './desk-letter-rules.ts';
import { findOrganisation } from './organizations.ts';
import { type DidClaim, undoOfClaims } from './request-undo.ts';
import { choicesOf, readRefusal } from './staff-refusal.ts';

/** Somebody who says that an organisation's records are theirs to keep. */
export interface StaffClaimPage {
  desk: DeskView;
  claim: {
    organisation: string;
    email: string;
    words: string;
    claimed: string;
    public_emails: string[];
    is_same_domain: boolean;
    owners: string[];
    was_proved: boolean;
    search_href: string;
    call: ClaimCallView | null;
  } | null;
  reasons: Reason[];
  chosen: string[];
}

declare module '../web/render.ts' {
  interface Pages {
    'directory/staff-claim': StaffClaimPage;
  }
}

const domainOf = (email: string) => email.split('@').at(-1)?.toLowerCase();

/** Claims: approve, which makes the person the organisation's owner, or refuse with a reason. Returns their item page. */
export function staffClaims(app: FastifyInstance, parts: Parts): ItemPage {
  const { db, now, letterhead } = parts;
  const decided = { kinds: ['claim'], right: 'moderate' } as const;

  const page: ItemPage = {
    right: 'moderate',
    undo: undoOfClaims(parts),
    find: (like) => sql`select claim.id::text from claim join person on person.id = claim.person_id
      where person.email ilike ${like} or person.name ilike ${like} or claim.words ilike ${like}`,
    show: async (request, reply, item, desk) =>
      reply.page('directory/staff-claim', {
        desk,
        claim: await shown(item, desk),
        reasons: await reasons(db),
        chosen: choicesOf(request.body, 'reasons'),
      }),
  };

  async function shown({ subject_id }: DeskItem, { can_decide }: DeskView): Promise<StaffClaimPage['claim']> {
    const claim = await findClaim(db, subject_id);
    if (!claim) return null;
    const public_emails = (await findOrganisation(db, claim.organization_id))?.public_emails ?? [];
    return {
      organisation: claim.organisation,
      email: claim.email,
      words: claim.words,
      claimed: dayInWords(claim.claimed_at),
      public_emails,
      is_same_domain: public_emails.some((email) => domainOf(email) === domainOf(claim.email)),
      owners: await ownersOf(db, claim.organization_id),
      was_proved: claim.decision === 'proved',
      search_href: `/staff/services?${new URLSearchParams({ q: claim.organisation })}`,
      call: await claimCallView(parts, claim, can_decide),
    };
  }

  /** The roles that the person of a claim holds. */
  async function rolesOfClaim(tx: Db, id: string): Promise<string[]> {
    const claim = await findClaim(tx, id);
    return claim ? (await rolesOf(tx, claim.person_id)).map((role) => role.id) : [];
  }

  for (const decision of ['approved', 'refused'] as const)
    app.post(
      `/staff/items/:id/claim-${decision}`,
      onItem(parts, decided, async (request, reply, item) => {
        const refusal =
          decision === 'refused' ? await readRefusal(parts, request.body) : { reason: null, letters: [], words: '' };
        if ('errors' in refusal) return showItem(parts, page, request, reply, item, refusal);
        const { reason, letters, words } = refusal;
        const done = await decide(db, request.who, item, { decision, reason }, now(), async (tx) => {
          const before = await rolesOfClaim(tx, item.subject_id);
          const claim = await decideClaim(tx, item.subject_id, { decision, by: request.who.email, now: now() });
          if (!claim) throw new NotAnyMore();
          const is_approved = decision === 'approved';
          const letter = claimLetter(
            { organisation: claim.organisation, is_approved, reasons: letters, words },
            letterhead,
          );
          await oweMail(tx, { key: `claim-decided:${item.id}`, to: claim.email, letter, now: now() });
          const given = (await rolesOfClaim(tx, item.subject_id)).find((id) => !before.includes(id));
          return { role_id: given ?? null } satisfies DidClaim;
        });
        const found = (await findItem(db, item.id)) ?? item;
        if (!done) return showItem(parts, page, request, reply, found, decidedMeanwhile);
        await parts.soon('send-mail');
        return reply.redirect(`/staff/items/${item.id}`, 303);
      }),
    );
  return page;
}
