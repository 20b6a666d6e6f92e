import { sql } from 'kysely';
import type { Db } from './database.ts';
import type { Database } from './types.ts';

type TableName = keyof Database & string;

/**
 * Inserts many rows into a table in one statement. All rows of a call have the same columns. Where a row with the same
 * `id` is there, it is replaced when `replace` is set, else the call fails.
 */
export async function insertRows(
  db: Db,
  table: TableName,
  rows: readonly Record<string, unknown>[],
  { replace = false } = {},
): Promise<void> {
  const first = rows[0];
  if (first === undefined) return;
  const names = Object.keys(first);
  const columns = sql.join(names.map((name) => sql.id(name)));
  const updates = sql.join(
    names.filter((name) => name !== 'id').map((name) => sql`${sql.id(name)} = excluded.${sql.id(name)}`),
  );
  const onConflict = replace ? sql`on conflict (id) do update set ${updates}` : sql``;
  await sql`insert into ${sql.table(table)} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)
    ${onConflict}`.execute(db);
}
