import type { FastifyInstance } from 'fastify';

const mostRedirects = 3;

/** The HTML of one of the site's own pages as everybody sees it, where it leads on also of the page there; undefined where there is none. */
export async function readOwnPage(app: FastifyInstance, path: string): Promise<string | undefined> {
  let at = path;
  for (let n = 0; n <= mostRedirects; n++) {
    const { statusCode, headers, body } = await app.inject(at);
    if (statusCode === 200) return body;
    const to = headers.location;
    if (statusCode < 300 || statusCode > 399 || typeof to !== 'string' || !to.startsWith('/')) return undefined;
    at = to;
  }
  return undefined;
}
