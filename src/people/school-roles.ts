import { type Db, transaction } from '../db/database.ts';
import { mayInvite } from './access-rules.ts';
import { record } from './audit.ts';
import { endRole, type HeldRole, rolesAt } from './roles.ts';
import type { Who } from './who.ts';

/** Everybody who has a role with a school, heads first. */
export async function schoolRoles(db: Db, school_urn: string): Promise<HeldRole[]> {
  const all = await rolesAt(db, { school_urn });
  return all.sort((one, other) => Number(other.role === 'head') - Number(one.role === 'head'));
}

/** Ends a role with a school. False where it has ended already, or is none that the asker may give. */
export async function endSchoolRole(
  db: Db,
  who: Who,
  { school_urn, role_id }: { school_urn: string; role_id: string },
  now: Date,
): Promise<boolean> {
  return transaction(db, async (tx) => {
    const held = (await schoolRoles(tx, school_urn)).find((one) => one.role_id === role_id);
    if (!held || !mayInvite(who.role, { role: held.role, organization_id: null, school_urn })) return false;
    if (!(await endRole(tx, role_id, { now, by: who.email }))) return false;
    const deed = { action: 'ended_role', entity: 'role', entity_id: role_id, detail: { of: held.email } };
    await record(tx, who, deed, now);
    return true;
  });
}
