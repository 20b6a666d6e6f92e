import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { decideOpen, putOnDesk } from '../desk/items.ts';
import { record } from '../people/audit.ts';
import { giveRole } from '../people/roles.ts';
import type { Who } from '../people/who.ts';
import { startOrganisation } from './organizations.ts';

/** How somebody shows that an organisation is theirs: a code by e-mail, a code read out on the phone, or words. */
export type Proof = 'code' | 'call' | 'staff';

/** Somebody says that an organisation's records are theirs to keep. */
export interface Claim {
  id: string;
  person_id: string;
  organization_id: string;
  organisation: string;
  email: string;
  words: string;
  proof: Proof;
  code_sent_to: string | null;
  code_expires_at: Date | null;
  wrong_codes: number;
  claimed_at: Date;
  decided_at: Date | null;
  decision: 'proved' | 'approved' | 'refused' | null;
}

/** How claims are proved, as the council has set it. */
export interface ClaimPolicy {
  /** how long a code by e-mail works, and how many go to one public address within a day */
  mail_minutes: number;
  mails_a_day: number;
  /** how long a code works that the council reads out, and how many people may wait for one of one organisation */
  call_days: number;
  open_calls: number;
  /** after so many wrong ones a code is over */
  wrong_codes: number;
  /** how many claims of one person may wait at once: the desk is not to be flooded */
  open_claims: number;
}

/** The policy that holds on a day (`YYYY-MM-DD`). Throws where there is none. */
export async function claimPolicy(db: Db, day: string): Promise<ClaimPolicy> {
  return db
    .selectFrom('claim_policy')
    .select(['mail_minutes', 'mails_a_day', 'call_days', 'open_calls', 'wrong_codes', 'open_claims'])
    .where('holds_from', '<=', day)
    .orderBy('holds_from', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
}

const claims = (db: Db) =>
  db
    .selectFrom('claim')
    .innerJoin('organization', 'organization.id', 'claim.organization_id')
    .innerJoin('person', 'person.id', 'claim.person_id')
    .select(['claim.id', 'person_id', 'organization_id', 'organization.name as organisation', 'person.email'])
    .select(['words', 'proof', 'code_sent_to', 'code_expires_at', 'wrong_codes'])
    .select(['claimed_at', 'decided_at', 'decision']);

/** A claim by its id. Who may see it is for the caller to judge. */
export async function findClaim(db: Db, id: string): Promise<Claim | undefined> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return undefined;
  return (await claims(db).where('claim.id', '=', id).executeTakeFirst()) as Claim | undefined;
}

/** The claims of a person that nobody has decided yet. */
export async function openClaims(db: Db, person_id: string): Promise<Claim[]> {
  const rows = await claims(db)
    .where('person_id', '=', person_id)
    .where('decided_at', 'is', null)
    .orderBy('claimed_at')
    .execute();
  return rows as Claim[];
}

/** Claims an organisation, for the council to decide. Returns the claim's id. */
export async function claimByWords(
  db: Db,
  who: Who,
  { organization_id, words }: { organization_id: string; words: string },
  now: Date,
): Promise<string> {
  return transaction(db, async (tx) => {
    const id = await openClaim(tx, who, { organization_id, proof: 'staff', words, now });
    await bringToDesk(tx, id, { organization_id, now });
    return id;
  });
}

/** Starts a new organisation and claims it, for the council to decide. Returns the claim's id. */
export async function claimNewOrganisation(
  db: Db,
  who: Who,
  { words, ...organisation }: { name: string; email: string; url: string | undefined; words: string },
  now: Date,
): Promise<string> {
  return transaction(db, async (tx) => {
    const { is_demonstration } = who;
    const organization_id = await startOrganisation(tx, { ...organisation, is_demonstration, now });
    return claimByWords(tx, who, { organization_id, words }, now);
  });
}

/**
 * Opens the claim of a person to an organisation, or the one that waits already, to be proved in another way; a code that
 * was mailed for it is over. What was said in words is kept. Returns its id.
 */
export async function openClaim(
  tx: Db,
  who: Who,
  claim: { organization_id: string; proof: Proof; words: string; now: Date },
): Promise<string> {
  const { organization_id, proof, words, now } = claim;
  const { rows } = await sql<{ id: string }>`
    insert into claim (person_id, organization_id, proof, words, claimed_at)
    values (${who.person_id}, ${organization_id}, ${proof}, ${words}, ${now})
    on conflict (person_id, organization_id) where decided_at is null do update
      set proof = excluded.proof, words = coalesce(nullif(excluded.words, ''), claim.words),
        code = null, code_expires_at = null
    returning id`.execute(tx);
  const id = rows[0]?.id ?? '';
  const deed = { action: 'claimed', entity: 'organization', entity_id: organization_id, detail: { proof } };
  await record(tx, who, deed, now);
  return id;
}

/** Has a claim wait at the desk. */
export async function bringToDesk(
  tx: Db,
  claim_id: string,
  { organization_id, now }: { organization_id: string; now: Date },
): Promise<void> {
  const { name } = await tx
    .selectFrom('organization')
    .select('name')
    .where('id', '=', organization_id)
    .executeTakeFirstOrThrow();
  await putOnDesk(tx, { kind: 'claim', subject_id: claim_id, title: name, organization_id, now });
}

/**
 * Decides a claim at the desk, in the transaction of the desk's decision: approved, the person becomes the owner. `by`
 * is the e-mail address of who decides. Returns the claim, to write to its `email`; undefined where it was decided before.
 */
export async function decideClaim(
  db: Db,
  claim_id: string,
  decided: { decision: 'approved' | 'refused'; by: string; now: Date },
): Promise<Claim | undefined> {
  const claim = await findClaim(db, claim_id);
  return claim && (await endClaim(db, claim, decided)) ? claim : undefined;
}

/** Ends a claim that waits: unless it is refused, the person becomes the owner. False where it was decided before. */
export async function endClaim(
  tx: Db,
  claim: Pick<Claim, 'id' | 'person_id' | 'organization_id'>,
  { decision, by, now }: { decision: 'proved' | 'approved' | 'refused'; by: string; now: Date },
): Promise<boolean> {
  const ended = await tx
    .updateTable('claim')
    .set({ decision, decided_by: by, decided_at: now, code: null })
    .where('id', '=', claim.id)
    .where('decided_at', 'is', null)
    .executeTakeFirst();
  if (ended.numUpdatedRows === 0n) return false;
  const { person_id, organization_id } = claim;
  if (decision !== 'refused') await giveRole(tx, { person_id, role: 'owner', organization_id }, { now, by });
  return true;
}

/** Takes an own claim back that nobody has decided. */
export async function takeClaimBack(db: Db, who: Who, claim_id: string, now: Date): Promise<void> {
  await transaction(db, async (tx) => {
    const gone = await tx
      .deleteFrom('claim')
      .where('id', '=', claim_id)
      .where('person_id', '=', who.person_id)
      .where('decided_at', 'is', null)
      .returning('organization_id')
      .executeTakeFirst();
    if (!gone) return;
    await decideOpen(tx, { kind: 'claim', subject_id: claim_id }, { decision: 'taken back', by: 'who asked', now });
    const deed = { action: 'took_back_claim', entity: 'organization', entity_id: gone.organization_id };
    await record(tx, who, deed, now);
  });
}
