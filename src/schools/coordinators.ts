import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';

/** The council's named co-ordinator for the EHC plans of some schools. */
export interface Coordinator {
  id: string;
  name: string;
  email: string;
  phone: string | null;
}

/** Who at the council answers for the plans of a school. */
export async function coordinatorOf(db: Db, urn: string): Promise<Coordinator | null> {
  const found = await db
    .selectFrom('coordinator_school')
    .innerJoin('coordinator', 'coordinator.id', 'coordinator_school.coordinator_id')
    .select(['coordinator.id', 'coordinator.name', 'coordinator.email', 'coordinator.phone'])
    .where('coordinator_school.urn', '=', urn)
    .where('coordinator_school.ended_at', 'is', null)
    .executeTakeFirst();
  return found ?? null;
}

/** The co-ordinators that work now, with how many schools each has. */
export async function allCoordinators(db: Db): Promise<(Coordinator & { schools: number })[]> {
  const { rows } = await sql<Coordinator & { schools: number }>`
    select id, name, email, phone, (select count(*) from coordinator_school
      where coordinator_id = coordinator.id and coordinator_school.ended_at is null) as schools
    from coordinator where ended_at is null order by name, id`.execute(db);
  return rows;
}

/** The schools of a co-ordinator now. */
export async function schoolsOfCoordinator(db: Db, id: string): Promise<{ urn: string; name: string }[]> {
  return db
    .selectFrom('coordinator_school')
    .innerJoin('school', 'school.urn', 'coordinator_school.urn')
    .select(['school.urn', 'school.name'])
    .where('coordinator_id', '=', id)
    .where('ended_at', 'is', null)
    .orderBy('folded_name')
    .execute();
}

/** Writes a co-ordinator, a new one where `id` is null; gives the id. */
export async function saveCoordinator(
  db: Db,
  who: Who,
  id: string | null,
  written: Pick<Coordinator, 'name' | 'email' | 'phone'>,
  now: Date,
): Promise<string> {
  return transaction(db, async (tx) => {
    const saved =
      id === null
        ? await tx.insertInto('coordinator').values(written).returning('id').executeTakeFirstOrThrow()
        : await tx
            .updateTable('coordinator')
            .set(written)
            .where('id', '=', id)
            .returning('id')
            .executeTakeFirstOrThrow();
    const action = id === null ? 'added_coordinator' : 'changed_coordinator';
    await record(tx, who, { action, entity: 'coordinator', entity_id: saved.id }, now);
    return saved.id;
  });
}

/** Ends the work of a co-ordinator: the schools have none until another is named. */
export async function endCoordinator(db: Db, who: Who, id: string, now: Date): Promise<void> {
  await transaction(db, async (tx) => {
    await tx
      .updateTable('coordinator')
      .set({ ended_at: now })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .execute();
    await tx
      .updateTable('coordinator_school')
      .set({ ended_at: now })
      .where('coordinator_id', '=', id)
      .where('ended_at', 'is', null)
      .execute();
    await record(tx, who, { action: 'ended_coordinator', entity: 'coordinator', entity_id: id }, now);
  });
}

/**
 * Gives schools to a co-ordinator, or (null) to none. With `before`, the id of the one who stood in the form or '', refuses
 * (false) when somebody else has been named meanwhile.
 */
export async function giveCoordinator(
  db: Db,
  who: Who,
  urns: readonly string[],
  { id, before }: { id: string | null; before?: string },
  now: Date,
): Promise<boolean> {
  return transaction(db, async (tx) => {
    await tx.selectFrom('school').select('urn').where('urn', 'in', urns).orderBy('urn').forUpdate().execute();
    const there = await tx
      .selectFrom('coordinator_school')
      .select(['urn', 'coordinator_id'])
      .where('urn', 'in', urns)
      .where('ended_at', 'is', null)
      .execute();
    if (before !== undefined && (there[0]?.coordinator_id ?? '') !== before) return false;
    const same = new Set(there.filter(({ coordinator_id }) => coordinator_id === id).map(({ urn }) => urn));
    const changed = urns.filter((urn) => !same.has(urn));
    if (changed.length === 0) return true;
    await tx
      .updateTable('coordinator_school')
      .set({ ended_at: now })
      .where('urn', 'in', changed)
      .where('ended_at', 'is', null)
      .execute();
    if (id !== null)
      await tx
        .insertInto('coordinator_school')
        .values(changed.map((urn) => ({ coordinator_id: id, urn, since: now })))
        .execute();
    for (const urn of changed)
      await record(
        tx,
        who,
        { action: 'named_coordinator', entity: 'school', entity_id: urn, detail: { coordinator: id } },
        now,
      );
    return true;
  });
}
