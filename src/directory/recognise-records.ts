import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { stableId } from '../db/stable-id.ts';
import { type FieldChange, recordChanges } from './record-changes.ts';
import type { ServiceRecord } from './records.ts';
import { freeSlug } from './slug-rules.ts';

/** A record on its way in: whose service it is, and what differs from what is there. */
export interface Arrival {
  id: string;
  slug: string;
  is_new: boolean;
  record: ServiceRecord;
  /** the record as it stands here; undefined for a new one */
  standing: ServiceRecord | undefined;
  changes: FieldChange[];
}

/**
 * Finds each record's service, by its source and source_id, else by its id, and what differs from what was last saved.
 * A record that stands twice counts once, the last. A new one is given an address that nobody has.
 */
export async function recogniseRecords(db: Db, records: readonly ServiceRecord[], source: string): Promise<Arrival[]> {
  const wanted = [...new Map(records.map((record) => [record.source_id, record])).values()];
  const ids = wanted.map((record) => record.id ?? stableId(`service ${source} ${record.source_id}`));
  const known = await sql<{
    id: string;
    slug: string;
    source: string;
    source_id: string;
    record: ServiceRecord | null;
  }>`
    select service.id, slug, source, source_id, record
    from service left join service_record on service_record.service_id = service.id
    where (source = ${source} and source_id = any(${wanted.map((record) => record.source_id)})) or service.id = any(${ids}::uuid[])
  `.execute(db);
  const bySourceId = new Map(known.rows.filter((row) => row.source === source).map((row) => [row.source_id, row]));
  const byId = new Map(known.rows.map((row) => [row.id, row]));
  const taken = await takenSlugs(db, wanted);
  return wanted.map((record, n) => {
    const id = ids[n] ?? '';
    const there = bySourceId.get(record.source_id) ?? byId.get(id);
    if (there) {
      const standing = there.record ?? undefined;
      const changes = recordChanges(standing, record);
      return { id: there.id, slug: there.slug, is_new: false, record, standing, changes };
    }
    const slug = freeSlug(record.name, townOf(record), id, (candidate) => taken.has(candidate));
    taken.add(slug);
    return { id, slug, is_new: true, record, standing: undefined, changes: recordChanges(undefined, record) };
  });
}

// Every address that a new record could take, so that one query tells which are taken.
async function takenSlugs(db: Db, records: readonly ServiceRecord[]): Promise<Set<string>> {
  const candidates: string[] = [];
  for (const record of records) {
    const id = record.id ?? stableId(record.source_id);
    freeSlug(record.name, townOf(record), id, (slug) => candidates.push(slug) > 0);
  }
  const rows = await sql<{ slug: string }>`select slug from service where slug = any(${candidates})`.execute(db);
  return new Set(rows.rows.map((row) => row.slug));
}

function townOf(record: ServiceRecord): string | undefined {
  return record.service_at_locations[0]?.location.addresses[0]?.city || undefined;
}
