import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isKnownToAsker, tagOf } from '../web/conditional.ts';
import type { Json } from './feed-shape-rules.ts';

const json = 'application/json; charset=utf-8';
const lines = 'application/x-ndjson; charset=utf-8';
const words: Record<number, string> = { 400: 'Bad request', 404: 'Not found', 405: 'Not allowed', 410: 'Gone' };

/** Answers with JSON; with 304 and nothing else where the asker has exactly this already. */
export function answerJson(request: FastifyRequest, reply: FastifyReply, content: unknown, changed_at: Date) {
  const body = JSON.stringify(content);
  if (isKnownToAsker(request, usual(reply), { tag: tagOf(body), changed_at })) return reply.send();
  return reply.type(json).send(body);
}

/** Answers with a stream of texts that are made while they are sent. `of` stands for its content: what it depends on. */
export function answerStream(
  request: FastifyRequest,
  reply: FastifyReply,
  content: AsyncIterable<string>,
  { of, changed_at, is_lines }: { of: string; changed_at: Date; is_lines: boolean },
) {
  const tag = tagOf(of, request.url, changed_at.toISOString());
  if (isKnownToAsker(request, usual(reply), { tag, changed_at })) return reply.send();
  reply.type(is_lines ? lines : json);
  return request.method === 'HEAD' ? reply.send('') : reply.send(Readable.from(content));
}

/** Refuses with a message that a person can act on, and the parameter that it is about. */
export function refuse(reply: FastifyReply, status: 400 | 404 | 405 | 410, message: string, parameter?: string) {
  reply.code(status).header('cache-control', 'no-store').type(json);
  return reply.send(JSON.stringify({ status, error: words[status], message, ...(parameter ? { parameter } : {}) }));
}

/** A page of a list as Open Referral UK's envelope. */
export function envelope(
  contents: Json[],
  { total, page, per_page }: { total: number; page: number; per_page: number },
): Json {
  const total_pages = Math.ceil(total / per_page);
  return {
    total_items: total,
    total_pages,
    page_number: page,
    size: contents.length,
    first_page: page === 1,
    last_page: page >= total_pages,
    empty: contents.length === 0,
    contents,
  };
}

/** Each record as a line of JSON. */
export async function* asLines(batches: AsyncIterable<Json[]>): AsyncGenerator<string> {
  for await (const batch of batches) yield batch.map((record) => `${JSON.stringify(record)}\n`).join('');
}

/** All records as one page. The counts come last: they are known when everything has been sent. */
export async function* asOnePage(batches: AsyncIterable<Json[]>): AsyncGenerator<string> {
  let total = 0;
  yield '{"contents":[';
  for await (const batch of batches) {
    yield (total > 0 ? ',' : '') + batch.map((record) => JSON.stringify(record)).join(',');
    total += batch.length;
  }
  const { contents: _, ...counts } = envelope([], { total, page: 1, per_page: Math.max(1, total) });
  yield `],${JSON.stringify({ ...counts, size: total, empty: total === 0 }).slice(1)}`;
}

// Asked again each time: what is taken down must not live on in a cache.
function usual(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'public, no-cache');
}
