import { dayInWords } from '../date-rules.ts';
import type { Db } from '../db/database.ts';
import { roleNames } from './access-rules.ts';
import { deviceInWords } from './device-rules.ts';
import { invitationsOf } from './invitations.ts';
import { sessionsOf } from './persons.ts';
import { lastOwnerOf } from './roles.ts';
import { factorsOf, mayChangeFactors } from './second-factor.ts';
import type { Who } from './who.ts';

/** The page `/account`. */
export interface AccountPage {
  name: string;
  email: string;
  roles: { id: string; name: string; is_current: boolean }[];
  invitations: { id: string; name: string; until: string }[];
  devices: { id: string; name: string; last_used: string; is_this: boolean }[];
  passkeys: { id: string; name: string; made_on: string }[];
  has_code: boolean;
  has_passkey: boolean;
  /** whether this session may set up and take away a second factor */
  may_change_factors: boolean;
  /** organisations that would be left without an owner */
  last_owner_of: string[];
}

/** What somebody sees of the own account. */
export async function accountPage(db: Db, who: Who, now: Date): Promise<AccountPage> {
  const passkeys = await db
    .selectFrom('passkey')
    .select(['id', 'name', 'created_at'])
    .where('person_id', '=', who.person_id)
    .orderBy('created_at')
    .execute();
  return {
    name: who.name,
    email: who.email,
    roles: who.roles.map(({ id, name }) => ({ id, name, is_current: id === who.role?.id })),
    invitations: (await invitationsOf(db, who.email, now)).map(({ id, role, organisation, expires_at }) => ({
      id,
      name: [roleNames[role], organisation].filter(Boolean).join(', '),
      until: dayInWords(expires_at),
    })),
    devices: (await sessionsOf(db, who.person_id, now)).map(({ id, user_agent, updated_at }) => ({
      id,
      name: deviceInWords(user_agent ?? ''),
      last_used: dayInWords(updated_at),
      is_this: id === who.session_id,
    })),
    passkeys: passkeys.map(({ id, name, created_at }) => ({
      id,
      name: name ?? 'Passkey',
      made_on: created_at ? dayInWords(created_at) : '',
    })),
    ...(await factorsOf(db, who.person_id)),
    may_change_factors: await mayChangeFactors(db, who),
    last_owner_of: await lastOwnerOf(db, who.person_id),
  };
}
