import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { type Role, type RoleName, roleNames } from './access-rules.ts';

/** A role to be given: with an organisation for providers, with a school for schools, with neither for the council. */
export interface NewRole {
  person_id: string;
  role: RoleName;
  organization_id?: string | null;
  school_urn?: string | null;
}

/** A role as its holder sees it. */
export interface NamedRole extends Role {
  /** "Provider: owner, Splash", "School: head teacher, Pier Primary School" */
  name: string;
}

/** The roles that a person holds now, the oldest first. */
export async function rolesOf(db: Db, person_id: string): Promise<NamedRole[]> {
  const rows = await db
    .selectFrom('role')
    .leftJoin('organization', 'organization.id', 'role.organization_id')
    .leftJoin('school', 'school.urn', 'role.school_urn')
    .select(['role.id', 'role.role', 'role.organization_id', 'role.school_urn'])
    .select(['organization.name as organisation', 'school.name as school'])
    .where('person_id', '=', person_id)
    .where('ended_at', 'is', null)
    .orderBy('given_at')
    .orderBy('role.id')
    .execute();
  return rows.map(({ organisation, school, role, ...row }) => ({
    ...row,
    role: role as RoleName,
    name: [roleNames[role as RoleName], organisation ?? school].filter(Boolean).join(', '),
  }));
}

/** The organisations that would be left without an owner if this person went. */
export async function lastOwnerOf(db: Db, person_id: string): Promise<string[]> {
  const rows = await sql<{ name: string }>`
    select organization.name from role mine join organization on organization.id = mine.organization_id
    where mine.person_id = ${person_id} and mine.role = 'owner' and mine.ended_at is null and not exists (
      select from role other where other.organization_id = mine.organization_id and other.role = 'owner'
        and other.ended_at is null and other.person_id <> mine.person_id) order by organization.name`.execute(db);
  return rows.rows.map(({ name }) => name);
}

/** The addresses of those who own an organisation's records here. */
export async function ownersOf(db: Db, organization_id: string): Promise<string[]> {
  const rows = await sql<{ email: string }>`
    select distinct person.email from role join person on person.id = role.person_id
    where role.organization_id = ${organization_id} and role.role = 'owner' and role.ended_at is null
    order by person.email`.execute(db);
  return rows.rows.map(({ email }) => email);
}

/** A role with the council, or with a school, and who holds it. */
export interface StaffRole {
  school_urn: string | null;
  role_id: string;
  person_id: string;
  name: string;
  email: string;
  role: string;
}

/** Everybody who has a role with the council, or with a school. */
export async function staffRoles(db: Db): Promise<StaffRole[]> {
  const rows = await db
    .selectFrom('role')
    .innerJoin('person', 'person.id', 'role.person_id')
    .select(['role.id as role_id', 'person.id as person_id', 'person.name', 'person.email', 'role.role', 'school_urn'])
    .where('ended_at', 'is', null)
    .where('organization_id', 'is', null)
    .orderBy('school_urn', (order) => order.nullsFirst())
    .orderBy('person.email')
    .orderBy('role.role')
    .execute();
  return rows.map((row) => ({ ...row, role: roleNames[row.role as RoleName] }));
}

/** A role with an organisation or a school, and who holds it. */
export interface HeldRole extends Omit<StaffRole, 'school_urn' | 'role'> {
  role: RoleName;
}

/** Everybody who has a role with an organisation or with a school, in the order of their addresses. */
export async function rolesAt(
  db: Db,
  place: { organization_id: string } | { school_urn: string },
): Promise<HeldRole[]> {
  const rows = await db
    .selectFrom('role')
    .innerJoin('person', 'person.id', 'role.person_id')
    .select(['role.id as role_id', 'role.person_id', 'person.name', 'person.email', 'role.role'])
    .where('ended_at', 'is', null)
    .where((row) => row.and(place))
    .orderBy('person.email')
    .execute();
  return rows.map((row) => ({ ...row, role: row.role as RoleName }));
}

/** Gives a role; nothing happens where the person holds it already. */
export async function giveRole(db: Db, role: NewRole, { now, by }: { now: Date; by: string }): Promise<void> {
  await db
    .insertInto('role')
    .values({
      person_id: role.person_id,
      role: role.role,
      organization_id: role.organization_id ?? null,
      school_urn: role.school_urn ?? null,
      given_at: now,
      given_by: by,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Ends a role. From the next request on its pages are closed. Returns whether there was one to end. */
export async function endRole(db: Db, id: string, { now, by }: { now: Date; by: string }): Promise<boolean> {
  const ended = await db
    .updateTable('role')
    .set({ ended_at: now, ended_by: by })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return ended.numUpdatedRows > 0;
}

/** Organisations that had an owner and have none now: nobody is left who looks after their records. */
export async function organisationsWithoutOwner(db: Db): Promise<{ id: string; name: string; left_at: Date }[]> {
  const rows = await sql<{ id: string; name: string; left_at: Date }>`
    select organization.id, organization.name, max(ended_at) as left_at
    from role join organization on organization.id = role.organization_id where role = 'owner'
    group by organization.id having count(*) = count(ended_at) order by left_at`.execute(db);
  return rows.rows;
}
