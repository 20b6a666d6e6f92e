import type { FastifyReply } from 'fastify';

/** Gives the browser the cookies that an answer of better-auth sets. */
export function passCookies(answer: Response, reply: FastifyReply): void {
  for (const line of answer.headers.getSetCookie()) reply.header('set-cookie', line);
}
