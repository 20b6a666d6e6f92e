import { fromNodeHeaders } from 'better-auth/node';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { renderSVG } from 'uqr';
import type { Db } from '../db/database.ts';
import { record } from './audit.ts';
import { type Auth } from './auth.ts';
import { passCookies } from './pass-cookies.ts';

/** What an authenticator app needs, shown once. */
export interface ShownCode {
  /** a picture for the app's camera: a data: address */
  picture: string;
  /** to be typed where there is no camera */
  key: string;
  /** each opens the account once, when the phone is lost */
  recovery_codes: string[];
}

/** Makes a key for an authenticator app. It counts from the first right code on. */
export async function setUpCode(auth: Auth, headers: Headers): Promise<ShownCode> {
  const made = await auth.api.enableTwoFactor({ body: {}, headers });
  if (!('totpURI' in made)) throw new Error('No key was made for an authenticator app.');
  const { totpURI, backupCodes } = made;
  return {
    picture: `data:image/svg+xml;base64,${Buffer.from(renderSVG(totpURI)).toString('base64')}`,
    key: new URL(totpURI).searchParams.get('secret') ?? '',
    recovery_codes: backupCodes,
  };
}

const quarterOfAnHour = 15 * 60 * 1000;
const mostWrong = 5;

/** Takes a code of an authenticator app, or a recovery code, as the second factor of this session. */
export async function showCode(
  { db, auth, now }: { db: Db; auth: Auth; now: Date },
  request: FastifyRequest,
  reply: FastifyReply,
  code: string,
): Promise<'right' | 'wrong' | 'too_many'> {
  const { who } = request;
  if ((await wrongCodesOf(db, who.person_id, new Date(now.getTime() - quarterOfAnHour))) >= mostWrong)
    return 'too_many';
  const headers = fromNodeHeaders(request.headers);
  const isNumber = /^\d{6}$/.test(code);
  const answer = isNumber
    ? await auth.api.verifyTOTP({ body: { code }, headers, asResponse: true })
    : await auth.api.verifyBackupCode({ body: { code }, headers, asResponse: true });
  if (answer.status !== 200) {
    await record(db, who, { action: 'second_factor_failed' }, now);
    return 'wrong';
  }
  passCookies(answer, reply);
  // the first right code gives the session a new token, and so a new row
  await db
    .updateTable('session')
    .set({ second_factor_at: now, role_id: who.role?.id ?? null })
    .where('person_id', '=', who.person_id)
    .where(({ eb, or }) => or([eb('id', '=', who.session_id), eb('created_at', '>=', new Date(now.getTime() - 1))]))
    .execute();
  await record(db, who, { action: isNumber ? 'second_factor_shown' : 'recovery_code_used' }, now);
  return 'right';
}

async function wrongCodesOf(db: Db, person_id: string, since: Date): Promise<number> {
  const row = await db
    .selectFrom('audit')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('person_id', '=', person_id)
    .where('action', '=', 'second_factor_failed')
    .where('at', '>', since)
    .executeTakeFirstOrThrow();
  return row.n;
}
