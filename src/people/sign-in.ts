import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Db } from '../db/database.ts';
import type { AuthWhenNeeded } from './auth.ts';
import { headersOf, passCookies } from './auth-messages.ts';

/** How long a link for signing in works: seconds. */
export const linkLasts = 15 * 60;

/** The half of a link's token that stays in the browser that asked for the link: the mail alone opens nothing. */
const cookie = 'sign-in';

/** A token cut in two, and put together again. */
const cut = (token: string) => [token.slice(0, token.length / 2), token.slice(token.length / 2)] as const;

/**
 * Makes a link's token for an address, keeps one half in this browser, and returns the other, which goes into the mail.
 * It works once, for a quarter of an hour, and only with both halves.
 */
export async function makeLink(
  auth: AuthWhenNeeded,
  email: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string> {
  const [mailed, kept] = cut(await newToken(auth, email, request));
  reply.setCookie(cookie, kept, {
    path: '/sign-in',
    httpOnly: true,
    sameSite: 'lax',
    secure: request.protocol === 'https',
    maxAge: linkLasts,
  });
  return mailed;
}

async function newToken(auth: AuthWhenNeeded, email: string, request: FastifyRequest): Promise<string> {
  let made = '';
  const take = (token: string) => {
    made = token;
  };
  await (await auth()).api.signInMagicLink({ body: { email, metadata: { take } }, headers: headersOf(request) });
  return made;
}

/** Whether this browser asked for a link not long ago. */
export function hasAsked(request: FastifyRequest): boolean {
  return request.cookies[cookie] !== undefined;
}

/** Signs in with the half of a token that came by mail, and the half in this browser. False where they do not fit. */
export async function signInByLink(
  auth: AuthWhenNeeded,
  mailed: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  const signedIn = await redeem(auth, mailed + (request.cookies[cookie] ?? ''), request, reply);
  if (signedIn) reply.clearCookie(cookie, { path: '/sign-in' });
  return signedIn;
}

/** Signs in as a demonstration account: without a mail, and with its second factor as shown. */
export async function signInAsDemonstration(
  { auth, db, now }: { auth: AuthWhenNeeded; db: Db; now: () => Date },
  email: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  const signedIn = await redeem(auth, await newToken(auth, email, request), request, reply);
  if (signedIn)
    await db
      .updateTable('session')
      .set({ second_factor_at: now() })
      .where('person_id', '=', ({ selectFrom }) => selectFrom('person').select('id').where('email', '=', email))
      .where('second_factor_at', 'is', null)
      .execute();
  return signedIn;
}

// The session that this browser had ends: what was known before signing in opens nothing afterwards.
async function redeem(
  authWhenNeeded: AuthWhenNeeded,
  token: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  const auth = await authWhenNeeded();
  const headers = headersOf(request);
  const before = await auth.api.getSession({ headers });
  const answer = await auth.api.magicLinkVerify({ query: { token }, headers, asResponse: true });
  if (answer.status !== 200) return false;
  if (before) await (await auth.$context).internalAdapter.deleteSession(before.session.token);
  passCookies(answer, reply);
  return true;
}
