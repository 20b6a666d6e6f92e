import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A short name for exactly this content, as an ETag. Weak: the same content compressed is still the same. */
export function tagOf(...content: string[]): string {
  const hash = createHash('sha256');
  for (const part of content) hash.update(part).update('\0');
  return `W/"${hash.digest('base64url').slice(0, 27)}"`;
}

/**
 * Says of an answer what it is and when it last changed, and whether the asker has it already: then the answer is 304,
 * without a body. An ETag that was sent counts more than a date (RFC 9110, 13.2.2).
 */
export function isKnownToAsker(
  request: FastifyRequest,
  reply: FastifyReply,
  { tag, changed_at }: { tag: string; changed_at: Date },
): boolean {
  reply.header('etag', tag).header('last-modified', changed_at.toUTCString());
  const tags = request.headers['if-none-match'];
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  const isKnown =
    tags === undefined
      ? Math.floor(changed_at.getTime() / 1000) * 1000 <= since
      : tags.split(',').some((known) => known.trim() === '*' || bare(known) === bare(tag));
  if (isKnown) reply.code(304);
  return isKnown;
}

/**
 * Gives what is read its ETag, and answers 304 without it to who has exactly that already: only what no browser may keep,
 * as all that is for somebody who has signed in, and what says itself what it is, is left as it is. As `onSend` of the
 * whole site, before anything compresses.
 */
export async function tagged(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (request.method !== 'GET' || reply.statusCode !== 200 || typeof payload !== 'string') return payload;
  if (request.bar || reply.hasHeader('etag') || String(reply.getHeader('cache-control')).includes('no-store'))
    return payload;
  const tag = tagOf(payload);
  reply.header('etag', tag);
  const known = request.headers['if-none-match']?.split(',').some((one) => bare(one) === bare(tag));
  if (!known) return payload;
  reply.code(304).removeHeader('content-type');
  return '';
}

function bare(tag: string): string {
  return tag.trim().replace(/^W\//, '');
}
