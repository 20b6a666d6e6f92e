import { createHash } from 'node:crypto';
import type { Values } from './draft-step-rules.ts';

/** What a page of a record said, in few letters: by it is known later whether somebody saved that page in between. */
export function digestOf(values: Values): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(values).sort()))
    .digest('base64url')
    .slice(0, 16);
}
