import type { Selectable } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import type { SpecialistBaseTable } from '../db/types.ts';
import { indexHasChanged } from '../directory/kept-answers.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';

/** Places for a type of need within a mainstream school: a specialist resource base, or a SEN unit. */
export type Base = Selectable<SpecialistBaseTable>;

/** Who writes what an import takes from the register. */
export const written_by_register = 'register';

/** The bases that a school has now. Those of the register stand there only where the council has never written one. */
export async function basesOf(db: Db, urn: string): Promise<Base[]> {
  return db
    .selectFrom('specialist_base')
    .selectAll()
    .where('urn', '=', urn)
    .where('ended_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
}

/** What the council writes of a base. */
export type WrittenBase = Pick<
  Base,
  'kind' | 'name' | 'needs' | 'places' | 'occupied' | 'low_age' | 'high_age' | 'how_decided' | 'counted_on'
>;

/** The version of what is written of a base, for forms. */
export function baseVersion(base: Base | undefined): string {
  return base ? String(base.written_at.getTime()) : 'none';
}

/**
 * Writes a base of a school, a new one where `id` is null. What the register says of the school's bases gives way for good.
 * Refuses (false) when something else has been written since `version` was read, or the base has ended.
 */
export async function saveBase(
  db: Db,
  who: Who,
  urn: string,
  written: { id: string | null; version: string; base: WrittenBase },
  now: Date,
): Promise<boolean> {
  return transaction(db, async (tx) => {
    await tx.selectFrom('school').select('urn').where('urn', '=', urn).forUpdate().execute();
    const row = { ...written.base, written_by: who.email, written_at: now };
    if (written.id === null) {
      await tx
        .deleteFrom('specialist_base')
        .where('urn', '=', urn)
        .where('written_by', '=', written_by_register)
        .execute();
      await tx
        .insertInto('specialist_base')
        .values({ ...row, urn })
        .execute();
    } else {
      const before = (await basesOf(tx, urn)).find(({ id }) => id === written.id);
      if (!before || baseVersion(before) !== written.version) return false;
      await tx.updateTable('specialist_base').set(row).where('id', '=', written.id).execute();
      await adoptOthers(tx, who, urn);
    }
    await indexHasChanged(tx);
    const action = written.id === null ? 'added_base' : 'changed_base';
    await record(tx, who, { action, entity: 'school', entity_id: urn, detail: { base: written.base.name } }, now);
    return true;
  });
}

/** Ends a base of a school. False where it has ended already. */
export async function endBase(db: Db, who: Who, urn: string, id: string, now: Date): Promise<boolean> {
  return transaction(db, async (tx) => {
    const ended = await tx
      .updateTable('specialist_base')
      .set({ ended_at: now, written_by: who.email, written_at: now })
      .where('id', '=', id)
      .where('urn', '=', urn)
      .where('ended_at', 'is', null)
      .returning('name')
      .executeTakeFirst();
    if (!ended) return false;
    await adoptOthers(tx, who, urn);
    await indexHasChanged(tx);
    await record(
      tx,
      who,
      { action: 'ended_base', entity: 'school', entity_id: urn, detail: { base: ended.name } },
      now,
    );
    return true;
  });
}

// Who changes one of the register's bases has seen the others beside it: from then on all are the council's.
async function adoptOthers(tx: Db, who: Who, urn: string): Promise<void> {
  await tx
    .updateTable('specialist_base')
    .set({ written_by: who.email })
    .where('urn', '=', urn)
    .where('written_by', '=', written_by_register)
    .execute();
}
