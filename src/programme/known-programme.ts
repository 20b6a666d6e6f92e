import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { type OwnDevelopment, ownDevelopments } from './commitments.ts';
import { allDevelopments, type Development } from './developments.ts';
import { allGroups, type TaskGroup } from './task-groups.ts';

/** Everything public that is in development, as it stood at one moment. */
export interface KnownProgramme {
  written: Development[];
  own: OwnDevelopment[];
  groups: TaskGroup[];
}

/** After so long what records of services say of themselves is read again, in milliseconds. */
const patience = 30_000;

/**
 * Keeps in memory what is in development: read anew when anything of it was written down, when a page of the offer has
 * changed (`version`) or on another day, and every half minute.
 */
export function keepProgramme(db: Db, now: () => Date): (version: string) => Promise<KnownProgramme> {
  let kept: { of: string; until: number; known: Promise<KnownProgramme> } | undefined;
  return async (version) => {
    const of = `${version} ${await writtenVersion(db)}`;
    const moment = performance.now();
    if (!kept || kept.of !== of || kept.until < moment) {
      const known = read(db, now());
      kept = { of, until: moment + patience, known };
      known.catch(() => {
        kept = undefined;
      });
    }
    return kept.known;
  };
}

// versions only count up, promises are only added and settled, and no row is deleted
async function writtenVersion(db: Db): Promise<string> {
  const { rows } = await sql<{ version: string }>`
    select concat_ws('.', (select count(*) || '.' || coalesce(sum(version), 0) from development),
      (select count(*) || '.' || count(settled_on) from development_promise),
      (select count(*) || '.' || coalesce(sum(version), 0) from task_group)) as version`.execute(db);
  return rows[0]?.version ?? '';
}

async function read(db: Db, now: Date): Promise<KnownProgramme> {
  return {
    written: await allDevelopments(db, { is_public: true }),
    own: await ownDevelopments(db, now),
    groups: await allGroups(db, { is_public: true }),
  };
}
