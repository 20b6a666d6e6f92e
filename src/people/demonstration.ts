import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { audienceOf, type RoleName, roleNames } from './access-rules.ts';
import { personOf } from './persons.ts';
import { giveRole } from './roles.ts';

/** An account with which anybody may try out a role, as long as everything here is made up. */
export interface DemonstrationAccount {
  email: string;
  name: string;
  role: string;
  /** the page that its holder begins with */
  start: string;
}

const names: Record<RoleName, string> = {
  owner: 'Olive Owner',
  editor: 'Eddie Editor',
  head: 'Hannah Head',
  senco: 'Sanjay Senco',
  cluster_lead: 'Clara Cluster',
  moderator: 'Mo Moderator',
  content_editor: 'Wendy Writer',
  commissioner: 'Cora Commissioner',
  ehc_coordinator: 'Ewan Coordinator',
  administrator: 'Ada Administrator',
};
const starts = { family: '/account', provider: '/provider', school: '/school', staff: '/staff' };
const family = { email: 'family@demonstration.example', name: 'Fay Family', role: 'Family', start: starts.family };
/** of the made-up school in which the made-up head and SENCO work */
const school_urn = '999999';

/** Whether demonstration accounts work: only while the directory holds made-up services, and nothing else. */
export async function mayUseDemonstration(db: Db): Promise<boolean> {
  const rows = await sql<{ is_so: boolean }>`
    select exists (select from service join source on source.code = service.source where source.is_demonstration)
      and not exists (select from service join source on source.code = service.source where not source.is_demonstration) as is_so
  `.execute(db);
  return rows.rows[0]?.is_so ?? false;
}

/** The demonstration accounts, one for each role. */
export async function demonstrationAccounts(db: Db): Promise<DemonstrationAccount[]> {
  const there = await db.selectFrom('person').select('email').where('is_demonstration', '=', true).execute();
  const known = new Set(there.map(({ email }) => email));
  return allAccounts().filter(({ email }) => known.has(email));
}

function allAccounts(): DemonstrationAccount[] {
  const ofRoles = Object.entries(names).map(([role, name]) => ({
    email: `${role.replace('_', '-')}@demonstration.example`,
    name,
    role: roleNames[role as RoleName],
    start: starts[audienceOf(role as RoleName)],
  }));
  return [family, ...ofRoles];
}

/** Makes the demonstration accounts that are not there yet; the provider's are of the organisation with most services. */
export async function seedDemonstrationAccounts(db: Db, now: Date): Promise<void> {
  if (!(await mayUseDemonstration(db))) return;
  await transaction(db, async (tx) => {
    const organization = await tx
      .selectFrom('service')
      .innerJoin('source', 'source.code', 'service.source')
      .select('organization_id')
      .where('source.is_demonstration', '=', true)
      .groupBy('organization_id')
      .having(({ fn }) => fn.countAll(), '<', 12)
      .orderBy(({ fn }) => fn.countAll(), 'desc')
      .orderBy('organization_id')
      .limit(1)
      .executeTakeFirst();
    for (const { email, name } of allAccounts()) {
      const person = await personOf(tx, { email, name, is_demonstration: true, now });
      const role = (email.split('@')[0] ?? '').replace('-', '_') as RoleName;
      if (!(role in roleNames)) continue;
      const audience = audienceOf(role);
      if (audience === 'provider' && !organization) continue;
      await giveRole(
        tx,
        {
          person_id: person.id,
          role,
          organization_id: audience === 'provider' ? (organization?.organization_id ?? null) : null,
          school_urn: audience === 'school' ? school_urn : null,
        },
        { now, by: 'demonstration data' },
      );
    }
  });
}
