import type { ServiceRecordInput } from '../directory/records.ts';
import { readLine, readParagraphs } from './incoming-text-rules.ts';
import { isObject, type Note, readEmail, readList, readUuid, readWebAddress } from './incoming-value-rules.ts';

type Phone = NonNullable<ServiceRecordInput['phones']>[number];
type Contact = NonNullable<ServiceRecordInput['contacts']>[number];
type Organization = ServiceRecordInput['organization'];

/** Telephone numbers, each once: objects with a `number`, or the numbers themselves as texts. */
export function readPhones(value: unknown, note: Note): Phone[] {
  const seen = new Set<string>();
  const items = Array.isArray(value) ? value : [value];
  return items.flatMap((item): Phone[] => {
    const raw: Record<string, unknown> = isObject(item) ? item : { number: item };
    const number = readLine(raw.number)?.replace(/^tel:\s*/i, '');
    const digits = number?.replace(/\D/g, '') ?? '';
    if (!number || seen.has(digits)) return [];
    if (digits.length < 3) {
      note('a telephone number that is none was left out');
      return [];
    }
    seen.add(digits);
    return [
      {
        id: readUuid(raw.id),
        number,
        extension: readLine(raw.extension),
        type: readLine(raw.type),
        description: readParagraphs(raw.description),
      },
    ];
  });
}

/** The people or roles to ask, each once; one without a name, a role, an address or a number is left out. */
export function readContacts(value: unknown, note: Note): Contact[] {
  const seen = new Set<string>();
  return readList(value).flatMap((raw) => {
    const contact: Contact = {
      id: readUuid(raw.id),
      name: readLine(raw.name),
      title: readLine(raw.title),
      department: readLine(raw.department),
      email: readEmail(raw.email, note),
      phones: readPhones(raw.phones ?? raw.phone, note),
    };
    const { id: _, ...facts } = contact;
    const sameness = JSON.stringify(facts);
    const isEmpty = !contact.name && !contact.title && !contact.email && contact.phones?.length === 0;
    if (isEmpty || seen.has(sameness)) return [];
    seen.add(sameness);
    return contact;
  });
}

/**
 * The organisation behind a service. Where none is named, the service's own name stands for it: small clubs are their
 * own organisation, and our records must have one.
 */
export function readOrganization(value: unknown, serviceName: string, note: Note): Organization {
  const [raw] = readList(value);
  const name = readLine(raw?.name);
  if (!raw || !name) {
    note("no organisation was named: the service's own name stands for it");
    return { name: serviceName, description: '' };
  }
  const description = readParagraphs(raw.description);
  return {
    id: readUuid(raw.id),
    name,
    alternate_name: readLine(raw.alternate_name),
    description: description ?? '',
    email: readEmail(raw.email, note),
    url: readWebAddress(raw.url ?? raw.website, note),
    logo: readWebAddress(raw.logo, note),
    uri: readLine(raw.uri),
    organization_identifiers: readList(raw.organization_identifiers).flatMap((item) => {
      const identifier = readLine(item.identifier);
      const identifier_scheme = readLine(item.identifier_scheme);
      const identifier_type = readLine(item.identifier_type) ?? identifier_scheme;
      return identifier && identifier_type
        ? { id: readUuid(item.id), identifier_scheme, identifier_type, identifier }
        : [];
    }),
    phones: readPhones(raw.phones, note),
  };
}
