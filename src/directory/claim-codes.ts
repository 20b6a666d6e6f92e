import { createHmac, randomInt, randomUUID, timingSafeEqual } from 'node:crypto';
import { type Db, transaction } from '../db/database.ts';
import { decideOpen } from '../desk/items.ts';
import type { Letter } from '../mail/letter-rules.ts';
import { countMails, oweMail } from '../mail/mails.ts';
import { dayOf } from '../parts.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';
import { tryCallCode } from './claim-calls.ts';
import { claimPolicy, endClaim, findClaim, openClaim } from './claims.ts';
import { findOrganisation } from './organizations.ts';

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
  const { mails_a_day, mail_minutes } = await claimPolicy(db, dayOf(now));
  const since = new Date(now.getTime() - 24 * 60 * 60_000);
  if ((await countMails(db, { to, prefix: 'claim-code:', since })) >= mails_a_day) return 'too_many';
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  return transaction(db, async (tx) => {
    const id = await openClaim(tx, who, { organization_id, proof: 'code', words: '', now });
    await tx
      .updateTable('claim')
      .set({
        code_sent_to: to,
        code: sealed(secret, id, code),
        code_expires_at: new Date(now.getTime() + mail_minutes * 60_000),
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
        by_when: `The code works for ${mail_minutes} minutes.`,
        from,
      },
    });
    return id;
  });
}

/**
 * Proves a claim by its code, mailed or read out: the person becomes the organisation's owner. Every try counts, and
 * after as many wrong ones as may be the code is over. Nobody's claim but the own is looked at.
 */
export async function proveClaim(
  db: Db,
  who: Who,
  { claim_id, code, secret, now }: { claim_id: string; code: string; secret: string; now: Date },
): Promise<'proved' | 'wrong' | 'over'> {
  const claim = await findClaim(db, claim_id);
  if (!claim || claim.person_id !== who.person_id || claim.decided_at) return 'over';
  const typed = { claim_id, code: code.replace(/\D/g, ''), secret, now };
  const tried = claim.proof === 'call' ? await tryCallCode(db, typed) : await tryMailedCode(db, typed);
  if (tried !== 'proved') return tried;
  return transaction(db, async (tx) => {
    const by = claim.proof === 'call' ? 'the code on the phone' : 'the code';
    if (!(await endClaim(tx, claim, { decision: 'proved', by, now }))) return 'over';
    // what waits at the desk for the same claim is settled by it
    await decideOpen(tx, { kind: 'claim', subject_id: claim_id }, { decision: 'proved', by, now });
    await record(tx, who, { action: 'proved_claim', entity: 'organization', entity_id: claim.organization_id }, now);
    return 'proved';
  });
}

async function tryMailedCode(
  db: Db,
  { claim_id, code, secret, now }: { claim_id: string; code: string; secret: string; now: Date },
): Promise<'proved' | 'wrong' | 'over'> {
  const { wrong_codes: most } = await claimPolicy(db, dayOf(now));
  const tried = await db
    .updateTable('claim')
    .set(({ eb }) => ({ wrong_codes: eb('wrong_codes', '+', 1) }))
    .where('id', '=', claim_id)
    .where('decided_at', 'is', null)
    .where('wrong_codes', '<', most)
    .where('code_expires_at', '>', now)
    .returning(['code', 'wrong_codes'])
    .executeTakeFirst();
  if (!tried?.code) return 'over';
  if (timingSafeEqual(Buffer.from(sealed(secret, claim_id, code)), Buffer.from(tried.code))) return 'proved';
  return tried.wrong_codes < most ? 'wrong' : 'over';
}

function sealed(secret: string, claim_id: string, code: string): string {
  return createHmac('sha256', secret).update(`claim ${claim_id} ${code}`).digest('base64url');
}
