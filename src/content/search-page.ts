import { dayOf, type Parts } from '../parts.ts';
import { understandQuery } from '../thesaurus/query-rules.ts';
import type { FoundPage } from './page-search.ts';

/** What `/search` shows: the site's own pages about a question. */
export interface PageSearch {
  q: string;
  correction: { shown: string; typed: string } | null;
  found: FoundPage[];
  services_href: string;
}

/** More of them nobody reads. */
const mostFound = 40;
const longestQuestion = 200;

/** Finds the pages that a question is about, with the same understanding of words as the search for services. */
export async function pageSearch(parts: Pick<Parts, 'known' | 'pages' | 'now'>, typed: string): Promise<PageSearch> {
  const q = typed.replaceAll('\0', '').trim().slice(0, longestQuestion);
  const { knowledge } = await parts.known();
  const understood = understandQuery(q, knowledge, { today: dayOf(parts.now()) });
  return {
    q,
    correction: understood.corrections.length > 0 ? { shown: understood.shown_words, typed: q } : null,
    found: q === '' ? [] : await parts.pages.search(understood, mostFound),
    services_href: q === '' ? '/services' : `/services?${new URLSearchParams({ q })}`,
  };
}
