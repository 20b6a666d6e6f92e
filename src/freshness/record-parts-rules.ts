import type { ServiceRecord } from '../directory/records.ts';
import { linkTo } from '../directory/service-words-rules.ts';

/** A piece of a record: the part in words, as staff know it, and what stands there. */
export interface RecordPart {
  field: string;
  text: string;
}

/** A text of a record, with the field of its history by which it is known when it was written. */
export interface RecordText extends RecordPart {
  changed_as: string;
}

/** Everything in a record that is written in sentences. */
export function textsOf(record: ServiceRecord): RecordText[] {
  const { local_offer, organization } = record;
  const schedules = [...record.schedules, ...record.service_at_locations.flatMap((at) => at.schedules)];
  const parts: [field: string, changed_as: string, texts: (string | undefined)[]][] = [
    ['name', 'name', [record.name]],
    ['summary', 'summary', [record.summary]],
    ['description', 'description', [record.description]],
    ['notice', 'alert', [record.alert]],
    ['costs', 'fees', [record.fees]],
    ['costs', 'cost_options', record.cost_options.flatMap((cost) => [cost.option, cost.amount_description])],
    ['how to get it', 'application_process', [record.application_process]],
    ['who can use it', 'eligibility', record.eligibility.map(({ description }) => description)],
    ['times', 'schedules', schedules.flatMap(({ description, notes }) => [description, notes])],
    ['note on its stage', 'local_offer.commitment', [local_offer.commitment.note]],
    ['waiting time', 'local_offer.waiting_time', [local_offer.waiting_time?.description]],
    ['place', 'service_at_locations', record.service_at_locations.map(({ location }) => location.description)],
    ['organisation', 'organization.description', [organization.description]],
  ];
  return parts.flatMap(([field, changed_as, texts]) =>
    texts.flatMap((text) => (text?.trim() ? [{ field, changed_as, text }] : [])),
  );
}

/** Every web address of a record, as a link that a browser opens, without the place within its page. */
export function linksOf(record: ServiceRecord): RecordPart[] {
  const schedules = [...record.schedules, ...record.service_at_locations.flatMap((at) => at.schedules)];
  const written = textsOf(record).flatMap(({ field, text }) =>
    [...text.matchAll(/https?:\/\/[^\s<>"')\]]+/gi)].map(([url]) => ({ field, url: url.replace(/[.,;:!?]+$/, '') })),
  );
  const found = [
    { field: 'website', url: record.url },
    { field: 'website of the organisation', url: record.organization.url },
    ...schedules.map(({ schedule_link }) => ({ field: 'link to times', url: schedule_link })),
    ...record.service_at_locations.flatMap(({ location }) =>
      location.accessibility.map(({ url }) => ({ field: 'link about access', url })),
    ),
    ...written,
  ];
  const links = found.flatMap(({ field, url }) => {
    const text = linkTo(url)?.replace(/#.*$/, '');
    return text && !isReserved(new URL(text).hostname) ? [{ field, text }] : [];
  });
  return firstOfEach(links);
}

/** The domains to which a record's mail goes. */
export function mailDomainsOf(record: ServiceRecord): RecordPart[] {
  const found = [
    { field: 'e-mail', email: record.email },
    { field: 'e-mail of the organisation', email: record.organization.email },
    ...record.contacts.map(({ email }) => ({ field: 'e-mail of a contact', email })),
  ];
  const domains = found.flatMap(({ field, email }) => {
    const text = /@([^\s@]+)$/.exec(email?.trim() ?? '')?.[1]?.toLowerCase();
    return text && !isReserved(text) ? [{ field, text }] : [];
  });
  return firstOfEach(domains);
}

/** The phone numbers of a record as they stand. */
export function phonesOf(record: ServiceRecord): (RecordPart & { type: string | undefined })[] {
  const parts = [
    { field: 'phone', phones: record.phones },
    { field: 'phone of a contact', phones: record.contacts.flatMap(({ phones }) => phones) },
    { field: 'phone of the organisation', phones: record.organization.phones },
  ];
  return parts.flatMap(({ field, phones }) => phones.map(({ number, type }) => ({ field, text: number, type })));
}

/** Names that lead nowhere by agreement (RFC 2606, RFC 6761): there is nothing to check. */
export function isReserved(host: string): boolean {
  return /(^|\.)(example|test|invalid|localhost|local|example\.(com|org|net))\.?$/i.test(host);
}

function firstOfEach(parts: RecordPart[]): RecordPart[] {
  return parts.filter(({ text }, n) => parts.findIndex((other) => other.text === text) === n);
}
