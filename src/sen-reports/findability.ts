import type { Guest } from '../freshness/polite-guest.ts';
import { fetchLinks } from './fetch-report.ts';
import { likelyPages, likelyReport, sameAddress } from './findability-rules.ts';
import type { ReportLink } from './report-text-rules.ts';

/** How many clicks lead from a school's home page to its report. */
export interface Findability {
  /** null: it was not found within two clicks */
  clicks: 0 | 1 | 2 | null;
  /** the words of the links that lead there */
  path: string[];
  /** why nothing is known: the home page did not answer */
  reason: string | null;
}

/** As many pages behind the home page are looked at. */
const mostPages = 6;

/** Looks whether a report can be reached with two clicks or fewer from a school's home page: by any of its addresses. */
export async function findClicks(guest: Guest, home: string, addresses: readonly string[]): Promise<Findability> {
  const wanted = new Set(addresses.map(sameAddress));
  const leadsThere = ({ address }: ReportLink) => wanted.has(sameAddress(address));
  const { pages, reason } = await pagesBehind(guest, home, leadsThere);
  for (const { clicks, path, links } of pages) {
    if (clicks === 1 && wanted.has(sameAddress(home))) return { clicks: 0, path: [], reason: null };
    const link = links.find(leadsThere);
    if (link) return { clicks, path: [...path, link.text || link.address], reason: null };
  }
  return { clicks: null, path: [], reason };
}

/** Looks for a school's report behind its home page; undefined where no link says that it leads there. */
export async function findReport(guest: Guest, home: string): Promise<string | undefined> {
  const isReport = (link: ReportLink) => likelyReport([link]) !== undefined;
  const { pages } = await pagesBehind(guest, home, isReport);
  for (const { links } of pages) {
    const link = likelyReport(links);
    if (link) return link.address;
  }
  return undefined;
}

interface Page {
  /** from the home page to what this page links to */
  clicks: 1 | 2;
  path: string[];
  links: ReportLink[];
}

async function pagesBehind(
  guest: Guest,
  home: string,
  isEnough: (link: ReportLink) => boolean,
): Promise<{ pages: Page[]; reason: string | null }> {
  const pages: Page[] = [];
  const start = await fetchLinks(guest, home).catch((error: Error) => error);
  if (start instanceof Error) return { pages, reason: start.message };
  pages.push({ clicks: 1, path: [], links: start.links });
  if (start.links.some(isEnough)) return { pages, reason: null };
  for (const page of likelyPages(start.links, start.address, mostPages)) {
    // a page that does not answer leads nowhere
    const { links } = await fetchLinks(guest, page.address).catch(() => ({ links: [] }));
    pages.push({ clicks: 2, path: [page.text || page.address], links });
    if (links.some(isEnough)) break;
  }
  return { pages, reason: null };
}
