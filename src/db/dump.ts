import { sql } from 'kysely';
import { type Db, transaction } from './database.ts';
import { migrate, migrationNames } from './migrate.ts';

const batchSize = 500;
/** Rows are written as soon as so many characters of them have come: a file within a row may have millions. */
const batchLength = 20_000_000;

/** A backup that cannot be put back: its message is one clear line. */
export class WrongBackup extends Error {}

/**
 * Everything that the database holds at one moment, as lines of JSON: first which migrations it had, then for each table
 * its name, its rows and their number, and at last the word that says that nothing is missing.
 */
export async function* dump(db: Db): AsyncGenerator<string> {
  const applied = await sql<{ name: string }>`select name from migration order by name`.execute(db);
  yield JSON.stringify({ format: 'open-local-offer 1', migrations: applied.rows.map(({ name }) => name) });
  // one transaction for all, so that what belongs together is of the same moment
  const tx = db.isTransaction ? undefined : await db.startTransaction().setIsolationLevel('repeatable read').execute();
  try {
    for (const table of await tableNames(tx ?? db)) {
      yield JSON.stringify({ table });
      let rows = 0;
      for await (const line of rowsOf(tx ?? db, table)) {
        rows++;
        yield line;
      }
      yield JSON.stringify({ end_of: table, rows });
    }
    yield JSON.stringify({ end: true });
  } finally {
    await tx?.rollback().execute();
  }
}

async function* rowsOf(db: Db, table: string): AsyncGenerator<string> {
  // rows with files in them are read one by one
  const size = (await holdsFiles(db, table)) ? 1 : batchSize;
  await sql`declare dumped no scroll cursor for select to_jsonb(t)::text as line from ${sql.table(table)} t`.execute(
    db,
  );
  for (;;) {
    const batch = await sql<{ line: string }>`fetch ${sql.lit(size)} from dumped`.execute(db);
    for (const { line } of batch.rows) yield line;
    if (batch.rows.length < size) break;
  }
  await sql`close dumped`.execute(db);
}

async function holdsFiles(db: Db, table: string): Promise<boolean> {
  const found = await sql`
    select from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and data_type = 'bytea'`.execute(db);
  return found.rows.length > 0;
}

async function tableNames(db: Db): Promise<string[]> {
  const tables = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'migration' order by 1`.execute(
    db,
  );
  return tables.rows.map(({ name }) => name);
}

interface ForeignKey {
  table_name: string;
  name: string;
  definition: string;
}

/**
 * Puts a dump back, all or nothing, into an empty database: one that has had no more migrations than the dump, and holds
 * neither services nor people. Afterwards it is brought up to date. Refuses (WrongBackup) a dump of a newer version of
 * the site, and one that is cut off. Returns how many rows were written.
 */
export async function load(db: Db, lines: AsyncIterable<string>): Promise<number> {
  const rest = lines[Symbol.asyncIterator]();
  const head = await rest.next();
  const migrations = await readHead(head.done ? '' : head.value);
  await migrate(db, migrations);
  const written = await transaction(db, async (tx) => {
    await checkEmpty(tx, migrations);
    const keys = await foreignKeys(tx);
    for (const { table_name, name } of keys)
      await sql`alter table ${sql.table(table_name)} drop constraint ${sql.id(name)}`.execute(tx);
    const tables = await tableNames(tx);
    await sql`truncate ${sql.join(tables.map((name) => sql.table(name)))}`.execute(tx);
    const rows = await readLines(tx, { [Symbol.asyncIterator]: () => rest }, new Set(tables));
    // every reference is looked at again
    for (const { table_name, name, definition } of keys)
      await sql`alter table ${sql.table(table_name)} add constraint ${sql.id(name)} ${sql.raw(definition)}`.execute(tx);
    await countOn(tx);
    return rows;
  });
  await migrate(db);
  return written;
}

async function checkEmpty(tx: Db, migrations: readonly string[]): Promise<void> {
  const used = await sql`select 1 from service limit 1`.execute(tx);
  const had = await sql<{ name: string }>`select name from migration`.execute(tx);
  if (used.rows.length > 0 || had.rows.some(({ name }) => !migrations.includes(name)))
    throw new WrongBackup('The database is not empty. A backup is put back into a new one.');
}

async function readLines(tx: Db, lines: AsyncIterable<string>, tables: Set<string>): Promise<number> {
  let table: string | undefined;
  let isWhole = false;
  let rows = 0;
  let written = 0;
  let batch: string[] = [];
  let length = 0;
  const write = async () => {
    if (table && batch.length > 0)
      await sql`insert into ${sql.table(table)} overriding system value
        select * from jsonb_populate_recordset(null::${sql.table(table)}, ${`[${batch.join(',')}]`}::jsonb)`.execute(
        tx,
      );
    written += batch.length;
    batch = [];
    length = 0;
  };
  for await (const line of lines) {
    if (line.startsWith('{"table":')) {
      ({ table } = JSON.parse(line) as { table: string });
      if (!tables.has(table))
        throw new WrongBackup(`The backup holds a table ${table}, which this site does not have.`);
      rows = 0;
    } else if (line.startsWith('{"end_of":')) {
      await write();
      if ((JSON.parse(line) as { rows: number }).rows !== rows) throw new WrongBackup(`Rows of ${table} are missing.`);
      table = undefined;
    } else if (table === undefined) isWhole = line === '{"end":true}';
    else {
      rows++;
      length += line.length;
      if (batch.push(line) >= batchSize || length >= batchLength) await write();
    }
  }
  if (!isWhole) throw new WrongBackup('The backup is cut off: its end is missing. Nothing has been written.');
  return written;
}

async function readHead(line: string): Promise<string[]> {
  if (!line.startsWith('{"format":"open-local-offer 1"')) throw new WrongBackup('This is not a backup of this site.');
  const { migrations } = JSON.parse(line) as { migrations: string[] };
  const known = new Set(await migrationNames());
  const unknown = migrations.find((name) => !known.has(name));
  if (unknown) throw new WrongBackup(`The backup is of a newer version of the site: it has had ${unknown}.`);
  return migrations;
}

async function foreignKeys(db: Db): Promise<ForeignKey[]> {
  const keys = await sql<ForeignKey>`
    select conrelid::regclass::text as table_name, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by 1, 2`.execute(db);
  return keys.rows;
}

// Numbers that the database gives out go on after those that came with the backup.
async function countOn(db: Db): Promise<void> {
  const columns = await sql<{ table_name: string; column_name: string }>`
    select table_name, column_name from information_schema.columns
    where table_schema = 'public' and is_identity = 'YES'`.execute(db);
  for (const { table_name, column_name } of columns.rows)
    await sql`select setval(pg_get_serial_sequence(${table_name}, ${column_name}),
      (select coalesce(max(${sql.id(column_name)}), 0) + 1 from ${sql.table(table_name)}), false)`.execute(db);
}
