import type { Phone, ServiceDetail } from './service-detail.ts';
import { dialOf, isSameName, linkTo } from './service-words-rules.ts';

export interface PhoneLine {
  number: string;
  href: string | null;
  note: string | null;
}

/** Whom to contact: roles first, then the service, then who runs it. */
export interface Contact {
  roles: { role: string; department: string | null; phones: PhoneLine[]; email: string | null }[];
  phones: PhoneLine[];
  email: string | null;
  website: { href: string; text: string } | null;
  organisation: {
    /** it says more than the service itself does */
    is_shown: boolean;
    text: string | null;
    phones: PhoneLine[];
    email: string | null;
    website: { href: string; text: string } | null;
  };
  /** our form can write to it */
  can_write: boolean;
  /** there is no way at all to reach the service */
  is_empty: boolean;
}

/** A public address of a service, and whose it is. */
export interface Mailbox {
  address: string;
  whose: string;
}

/** The public addresses to which our form can write: those of named roles first. Each once; none of a neighbour. */
export function mailboxesOf({ contacts, email, name, organization, source }: ServiceDetail): Mailbox[] {
  if (source.is_neighbour) return [];
  const all = [
    ...contacts.map((contact) => ({ address: contact.email, whose: contact.title ?? contact.name ?? name })),
    { address: email, whose: name },
    { address: organization.email, whose: organization.name },
  ];
  const known = all.flatMap(({ address, whose }): [string, Mailbox][] =>
    address && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address) ? [[address.toLowerCase(), { address, whose }]] : [],
  );
  return [...new Map(known.reverse()).values()].reverse();
}

/** The roles, numbers and addresses of a service, ready to be linked; each number and address stands once. */
export function contactOf(service: ServiceDetail): Contact {
  const { organization } = service;
  const seen = new Set<string>();
  const isNew = (text: string) => !seen.has(text) && seen.add(text).size > 0;
  const phonesOf = (phones: readonly Phone[]) => phoneLines(phones).filter(({ number }) => isNew(number));
  const emailOf = (email: string | undefined) => (email && isNew(email.toLowerCase()) ? email : null);
  const roles = service.contacts
    .map(({ title, name, department, email, phones }) => ({
      role: [title, name].filter(Boolean).join(', ') || 'Contact',
      department: department ?? null,
      phones: phonesOf(phones),
      email: emailOf(email),
    }))
    .filter(({ role, phones, email }) => role !== 'Contact' || phones.length > 0 || email);
  const own = { phones: phonesOf(service.phones), email: emailOf(service.email), website: websiteOf(service.url) };
  const text = organization.description.trim();
  const isSaid = text === '' || text === service.description?.trim() || isSameName(text, organization.name);
  const website = websiteOf(organization.url);
  const organisation = {
    text: isSaid ? null : text,
    phones: phonesOf(organization.phones),
    email: emailOf(organization.email),
    website: website?.href === own.website?.href ? null : website,
  };
  const is_shown = Object.values(organisation).some((part) => (Array.isArray(part) ? part.length > 0 : part !== null));
  const can_write = mailboxesOf(service).length > 0;
  const is_empty = seen.size === 0 && !own.website;
  return { roles, ...own, organisation: { is_shown, ...organisation }, can_write, is_empty };
}

function phoneLines(phones: readonly Phone[]): PhoneLine[] {
  return phones.map(({ number, extension, description, type }) => ({
    number: extension ? `${number}, extension ${extension}` : number,
    href: dialOf(number) ?? null,
    note: description ?? (type === 'text' || type === 'sms' ? 'Text messages' : null),
  }));
}

function websiteOf(url: string | undefined): Contact['website'] {
  const href = linkTo(url);
  return href ? { href, text: href.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '') } : null;
}
