import { type Db, transaction } from '../db/database.ts';
import { dayOf } from '../parts.ts';
import { record } from '../people/audit.ts';
import type { Who } from '../people/who.ts';
import { confirmService } from './confirmations.ts';
import { longDate } from './date-rules.ts';
import { savedRecord } from './drafts.ts';
import type { KeptRecord } from './provider-records.ts';
import type { ServiceRecord } from './records.ts';
import { saveServices } from './save-services.ts';
import { withdrawService } from './services.ts';

/** What those who keep a record may do to it at once, without the desk: none of it says anything new about a service. */
export type KeptDeed =
  | { deed: 'confirm' }
  | { deed: 'withdraw'; reason: string }
  /** closed for now, until a day (`YYYY-MM-DD`) where one is known */
  | { deed: 'pause'; until: string | undefined }
  | { deed: 'reopen' }
  /** closed for good on a day; where to turn instead */
  | { deed: 'close'; on: string; successor: string | undefined };

/** Does it, in the organisation's name. False where the record is not there, or no more public and so cannot be. */
export async function doToRecord(
  db: Db,
  who: Who,
  { service_id, is_public }: KeptRecord,
  deed: KeptDeed,
  { now, organisation }: { now: Date; organisation: string },
): Promise<boolean> {
  if (!service_id || (!is_public && deed.deed !== 'confirm')) return false;
  return transaction(db, async (tx) => {
    const saved = await savedRecord(tx, service_id);
    if (!saved) return false;
    if (deed.deed === 'confirm') await confirmService(tx, service_id, { confirmed_by: organisation, now });
    else if (deed.deed === 'withdraw')
      await withdrawService(tx, service_id, { now, withdrawn_by: organisation, reason: deed.reason });
    else await saveStates(tx, service_id, changed(saved, deed, dayOf(now)), { now, by: organisation });
    await record(
      tx,
      who,
      { action: `${deed.deed}_record`, entity: 'service', entity_id: service_id, detail: deed },
      now,
    );
    return true;
  });
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

function changed(
  saved: ServiceRecord,
  deed: Exclude<KeptDeed, { deed: 'confirm' | 'withdraw' }>,
  today: string,
): ServiceRecord {
  const { alert, ...rest } = saved;
  const kept = alert?.startsWith(pauseWords) ? undefined : alert;
  const own = (fields: Partial<ServiceRecord>, note = kept): ServiceRecord => ({
    ...rest,
    ...fields,
    ...(note ? { alert: note } : {}),
  });
  switch (deed.deed) {
    case 'pause':
      return own(
        { status: 'temporarily closed' },
        deed.until ? `${pauseWords} until ${longDate(deed.until)}.` : `${pauseWords}.`,
      );
    case 'reopen':
      return own({
        status: 'active',
        local_offer: { ...saved.local_offer, commitment: { commitment: 'available_now' } },
      });
    case 'close':
      return own({
        local_offer: {
          ...saved.local_offer,
          // until that day it is there, and its page says how long
          commitment: {
            commitment: deed.on > today ? 'available_now' : 'closed',
            ends_on: deed.on,
            ...(deed.successor ? { note: deed.successor } : {}),
          },
        },
      });
  }
}

const pauseWords = 'This has a break';
