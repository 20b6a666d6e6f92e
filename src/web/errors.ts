import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

declare module './render.ts' {
  interface Pages {
    'web/error': { status: number; title: string; text: string; request_id: string | null };
  }
}

const words: Record<number, { title: string; text: string }> = {
  400: { title: 'We could not read that', text: 'Something in the address or the form is not as it should be.' },
  403: {
    title: 'This is not open to you',
    text: 'It needs another role than the one in which you act. Your account shows which you have.',
  },
  404: {
    title: 'Page not found',
    text: 'If you typed the address, check it. If you followed a link, it may be out of date.',
  },
  410: { title: 'This is no longer here', text: 'It has been taken down. You can search for something like it.' },
  413: { title: 'That was too much at once', text: 'What you sent is too long. Make it shorter, and send it again.' },
  414: { title: 'That was too much at once', text: 'The address is too long. Search with fewer words.' },
  415: { title: 'We could not read that', text: 'What was sent is not a form of ours.' },
  429: { title: 'Too many requests', text: 'Wait a minute, then try again. Nothing has been lost.' },
};

/** Said where a form comes from another site. */
export const fromElsewhere = {
  title: 'You cannot do that from here',
  text: 'For your safety, this form only works from our own pages. Go back to the page, and try again.',
};

const sorry = {
  title: 'Sorry, something went wrong',
  text: 'This is our fault, not yours. Try again in a few minutes.',
};

/** Answers what is not there with 404, what is refused with its 4xx, and a bug with a plain 500, logged once. */
export function answerErrors(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => answerError(request, reply, 404));
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode && error.statusCode >= 400 && error.statusCode < 500 ? error.statusCode : 500;
    if (status === 500) request.log.error(error);
    return answerError(request, reply, status);
  });
}

/** An address whose path no server could read, such as `/services/%`, made one that is not there and gets its page. */
export function readableAddress(url: string): string {
  const [path = '', ...query] = url.split('?');
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return [path.replaceAll('%', '%25'), ...query].join('?');
  }
}

/** Answers with the page (or, below /api, the JSON) of a status, in its usual words or in others. */
export function answerError(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  { title, text } = words[status] ?? sorry,
): FastifyReply {
  reply.code(status).header('cache-control', 'no-store');
  if (request.url === '/api' || request.url.startsWith('/api/') || request.url.startsWith('/api?'))
    return reply.send({ status, error: title, message: text });
  return reply.page('web/error', { status, title, text, request_id: status === 500 ? request.id : null });
}
