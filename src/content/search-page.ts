import { shorten } from '../directory/result-card-rules.ts';
import { answerSearch } from '../directory/search-page.ts';
import { findServices } from '../directory/services.ts';
import type { Parts } from '../parts.ts';

/** Something that a search found. */
interface Found {
  href: string;
  title: string;
  summary: string;
  /** what kind of thing it is, where that is not plain from where it stands */
  kind: string | null;
}

/** What `/search` shows: pages, documents and services that are about a question. */
export interface PageSearch {
  q: string;
  correction: { shown: string; typed: string } | null;
  pages: Found[];
  services: Found[];
  /** "412 services" */
  services_in_words: string;
  services_href: string;
}

/** More pages nobody reads; more services stand on their own page, with its filters. */
const mostPages = 20;
const mostServices = 6;
const longestQuestion = 200;

/** Finds what a question is about in pages, documents and services at once, with one understanding of its words. */
export async function pageSearch(parts: Parts, typed: string): Promise<PageSearch> {
  const q = typed.replaceAll('\0', '').trim().slice(0, longestQuestion);
  if (q === '')
    return { q, correction: null, pages: [], services: [], services_in_words: '', services_href: '/services' };
  const { found, pages, services } = await parts.kept(`what is about ${q}`, () => findAbout(parts, q));
  const { corrections, shown_words } = found.understood;
  return {
    q,
    correction: corrections.length > 0 ? { shown: shown_words, typed: q } : null,
    pages: pages.map((page) => ({ ...page, kind: page.href.startsWith('/documents/') ? 'Document' : null })),
    services: services.map(({ slug, name, organization, summary, description }) => ({
      href: `/services/${slug}`,
      title: name,
      summary: shorten(summary ?? description ?? ''),
      kind: organization.name === name ? null : organization.name,
    })),
    services_in_words: `${found.total.toLocaleString('en-GB')} ${found.total === 1 ? 'service' : 'services'}`,
    services_href: `/services?${new URLSearchParams({ q })}`,
  };
}

async function findAbout(parts: Parts, q: string) {
  const { found } = await answerSearch(parts, { q });
  const ids = found.hits.slice(0, mostServices).map(({ service_id }) => service_id);
  return {
    found,
    pages: await parts.pages.search(found.understood, mostPages),
    services: await findServices(parts.db, ids),
  };
}
