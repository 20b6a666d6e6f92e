import type { Selectable } from 'kysely';
import type { Db } from '../db/database.ts';
import type { SchoolTable } from '../db/types.ts';

/** A school or college as the register has it. */
export type School = Selectable<SchoolTable>;

/** A school by its URN, closed ones too: their address stays. */
export async function findSchool(db: Db, urn: string): Promise<School | undefined> {
  if (!/^\d{5,6}$/.test(urn)) return undefined;
  return db.selectFrom('school').selectAll().where('urn', '=', urn).executeTakeFirst();
}

/** The names of schools by their numbers, in the order of the numbers given; what is no school's number is left out. */
export async function namesOf(db: Db, urns: readonly string[]): Promise<{ urn: string; name: string }[]> {
  if (urns.length === 0) return [];
  const rows = await db.selectFrom('school').select(['urn', 'name']).where('urn', 'in', urns).execute();
  const names = new Map(rows.map(({ urn, name }) => [urn, name]));
  return urns.flatMap((urn) => ({ urn, name: names.get(urn) ?? '' })).filter(({ name }) => name !== '');
}
