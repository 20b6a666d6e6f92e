import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { survivorsOf } from './merged-services.ts';
import { removeFromIndex } from './search-index.ts';
import type { ServiceDetail } from './service-detail.ts';

/**
 * A published service with everything that belongs to it, by its address or id. A hidden place (a refuge, a childminder
 * at home) comes with its town only. Undefined when there is none, or when it is not public.
 */
export async function findService(db: Db, slugOrId: string): Promise<ServiceDetail | undefined> {
  return (await findServices(db, [slugOrId]))[0];
}

/**
 * Published services by address or id, in the order asked for; those that are not public are left out. For one that was
 * merged into another, the other comes.
 */
export async function findServices(db: Db, slugsOrIds: readonly string[]): Promise<ServiceDetail[]> {
  if (slugsOrIds.length === 0) return [];
  const ids = slugsOrIds.filter((text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text));
  const found = await sql<{ detail: ServiceDetail }>`
    select detail from public_record where service_id = any(
      select id from service where slug = any(${slugsOrIds}::text[])
      union all select id from service where id = any(${ids}::uuid[]))
  `.execute(db);
  const byName = new Map(
    found.rows.flatMap(({ detail }) => [
      [detail.id, detail],
      [detail.slug, detail],
    ]),
  );
  const missing = slugsOrIds.filter((text) => !byName.has(text) && !byName.has(text.toLowerCase()));
  const survivors = missing.length > 0 ? await survivorsOf(db, missing) : [];
  if (survivors.length > 0) {
    const details = await findServices(db, [...new Set(survivors.map(({ survivor_id }) => survivor_id))]);
    for (const { asked, survivor_id } of survivors) {
      const detail = details.find(({ id }) => id === survivor_id);
      if (detail) byName.set(asked, detail);
    }
  }
  return slugsOrIds.flatMap((text) => byName.get(text) ?? byName.get(text.toLowerCase()) ?? []);
}

/** Whether this was once a public service and is not now: its address answers 410. */
export async function isWithdrawnService(db: Db, slugOrId: string): Promise<boolean> {
  const rows = await sql`
    select from service join publication on publication.service_id = service.id
    where (service.slug = ${slugOrId} or service.id::text = ${slugOrId.toLowerCase()})
      and not exists (select from publication p where p.service_id = service.id and p.withdrawn_at is null)
    limit 1
  `.execute(db);
  return rows.rows.length > 0;
}

/** Takes a published service down, with a reason that staff read later. */
export async function withdrawService(
  db: Db,
  service_id: string,
  { now, withdrawn_by, reason }: { now: Date; withdrawn_by: string; reason: string },
): Promise<void> {
  await db
    .updateTable('publication')
    .set({ withdrawn_at: now, withdrawn_by, reason })
    .where('service_id', '=', service_id)
    .where('withdrawn_at', 'is', null)
    .execute();
  await removeFromIndex(db, [service_id]);
}

/** Whether the directory holds demonstration services: every page then says so. */
export async function holdsDemonstration(db: Db): Promise<boolean> {
  const rows =
    await sql`select from service join source on source.code = service.source where source.is_demonstration limit 1`.execute(
      db,
    );
  return rows.rows.length > 0;
}
