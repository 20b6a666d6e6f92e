import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { dayOf } from '../parts.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';
import { confirmService } from './confirmations.ts';
import { savedRecord } from './drafts.ts';
import { onItsDay } from './kept-days-rules.ts';
import type { KeptDeed } from './kept-deed-rules.ts';
import type { KeptRecord } from './provider-records.ts';
import type { ServiceRecord } from './records.ts';
import { saveServices } from './save-services.ts';
import { withdrawService } from './services.ts';

/**
 * Does it, in the organisation's name; `successor_id` is the service that follows one that closes. False where the record
 * is not there, or no more public and so cannot be.
 */
export async function doToRecord(
  db: Db,
  who: Who,
  { service_id, is_public }: Pick<KeptRecord, 'service_id' | 'is_public'>,
  deed: KeptDeed,
  { now, organisation, successor_id }: { now: Date; organisation: string; successor_id?: string | undefined },
): Promise<boolean> {
  if (!service_id || (!is_public && deed.deed !== 'confirm')) return false;
  return transaction(db, async (tx) => {
    const saved = await recordToChange(tx, service_id);
    if (!saved) return false;
    if (deed.deed === 'confirm') await confirmService(tx, service_id, { confirmed_by: organisation, now });
    else if (deed.deed === 'withdraw')
      await withdrawService(tx, service_id, { now, withdrawn_by: organisation, reason: deed.reason });
    else {
      const changed = withDeed(saved, deed, successor_id);
      await saveStates(tx, service_id, onItsDay(changed, dayOf(now)) ?? changed, { now, by: organisation });
    }
    const { deed: name, ...detail } = deed;
    await record(tx, who, { action: `${name}_record`, entity: 'service', entity_id: service_id, detail }, now);
    return true;
  });
}

/** Has what is due of one record on a day be so: a break begins or ends, it has closed. */
export async function keepToDay(tx: Db, service_id: string, now: Date): Promise<void> {
  const saved = await recordToChange(tx, service_id);
  const become = saved && onItsDay(saved, dayOf(now));
  if (become) await saveStates(tx, service_id, become, { now, by: 'calendar' });
}

/** The services of which something is planned for a day: a break, a closing. */
export async function plannedServices(db: Db): Promise<string[]> {
  const { rows } = await sql<{ service_id: string }>`select service_id from service_record
    where record -> 'local_offer' ?| array['pause', 'closing'] order by service_id`.execute(db);
  return rows.map(({ service_id }) => service_id);
}

/** The record as it stands, which nobody else changes until the transaction ends. */
async function recordToChange(tx: Db, service_id: string): Promise<ServiceRecord | undefined> {
  await tx.selectFrom('service').select('id').where('id', '=', service_id).forUpdate().executeTakeFirst();
  return savedRecord(tx, service_id);
}

async function saveStates(tx: Db, id: string, saved: ServiceRecord, { now, by }: { now: Date; by: string }) {
  const { source, source_id } = await tx
    .selectFrom('service')
    .select(['source', 'source_id'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  // what its source does not name is found by its id
  const record = source_id === null ? { ...saved, id } : { ...saved, source_id };
  await saveServices(tx, [record], { source, changed_by: by, now, publish: true });
}

function withDeed(
  saved: ServiceRecord,
  deed: Exclude<KeptDeed, { deed: 'confirm' | 'withdraw' }>,
  successor_id: string | undefined,
): ServiceRecord {
  const { pause: _, closing: __, ...offer } = saved.local_offer;
  const status = saved.status === 'temporarily closed' ? 'active' : saved.status;
  switch (deed.deed) {
    case 'pause': {
      const { starts_on, back_on } = deed;
      const pause = { starts_on, ...(back_on ? { back_on } : {}) };
      return { ...saved, status, local_offer: { ...saved.local_offer, pause } };
    }
    case 'reopen':
      return { ...saved, status, local_offer: { ...offer, commitment: { commitment: 'available_now' } } };
    case 'close': {
      const { last_day, words } = deed;
      const closing = { last_day, ...(successor_id ? { successor_id } : {}) };
      const commitment = { commitment: 'available_now' as const, ends_on: last_day, ...(words ? { note: words } : {}) };
      return { ...saved, local_offer: { ...saved.local_offer, closing, commitment } };
    }
  }
}
