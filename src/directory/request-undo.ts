import { NotAnyMore } from '../desk/decisions.ts';
import type { Undo } from '../desk/undo.ts';
import { oweMail } from '../mail/mails.ts';
import type { Parts } from '../parts.ts';
import { undoInvitations } from '../people/invitations.ts';
import { endRole, ownersOf } from '../people/roles.ts';
import { findClaim } from './claims.ts';
import { undoneClaimLetter, undoneProblemLetter, undoneRequestLetter } from './desk-letter-rules.ts';
import { readProblemReport } from './problem-reports.ts';
import { indexServices } from './search-index.ts';

type Needed = Pick<Parts, 'letterhead' | 'now'>;

/** What a decision about a Local Offer request did: the row of the membership that it wrote. */
export interface DidMembership extends Record<string, unknown> {
  membership_id: number;
}

/** How a decision about the Local Offer is undone: the service stands to it as before, and its owners are told. */
export function undoOfMembership({ letterhead, now }: Needed): Undo {
  const written = (did: unknown) => (did as DidMembership).membership_id;
  return {
    async whyNot(db, item) {
      const last = await db
        .selectFrom('local_offer_membership')
        .select('id')
        .where('service_id', '=', item.subject_id)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (last?.id !== written(item.did)) return 'Its place in the Local Offer has been decided anew since then.';
    },
    async take(tx, _, item) {
      await tx.deleteFrom('local_offer_membership').where('id', '=', written(item.did)).execute();
      await indexServices(tx, [item.subject_id]);
      const letter = undoneRequestLetter({ name: item.title }, letterhead);
      for (const to of item.organization_id ? await ownersOf(tx, item.organization_id) : [])
        await oweMail(tx, { key: `undone:${item.id}:${to}`, to, letter, now: now() });
    },
  };
}

/** What a decision about a claim did: the role that it gave, if it gave one. */
export interface DidClaim extends Record<string, unknown> {
  role_id: string | null;
}

/**
 * How a decision about a claim is undone: the role that it gave ends, with those of colleagues whom its holder has let in
 * meanwhile, and the person is told.
 */
export function undoOfClaims({ letterhead, now }: Needed): Undo {
  return {
    async whyNot(db, item) {
      const claim = await findClaim(db, item.subject_id);
      if (!claim) return 'The person has left.';
      const again = await db
        .selectFrom('claim')
        .select('id')
        .where('person_id', '=', claim.person_id)
        .where('organization_id', '=', claim.organization_id)
        .where('decided_at', 'is', null)
        .executeTakeFirst();
      if (again) return 'The person has asked again since then.';
    },
    async take(tx, who, item) {
      const claim = await findClaim(tx, item.subject_id);
      if (!claim?.decided_at) throw new NotAnyMore();
      const { role_id } = item.did as DidClaim;
      const { person_id, organization_id, decided_at } = claim;
      const by = { now: now(), by: who.email };
      if (role_id && (await endRole(tx, role_id, by)))
        await undoInvitations(tx, { invited_by: person_id, organization_id, since: decided_at }, by);
      await tx
        .updateTable('claim')
        .set({ decision: null, decided_at: null, decided_by: null })
        .where('id', '=', claim.id)
        .execute();
      const letter = undoneClaimLetter({ organisation: claim.organisation, had_role: role_id !== null }, letterhead);
      await oweMail(tx, { key: `undone:${item.id}`, to: claim.email, letter, now: now() });
    },
  };
}

/** How the decision about a reported problem is undone: it waits as it came, and who left an address is told. */
export function undoOfProblems({ letterhead, now }: Needed): Undo {
  return {
    whyNot: async (db, item) =>
      (await readProblemReport(db, item.subject_id)) ? undefined : 'The report is no longer kept.',
    async take(tx, _, item) {
      const report = await readProblemReport(tx, item.subject_id);
      if (!report) throw new NotAnyMore();
      await tx
        .updateTable('problem_report')
        .set({ decided_at: null, outcome: null, answer: null })
        .where('reference', '=', report.reference)
        .execute();
      if (!report.reply_to?.includes('@')) return;
      const letter = undoneProblemLetter(report, letterhead);
      await oweMail(tx, { key: `undone:${item.id}`, to: report.reply_to, letter, now: now() });
    },
  };
}
