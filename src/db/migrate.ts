import { readdir, readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Db } from './database.ts';

const folder = new URL('./migrations/', import.meta.url);

/** The names of all migrations that there are, in their order. */
export async function migrationNames(): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
}

/**
 * Brings the database up to date: each migration that it has not had yet, in order, each in a transaction of its own.
 * Two processes that start at once wait for one another. With `only`, no other than these. Returns the names that were
 * applied.
 */
export async function migrate(db: Db, only?: readonly string[]): Promise<string[]> {
  await sql`create table if not exists migration (name text primary key, applied_at timestamptz not null default now())`.execute(
    db,
  );
  const applied: string[] = [];
  for (const name of await migrationNames()) {
    if (only && !only.includes(name)) continue;
    const statements = await readFile(new URL(name, folder), 'utf8');
    await db.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(7302014)`.execute(tx);
      const done = await sql`select 1 from migration where name = ${name}`.execute(tx);
      if (done.rows.length > 0) return;
      await sql.raw(statements).execute(tx);
      await sql`insert into migration (name) values (${name})`.execute(tx);
      applied.push(name);
    });
  }
  return applied;
}

/** Whether the database answers and has had every migration that this program knows. */
export async function isReady(db: Db): Promise<boolean> {
  const done = await sql<{ name: string }>`select name from migration`.execute(db);
  const names = new Set(done.rows.map((row) => row.name));
  return (await migrationNames()).every((name) => names.has(name));
}
