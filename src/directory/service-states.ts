import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { Arrival } from './recognise-records.ts';
import type { SaveOptions } from './save-services.ts';

/**
 * Writes the states that records bring with them, each as a row with its who and when, and only where it differs from
 * the latest: Local Offer membership, commitment, confirmation, waiting time; and the publication.
 */
export async function saveStates(db: Db, arrivals: readonly Arrival[], options: SaveOptions): Promise<void> {
  const { changed_by, now } = options;
  const states = JSON.stringify(
    arrivals.map(({ id, record }) => ({
      service_id: id,
      ...record.local_offer.commitment,
      record: record.local_offer,
    })),
  );
  await sql`
    insert into commitment (service_id, commitment, starts_on, ends_on, note, recorded_at, recorded_by)
    select s.service_id, s.commitment, s.starts_on, s.ends_on, s.note, ${now}, ${changed_by}
    from jsonb_to_recordset(${states}::jsonb) as s(service_id uuid, commitment text, starts_on date, ends_on date, note text)
    where (s.commitment, s.starts_on, s.ends_on, s.note) is distinct from (
      select (c.commitment, c.starts_on, c.ends_on, c.note) from commitment c
      where c.service_id = s.service_id order by recorded_at desc, id desc limit 1)
  `.execute(db);
  await sql`
    insert into local_offer_membership (service_id, state, decided_at, decided_by, reason)
    select s.service_id, m.state, m.decided_at, m.decided_by, m.reason
    from jsonb_to_recordset(${states}::jsonb) as s(service_id uuid, record jsonb),
      jsonb_to_record(s.record->'membership') as m(state text, decided_at timestamptz, decided_by text, reason text)
    where m.state is not null and not exists (
      select from local_offer_membership known
      where known.service_id = s.service_id and known.state = m.state and known.decided_at >= m.decided_at)
  `.execute(db);
  await sql`
    insert into confirmation (service_id, confirmed_at, confirmed_by)
    select s.service_id, c.confirmed_at, c.confirmed_by
    from jsonb_to_recordset(${states}::jsonb) as s(service_id uuid, record jsonb),
      jsonb_to_record(s.record->'confirmation') as c(confirmed_at timestamptz, confirmed_by text)
    where c.confirmed_at is not null and not exists (
      select from confirmation known where known.service_id = s.service_id and known.confirmed_at >= c.confirmed_at)
  `.execute(db);
  await sql`
    insert into waiting_time (service_id, weeks, description, declared_on, declared_by)
    select s.service_id, w.weeks, w.description, w.declared_on, w.declared_by
    from jsonb_to_recordset(${states}::jsonb) as s(service_id uuid, record jsonb),
      jsonb_to_record(s.record->'waiting_time') as w(weeks real, description text, declared_on date, declared_by text)
    where w.description is not null and not exists (
      select from waiting_time known
      where known.service_id = s.service_id and known.declared_on >= w.declared_on and known.description = w.description)
  `.execute(db);
  // what staff took down stays down, whatever its source says: openPublication brings it back
  if (options.publish)
    await sql`
      insert into publication (service_id, published_at, published_by)
      select arrived.id, ${now}, ${changed_by} from unnest(${arrivals.map((arrival) => arrival.id)}::uuid[]) as arrived(id)
      where not exists (select from publication where publication.service_id = arrived.id)
    `.execute(db);
}
