import type { Db } from '../db/database.ts';
import type { Who } from './who.ts';

/** Something that was done, for the log that only grows. */
export interface Deed {
  action: string;
  entity?: string;
  entity_id?: string;
  detail?: Record<string, unknown>;
}

/** Writes down what a person did, in the role in which it was done, in the transaction in which it was done. */
export async function record(
  db: Db,
  who: Pick<Who, 'person_id' | 'email' | 'role'>,
  deed: Deed,
  now: Date,
): Promise<void> {
  await write(db, { person_id: who.person_id, who: who.email, role: who.role?.role ?? 'family' }, deed, now);
}

/** Writes down what the site did by itself: a job, a command. */
export async function recordOwnDeed(db: Db, who: string, deed: Deed, now: Date): Promise<void> {
  await write(db, { person_id: null, who, role: null }, deed, now);
}

async function write(
  db: Db,
  by: { person_id: string | null; who: string; role: string | null },
  { action, entity, entity_id, detail = {} }: Deed,
  now: Date,
): Promise<void> {
  await db
    .insertInto('audit')
    .values({
      ...by,
      at: now,
      action,
      entity: entity ?? null,
      entity_id: entity_id ?? null,
      detail: JSON.stringify(detail),
    })
    .execute();
}
