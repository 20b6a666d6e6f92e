import type { ServiceRecord } from './records.ts';

/**
 * What whoever approves a record should look at, a sentence each: private details of people (UK GDPR, article 6: a
 * named person must have agreed), and what a Local Offer must say about each service (SEND Regulations 2014, Schedule 2,
 * paragraph 18: who can use it and how to get it).
 */
export function worthALook(record: ServiceRecord): string[] {
  const said: string[] = [];
  const named = record.contacts.flatMap(({ name }) => name ?? []);
  if (named.length > 0) said.push(`It names ${named.join(' and ')}. Is that somebody who agreed to be named?`);
  const texts = [record.summary, record.description, record.application_process].join(' ');
  if (/\b07\d{3}\s?\d{3}\s?\d{3}\b/.test(`${texts} ${record.phones.map(({ number }) => number).join(' ')}`))
    said.push('It has a mobile number. Is it a work number?');
  if (!record.local_offer.open_to_all && record.eligibility.length === 0) said.push('It does not say who can use it.');
  if (!record.application_process && !record.terms.some((term) => term.startsWith('route:')))
    said.push('It does not say how to get it.');
  if (!record.email && !record.url && record.phones.length === 0 && record.contacts.length === 0)
    said.push('Nobody can be reached by what it says.');
  return said;
}
