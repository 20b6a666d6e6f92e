import { randomInt } from 'node:crypto';

// Without vowels, and without what looks alike: 0 and O, 1 and I, 2 and Z, 5 and S, 8 and B.
const letters = 'CDFGHJKMNPQRTVWXY34679';

/** A new reference that a person can read out on the phone, such as `CO-7KQ4-M3XD`: one of 55 thousand million. */
export function newReference(prefix: 'CO' | 'PH' | 'PR'): string {
  const four = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return `${prefix}-${four()}-${four()}`;
}

/** A reference as somebody types it, in our way of writing; undefined if it cannot be one. */
export function readReference(typed: string): string | undefined {
  const found = /^([A-Z]{2})[\s-]*([A-Z0-9]{4})[\s-]*([A-Z0-9]{4})$/.exec(typed.trim().toUpperCase());
  return found ? `${found[1]}-${found[2]}-${found[3]}` : undefined;
}
