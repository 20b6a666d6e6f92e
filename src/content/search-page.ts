import { addDays, fullDate } from '../directory/date-rules.ts';
import { shorten } from '../directory/result-card-rules.ts';
import { answerSearch } from '../directory/search-page.ts';
import type { ServiceDetail } from '../directory/service-detail.ts';
import { datesOfService } from '../directory/service-places-rules.ts';
import { findServices } from '../directory/services.ts';
import { dayOf, type Parts } from '../parts.ts';
import { kindNames } from '../schools/school-words-rules.ts';

/** Something that a search found. */
interface Found {
  href: string;
  title: string;
  summary: string;
  /** what kind of thing it is, where that is not plain from where it stands */
  kind: string | null;
}

/** What `/search` shows: pages, documents, schools, dates and services that are about a question. */
export interface PageSearch {
  q: string;
  correction: { shown: string; typed: string } | null;
  pages: Found[];
  schools: Found[];
  schools_href: string;
  /** what is on soon of the services that were found, the soonest first */
  events: Found[];
  services: Found[];
  /** "412 services" */
  services_in_words: string;
  services_href: string;
}

/** More pages nobody reads; more services stand on their own page, with its filters. */
const mostPages = 20;
const mostServices = 6;
const mostSchools = 5;
/** Dates are looked for in so many services, so many days ahead, and so many are shown. */
const dates = { services: 20, days: 42, most: 4 };
const longestQuestion = 200;

/** Finds what a question is about in pages, documents, schools, dates and services at once, with one understanding of its words. */
export async function pageSearch(parts: Parts, typed: string): Promise<PageSearch> {
  const q = typed.replaceAll('\0', '').trim().slice(0, longestQuestion);
  if (q === '')
    return {
      q,
      correction: null,
      pages: [],
      schools: [],
      schools_href: '/schools',
      events: [],
      services: [],
      services_in_words: '',
      services_href: '/services',
    };
  const { found, pages, services } = await parts.kept(`what is about ${q}`, () => findAbout(parts, q));
  const schools = await parts.schools.named(q, mostSchools);
  const { corrections, shown_words } = found.understood;
  return {
    q,
    correction: corrections.length > 0 ? { shown: shown_words, typed: q } : null,
    pages: pages.map((page) => ({ ...page, kind: page.href.startsWith('/documents/') ? 'Document' : null })),
    schools: schools.map(({ urn, name, kind, town, area, la_name }) => ({
      href: `/schools/${urn}`,
      title: name,
      summary: [kindNames[kind], town, area === 'in_area' ? null : la_name].filter(Boolean).join(', '),
      kind: null,
    })),
    schools_href: `/schools?${new URLSearchParams({ q })}`,
    events: eventsOf(services, dayOf(parts.now())),
    services: services.slice(0, mostServices).map(({ slug, name, organization, summary, description }) => ({
      href: `/services/${slug}`,
      title: name,
      summary: shorten(summary ?? description ?? ''),
      kind: organization.name === name ? null : organization.name,
    })),
    services_in_words: `${found.total.toLocaleString('en-GB')} ${found.total === 1 ? 'service' : 'services'}`,
    services_href: `/services?${new URLSearchParams({ q })}`,
  };
}

function eventsOf(services: readonly ServiceDetail[], today: string): Found[] {
  const last = addDays(today, dates.days);
  return services
    .flatMap((service) =>
      datesOfService(service, today)
        .slice(0, 1)
        .map((day) => ({ service, day })),
    )
    .filter(({ day }) => day <= last)
    .sort((one, other) => one.day.localeCompare(other.day))
    .slice(0, dates.most)
    .map(({ service: { slug, name, organization }, day }) => ({
      href: `/services/${slug}`,
      title: name,
      summary: organization.name === name ? '' : organization.name,
      kind: fullDate(day),
    }));
}

async function findAbout(parts: Parts, q: string) {
  const { found } = await answerSearch(parts, { q });
  const ids = found.hits.slice(0, dates.services).map(({ service_id }) => service_id);
  return {
    found,
    pages: await parts.pages.search(found.understood, mostPages),
    services: await findServices(parts.db, ids),
  };
}
