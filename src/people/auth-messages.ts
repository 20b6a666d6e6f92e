import type { FastifyReply, FastifyRequest } from 'fastify';

/** The headers of a request, as better-auth reads them. */
export function headersOf({ headers }: Pick<FastifyRequest, 'headers'>): Headers {
  return new Headers(
    Object.entries(headers).flatMap(([name, values = []]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    ),
  );
}

/** Gives the browser the cookies that an answer of better-auth sets. */
export function passCookies(answer: Response, reply: FastifyReply): void {
  for (const line of answer.headers.getSetCookie()) reply.header('set-cookie', line);
}

/** What the browser will send once it has the cookies that an answer sets. */
export function headersAfter(answer: Response): Headers {
  const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
  return new Headers({ cookie: cookies.join('; ') });
}
