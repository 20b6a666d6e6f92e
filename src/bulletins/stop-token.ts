import { createHmac, timingSafeEqual } from 'node:crypto';

/** The part of an address that ends the mails about bulletins to one person. Nothing else, and it does not expire. */
export function stopToken(person_id: string, secret: string): string {
  return `${person_id}.${signature(secret, person_id)}`;
}

/** The person of a token; undefined if the token is not one of ours. */
export function readStopToken(token: string, secret: string): string | undefined {
  const [person_id = '', claimed = ''] = token.split('.');
  const right = Buffer.from(signature(secret, person_id));
  const given = Buffer.from(claimed);
  return right.length === given.length && timingSafeEqual(right, given) ? person_id : undefined;
}

function signature(secret: string, person_id: string): string {
  return createHmac('sha256', secret).update(`stop bulletins: ${person_id}`).digest('base64url');
}
