import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { Parts } from '../parts.ts';
import { type OwnDevelopment, ownDevelopments } from './commitments.ts';
import { allDevelopments, type Development } from './developments.ts';
import { allGroups, type TaskGroup } from './task-groups.ts';

/** Everything public that is in development, as it stood at one moment. */
export interface KnownProgramme {
  written: Development[];
  own: OwnDevelopment[];
  groups: TaskGroup[];
}

/**
 * Gives what is in development, kept in memory: read anew when anything of it was written down, when a page of the offer
 * (`version`) or a service has changed, and on another day.
 */
export function keepProgramme({
  db,
  now,
  kept,
}: Pick<Parts, 'db' | 'now' | 'kept'>): (version: string) => Promise<KnownProgramme> {
  return async (version) =>
    kept(`in development ${version} ${await writtenVersion(db)}`, () => readProgramme(db, now()));
}

// versions only count up, promises are only added and settled, and no row is deleted
async function writtenVersion(db: Db): Promise<string> {
  const { rows } = await sql<{ version: string }>`
    select concat_ws('.', (select count(*) || '.' || coalesce(sum(version), 0) from development),
      (select count(*) || '.' || count(settled_on) from development_promise),
      (select count(*) || '.' || coalesce(sum(version), 0) from task_group)) as version`.execute(db);
  return rows[0]?.version ?? '';
}

async function readProgramme(db: Db, now: Date): Promise<KnownProgramme> {
  return {
    written: await allDevelopments(db, { is_public: true }),
    own: await ownDevelopments(db, now),
    groups: await allGroups(db, { is_public: true }),
  };
}
