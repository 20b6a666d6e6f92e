import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { recordChanges } from './record-changes.ts';
import { type ServiceRecord, serviceRecord } from './records.ts';
import { saveServices } from './save-services.ts';

const atOnce = 250;

/**
 * Has all records of an organisation say the same of it: `part` is how one of them says it now. Records that never were
 * public stay as they came in. In a transaction.
 */
export async function spreadOrganization(
  tx: Db,
  organization_id: string,
  part: ServiceRecord['organization'],
  { changed_by, now }: { changed_by: string; now: Date },
): Promise<void> {
  const { rows } = await sql<{ record: unknown; source: string }>`
    select service_record.record, service.source from service join service_record on service_record.service_id = service.id
    where service.organization_id = ${organization_id}
      and exists (select from publication where publication.service_id = service.id) order by service.id`.execute(tx);
  const whole = { ...part, id: organization_id };
  const differing = rows.flatMap(({ record, source }) => {
    const before = serviceRecord.parse(record);
    const after = { ...before, organization: whole };
    const isSame = recordChanges(before, after).every(({ field }) => field === 'organization.id');
    return isSame ? [] : [{ after, source }];
  });
  if (differing.length === 0) return;
  const origin = await tx
    .selectFrom('organization')
    .select(['source', 'source_id'])
    .where('id', '=', organization_id)
    .executeTakeFirstOrThrow();
  for (const [source, those] of Map.groupBy(differing, (one) => one.source))
    for (let at = 0; at < those.length; at += atOnce) {
      const records = those.slice(at, at + atOnce).map(({ after }) => after);
      await saveServices(tx, records, { source, changed_by, now, publish: true });
    }
  // an organisation stays where it came from
  await tx.updateTable('organization').set(origin).where('id', '=', organization_id).execute();
}
