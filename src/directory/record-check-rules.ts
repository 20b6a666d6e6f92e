import { type PersonalDetail, personalDetails } from './personal-details-rules.ts';
import type { ServiceRecord } from './records.ts';

/**
 * Private details that a record would make public and the record before (null: there was none) did not, a question each:
 * nobody is named, and no mobile number shown, that nobody has looked at (UK GDPR, article 6).
 */
export function newPersonalDetails(record: ServiceRecord, before: ServiceRecord | null): string[] {
  const known = new Set((before ? personalDetails(before) : []).map(({ found }) => sameness(found)));
  const fresh = personalDetails(record).filter(({ found }) => !known.has(sameness(found)));
  const all = (kind: PersonalDetail['kind']) =>
    fresh.flatMap((one) =>
      one.kind === kind ? [kind === 'mobile' ? one.found.replaceAll(/\s/g, '') : one.found] : [],
    );
  const [names, mobiles, addresses] = [all('name'), all('mobile'), all('e_mail')];
  return [
    ...(names.length > 0 ? [`It names ${names.join(' and ')}. Is that somebody who agreed to be named?`] : []),
    ...(mobiles.length > 0 ? [`It has a mobile number, ${mobiles.join(' and ')}. Is it a work number?`] : []),
    ...(addresses.length > 0
      ? [
          `It has an address that looks like a person’s own, ${addresses.join(' and ')}. Did they agree that it is public?`,
        ]
      : []),
  ];
}

const sameness = (found: string) => found.toLowerCase().replaceAll(/\s/g, '');

/**
 * What whoever approves a record should look at, a sentence each: private details of people (UK GDPR, article 6: a
 * named person must have agreed), and what a Local Offer must say about each service (SEND Regulations 2014, Schedule 2,
 * paragraph 18: who can use it and how to get it).
 */
export function worthALook(record: ServiceRecord): string[] {
  const said = newPersonalDetails(record, null);
  if (!record.local_offer.open_to_all && record.eligibility.length === 0) said.push('It does not say who can use it.');
  if (!record.application_process && !record.terms.some((term) => term.startsWith('route:')))
    said.push('It does not say how to get it.');
  if (!record.email && !record.url && record.phones.length === 0 && record.contacts.length === 0)
    said.push('Nobody can be reached by what it says.');
  return said;
}
