import assert from 'node:assert/strict';
import type { RoleName } from '../src/people/access-rules.ts';
import { personOf } from '../src/people/persons.ts';
import { giveRole } from '../src/people/roles.ts';
import { NOW, type Visitor } from './app.ts';

/** The half of the newest link's token that was mailed to an address. */
export async function mailedToken({ db }: Pick<Visitor, 'db'>, email: string): Promise<string> {
  const mail = await db
    .selectFrom('mail')
    .select('text')
    .where('to_address', '=', email)
    .where('key', 'like', 'sign-in:%')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  return new URL(/https?:\S+/.exec(mail.text)?.[0] ?? '').searchParams.get('t') ?? '';
}

/** Signs a visitor in by a link, as somebody with that role (staff with their second factor shown). Gives the person's id. */
export async function signInAs(
  visitor: Visitor,
  {
    email = 'somebody@example.org',
    role,
    organization_id,
    school_urn,
    has_second_factor = true,
  }: {
    email?: string;
    role?: RoleName;
    organization_id?: string;
    school_urn?: string;
    has_second_factor?: boolean;
  } = {},
): Promise<string> {
  const { db } = visitor;
  const person = await personOf(db, { email, name: email.split('@')[0] ?? '', now: NOW });
  if (role) await giveRole(db, { person_id: person.id, role, organization_id, school_urn }, { now: NOW, by: 'a test' });
  await visitor.post('/sign-in', { email });
  const answer = await visitor.post('/sign-in/link', { t: await mailedToken(visitor, email) });
  assert.equal(answer.status, 303, 'the link signs in');
  if (has_second_factor)
    await db.updateTable('session').set({ second_factor_at: NOW }).where('person_id', '=', person.id).execute();
  return person.id;
}
