import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { type ServiceRecord, serviceRecord } from '../directory/records.ts';
import { dayOf } from '../parts.ts';
import type { Looked } from './findings.ts';

/** A record to look through. */
export interface LookedRecord extends Looked {
  record: ServiceRecord;
  is_demonstration: boolean;
  /** the day on which a field of its history was last written or confirmed, `YYYY-MM-DD` */
  writtenOn: (changed_as: string) => string;
}

const atOnce = 200;

/** All public records of the council's own offer, some at a time, so that no more of them are in memory. */
export async function* recordsToLookThrough(db: Db): AsyncGenerator<LookedRecord[]> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await sql<
      Looked & { record: unknown; is_demonstration: boolean; saved_at: Date; confirmed_at: Date | null }
    >`
      select service.id, service.name, organization_id, record, is_demonstration, saved_at,
        (select max(confirmed_at) from confirmation c where c.service_id = service.id) as confirmed_at
      from service join service_record on service_record.service_id = service.id
        join source on source.code = service.source and not is_neighbour
      where service.id > ${after}::uuid
        and exists (select from publication p where p.service_id = service.id and withdrawn_at is null)
      order by service.id limit ${atOnce}`.execute(db);
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
    const written = await lastChanges(
      db,
      rows.map(({ id }) => id),
    );
    yield rows.flatMap(({ record: json, saved_at, confirmed_at, ...service }) => {
      const record = serviceRecord.safeParse(json);
      if (!record.success) return [];
      const writtenOn = (changed_as: string) => {
        const changes = written.get(service.id);
        const changed = changes?.get(changed_as) ?? changes?.get('record') ?? saved_at;
        return dayOf(confirmed_at && confirmed_at > changed ? confirmed_at : changed);
      };
      return [{ ...service, record: record.data, writtenOn }];
    });
  }
}

async function lastChanges(db: Db, ids: readonly string[]): Promise<Map<string, Map<string, Date>>> {
  const changes = await sql<{ entity_id: string; field: string; changed_at: Date }>`
    select entity_id, field, max(changed_at) as changed_at from change
    where entity = 'service' and entity_id = any(${ids}::uuid[]) group by entity_id, field`.execute(db);
  const byService = new Map<string, Map<string, Date>>();
  for (const { entity_id, field, changed_at } of changes.rows)
    byService.set(entity_id, (byService.get(entity_id) ?? new Map()).set(field, changed_at));
  return byService;
}
