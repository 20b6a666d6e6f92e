import { type Db, transaction } from '../db/database.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';
import { openPublication } from './publications.ts';
import { withdrawService } from './services.ts';
import { isPublic } from './waiting-records.ts';

/** Takes a public record down, with the reason that stands in its history. False where it is not public. */
export async function withdrawByDesk(
  db: Db,
  who: Who,
  service_id: string,
  { reason, now }: { reason: string; now: Date },
): Promise<boolean> {
  return transaction(db, async (tx) => {
    if (!(await isPublic(tx, service_id))) return false;
    await withdrawService(tx, service_id, { now, withdrawn_by: who.role?.name ?? who.email, reason });
    const deed = { action: 'withdrew_service', entity: 'service', entity_id: service_id, detail: { reason } };
    await record(tx, who, deed, now);
    return true;
  });
}

/** Makes a record public that is not. False where it is, or where it was merged into another. */
export async function publishByDesk(db: Db, who: Who, service_id: string, now: Date): Promise<boolean> {
  return transaction(db, async (tx) => {
    const merged = await tx
      .selectFrom('merged_service')
      .select('into_id')
      .where('service_id', '=', service_id)
      .executeTakeFirst();
    if (merged || (await isPublic(tx, service_id))) return false;
    await openPublication(tx, service_id, { now, by: who.role?.name ?? who.email });
    await record(tx, who, { action: 'published_service', entity: 'service', entity_id: service_id }, now);
    return true;
  });
}
