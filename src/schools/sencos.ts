import type { Selectable } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import type { SencoTable } from '../db/types.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';

/** Who is, or was, the SENCO of a school. */
export type Senco = Selectable<SencoTable>;

/** What is written of a SENCO. `email` is for the council's letters alone: families see the address of the role. */
export type WrittenSenco = Pick<
  Senco,
  | 'name'
  | 'is_name_public'
  | 'email'
  | 'is_qualified_teacher'
  | 'appointed_on'
  | 'months_before'
  | 'course_started_on'
  | 'qualification'
  | 'qualified_on'
>;

/** Who is the SENCO of a school now. */
export async function sencoOf(db: Db, urn: string): Promise<Senco | undefined> {
  return db.selectFrom('senco').selectAll().where('urn', '=', urn).where('ended_on', 'is', null).executeTakeFirst();
}

/** The version of what is written of a school's SENCO, for forms: who was written when. */
export function sencoVersion(senco: Senco | undefined): string {
  return senco ? `${senco.id} ${senco.written_at.getTime()}` : 'none';
}

/**
 * Writes who is the SENCO of a school: of the same person, or (`is_new_person`) of a successor, and the one before has
 * ended on the day on which this one began. Refuses (false) when something else has been written since `version` was read.
 */
export async function saveSenco(
  db: Db,
  who: Who,
  urn: string,
  written: { version: string; senco: WrittenSenco; is_new_person: boolean },
  now: Date,
): Promise<boolean> {
  return transaction(db, async (tx) => {
    // one at a time for a school
    await tx.selectFrom('school').select('urn').where('urn', '=', urn).forUpdate().execute();
    const before = await sencoOf(tx, urn);
    if (sencoVersion(before) !== written.version) return false;
    const row = { ...written.senco, written_by: who.email, written_at: now };
    if (before && !written.is_new_person) await tx.updateTable('senco').set(row).where('id', '=', before.id).execute();
    else {
      // nobody ends before they began, whatever day their successor gives
      const ended_on = [before?.appointed_on ?? '', written.senco.appointed_on].sort().at(-1);
      if (before) await tx.updateTable('senco').set({ ended_on }).where('id', '=', before.id).execute();
      await tx
        .insertInto('senco')
        .values({ ...row, urn })
        .execute();
    }
    const action = before && !written.is_new_person ? 'changed_senco' : 'named_senco';
    await record(tx, who, { action, entity: 'school', entity_id: urn }, now);
    return true;
  });
}
