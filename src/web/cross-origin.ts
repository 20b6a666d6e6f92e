import type { FastifyInstance } from 'fastify';

const headers = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Last-Modified, X-Ignored-Parameters',
  'cross-origin-resource-policy': 'cross-origin',
};

/**
 * Lets web pages of any site read what is below a path: on every answer, also on refusals and errors, and to the
 * question that browsers ask first. Nothing there may depend on who asks.
 */
export function openToOtherSites(app: FastifyInstance, path: string): void {
  const isBelow = (url: string) => url === path || ['/', '?'].some((next) => url.startsWith(path + next));
  app.addHook('onSend', async (request, reply, payload) => {
    if (isBelow(request.url)) reply.headers(headers);
    return payload;
  });
  for (const address of [path, `${path}/*`])
    app.options(address, async (_, reply) =>
      reply
        .code(204)
        .headers({
          'access-control-allow-methods': 'GET, HEAD, OPTIONS',
          'access-control-allow-headers': '*',
          'access-control-max-age': '86400',
          allow: 'GET, HEAD, OPTIONS',
        })
        .send(),
    );
}
