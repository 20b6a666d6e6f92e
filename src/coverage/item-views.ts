import { dayInWords } from '../date-rules.ts';
import type { Consultation } from './consultations.ts';
import type { CountedItem } from './counted-rules.ts';
import type { Asked, Provider } from './law-list-rules.ts';
import { type ItemState, stateNames } from './state-rules.ts';

/** Something that the law asks for, as a page shows it. */
export interface ItemView {
  id: string;
  key: string;
  words: string;
  law: string;
  state: string;
  tone: string;
  why: string;
  /** a few that serve it, and the others */
  pages: PageView[];
  more_pages: PageView[];
  services: { count: number; href: string } | null;
  schools: { count: number; href: string } | null;
  clicks: string | null;
  is_far: boolean;
  /** one click to what is missing */
  mend: { href: string; text: string } | null;
}

interface PageView {
  href: string;
  title: string;
  /** how it stands, where that is not well */
  state: string | null;
}

/** What an item's view depends on besides the item. */
export interface Viewing {
  is_staff: boolean;
  /** it is today's count: what is missing can be mended */
  is_now: boolean;
  most_clicks: number;
  /** the ids of the pages that staff keep, by their paths */
  page_ids: ReadonlyMap<string, number>;
  /** puts the council's own words into a title */
  say: (text: string) => string;
}

/** A cell of the matrix. */
export interface CellView {
  text: string;
  about: string;
  href: string | null;
}

/** One whom the council asked. */
export interface RecordView {
  who: string;
  how: string;
  asked: string;
  answered: string | null;
  said: string;
  did: string;
  is_demonstration: boolean;
  href: string;
}

/** So many pages of an item are shown at once. */
const firstPages = 3;
const tones: Record<ItemState, string> = { covered: 'good', stale: 'care', broken: 'care', missing: 'bad' };
const short: Record<ItemState, string> = { covered: 'Yes', stale: 'Old', broken: 'Link', missing: 'No' };

/** Something that the law asks for, as a page shows it. */
export function itemView({ key, words, law }: Asked, item: CountedItem | undefined, shown: Viewing): ItemView {
  const state = item?.state ?? 'missing';
  const clicks = item?.clicks ?? null;
  const pages = (item?.pages ?? []).map((page) => ({
    href: page.path,
    title: page.title ? shown.say(page.title) : (ownPages[page.path] ?? page.path),
    state: page.state === 'covered' ? null : stateNames[page.state],
  }));
  return {
    id: key,
    key,
    words,
    law,
    state: stateNames[state],
    tone: tones[state],
    why: item?.why ?? '',
    pages: pages.slice(0, firstPages),
    more_pages: pages.slice(firstPages),
    services:
      item && item.services > 0 && item.services_href ? { count: item.services, href: item.services_href } : null,
    schools: item && item.schools > 0 && item.schools_href ? { count: item.schools, href: item.schools_href } : null,
    clicks:
      clicks === null ? null : clicks === 1 ? '1 click from the home page' : `${clicks} clicks from the home page`,
    is_far: clicks !== null && clicks > shown.most_clicks,
    mend: state === 'covered' || !shown.is_now ? null : mendOf(key, item, shown),
  };
}

// A page of the program itself has no title in the database.
const ownPages: Record<string, string> = {
  '/': 'The home page',
  '/about/freshness': 'How up to date we are',
  '/about/gaps': 'What others could not find',
  '/accessibility-statement': 'Accessibility statement',
  '/comments': 'Tell us what you think',
  '/contact': 'Contact us',
  '/copies': 'Copies on paper and by phone',
  '/find': 'Searches made for you',
  '/glossary': 'Words explained',
  '/help-me-find': 'Help me find',
  '/in-development': 'In development',
  '/provision': 'What we expect schools and others to provide',
  '/services': 'Find support',
  '/tools': 'Work out dates and next steps',
  '/you-said-we-did': 'You said, we did',
};

function mendOf(
  key: string,
  item: CountedItem | undefined,
  { is_staff, page_ids }: Pick<Viewing, 'is_staff' | 'page_ids'>,
): ItemView['mend'] {
  if (!is_staff) return { href: '/comments?page=/about/coverage', text: 'Tell us what is missing' };
  if (/^(?:C-|R55)/.test(key))
    return { href: `/staff/consultations/new?${new URLSearchParams({ for: key })}`, text: 'Write down who was asked' };
  const page = item?.pages.find(({ path }) => page_ids.has(path));
  if (page) return { href: `/staff/pages/${page_ids.get(page.path)}`, text: 'Mend the page' };
  if (/^[MS]-|^P-/.test(key)) return { href: `/staff/pages`, text: 'Go to the pages' };
  return { href: `/staff/pages/new?${new URLSearchParams({ serves: key })}`, text: 'Write a page for it' };
}

/** A cell of the matrix of providers, as a page shows it. */
export function cellView(item: CountedItem | undefined, { name, area }: Provider): CellView {
  const state = item?.state ?? 'missing';
  const page = item?.pages.find((one) => one.state === state);
  const about = `${stateNames[state]}: ${name}, ${area}`;
  return { text: short[state], about, href: page?.path ?? item?.services_href ?? item?.schools_href ?? null };
}

/** One whom the council asked, as a page shows it. */
export function recordView({
  id,
  who,
  how,
  asked_on,
  answered_on,
  said,
  did,
  is_demonstration,
}: Consultation): RecordView {
  const answered = answered_on && dayInWords(answered_on);
  return {
    who,
    how,
    asked: dayInWords(asked_on),
    answered,
    said,
    did,
    is_demonstration,
    href: `/staff/consultations/${id}`,
  };
}
