import { z } from 'zod';
import type { ServiceRecord } from './records.ts';

const optional = (most: number) =>
  z
    .string()
    .default('')
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .refine((text) => text.length <= most, `Make it ${most.toLocaleString('en-GB')} characters or fewer`);
const age = z
  .string()
  .default('')
  .transform((text) => text.trim())
  .refine((text) => text === '' || (/^\d{1,3}$/.test(text) && Number(text) <= 120), 'Write an age in years, like 5');

/** What the desk may edit of a record before it approves it. */
export const recordEdits = z
  .object({
    name: optional(300).refine((text) => text !== '', 'Write the name'),
    summary: optional(300),
    description: optional(10_000),
    application_process: optional(4000),
    fees: optional(2000),
    email: optional(200).refine(
      (text) => text === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text),
      'Write an e-mail address, like name@example.org',
    ),
    url: optional(500).refine(
      (text) => text === '' || URL.canParse(text),
      'Write a web address, like https://example.org',
    ),
    minimum_age: age,
    maximum_age: age,
  })
  .refine(
    ({ minimum_age, maximum_age }) => !minimum_age || !maximum_age || Number(minimum_age) <= Number(maximum_age),
    { path: ['maximum_age'], error: 'The oldest age is below the youngest' },
  );
export type RecordEdits = z.output<typeof recordEdits>;

/** The fields of a record that the desk may edit, as a form shows them. */
export function editsOf(record: ServiceRecord): Record<keyof RecordEdits, string> {
  const text = (value: string | number | undefined) => (value === undefined ? '' : String(value));
  return {
    name: record.name,
    summary: text(record.summary),
    description: text(record.description),
    application_process: text(record.application_process),
    fees: text(record.fees),
    email: text(record.email),
    url: text(record.url),
    minimum_age: text(record.minimum_age),
    maximum_age: text(record.maximum_age),
  };
}

/**
 * A record with the desk's edits: an emptied field is left out, and the kinds of support (`category:…`) are those that
 * were chosen. All its other tags stay.
 */
export function withEdits(record: ServiceRecord, edits: RecordEdits, kinds: readonly string[]): ServiceRecord {
  const { name, minimum_age, maximum_age, ...texts } = edits;
  const edited: Record<string, unknown> = { ...record, name };
  for (const [field, text] of Object.entries(texts)) edited[field] = text === '' ? undefined : text;
  edited.minimum_age = minimum_age === '' ? undefined : Number(minimum_age);
  edited.maximum_age = maximum_age === '' ? undefined : Number(maximum_age);
  const kept = record.terms.filter((term) => !term.startsWith('category:') || kinds.includes(term));
  const added = kinds.filter((term) => term.startsWith('category:') && !record.terms.includes(term));
  edited.terms = [...kept, ...added];
  return Object.fromEntries(Object.entries(edited).filter(([, value]) => value !== undefined)) as ServiceRecord;
}
