import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * A token that says when a form was shown, and that this site said so: each its own. It holds nothing about the person.
 */
export function formToken(secret: string, now: Date): string {
  const shown = `${Math.floor(now.getTime() / 1000).toString(36)}-${randomBytes(9).toString('base64url')}`;
  return `${shown}.${signature(secret, shown)}`;
}

/** How many seconds ago the form with this token was shown; undefined if the token is not one of ours. */
export function secondsSinceShown(token: string, secret: string, now: Date): number | undefined {
  const [shown = '', given = '', ...more] = token.split('.');
  const right = Buffer.from(signature(secret, shown));
  const claimed = Buffer.from(given);
  if (more.length > 0 || right.length !== claimed.length || !timingSafeEqual(right, claimed)) return undefined;
  return Math.floor(now.getTime() / 1000) - Number.parseInt(shown.split('-')[0] ?? '', 36);
}

function signature(secret: string, shown: string): string {
  return createHmac('sha256', secret).update(`form shown at ${shown}`).digest('base64url').slice(0, 22);
}
