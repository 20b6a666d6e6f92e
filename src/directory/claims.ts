import { createHmac, randomInt, randomUUID, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { decideItem, putOnDesk } from '../desk/items.ts';
import type { Letter } from '../mail/letter-rules.ts';
import { countMails, oweMail } from '../mail/mails.ts';
import { record } from '../people/audit.ts';
import { giveRole } from '../people/roles.ts';
import type { Who } from '../people/who.ts';
import { findOrganisation, startOrganisation } from './organizations.ts';

/** How long a code works: minutes. */
const codeWorksFor = 30;
const mostWrongCodes = 5;
/** To one public address within a day, whoever asks: nobody is to be flooded with codes. */
const mostCodesADay = 3;

/** Somebody says that an organisation's records are theirs to keep. */
export interface Claim {
  id: string;
  person_id: string;
  organization_id: string;
  organisation: string;
  email: string;
  words: string;
  proof: 'code' | 'staff';
  code_sent_to: string | null;
  code_expires_at: Date | null;
  wrong_codes: number;
  claimed_at: Date;
  decided_at: Date | null;
  decision: 'proved' | 'approved' | 'refused' | null;
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
  const rows = await claims(db).where('person_id', '=', person_id).where('decided_at', 'is', null).execute();
  return rows as Claim[];
}

/**
 * Claims an organisation, to be proved by a code that goes to its public e-mail address. Returns the claim's id; or why
 * not: it has an owner already, no such public address, or as many codes went there today as may.
 */
export async function claimByCode(
  db: Db,
  who: Who,
  { organization_id, to }: { organization_id: string; to: string },
  { now, secret, from }: { now: Date; secret: string; from: Letter['from'] },
): Promise<string | 'no_address' | 'has_owner' | 'too_many'> {
  const organisation = await findOrganisation(db, organization_id);
  if (!organisation?.public_emails.includes(to)) return 'no_address';
  if (organisation.has_owner) return 'has_owner';
  const since = new Date(now.getTime() - 24 * 60 * 60_000);
  if ((await countMails(db, { to, prefix: 'claim-code:', since })) >= mostCodesADay) return 'too_many';
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  return transaction(db, async (tx) => {
    const id = await openClaim(tx, who, { organization_id, proof: 'code', words: '', now });
    await tx
      .updateTable('claim')
      .set({
        code_sent_to: to,
        code: sealed(secret, id, code),
        code_expires_at: new Date(now.getTime() + codeWorksFor * 60_000),
        wrong_codes: 0,
      })
      .where('id', '=', id)
      .execute();
    await oweMail(tx, {
      key: `claim-code:${randomUUID()}`,
      to,
      now,
      letter: {
        subject: `Your code for ${from.site_name}`,
        paragraphs: [
          `Somebody asks to look after what ${from.site_name} says about ${organisation.name}.`,
          `If that is you or a colleague, type this code on the page that asks for it: ${code}`,
          'If you know nothing of this, do nothing, and give the code to nobody.',
        ],
        by_when: `The code works for ${codeWorksFor} minutes.`,
        from,
      },
    });
    return id;
  });
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
    const { name } = await tx
      .selectFrom('organization')
      .select('name')
      .where('id', '=', organization_id)
      .executeTakeFirstOrThrow();
    await putOnDesk(tx, { kind: 'claim', subject_id: id, title: name, organization_id, now });
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

async function openClaim(
  tx: Db,
  who: Who,
  claim: { organization_id: string; proof: 'code' | 'staff'; words: string; now: Date },
): Promise<string> {
  const { organization_id, proof, words, now } = claim;
  const { rows } = await sql<{ id: string }>`
    insert into claim (person_id, organization_id, proof, words, claimed_at)
    values (${who.person_id}, ${organization_id}, ${proof}, ${words}, ${now})
    on conflict (person_id, organization_id) where decided_at is null do update
      set proof = excluded.proof, words = excluded.words, code = null, code_expires_at = null
    returning id`.execute(tx);
  const id = rows[0]?.id ?? '';
  await record(
    tx,
    who,
    { action: 'claimed', entity: 'organization', entity_id: organization_id, detail: { proof } },
    now,
  );
  return id;
}

/**
 * Proves a claim by its code: the person becomes the organisation's owner. Every try counts, the fifth wrong one ends
 * the code. Nobody's claim but the own is looked at.
 */
export async function proveClaim(
  db: Db,
  who: Who,
  { claim_id, code, secret, now }: { claim_id: string; code: string; secret: string; now: Date },
): Promise<'proved' | 'wrong' | 'over'> {
  const claim = await findClaim(db, claim_id);
  if (!claim || claim.person_id !== who.person_id) return 'over';
  const tried = await db
    .updateTable('claim')
    .set(({ eb }) => ({ wrong_codes: eb('wrong_codes', '+', 1) }))
    .where('id', '=', claim_id)
    .where('decided_at', 'is', null)
    .where('wrong_codes', '<', mostWrongCodes)
    .where('code_expires_at', '>', now)
    .returning(['code', 'wrong_codes'])
    .executeTakeFirst();
  if (!tried?.code) return 'over';
  const typed = sealed(secret, claim_id, code.replace(/\D/g, ''));
  if (!timingSafeEqual(Buffer.from(typed), Buffer.from(tried.code)))
    return tried.wrong_codes < mostWrongCodes ? 'wrong' : 'over';
  await transaction(db, async (tx) => {
    await endClaim(tx, claim, { decision: 'proved', by: 'the code', now });
    // whoever asked the council first, and then had a code, waits there no more
    const item = await tx
      .selectFrom('desk_item')
      .select('id')
      .where('kind', '=', 'claim')
      .where('subject_id', '=', claim_id)
      .where('decided_at', 'is', null)
      .executeTakeFirst();
    if (item) await decideItem(tx, item.id, { decision: 'proved', by: 'the code', person_id: null, now });
    await record(tx, who, { action: 'proved_claim', entity: 'organization', entity_id: claim.organization_id }, now);
  });
  return 'proved';
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
  if (!claim || claim.decided_at) return undefined;
  await endClaim(db, claim, decided);
  return claim;
}

async function endClaim(
  tx: Db,
  claim: Claim,
  { decision, by, now }: { decision: 'proved' | 'approved' | 'refused'; by: string; now: Date },
): Promise<void> {
  await tx
    .updateTable('claim')
    .set({ decision, decided_by: by, decided_at: now, code: null })
    .where('id', '=', claim.id)
    .execute();
  const { person_id, organization_id } = claim;
  if (decision !== 'refused') await giveRole(tx, { person_id, role: 'owner', organization_id }, { now, by });
}

function sealed(secret: string, claim_id: string, code: string): string {
  return createHmac('sha256', secret).update(`claim ${claim_id} ${code}`).digest('base64url');
}
