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
