import { type Db, transaction } from '../db/database.ts';
import { record } from './audit.ts';
import { endRole, type HeldRole, rolesAt } from './roles.ts';
import type { Who } from './who.ts';

/** Everybody who has a role with an organisation, owners first. */
export async function organisationRoles(db: Db, organization_id: string): Promise<HeldRole[]> {
  const all = await rolesAt(db, { organization_id });
  return all.sort((one, other) => Number(other.role === 'owner') - Number(one.role === 'owner'));
}

/** Ends a role of an organisation. Its last owner's role is not ended here: nobody would be left to invite another. */
export async function endOrganisationRole(
  db: Db,
  who: Who,
  { organization_id, role_id }: { organization_id: string; role_id: string },
  now: Date,
): Promise<'ended' | 'not_there' | 'last_owner'> {
  return transaction(db, async (tx) => {
    // two owners who end one another's role at once wait for each other here
    await tx.selectFrom('role').select('id').where('organization_id', '=', organization_id).forUpdate().execute();
    const roles = await organisationRoles(tx, organization_id);
    const ended = roles.find((one) => one.role_id === role_id);
    if (!ended) return 'not_there';
    if (ended.role === 'owner' && roles.filter(({ role }) => role === 'owner').length === 1) return 'last_owner';
    await endRole(tx, role_id, { now, by: who.email });
    const deed = { action: 'ended_role', entity: 'role', entity_id: role_id, detail: { of: ended.email } };
    await record(tx, who, deed, now);
    return 'ended';
  });
}
