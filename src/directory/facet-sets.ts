import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

/** How many services of a search have the same facets, and which of its choices leave them out. */
export interface CountedSet {
  set: number;
  missing: number;
  services: number;
}

// A set never changes: what was read once need not be read again.
const known = new WeakMap<Db, Map<number, string[]>>();

/** The facets of these sets (`need:ASD`), by set. */
export async function termsOfSets(db: Db, sets: readonly CountedSet[]): Promise<Map<number, string[]>> {
  const terms = known.get(db) ?? new Map<number, string[]>();
  known.set(db, terms);
  const unknown = sets.flatMap(({ set }) => (terms.has(set) ? [] : set));
  if (unknown.length > 0) {
    const rows = await sql<{ read: Record<string, string[]> }>`
      select json_object_agg(id, terms) as read from facet_set where id = any(${unknown}::int[])`.execute(db);
    for (const [set, read] of Object.entries(rows.rows[0]?.read ?? {})) terms.set(Number(set), read);
  }
  return terms;
}
