import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import type { Walk } from './walk-rules.ts';

/** Keeps what a walk found, in place of the one before. */
export async function keepWalk(db: Db, { clicks, dead, pages }: Walk, now: Date): Promise<void> {
  const rows = [...clicks].map(([path, one]) => ({ path, ...one }));
  await transaction(db, async (tx) => {
    for (const table of ['site_click', 'site_dead_link', 'site_walk'] as const) await tx.deleteFrom(table).execute();
    await sql`insert into site_click (path, clicks, is_there)
      select path, clicks, is_there from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as row (path text, clicks int, is_there boolean)`.execute(tx);
    await sql`insert into site_dead_link (page, target)
      select distinct page, target from jsonb_to_recordset(${JSON.stringify(dead)}::jsonb) as row (page text, target text)`.execute(
      tx,
    );
    await tx.insertInto('site_walk').values({ walked_at: now, pages }).execute();
  });
}

/** When the site was last walked; undefined where it never was. */
export async function lastWalk(db: Db): Promise<{ walked_at: Date; pages: number } | undefined> {
  return db.selectFrom('site_walk').selectAll().orderBy('walked_at', 'desc').limit(1).executeTakeFirst();
}

/** Address → how far it is from the home page, and whether it answered. */
export async function clicksOfWalk(db: Db): Promise<Walk['clicks']> {
  const rows = await db.selectFrom('site_click').selectAll().execute();
  return new Map(rows.map(({ path, clicks, is_there }) => [path, { clicks, is_there }]));
}
