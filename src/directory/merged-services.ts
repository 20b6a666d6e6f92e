import { sql } from 'kysely';
import type { Db } from '../db/database.ts';

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The services into which others were merged, by the others' addresses or ids as they were asked for. */
export async function survivorsOf(
  db: Db,
  slugsOrIds: readonly string[],
): Promise<{ asked: string; survivor_id: string }[]> {
  const ids = slugsOrIds.filter((text) => isId.test(text));
  const rows = await sql<{ slug: string; id: string; survivor_id: string }>`
    select old.slug, old.id, into_id as survivor_id from merged_service
      join service old on old.id = merged_service.service_id
    where old.slug = any(${slugsOrIds}::text[]) or old.id = any(${ids}::uuid[])`.execute(db);
  return rows.rows.flatMap(({ slug, id, survivor_id }) =>
    slugsOrIds.filter((asked) => asked === slug || asked.toLowerCase() === id).map((asked) => ({ asked, survivor_id })),
  );
}

/** The service into which another was merged, by the other's address or id; undefined where it was not. */
export async function mergedInto(db: Db, slugOrId: string): Promise<{ id: string; slug: string } | undefined> {
  return db
    .selectFrom('merged_service')
    .innerJoin('service as old', 'old.id', 'merged_service.service_id')
    .innerJoin('service as survivor', 'survivor.id', 'merged_service.into_id')
    .select(['survivor.id', 'survivor.slug'])
    .where(({ eb, or, cast }) =>
      or([eb('old.slug', '=', slugOrId), eb(cast<string>('old.id', 'text'), '=', slugOrId.toLowerCase())]),
    )
    .executeTakeFirst();
}
