import { type FieldChange, recordChanges } from './record-changes.ts';
import type { ServiceRecord } from './records.ts';

/** What is asked beside the record. */
export interface DraftAnswers {
  /** for the council, not for the public */
  note?: string;
  /** kinds of support that the provider suggests in its own words */
  kinds_note?: string;
  /** everything else on the record has been read and is still right */
  is_all_right?: boolean;
  /** present where the service asks to be in the Local Offer: what it says to each requirement, by code */
  local_offer?: Record<string, string>;
}

/**
 * What a draft comes to now: what was changed in it since it was begun (`base`), on top of the record as it stands
 * (`current`), so that a draft undoes nothing that was changed elsewhere meanwhile. A new record is the draft itself.
 */
export function mergeDraft(
  draft: ServiceRecord,
  base: ServiceRecord | null,
  current: ServiceRecord | null,
): ServiceRecord {
  if (!base || !current) return draft;
  const merged: Record<string, unknown> = structuredClone(current);
  const nested = (name: string) => (merged[name] ??= {}) as Record<string, unknown>;
  for (const { field, new_value } of recordChanges(base, draft)) {
    const [outer = '', inner] = field.split('.');
    const [holder, key] = inner === undefined ? [merged, outer] : [nested(outer), inner];
    if (new_value === null) delete holder[key];
    else holder[key] = new_value;
  }
  return merged as ServiceRecord;
}

/** What a draft changes, field by field; for a new record, everything. */
export function draftChanges(
  draft: ServiceRecord,
  base: ServiceRecord | null,
  current: ServiceRecord | null,
): FieldChange[] {
  return recordChanges(current ?? undefined, mergeDraft(draft, base, current));
}

/**
 * Fields that were changed in a draft and, since it was begun, elsewhere too, and not to the same: `old_value` is what
 * stands now, `new_value` what the draft says. Who wrote the draft sees both.
 */
export function meanwhileChanged(
  draft: ServiceRecord,
  base: ServiceRecord | null,
  current: ServiceRecord | null,
): FieldChange[] {
  if (!base || !current) return [];
  const elsewhere = new Set(recordChanges(base, current).map(({ field }) => field));
  const own = new Set(recordChanges(base, draft).map(({ field }) => field));
  return recordChanges(current, draft).filter(({ field }) => elsewhere.has(field) && own.has(field));
}
