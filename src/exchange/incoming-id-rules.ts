import type { ServiceRecord, ServiceRecordInput } from '../directory/records.ts';

/** Parts that stand in several records, and are known by their ids there. */
const SHARED = new Set(['organization', 'location']);

/**
 * A record without the ids of its smaller parts that are among `used`, to which all its others are added: real sources
 * give one id to several parts, which no database takes. Organisations and places keep all theirs, as they may well
 * stand in several records. Without `used`, all go but the ids of the service, its organisation and its places.
 */
export function withoutChildIds(record: ServiceRecordInput, used?: Set<string>): ServiceRecordInput {
  const isUnwanted = (id: string) => {
    if (!used || used.has(id)) return true;
    used.add(id);
    return false;
  };
  return strip(record, isUnwanted, used === undefined) as ServiceRecordInput;
}

function strip(value: unknown, isUnwanted: (id: string) => boolean, withShared: boolean): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]): [string, unknown] => {
    if (SHARED.has(name) && !withShared) return [name, inner];
    if (!Array.isArray(inner)) return [name, strip(inner, isUnwanted, withShared)];
    return [name, inner.map((item) => withoutId(strip(item, isUnwanted, withShared), isUnwanted))];
  });
  return Object.fromEntries(entries);
}

function withoutId(item: unknown, isUnwanted: (id: string) => boolean): unknown {
  if (typeof item !== 'object' || item === null || !('id' in item)) return item;
  const { id, ...rest } = item;
  return typeof id === 'string' && isUnwanted(id) ? rest : item;
}

/** A record without those ids of its organisation and its places that belong to another source: they get ids of ours. */
export function withoutIds(record: ServiceRecord, elsewhere: ReadonlySet<string>): ServiceRecord {
  if (elsewhere.size === 0) return record;
  const isElsewhere = (id: string | undefined) => id !== undefined && elsewhere.has(id);
  const { organization } = record;
  return {
    ...record,
    organization: isElsewhere(organization.id) ? { ...organization, id: undefined } : organization,
    service_at_locations: record.service_at_locations.map((at) =>
      isElsewhere(at.location.id) ? { ...at, location: { ...at.location, id: undefined } } : at,
    ),
  };
}
