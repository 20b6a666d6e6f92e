import type { FastifyReply, FastifyRequest } from 'fastify';

/** Pages that are kept whole. */
export interface KeptHtml {
  /**
   * Answers with the page of what it shows, where that was made before; undefined where it must be made now. Only for the
   * route's own address: a page says how it was asked for, and `/a/` or `/%61` are asked for otherwise.
   */
  answer: (request: FastifyRequest, reply: FastifyReply, shows: object) => FastifyReply | undefined;
  /** keeps what is made; as `onSend` of the route; what is answered 304 is not kept */
  keep: (request: FastifyRequest, reply: FastifyReply, payload: unknown) => Promise<unknown>;
}

/** Keeps long pages that are the same for everybody, each for as long as the thing that it shows is kept somewhere. */
export function keepHtml(): KeptHtml {
  const made = new WeakMap<object, string>();
  const asked = new WeakMap<FastifyRequest, object>();
  return {
    answer(request, reply, shows) {
      if (request.url.split('?')[0] !== request.routeOptions.url) return undefined;
      asked.set(request, shows);
      const html = made.get(shows);
      return html === undefined ? undefined : reply.type('text/html; charset=utf-8').send(html);
    },
    async keep(request, reply, payload) {
      const shows = asked.get(request);
      if (shows && reply.statusCode === 200 && typeof payload === 'string') made.set(shows, payload);
      return payload;
    },
  };
}
