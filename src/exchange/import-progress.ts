import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

/** The records of a source that an import which did not come to its end has read within the last day. */
export async function progressOf(db: Db, source: string, now: Date): Promise<Set<string>> {
  await sql`
    delete from import_progress where source = ${source} and read_at < ${now}::timestamptz - interval '1 day'
  `.execute(db);
  const rows = await db.selectFrom('import_progress').select('record_id').where('source', '=', source).execute();
  return new Set(rows.map(({ record_id }) => record_id));
}

/** Remembers that these records of a source have been read and saved. */
export async function rememberProgress(db: Db, source: string, record_ids: string[], now: Date): Promise<void> {
  await sql`
    insert into import_progress (source, record_id, read_at)
    select ${source}, id, ${now} from unnest(${record_ids}::text[]) id
    on conflict (source, record_id) do update set read_at = excluded.read_at
  `.execute(db);
}

/** Forgets how far a source had been read, when it has been read to its end. */
export async function forgetProgress(db: Db, source: string): Promise<void> {
  await db.deleteFrom('import_progress').where('source', '=', source).execute();
}
