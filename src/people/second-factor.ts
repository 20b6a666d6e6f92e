import type { FastifyReply, FastifyRequest } from 'fastify';
import { renderSVG } from 'uqr';
import { type Db, transaction } from '../db/database.ts';
import type { Letterhead } from '../mail/letter-rules.ts';
import { oweMail } from '../mail/mails.ts';
import { record } from './audit.ts';
import type { AuthWhenNeeded } from './auth.ts';
import { headersAfter, headersOf, passCookies } from './auth-messages.ts';
import { endSessions } from './persons.ts';
import type { Who } from './who.ts';

/** What an authenticator app needs, shown once. */
export interface ShownCode {
  /** a picture for the app's camera: a data: address */
  picture: string;
  /** to be typed where there is no camera */
  key: string;
  /** each opens the account once, when the phone is lost */
  recovery_codes: string[];
}

/** The second factors that a person has set up. */
export interface Factors {
  has_code: boolean;
  has_passkey: boolean;
}

/** Which second factors a person has set up. */
export async function factorsOf(db: Db, person_id: string): Promise<Factors> {
  const person = await db
    .selectFrom('person')
    .select('two_factor_enabled')
    .select(({ exists, selectFrom }) =>
      exists(selectFrom('passkey').select('id').whereRef('passkey.person_id', '=', 'person.id')).as('has_passkey'),
    )
    .where('id', '=', person_id)
    .executeTakeFirst();
  return { has_code: person?.two_factor_enabled ?? false, has_passkey: person?.has_passkey === true };
}

/**
 * Whether second factors may be set up and taken away: by a session that has shown one, or while there is none. Who only
 * reads somebody's mail could otherwise put one of their own beside it.
 */
export async function mayChangeFactors(db: Db, who: Who): Promise<boolean> {
  if (who.has_second_factor) return true;
  const { has_code, has_passkey } = await factorsOf(db, who.person_id);
  return !has_code && !has_passkey;
}

/** Makes a key for an authenticator app. It counts from the first right code on. */
export async function setUpCode(auth: AuthWhenNeeded, request: FastifyRequest): Promise<ShownCode> {
  const made = await (await auth()).api.enableTwoFactor({ body: {}, headers: headersOf(request) });
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
  { db, auth, now }: { db: Db; auth: AuthWhenNeeded; now: Date },
  request: FastifyRequest,
  reply: FastifyReply,
  code: string,
): Promise<'right' | 'wrong' | 'too_many'> {
  const { who } = request;
  if ((await wrongCodesOf(db, who.person_id, new Date(now.getTime() - quarterOfAnHour))) >= mostWrong)
    return 'too_many';
  const { api } = await auth();
  const headers = headersOf(request);
  const isNumber = /^\d{6}$/.test(code);
  const answer = isNumber
    ? await api.verifyTOTP({ body: { code }, headers, asResponse: true })
    : await api.verifyBackupCode({ body: { code }, headers, asResponse: true });
  if (answer.status !== 200) {
    await record(db, who, { action: 'second_factor_failed' }, now);
    return 'wrong';
  }
  passCookies(answer, reply);
  // the first right code gives the session a new token, and so a new row
  const renewed = await api.getSession({ headers: headersAfter(answer) });
  await db
    .updateTable('session')
    .set({ second_factor_at: now, role_id: who.role?.id ?? null })
    .where('id', '=', renewed?.session.id ?? who.session_id)
    .execute();
  await record(db, who, { action: isNumber ? 'second_factor_shown' : 'recovery_code_used' }, now);
  return 'right';
}

/** Takes a passkey away from the one who acts. */
export async function removePasskey(db: Db, who: Who, id: string, now: Date): Promise<void> {
  await transaction(db, async (tx) => {
    const gone = await tx
      .deleteFrom('passkey')
      .where('id', '=', id)
      .where('person_id', '=', who.person_id)
      .executeTakeFirst();
    if (gone.numDeletedRows > 0)
      await record(tx, who, { action: 'removed_passkey', entity: 'passkey', entity_id: id }, now);
  });
}

/**
 * Takes every second factor away from somebody who has lost theirs, signs them out everywhere, and tells them. They set
 * up a new one when they next sign in, with a link to their own address.
 */
export async function takeSecondFactor(
  db: Db,
  who: Who,
  person: { id: string; email: string },
  { now, base_url, from }: Letterhead & { now: Date },
): Promise<void> {
  await transaction(db, async (tx) => {
    await tx.deleteFrom('passkey').where('person_id', '=', person.id).execute();
    await tx.deleteFrom('two_factor').where('person_id', '=', person.id).execute();
    await tx.updateTable('person').set({ two_factor_enabled: false }).where('id', '=', person.id).execute();
    await endSessions(tx, person.id);
    await record(tx, who, { action: 'took_second_factor', entity: 'person', entity_id: person.id }, now);
    await oweMail(tx, {
      key: `second-factor:${person.id}:${now.getTime()}`,
      to: person.email,
      now,
      letter: {
        subject: 'Your second factor was taken away',
        paragraphs: [
          'An administrator took away your passkeys and your authenticator app, because you asked for it.',
          'You are signed out everywhere. Sign in with a link, and set up a new one.',
          'If you did not ask for it, call us at once.',
        ],
        action: { text: 'Sign in', href: `${base_url}/sign-in` },
        from,
      },
    });
  });
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
