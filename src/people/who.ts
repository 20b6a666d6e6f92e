import type { FastifyRequest } from 'fastify';
import type { Db } from '../db/database.ts';
import type { AuthWhenNeeded } from './auth.ts';
import { headersOf } from './auth-messages.ts';
import { mayUseDemonstration } from './demonstration.ts';
import { type NamedRole, rolesOf } from './roles.ts';

/** Who asks, on pages that ask people to sign in. */
export interface Who {
  person_id: string;
  session_id: string;
  session_token: string;
  name: string;
  email: string;
  /** every role that the person holds */
  roles: NamedRole[];
  /** the role in which the person acts now */
  role: NamedRole | undefined;
  has_second_factor: boolean;
  is_demonstration: boolean;
}

/** Who a request's session belongs to; undefined where nobody has signed in. */
export async function whoAsks(db: Db, auth: AuthWhenNeeded, request: FastifyRequest): Promise<Who | undefined> {
  if (!request.headers.cookie?.includes('local-offer.session_token')) return undefined;
  const found = await (await auth()).api.getSession({ headers: headersOf(request) });
  if (!found) return undefined;
  const { session, user } = found;
  const person = await db.selectFrom('person').select('is_demonstration').where('id', '=', user.id).executeTakeFirst();
  // a demonstration account opens nothing once there is something real
  if (person?.is_demonstration && !(await mayUseDemonstration(db))) return undefined;
  const roles = await rolesOf(db, user.id);
  return {
    person_id: user.id,
    session_id: session.id,
    session_token: session.token,
    name: user.name,
    email: user.email,
    roles,
    role: roles.find(({ id }) => id === session.role_id) ?? roles[0],
    has_second_factor: session.second_factor_at != null,
    is_demonstration: person?.is_demonstration ?? false,
  };
}
