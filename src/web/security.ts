import helmet from '@fastify/helmet';
import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { answerError, fromElsewhere } from './errors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** who has signed in: their forms are counted by person, as a whole office may come from one internet address */
    limited_as: string | undefined;
  }
}

/** How many forms may be sent within a minute from one internet address, and by one person who has signed in. */
const formsAMinute = { address: 20, person: 120 };

/** What a browser may load: our own origin, and map tiles where the council has configured them. */
export interface Sources {
  tiles_origin: string | undefined;
}

/** Security headers, rate limits, and the defence against forms that other sites send. */
export async function secure(app: FastifyInstance, { tiles_origin }: Sources): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', ...(tiles_origin ? [tiles_origin] : [])],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: false },
  });
  app.decorateRequest('limited_as', undefined);
  await app.register(rateLimit, {
    global: true,
    timeWindow: '1 minute',
    max: ({ method, limited_as }) => (method === 'POST' ? formsAMinute[limited_as ? 'person' : 'address'] : 1200),
    // of an IPv6 address its network: one household has more addresses than anybody can count
    keyGenerator: ({ method, limited_as, ip }) =>
      method === 'POST' ? `post ${limited_as ?? normalizeIP(ip)}` : `read ${normalizeIP(ip)}`,
    allowList: (request) => request.url === '/health' || request.url === '/ready',
    errorResponseBuilder: (_, context) =>
      Object.assign(new Error('Too many requests'), { statusCode: context.statusCode }),
  });
  // No address of ours holds a NUL, and no database text can.
  app.addHook('preValidation', async (request, reply) => {
    if (Object.values(request.params ?? {}).some((part) => String(part).includes('\0')))
      return answerError(request, reply, 404);
  });
  // A browser says where a form comes from. Nothing but our own pages may post here.
  app.addHook('onRequest', async (request, reply) => {
    if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return;
    const site = request.headers['sec-fetch-site'];
    const origin = request.headers.origin;
    const foreign =
      (site !== undefined && site !== 'same-origin' && site !== 'none') ||
      (site === undefined && origin !== undefined && hostOf(origin) !== request.headers.host);
    if (foreign) return answerError(request, reply, 403, fromElsewhere);
  });
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
