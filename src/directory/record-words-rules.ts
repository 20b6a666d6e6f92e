import { longDate } from './date-rules.ts';
import type { FieldChange } from './record-changes.ts';
import { scheduleInWords } from './schedule-rules.ts';
import { type TextPart, textChange } from './text-change-rules.ts';

/** A field of a record in words, as it was and as it is to be. */
export interface Difference {
  field: string;
  name: string;
  old: Line[];
  now: Line[];
}

/** One of the things that a field says; `is_changed` where the other side does not say it. */
export interface Line {
  text: string;
  is_changed: boolean;
  /** a long text that was changed, in pieces */
  parts?: TextPart[];
}

const names: Record<string, string> = {
  name: 'Name',
  alternate_name: 'Other name',
  url: 'Website',
  email: 'E-mail',
  accreditations: 'Quality marks',
  minimum_age: 'Youngest age',
  maximum_age: 'Oldest age',
  alert: 'Notice',
  application_process: 'How to get it',
  service_at_locations: 'Places',
  schedules: 'Times',
  phones: 'Phone numbers',
  cost_options: 'Costs',
  service_areas: 'Areas',
  eligibility: 'Who can use it',
  terms: 'Kinds, needs and other tags',
  foreign_terms: 'Tags of its source',
  'organization.name': 'Organisation',
  'organization.organization_identifiers': 'Organisation: registered as',
  'organization.email': 'Organisation: e-mail',
  'organization.url': 'Organisation: website',
  'organization.phones': 'Organisation: phone numbers',
  'local_offer.membership': 'In the Local Offer',
  'local_offer.commitment': 'Stage',
  'local_offer.confirmation': 'Confirmed',
  'local_offer.pause': 'Break',
  'local_offer.closing': 'Closing',
  'local_offer.is_place_hidden': 'Address kept secret',
  'local_offer.area': 'In or out of our area',
};

/** What a field of a record is called, as people read it. */
export function fieldName(field: string): string {
  const known = names[field];
  if (known) return known;
  const words = (text: string) => text.replaceAll('_', ' ');
  const [outer = '', inner] = field.split('.');
  if (inner === undefined) return words(outer).replace(/^./, (letter) => letter.toUpperCase());
  return outer === 'organization' ? `Organisation: ${words(inner)}` : fieldName(inner);
}

// as a page tells them: what it is, for whom, how to get it, when and where, whom to ask
const order = [
  ...[
    'name',
    'alternate_name',
    'organization.name',
    'summary',
    'description',
    'status',
    'alert',
    'terms',
    'eligibility',
  ],
  ...['local_offer.open_to_all', 'minimum_age', 'maximum_age', 'application_process', 'local_offer.waiting_time'],
  ...[
    'schedules',
    'service_at_locations',
    'service_areas',
    'fees',
    'cost_options',
    'phones',
    'email',
    'url',
    'contacts',
  ],
];
const placeOf = (field: string) => (order.includes(field) ? order.indexOf(field) : order.length);

const technical = new Set([
  ...['id', 'source_id', 'successor_id', 'latitude', 'longitude', 'country', 'state_province', 'currency'],
  // what search filters by, where a description beside it says the same to people
  ...['criterion', 'value', 'area_code', 'extent', 'code', 'weeks', 'external_identifier'],
]);
const ofDate = /^\d{4}-\d\d-\d\d(T.*)?$/;

/**
 * What a field says, as lines: each thing of a list is one. Ids, positions and the like say nothing to a reader and are
 * left out. `terms` gives the names of our own terms by `taxonomy:code`; `today` (`YYYY-MM-DD`) is for times that start.
 */
export function valueInWords(
  field: string,
  value: unknown,
  { terms, today }: { terms: ReadonlyMap<string, string>; today: string },
): string[] {
  const list = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
  const lines = list.map((item) => {
    if (field === 'terms') return terms.get(String(item)) ?? String(item);
    return said(field, item, today);
  });
  return lines.filter((line) => line !== '');
}

function said(field: string, value: unknown, today: string): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string')
    return ofDate.test(value)
      ? longDate(value)
      : value.replaceAll(/^(available_now|in_area|out_of_area)$/g, (code) => code.replaceAll('_', ' '));
  if (Array.isArray(value))
    return value
      .map((item) => said(field, item, today))
      .filter(Boolean)
      .join('; ');
  const parts = value as Record<string, unknown>;
  if (field === 'schedules') {
    const rule = scheduleInWords(parts, today);
    const more = [parts.description, parts.notes].filter((text) => text && !rule.includes(String(text)));
    return [rule, ...more].filter(Boolean).join('. ');
  }
  if (field === 'cost_options' && typeof parts.amount === 'number') {
    const { amount, ...others } = parts;
    return [`£${amount.toFixed(2)}`, said('', others, today)].filter(Boolean).join(' ');
  }
  return Object.entries(parts)
    .filter(([name]) => !technical.has(name) && !/(^|_)type$|identifier_scheme|_uri$/.test(name))
    .map(([name, inner]) => said(name, inner, today))
    .filter(Boolean)
    .join(', ');
}

/** What differs, field by field in words; fields that say nothing to a reader are left out. */
export function differencesInWords(
  changes: readonly FieldChange[],
  context: { terms: ReadonlyMap<string, string>; today: string },
): Difference[] {
  const sorted = [...changes].sort((a, b) => placeOf(a.field) - placeOf(b.field));
  return sorted.flatMap(({ field, old_value, new_value }) => {
    const old = valueInWords(field, old_value, context);
    const now = valueInWords(field, new_value, context);
    const mark = (lines: string[], others: string[]) =>
      lines.map((text) => ({ text, is_changed: !others.includes(text) }));
    if (technical.has(field.split('.').at(-1) ?? '') || (old.length === 0 && now.length === 0)) return [];
    if (old.join('\n') === now.join('\n')) now.push('What only machines read has changed.');
    return [{ field, name: fieldName(field), ...inPieces(mark(old, now), mark(now, old)) }];
  });
}

/** From this length on, one text beside another is read by what is different in it. */
const longText = 60;

function inPieces(old: Line[], now: Line[]): { old: Line[]; now: Line[] } {
  const [before, after] = [old[0], now[0]];
  const isText = before && after && old.length === 1 && now.length === 1;
  if (!isText || Math.max(before.text.length, after.text.length) < longText) return { old, now };
  const parts = textChange(before.text, after.text);
  return { old: [{ ...before, parts: parts.old }], now: [{ ...after, parts: parts.now }] };
}
