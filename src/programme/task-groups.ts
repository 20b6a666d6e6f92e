import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';

/** A group that was set up for a task. Days are YYYY-MM-DD. */
export interface TaskGroup {
  id: number;
  name: string;
  remit: string;
  /** roles and organisations, never persons */
  members: string[];
  begins_on: string;
  ends_on: string | null;
  /** what came of its work */
  outputs: string[];
  is_demonstration: boolean;
  published_at: Date | null;
  version: number;
}

export type WrittenGroup = Omit<TaskGroup, 'id' | 'is_demonstration' | 'published_at' | 'version'>;

/** All groups, those that began last first; only what is public, unless all is asked for. */
export async function allGroups(db: Db, { is_public }: { is_public: boolean }): Promise<TaskGroup[]> {
  let query = db
    .selectFrom('task_group')
    .select([
      'id',
      'name',
      'remit',
      'members',
      'begins_on',
      'ends_on',
      'outputs',
      'is_demonstration',
      'published_at',
      'version',
    ])
    .orderBy('begins_on', 'desc')
    .orderBy('name');
  if (is_public) query = query.where('published_at', 'is not', null);
  return query.execute();
}

/**
 * Adds a group, or changes it as it was seen (`version`), in one transaction with the audit log, which keeps what it said.
 * False where somebody else was quicker.
 */
export async function saveGroup(
  db: Db,
  who: Who,
  { id, version, is_published }: { id: number | null; version: number; is_published: boolean },
  written: WrittenGroup,
  now: Date,
): Promise<boolean> {
  return transaction(db, async (tx) => {
    const saved =
      id === null
        ? await tx
            .insertInto('task_group')
            .values({ ...written, published_at: is_published ? now : null, changed_at: now })
            .returning('id')
            .executeTakeFirst()
        : await tx
            .updateTable('task_group')
            .set({
              ...written,
              published_at: is_published ? sql<Date>`coalesce(task_group.published_at, ${now}::timestamptz)` : null,
              changed_at: now,
              version: sql`version + 1`,
            })
            .where('id', '=', id)
            .where('version', '=', version)
            .returning('id')
            .executeTakeFirst();
    if (!saved) return false;
    const detail = { ...written, is_published };
    await record(
      tx,
      who,
      { action: 'changed_task_group', entity: 'task_group', entity_id: String(saved.id), detail },
      now,
    );
    return true;
  });
}
