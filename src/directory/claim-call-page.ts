import { dayOf, type Parts } from '../parts.ts';
import { callCode, callOf } from './claim-calls.ts';
import type { Claim } from './claims.ts';
import { longDate } from './date-rules.ts';
import { dialOf } from './service-words-rules.ts';

/** What somebody of the council needs who rings an organisation's public number to read a code out. */
export interface ClaimCallView {
  number: string;
  href: string | null;
  /** in two groups of three; null for who only looks, and where it is over */
  code: string | null;
  until: string;
  is_over: boolean;
  /** what to do and say, in its order */
  script: string[];
}

/** The call that a claim waits for, for staff; null where it waits for none. `may_ring`: has it on the table. */
export async function claimCallView(
  { db, now, secret, letterhead }: Pick<Parts, 'db' | 'now' | 'secret' | 'letterhead'>,
  claim: Claim,
  may_ring: boolean,
): Promise<ClaimCallView | null> {
  const call = await callOf(db, claim.id, now());
  if (!call || claim.decided_at) return null;
  const { site_name, team } = letterhead.from;
  const code = callCode(secret, claim.id, call);
  return {
    number: call.number,
    href: dialOf(call.number) ?? null,
    code: may_ring && !call.is_over ? `${code.slice(0, 3)} ${code.slice(3)}` : null,
    until: longDate(dayOf(call.expires_at)),
    is_over: call.is_over,
    script: [
      `Ring ${call.number}, which is public on the record. Ring no other number, whoever gives it to you.`,
      `Say: “This is the council’s ${team}. Somebody asks to look after what ${site_name} says about ${claim.organisation}. Do you expect a code from us?”`,
      'If they do, read the code out, and say that it is typed on the page that asks for it.',
      'If they know nothing of it, read nothing out, and refuse the claim below.',
      'If nobody answers, leave a note here, and no message on a machine. Try again at another time of day.',
    ],
  };
}
