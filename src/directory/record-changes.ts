import type { ServiceRecord } from './records.ts';

/** One field of a record that is not as it was. */
export interface FieldChange {
  field: string;
  old_value: unknown;
  new_value: unknown;
}

/**
 * What differs between a record as it was and as it now comes in, field by field; the organisation's and the Local
 * Offer's facts as `organization.name`, `local_offer.commitment`. Nothing is there yet when `before` is undefined.
 */
export function recordChanges(before: unknown, after: ServiceRecord): FieldChange[] {
  const old = flat(before);
  const now = flat(after);
  const fields = new Set([...Object.keys(old), ...Object.keys(now)]);
  const changes: FieldChange[] = [];
  for (const field of fields) {
    if (canonical(old[field]) === canonical(now[field])) continue;
    changes.push({ field, old_value: old[field] ?? null, new_value: now[field] ?? null });
  }
  return changes;
}

const nested = new Set(['organization', 'local_offer']);

function flat(record: unknown): Record<string, unknown> {
  if (typeof record !== 'object' || record === null) return {};
  const fields: [string, unknown][] = [];
  for (const [name, value] of Object.entries(record)) {
    if (nested.has(name) && typeof value === 'object' && value !== null)
      for (const [inner, innerValue] of Object.entries(value)) fields.push([`${name}.${inner}`, innerValue]);
    else fields.push([name, value]);
  }
  return Object.fromEntries(fields);
}

// Equal whatever the order of keys, as jsonb keeps them in its own; an empty list is as good as none.
function canonical(value: unknown): string {
  if (Array.isArray(value) && value.length === 0) return '';
  return value === undefined || value === null ? '' : JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]));
}
