import type { Phone, ServiceDetail } from './service-detail.ts';
import { dialOf, linkTo } from './service-words-rules.ts';

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
    text: string;
    phones: PhoneLine[];
    email: string | null;
    website: { href: string; text: string } | null;
  };
}

/** The roles, numbers and addresses of a service, ready to be linked. */
export function contactOf(service: ServiceDetail): Contact {
  const { organization } = service;
  return {
    roles: service.contacts.map(({ title, name, department, email, phones }) => ({
      role: [title, name].filter(Boolean).join(', ') || 'Contact',
      department: department ?? null,
      phones: phoneLines(phones),
      email: email ?? null,
    })),
    phones: phoneLines(service.phones),
    email: service.email ?? null,
    website: websiteOf(service.url),
    organisation: {
      text: organization.description,
      phones: phoneLines(organization.phones),
      email: organization.email ?? null,
      website: organization.url === service.url ? null : websiteOf(organization.url),
    },
  };
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
