import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { dayOf } from '../parts.ts';
import type { BulletinFinding } from './bulletin-check-rules.ts';
import { seenTo, unplanned } from './held-bulletins.ts';
import type { BulletinNumber } from './number-rules.ts';

/** Who publishes, when, and in spite of what. */
export interface Publishing {
  by: string;
  now: Date;
  override_reason?: string | null;
  findings?: readonly BulletinFinding[];
}

/**
 * Publishes what waits of a bulletin: its first edition with the next number of the year, which no other gets, or a
 * correction under the number that it has. Plans for it are done with. Undefined where nothing waits.
 */
export async function publishBulletin(
  tx: Db,
  id: number,
  { by, now, override_reason = null, findings = [] }: Publishing,
): Promise<BulletinNumber | undefined> {
  const bulletin = await tx
    .selectFrom('bulletin')
    .select(['draft_version', 'year', 'number'])
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .where('discarded_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!bulletin?.draft_version) return undefined;
  const { draft_version, year, number } = bulletin;
  const given = year !== null && number !== null ? { year, number } : await nextNumber(tx, now);
  await tx
    .insertInto('bulletin_edition')
    .values({
      bulletin_id: id,
      edition: sql<number>`1 + (select count(*) from bulletin_edition where bulletin_id = ${id})`,
      version_id: draft_version,
      published_at: now,
      published_by: by,
      override_reason,
      findings: JSON.stringify(findings),
    })
    .execute();
  await tx
    .updateTable('bulletin')
    .set({ ...given, ...unplanned, draft_version: null, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
  await seenTo(tx, id, 'published', now);
  await index(tx, id, draft_version);
  return given;
}

// The year's row is locked until this is committed: whoever publishes at the same time waits, and gets the next number.
async function nextNumber(tx: Db, now: Date): Promise<BulletinNumber> {
  const year = Number(dayOf(now).slice(0, 4));
  const { last_number: number } = await tx
    .insertInto('bulletin_year')
    .values({ year, last_number: 1 })
    .onConflict((conflict) => conflict.column('year').doUpdateSet({ last_number: sql`bulletin_year.last_number + 1` }))
    .returning('last_number')
    .executeTakeFirstOrThrow();
  return { year, number };
}

async function index(tx: Db, id: number, version_id: number): Promise<void> {
  await sql`insert into bulletin_search (bulletin_id, words)
    select ${id}::bigint, setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', summary), 'B')
      || setweight(to_tsvector('english', concat_ws(' ', contact_role, place)), 'C')
      || setweight(to_tsvector('english', regexp_replace(markdown, '\\]\\([^)]*\\)', '] ', 'g')), 'D')
    from bulletin_version where id = ${version_id}
    on conflict (bulletin_id) do update set words = excluded.words`.execute(tx);
}
