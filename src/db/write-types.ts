import { writeFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { openDatabase } from './database.ts';
import { migrate } from './migrate.ts';

// As the driver reads them, with the parsers of database.ts.
const TYPES: Record<string, string> = {
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float4: 'number',
  float8: 'number',
  numeric: 'number',
  text: 'string',
  varchar: 'string',
  uuid: 'string',
  date: 'string',
  tsvector: 'string',
  tsquery: 'string',
  point: '{ x: number; y: number }',
  polygon: 'string',
  timestamptz: 'Date',
  jsonb: 'Json',
  bytea: 'Buffer',
};

// What is written where something else is read: a moment also as ISO 8601 text, JSON as its text, a point as `(1,52)`.
const WRITTEN: Record<string, string> = { timestamptz: 'Date | string', jsonb: 'string', point: 'string' };

interface Column {
  table_name: string;
  column_name: string;
  type_name: string;
  is_array: boolean;
  is_nullable: boolean;
  has_default: boolean;
  is_always_generated: boolean;
  check_definition: string | null;
}

// All but the table that the migrations are counted in: migrate.ts alone writes it, in plain SQL.
const columns = sql<Column>`
  select c.relname as table_name,
    a.attname as column_name,
    coalesce(e.typname, t.typname) as type_name,
    e.oid is not null as is_array,
    not a.attnotnull as is_nullable,
    a.atthasdef or a.attidentity <> '' as has_default,
    a.attidentity = 'a' or a.attgenerated <> '' as is_always_generated,
    (select pg_get_constraintdef(k.oid) from pg_constraint k
     where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
     order by k.oid limit 1) as check_definition
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  join pg_type t on t.oid = a.atttypid
  left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
  where c.relkind in ('r', 'p', 'v', 'm') and c.relnamespace = 'public'::regnamespace and c.relname <> 'migration'
  order by c.relname, a.attnum`;

/** `CHECK ((state = ANY (ARRAY['asked'::text, …])))` as the union `'asked' | …`; undefined for any other check. */
function unionOf(check: string | null): string | undefined {
  const list = check?.match(/^CHECK \(\(\w+ = ANY \(ARRAY\[(.*)\]\)\)\)$/)?.[1];
  const values = list?.match(/'(?:[^']|'')*'/g);
  return values?.map((value) => `'${value.slice(1, -1).replaceAll("''", "\\'")}'`).join(' | ');
}

function typeOf(column: Column): string {
  const base = unionOf(column.check_definition) ?? TYPES[column.type_name];
  if (!base) throw new Error(`${column.table_name}.${column.column_name}: no type is known for ${column.type_name}`);
  const nullable = (type: string) => (column.is_nullable ? `${type} | null` : type);
  const read = nullable(column.is_array ? `${base}[]` : base);
  if (column.is_always_generated) return `GeneratedAlways<${read}>`;
  const written = WRITTEN[column.type_name];
  if (!written || column.is_array) return column.has_default ? `Generated<${read}>` : read;
  const inserted = `${nullable(written)}${column.has_default ? ' | undefined' : ''}`;
  return `ColumnType<${read}, ${inserted}, ${nullable(written)}>`;
}

function tableName(name: string): string {
  return `${name.replace(/(^|_)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase())}Table`;
}

/**
 * The text of types.ts: Kysely's `Database`, read from a fresh in-memory database with every migration applied.
 * A column whose check lists its values becomes a union of them; `date` and `numeric` are read as database.ts parses them.
 */
export async function describeDatabase(): Promise<string> {
  const { db, close } = await openDatabase({ data_dir: 'memory://' });
  await migrate(db);
  const { rows } = await columns.execute(db);
  await close();
  const tables = Map.groupBy(rows, (row) => row.table_name);
  const interfaces = [...tables].map(([name, itsColumns]) => {
    const lines = itsColumns.map((column) => `  ${column.column_name}: ${typeOf(column)};`);
    return `export interface ${tableName(name)} {\n${lines.join('\n')}\n}\n`;
  });
  const entries = [...tables.keys()].map((name) => `  ${name}: ${tableName(name)};`);
  return [
    '// Written by `npm run db:types` from the migrations. Never edited by hand.\n',
    "import type { ColumnType, Generated, GeneratedAlways } from 'kysely';\n",
    '/** What a jsonb column reads as; it is written as JSON text. */',
    'export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };\n',
    interfaces.join('\n'),
    `export interface Database {\n${entries.join('\n')}\n}\n`,
  ].join('\n');
}

if (import.meta.main) {
  await writeFile(new URL('types.ts', import.meta.url), await describeDatabase());
}
