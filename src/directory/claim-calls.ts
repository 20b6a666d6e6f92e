import { createHmac, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { dayOf } from '../parts.ts';
import type { Who } from '../people/who.ts';
import { bringToDesk, claimPolicy, openClaim } from './claims.ts';
import { findOrganisation } from './organizations.ts';

const dayLength = 24 * 60 * 60_000;

/** The council rings a public number, and reads out a code that the person who asked types here. */
export interface ClaimCall {
  number: string;
  asked_at: Date;
  expires_at: Date;
  wrong_codes: number;
  /** too many wrong codes, or too late */
  is_over: boolean;
}

/**
 * Claims an organisation, to be proved by a code that the council reads out to whoever answers its public number. While a
 * code for the same claim works, it stays the one, with the tries that it has left. Returns the claim's id; or why not: it
 * has an owner already, no such public number, or as many people wait for a call there as may.
 */
export async function claimByCall(
  db: Db,
  who: Who,
  { organization_id, number, words }: { organization_id: string; number: string; words: string },
  now: Date,
): Promise<string | 'no_number' | 'has_owner' | 'too_many'> {
  const organisation = await findOrganisation(db, organization_id);
  if (!organisation?.public_numbers.includes(number)) return 'no_number';
  if (organisation.has_owner) return 'has_owner';
  const { call_days, open_calls } = await claimPolicy(db, dayOf(now));
  if ((await othersWaiting(db, who, organization_id, now)) >= open_calls) return 'too_many';
  const expires_at = new Date(now.getTime() + call_days * dayLength);
  return transaction(db, async (tx) => {
    const id = await openClaim(tx, who, { organization_id, proof: 'call', words, now });
    await sql`
      insert into claim_call (claim_id, number, asked_at, expires_at) values (${id}, ${number}, ${now}, ${expires_at})
      on conflict (claim_id) do update
        set number = excluded.number, asked_at = excluded.asked_at, expires_at = excluded.expires_at, wrong_codes = 0
        where claim_call.expires_at <= ${now}`.execute(tx);
    await bringToDesk(tx, id, { organization_id, now });
    return id;
  });
}

async function othersWaiting(db: Db, who: Who, organization_id: string, now: Date): Promise<number> {
  const row = await db
    .selectFrom('claim')
    .innerJoin('claim_call', 'claim_call.claim_id', 'claim.id')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('organization_id', '=', organization_id)
    .where('person_id', '<>', who.person_id)
    .where('decided_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow();
  return row.n;
}

/** The call that a claim waits for; undefined where it waits for none. */
export async function callOf(db: Db, claim_id: string, now: Date): Promise<ClaimCall | undefined> {
  const call = await db
    .selectFrom('claim_call')
    .innerJoin('claim', 'claim.id', 'claim_call.claim_id')
    .select(['number', 'asked_at', 'expires_at', 'claim_call.wrong_codes'])
    .where('claim_id', '=', claim_id)
    .where('proof', '=', 'call')
    .executeTakeFirst();
  if (!call) return undefined;
  const { wrong_codes } = await claimPolicy(db, dayOf(now));
  return { ...call, is_over: call.expires_at <= now || call.wrong_codes >= wrong_codes };
}

/** The code of a call: six figures, for staff alone. It is nowhere kept, and another for every call. */
export function callCode(secret: string, claim_id: string, { asked_at }: Pick<ClaimCall, 'asked_at'>): string {
  const seal = createHmac('sha256', secret).update(`claim call ${claim_id} ${asked_at.toISOString()}`).digest();
  return String(seal.readUInt32BE(0) % 1_000_000).padStart(6, '0');
}

/** Tries a code that was read out, as figures. Every try counts. */
export async function tryCallCode(
  db: Db,
  { claim_id, code, secret, now }: { claim_id: string; code: string; secret: string; now: Date },
): Promise<'proved' | 'wrong' | 'over'> {
  const { wrong_codes: most } = await claimPolicy(db, dayOf(now));
  const tried = await db
    .updateTable('claim_call')
    .set(({ eb }) => ({ wrong_codes: eb('wrong_codes', '+', 1) }))
    .where('claim_id', '=', claim_id)
    .where('wrong_codes', '<', most)
    .where('expires_at', '>', now)
    .returning(['asked_at', 'wrong_codes'])
    .executeTakeFirst();
  if (!tried) return 'over';
  const right = Buffer.from(callCode(secret, claim_id, tried));
  const typed = Buffer.from(code);
  if (typed.length === right.length && timingSafeEqual(typed, right)) return 'proved';
  return tried.wrong_codes < most ? 'wrong' : 'over';
}
