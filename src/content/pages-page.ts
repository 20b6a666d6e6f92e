import { dayInWords } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { stateOf } from './edit-page.ts';
import { type CheckFacts, checkWords } from './page-check-rules.ts';
import { type FactsFor, type HasRoute, pageFacts } from './page-facts.ts';
import { findLinks } from './page-link-rules.ts';
import { type PageTree, readPage, UnreadableText } from './page-tree-rules.ts';
import type { PageVersion, StaffPage } from './page-versions.ts';
import { titleOfSection } from './public-pages.ts';

/** What `/staff/pages` shows. */
export interface PagesPage {
  values: { q: string; section: string; state: string };
  sections: { value: string; text: string }[];
  states: { value: string; text: string }[];
  total: number;
  groups: { title: string; href: string; pages: Line[] }[];
}

interface Line {
  href: string;
  title: string;
  path: string;
  owner: string;
  review: string;
  is_overdue: boolean;
  state: ReturnType<typeof stateOf>;
  findings: number;
}

const states = {
  '': 'All',
  waits: 'A text waits',
  findings: 'With findings',
  overdue: 'To be looked through',
  hidden: 'Not public',
} as const;

type Page = StaffPage & { latest: PageVersion };

/** The list of all pages, or of those that are asked for, by section. */
export async function pagesPage(
  parts: Pick<Parts, 'db' | 'pages' | 'now'>,
  app: HasRoute,
  { all, looked, query }: { all: readonly Page[]; looked: LookedThrough; query: Record<string, string> },
): Promise<PagesPage> {
  const { db, pages, now } = parts;
  const known = await pages.now();
  const today = dayOf(now());
  const values = { q: (query.q ?? '').trim().slice(0, 100), section: query.section ?? '', state: query.state ?? '' };
  const facts = await pageFacts(db, app, today);
  const lines = all.map((page) => ({ page, line: lineOf(page, findingsOf(looked, facts, page, today), today, now()) }));
  const words = values.q.toLowerCase();
  const found = lines.filter(({ page, line }) => {
    if (values.section && page.section !== values.section) return false;
    if (words && !`${page.latest.title} ${page.path} ${page.latest.summary}`.toLowerCase().includes(words))
      return false;
    if (values.state === 'waits') return page.draft_version !== null;
    if (values.state === 'findings') return line.findings > 0;
    if (values.state === 'overdue') return line.is_overdue;
    return values.state !== 'hidden' || page.published_version === null;
  });
  const names = new Map(
    known.sections.map(({ section, own }) => [section, pages.say(own?.title ?? titleOfSection(section))]),
  );
  const bySection = Map.groupBy(found, ({ page }) => page.section);
  return {
    values,
    sections: [{ value: '', text: 'All sections' }, ...[...names].map(([value, text]) => ({ value, text }))],
    states: Object.entries(states).map(([value, text]) => ({ value, text })),
    total: found.length,
    groups: [...names].flatMap(([section, title]) => {
      const lines = (bySection.get(section) ?? []).toSorted(inOrder).map(({ line }) => line);
      return lines.length > 0 ? [{ title, href: `/${section}`, pages: lines }] : [];
    }),
  };
}

function inOrder({ page: one }: { page: Page }, { page: other }: { page: Page }): number {
  if ((one.name === '') !== (other.name === '')) return one.name === '' ? -1 : 1;
  return one.latest.position - other.latest.position || one.latest.title.localeCompare(other.latest.title, 'en-GB');
}

function lineOf(page: Page, findings: number, today: string, now: Date): Line {
  return {
    href: `/staff/pages/${page.id}`,
    title: page.latest.title,
    path: page.path,
    owner: page.latest.owner,
    review: page.review_by ? dayInWords(page.review_by) : '',
    is_overdue: page.published_version !== null && page.review_by !== null && page.review_by < today,
    state: stateOf(page, page.latest, now),
    findings,
  };
}

/** What was found in texts that do not change: kept from one look at the list to the next. */
export type LookedThrough = Map<string, { tree: PageTree; findings: number } | undefined>;
const mostKept = 1000;

function findingsOf(looked: LookedThrough, facts: FactsFor, { latest }: Page, today: string): number {
  const around = facts({ audience: latest.audience, written_on: dayOf(latest.written_at), today });
  const key = `${latest.id} ${today}`;
  if (looked.size > mostKept) looked.clear();
  if (!looked.has(key)) looked.set(key, lookThrough(latest, around));
  const known = looked.get(key);
  // where links lead changes with other pages
  return known ? known.findings + findLinks(known.tree, around).length : 1;
}

function lookThrough(latest: PageVersion, around: CheckFacts) {
  try {
    const tree = readPage(latest.markdown);
    return { tree, findings: checkWords(latest, tree, around).length };
  } catch (error) {
    if (error instanceof UnreadableText) return undefined;
    throw error;
  }
}
