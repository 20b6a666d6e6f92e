import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { lockFolder } from './lock.ts';
import type { Database } from './types.ts';

export type Db = Kysely<Database>;

export interface OpenDatabase {
  db: Db;
  pool: pg.Pool;
  close(): Promise<void>;
}

// Bigint and numeric (ages, weeks, pounds) as numbers, a date as 'YYYY-MM-DD': types.ts says so too.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/**
 * Opens the database: a PostgreSQL server where `database_url` is given, else one embedded in `data_dir`
 * (`memory://` keeps nothing). Refuses an embedded database that another process has open.
 */
export async function openDatabase(where: {
  database_url?: string | undefined;
  data_dir: string;
}): Promise<OpenDatabase> {
  if (where.database_url) return opened(new pg.Pool({ connectionString: where.database_url, max: 10 }), async () => {});
  if (where.data_dir === 'memory://') {
    const memory = await PGlite.create();
    return opened(embeddedPool(memory), () => memory.close());
  }
  await mkdir(where.data_dir, { recursive: true });
  const unlock = await lockFolder(where.data_dir);
  const embedded = await PGlite.create(join(where.data_dir, 'postgres'));
  return opened(embeddedPool(embedded), async () => {
    await embedded.close();
    await unlock();
  });
}

// PGlite has one connection, which must never be taken for idle and closed.
function embeddedPool(embedded: PGlite): pg.Pool {
  return new pg.Pool({ ...createPgConfig(embedded), max: 1, idleTimeoutMillis: 0 } as pg.PoolConfig);
}

function opened(pool: pg.Pool, closeServer: () => Promise<void>): OpenDatabase {
  pool.on('connect', prepareLongStatements);
  const db: Db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= db.destroy().then(closeServer);
    return closing;
  };
  return { db, pool, close };
}

/** From this length on, planning a statement costs about as much as running it. */
const longStatement = 800;
/** A connection keeps a plan for so many; there are as many as there are sorts of search. */
const mostPrepared = 300;

// A long statement is planned once for a connection and then only run: pg prepares whatever has a name.
function prepareLongStatements(client: pg.PoolClient): void {
  const names = new Map<string, string>();
  const query = client.query.bind(client) as (...parameters: unknown[]) => unknown;
  const prepared = (text: unknown, values?: unknown, ...rest: unknown[]) => {
    if (typeof text !== 'string' || text.length < longStatement || !Array.isArray(values) || values.length === 0)
      return query(text, values, ...rest);
    if (!names.has(text) && names.size < mostPrepared) names.set(text, `prepared_${names.size}`);
    const name = names.get(text);
    return name ? query({ name, text, values }, ...rest) : query(text, values, ...rest);
  };
  client.query = prepared as typeof client.query;
}

let savepoints = 0;

/** Runs `work` in a transaction; inside another transaction, as a savepoint of it. What it throws undoes it. */
export async function transaction<Result>(db: Db, work: (tx: Db) => Promise<Result>): Promise<Result> {
  if (!db.isTransaction) return db.transaction().execute(work);
  const name = sql.id(`savepoint_${++savepoints}`);
  await sql`savepoint ${name}`.execute(db);
  try {
    const result = await work(db);
    await sql`release savepoint ${name}`.execute(db);
    return result;
  } catch (error) {
    await sql`rollback to savepoint ${name}`.execute(db);
    throw error;
  }
}
