import { after, type TestContext } from 'node:test';
import { sql } from 'kysely';
import pg from 'pg';
import { readAuthority } from '../src/authority.ts';
import { readConfig } from '../src/config.ts';
import { seedDocuments } from '../src/content/documents.ts';
import { seedPages } from '../src/content/shipped-pages.ts';
import { type Db, type OpenDatabase, openDatabase } from '../src/db/database.ts';
import { migrate } from '../src/db/migrate.ts';
import { seedReference } from '../src/seed.ts';

let opened: Promise<OpenDatabase> | undefined;

async function openMigrated(): Promise<OpenDatabase> {
  const server = process.env.DATABASE_URL;
  const database = await openDatabase({ data_dir: 'memory://', database_url: server && (await freshDatabase(server)) });
  await migrate(database.db);
  const authority = await readAuthority(readConfig({}).authority_file);
  await seedReference(database.db, authority);
  await seedPages(database.db, authority, new Date('2026-11-02T10:00:00Z'));
  await seedDocuments(database.db);
  await sql`analyze`.execute(database.db);
  return database;
}

/** A new database on the server, so that no run finds what another left; the throw-away server takes it along. */
async function freshDatabase(server: string): Promise<string> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  const name = `test_${process.pid}`;
  await client.query(`drop database if exists ${name}`);
  await client.query(`create database ${name}`);
  await client.end();
  return Object.assign(new URL(server), { pathname: `/${name}` }).href;
}

/**
 * This process's one database, on the server of `DATABASE_URL`, else embedded in memory: migrated, with what every
 * installation has from the start (taxonomies, thesaurus, places), and without any service.
 */
export function testDatabase(): Promise<OpenDatabase> {
  opened ??= openMigrated();
  return opened;
}

after(async () => (await opened)?.close());

/** A `db` for this test alone: all that is written through it is rolled back when the test ends. */
export async function inTransaction(t: TestContext): Promise<Db> {
  const { db } = await testDatabase();
  const transaction = await db.startTransaction().execute();
  t.after(() => transaction.rollback().execute());
  return transaction;
}
