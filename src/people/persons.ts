import type { Db } from '../db/database.ts';

/** A person with an account. */
export interface Person {
  id: string;
  name: string;
  email: string;
  created_at: Date;
  last_seen_at: Date;
  is_demonstration: boolean;
}

/** The account of an e-mail address, made where there is none. */
export async function personOf(
  db: Db,
  {
    email,
    name = '',
    is_demonstration = false,
    now,
  }: { email: string; name?: string; is_demonstration?: boolean; now: Date },
): Promise<Person> {
  const values = { email: email.toLowerCase(), name, email_verified: true, is_demonstration, last_seen_at: now };
  await db
    .insertInto('person')
    .values(values)
    .onConflict((conflict) => conflict.column('email').doNothing())
    .execute();
  return db
    .selectFrom('person')
    .select(['id', 'name', 'email', 'created_at', 'last_seen_at', 'is_demonstration'])
    .where('email', '=', values.email)
    .executeTakeFirstOrThrow();
}

const aDay = 24 * 60 * 60 * 1000;

/** Somebody has been here: an account that is used does not end. Written once a day, however often somebody comes. */
export async function personWasSeen(db: Db, id: string, now: Date): Promise<void> {
  await db
    .updateTable('person')
    .set({ last_seen_at: now, warned_at: null })
    .where('id', '=', id)
    .where(({ eb, or }) =>
      or([eb('last_seen_at', '<', new Date(now.getTime() - aDay)), eb('warned_at', 'is not', null)]),
    )
    .execute();
}

/** Changes the name by which others in the organisation see a person. */
export async function renamePerson(db: Db, id: string, name: string): Promise<void> {
  await db.updateTable('person').set({ name }).where('id', '=', id).execute();
}

/** The browsers in which a person is signed in, the last used first. */
export async function sessionsOf(db: Db, person_id: string, now: Date) {
  return db
    .selectFrom('session')
    .select(['id', 'user_agent', 'created_at', 'updated_at'])
    .where('person_id', '=', person_id)
    .where('expires_at', '>', now)
    .orderBy('updated_at', 'desc')
    .execute();
}

/** Signs a person out of one browser (`session_id`), or of all. */
export async function endSessions(db: Db, person_id: string, session_id?: string): Promise<void> {
  let query = db.deleteFrom('session').where('person_id', '=', person_id);
  if (session_id !== undefined) query = query.where('id', '=', session_id);
  await query.execute();
}

/** Everything that is held about a person, for the person (UK GDPR, article 15 and 20). */
export async function whatIsHeldOf(db: Db, id: string) {
  const person = await db
    .selectFrom('person')
    .select(['name', 'email', 'created_at', 'last_seen_at', 'two_factor_enabled'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const of = { id };
  return {
    person,
    roles: await db
      .selectFrom('role')
      .leftJoin('organization', 'organization.id', 'role.organization_id')
      .select(['role', 'organization.name as organisation', 'school_urn', 'given_at', 'given_by', 'ended_at'])
      .where('person_id', '=', of.id)
      .execute(),
    devices: await db
      .selectFrom('session')
      .select(['user_agent', 'created_at', 'updated_at'])
      .where('person_id', '=', of.id)
      .execute(),
    passkeys: await db.selectFrom('passkey').select(['name', 'created_at']).where('person_id', '=', of.id).execute(),
    mails: await db
      .selectFrom('mail')
      .select(['subject', 'owed_at', 'sent_at'])
      .where('to_address', '=', person.email)
      .execute(),
    what_you_did: await db
      .selectFrom('audit')
      .select(['at', 'role', 'action', 'entity', 'entity_id'])
      .where('person_id', '=', of.id)
      .orderBy('id')
      .execute(),
  };
}

/** Deletes an account with its roles, sessions and keys. What was done stays in the audit log, under the address. */
export async function deletePerson(db: Db, id: string): Promise<void> {
  await db.deleteFrom('person').where('id', '=', id).execute();
}
