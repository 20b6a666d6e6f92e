import type { ServiceRecord } from '../directory/records.ts';
import { linksOf, mailDomainsOf, phonesOf, textsOf } from './record-parts-rules.ts';

export type FindingKind = 'past_date' | 'broken_link';

/** What the site found by itself: the part in words, what stands there, and why it is wrong. */
export interface Found {
  kind: FindingKind;
  field: string;
  text: string;
  reason: string;
}

/** A finding for whoever keeps the record: what it is, and what to do about it. */
export interface FindingWords {
  what: string;
  todo: string;
}

/** Says what was found, and what to do about it. */
export function wordsOf({ kind, field, text, reason }: Found): FindingWords {
  if (kind === 'past_date')
    return { what: `“${text}” (${field}): ${reason}.`, todo: 'Take it out, or write what holds now.' };
  if (field.startsWith('phone'))
    return { what: `The number ${text} (${field}): ${reason}.`, todo: 'Write the number as people dial it.' };
  if (field.startsWith('e-mail'))
    return { what: `Mail to addresses at ${text} (${field}): ${reason}.`, todo: 'Give an address that takes mail.' };
  return {
    what: `The link ${text} (${field}): ${reason}.`,
    todo: 'Give the address of a page that opens, or take it out.',
  };
}

/** Whether what was found stands in a record as it is now: what was changed since is no fault any more. */
export function isStillThere({ kind, field, text }: Omit<Found, 'reason'>, record: ServiceRecord): boolean {
  if (kind === 'past_date')
    return textsOf(record).some((part) => part.field === field && spaced(part.text).includes(spaced(text)));
  return [...linksOf(record), ...mailDomainsOf(record), ...phonesOf(record)].some((part) => part.text === text);
}

function spaced(text: string): string {
  return text.replace(/\s+/g, ' ');
}
