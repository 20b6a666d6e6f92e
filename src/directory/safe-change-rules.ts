import type { FieldChange } from './record-changes.ts';

/** What families can plan by, and what cannot send them elsewhere. */
const safeFields = new Set([
  'schedules',
  'cost_options',
  'fees',
  'languages',
  'local_offer.waiting_time',
  'local_offer.confirmation',
]);
const mostFields = 4;
const longestText = 300;

/**
 * Whether a change may be approved together with others, by who has read it in a list: a record that is public already
 * changes its times, costs, languages, waiting time or confirmation, in a few short words without an address or number
 * in them. Everything else, above all who runs it, how to reach it, where it is, what it says it does and whether it is
 * in the Local Offer, is decided one by one.
 */
export function isSafeChange(changes: readonly FieldChange[], { is_public }: { is_public: boolean }): boolean {
  if (!is_public || changes.length === 0 || changes.length > mostFields) return false;
  return changes.every(
    ({ field, new_value }) => safeFields.has(field) && textsOf(new_value).every((text) => isPlain(text)),
  );
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

function isPlain(text: string): boolean {
  const leadsElsewhere = /https?:|www\.|@|\+?\d[\d\s()-]{8,}\d/i.test(text.replace(/^\d{4}-\d\d-\d\dT\S*$/, ''));
  return text.length <= longestText && (!leadsElsewhere || /^\d{4}-\d\d-\d\d$/.test(text));
}
