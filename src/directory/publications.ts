import type { Db } from '../db/database.ts';
import { indexServices } from './search-index.ts';

/** Makes a record public that is not: one that was withdrawn, or never was public. Nothing happens to a public one. */
export async function openPublication(
  db: Db,
  service_id: string,
  { now, by }: { now: Date; by: string },
): Promise<void> {
  const open = await db
    .selectFrom('publication')
    .select('id')
    .where('service_id', '=', service_id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  if (open) return;
  await db.insertInto('publication').values({ service_id, published_at: now, published_by: by }).execute();
  await indexServices(db, [service_id]);
}
