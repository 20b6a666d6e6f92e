import { stableId } from '../db/stable-id.ts';
import type { ServiceRecord } from './records.ts';
import { termId } from './taxonomies.ts';

type Row = Record<string, unknown>;

/** The rows of one or more service records, by table, ready to be written. */
export type RecordRows = Record<
  (typeof childTables)[number] | 'organization' | 'location' | 'taxonomy' | 'taxonomy_term',
  Row[]
> & {
  /** what several records share and is written once */
  seen: Set<string>;
};

/** What names its service, parents first. */
export const serviceTables = [
  'service_at_location',
  'contact',
  'phone',
  'schedule',
  'cost_option',
  'funding',
  'language',
  'service_area',
  'eligibility',
] as const;

/** What is written anew with a service, its organisation and its places, parents first. */
export const childTables = [
  ...serviceTables,
  'attribute',
  'address',
  'accessibility',
  'organization_identifier',
] as const;

/** No rows yet. */
export function noRows(): RecordRows {
  const tables = [...childTables, 'organization', 'location', 'taxonomy', 'taxonomy_term'] as const;
  const empty = Object.fromEntries(tables.map((table) => [table, [] as Row[]])) as Record<
    (typeof tables)[number],
    Row[]
  >;
  return { ...empty, seen: new Set() };
}

/** The id of an organisation: its own, or one made of its source and name. */
export function organizationId(source: string, organization: ServiceRecord['organization']): string {
  return organization.id ?? stableId(`organization ${source} ${organization.name.toLowerCase()}`);
}

function isFirst(rows: RecordRows, key: string): boolean {
  const before = rows.seen.size;
  return rows.seen.add(key).size > before;
}

/** Adds a record's rows. Ids that the record does not give are made of their parent's, so that they stay the same. */
export function addRows(rows: RecordRows, record: ServiceRecord, serviceId: string, source: string): void {
  const own = (given: string | undefined, kind: string, position: number, parent = serviceId) =>
    given ?? stableId(`${kind} ${parent} ${position}`);
  const organization_id = organizationId(source, record.organization);
  addOrganization(rows, record.organization, organization_id, source);
  for (const [n, at] of record.service_at_locations.entries()) {
    const location_id = addLocation(rows, at.location, source);
    if (!isFirst(rows, `${serviceId} ${location_id}`)) continue;
    const id = own(at.id, 'service_at_location', n);
    rows.service_at_location.push({ id, service_id: serviceId, location_id, description: at.description });
    for (const [m, schedule] of at.schedules.entries())
      rows.schedule.push(scheduleRow(schedule, own(schedule.id, 'schedule', m, id), { service_at_location_id: id }));
  }
  for (const [n, schedule] of record.schedules.entries())
    rows.schedule.push(scheduleRow(schedule, own(schedule.id, 'schedule', n), { service_id: serviceId }));
  for (const [n, phone] of record.phones.entries())
    rows.phone.push(phoneRow(phone, own(phone.id, 'phone', n), { service_id: serviceId }));
  for (const [n, contact] of record.contacts.entries()) {
    const { phones, ...facts } = contact;
    const id = own(contact.id, 'contact', n);
    rows.contact.push({ name: null, title: null, department: null, email: null, ...facts, id, service_id: serviceId });
    for (const [m, phone] of phones.entries())
      rows.phone.push(phoneRow(phone, own(phone.id, 'phone', m, id), { contact_id: id }));
  }
  const simple = ['cost_options', 'funding', 'languages', 'service_areas', 'eligibility'] as const;
  for (const list of simple)
    for (const [n, item] of record[list].entries())
      rows[tableOf[list]].push({
        ...emptyRow[list],
        ...item,
        ...(list === 'eligibility' ? { position: n } : {}),
        id: own(item.id, tableOf[list], n),
        service_id: serviceId,
      });
  addTerms(rows, record, serviceId);
}

const tableOf = {
  cost_options: 'cost_option',
  funding: 'funding',
  languages: 'language',
  service_areas: 'service_area',
  eligibility: 'eligibility',
} as const;

// All rows of one insert have the same columns.
const emptyRow = {
  cost_options: { option: null, amount: null, amount_description: null, valid_from: null, valid_to: null },
  funding: {},
  languages: { code: null, note: null },
  service_areas: { description: null, extent: null, extent_type: null, uri: null, area_code: null },
  eligibility: { value: null },
};

function addOrganization(
  rows: RecordRows,
  organization: ServiceRecord['organization'],
  id: string,
  source: string,
): void {
  if (!isFirst(rows, id)) return;
  const { organization_identifiers, phones, ...facts } = organization;
  const empty = { alternate_name: null, email: null, url: null, logo: null, uri: null };
  rows.organization.push({ ...empty, ...facts, id, source, source_id: id });
  for (const [n, identifier] of organization_identifiers.entries())
    rows.organization_identifier.push({
      identifier_scheme: null,
      ...identifier,
      id: identifier.id ?? stableId(`identifier ${id} ${n}`),
      organization_id: id,
    });
  for (const [n, phone] of phones.entries())
    rows.phone.push(phoneRow(phone, phone.id ?? stableId(`phone ${id} ${n}`), { organization_id: id }));
}

type Location = ServiceRecord['service_at_locations'][number]['location'];

function addLocation(rows: RecordRows, location: Location, source: string): string {
  const { addresses, accessibility, ...facts } = location;
  const sameness = JSON.stringify([
    facts.name,
    facts.latitude,
    facts.longitude,
    addresses.map((a) => [a.address_1, a.postal_code]),
  ]);
  const id = location.id ?? stableId(`location ${source} ${sameness}`);
  if (!isFirst(rows, id)) return id;
  const empty = { name: null, description: null, latitude: null, longitude: null };
  rows.location.push({ ...empty, external_identifier: null, external_identifier_type: null, ...facts, id, source });
  for (const [n, address] of addresses.entries())
    rows.address.push({
      attention: null,
      address_2: null,
      region: null,
      ...address,
      id: address.id ?? stableId(`address ${id} ${n}`),
      location_id: id,
    });
  for (const [n, item] of accessibility.entries())
    rows.accessibility.push({
      details: null,
      url: null,
      ...item,
      id: item.id ?? stableId(`accessibility ${id} ${n}`),
      location_id: id,
    });
  return id;
}

function scheduleRow(schedule: ServiceRecord['schedules'][number], id: string, parent: Row): Row {
  const none = { service_id: null, service_at_location_id: null, valid_from: null, valid_to: null, dtstart: null };
  const rule = { freq: null, interval: null, byday: null, bymonthday: null, opens_at: null, closes_at: null };
  const words = { description: null, attending_type: null, notes: null, schedule_link: null };
  return { ...none, ...rule, ...words, ...schedule, ...parent, id };
}

function phoneRow(phone: ServiceRecord['phones'][number], id: string, parent: Row): Row {
  const none = { service_id: null, organization_id: null, contact_id: null };
  return { ...none, extension: null, type: null, description: null, ...phone, ...parent, id };
}

function addTerms(rows: RecordRows, record: ServiceRecord, serviceId: string): void {
  const attribute = (taxonomy_term_id: string, link_type: string) =>
    rows.attribute.push({
      id: stableId(`attribute ${serviceId} ${taxonomy_term_id}`),
      link_id: serviceId,
      link_entity: 'service',
      link_type,
      taxonomy_term_id,
    });
  for (const term of new Set(record.terms)) {
    const [taxonomy = '', code = ''] = term.split(':');
    attribute(termId(taxonomy, code), taxonomy);
  }
  for (const term of record.foreign_terms) {
    const taxonomy_id = stableId(`foreign-taxonomy ${term.taxonomy}`);
    const id = stableId(`foreign-term ${term.taxonomy} ${term.code}`);
    if (!isFirst(rows, `${serviceId} ${id}`)) continue;
    if (isFirst(rows, taxonomy_id))
      rows.taxonomy.push({
        id: taxonomy_id,
        code: `foreign:${term.taxonomy}`,
        name: term.taxonomy,
        description: term.taxonomy,
        // a taxonomy that is not ours always has an address, and so is never taken for one of ours
        uri: term.taxonomy_uri ?? `urn:uuid:${taxonomy_id}`,
      });
    if (isFirst(rows, id))
      rows.taxonomy_term.push({
        id,
        taxonomy_id,
        code: term.code,
        name: term.name,
        description: term.description,
        term_uri: term.term_uri,
        position: 0,
      });
    attribute(id, 'foreign');
  }
}
