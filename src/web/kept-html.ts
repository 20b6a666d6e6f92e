import type { FastifyReply, FastifyRequest } from 'fastify';

/** Pages that are kept whole. */
export interface KeptHtml {
  /**
   * Answers with the page of what it shows, where that was made before; undefined where it must be made now. A page says
   * how it was asked for, so `/a/` is another page than `/a`: the last one is kept.
   */
  answer: (request: FastifyRequest, reply: FastifyReply, shows: object) => FastifyReply | undefined;
  /** keeps what is made; as `onSend` of the route; what is answered 304 is not kept */
  keep: (request: FastifyRequest, reply: FastifyReply, payload: unknown) => Promise<unknown>;
}

/** Keeps long pages that are the same for everybody, each for as long as the thing that it shows is kept somewhere. */
export function keepHtml(): KeptHtml {
  const made = new WeakMap<object, { path: string; html: string }>();
  const asked = new WeakMap<FastifyRequest, object>();
  return {
    answer(request, reply, shows) {
      asked.set(request, shows);
      const page = made.get(shows);
      return page?.path === pathOf(request) ? reply.type('text/html; charset=utf-8').send(page.html) : undefined;
    },
    async keep(request, reply, payload) {
      const shows = asked.get(request);
      if (shows && reply.statusCode === 200 && typeof payload === 'string')
        made.set(shows, { path: pathOf(request), html: payload });
      return payload;
    },
  };
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?')[0] ?? '';
}
