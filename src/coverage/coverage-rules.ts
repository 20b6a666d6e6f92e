import {
  type Asked,
  codeItems,
  consultees,
  families,
  leaves,
  type MeasureName,
  ofEachProvider,
  providers,
  publicationWays,
  type Shown,
  topics,
} from './law-list-rules.ts';
import { bestOf, type ItemState, stateOfServices, worstOf } from './state-rules.ts';

/** The lists that the law makes, in the order in which they are shown. */
export const setNames = {
  schedule_2: 'What a Local Offer must contain (Schedule 2)',
  matrix: 'What each kind of provider does (paragraphs 4 and 5)',
  must: 'What the Code of Practice says that a council must do',
  should: 'What the Code of Practice says that a council should do',
  topics: 'What families must be asked about (regulation 55)',
  ways: 'How it must be published (regulation 57)',
  consultees: 'Who must be asked (regulation 54)',
} as const;
export type SetName = keyof typeof setNames;

/** A page that serves something, as it stood. */
export interface ServingPage {
  path: string;
  /** the council's own words stand in it as `{council}` */
  title: string;
  state: ItemState;
  serves: readonly string[];
}

/** Services of the kinds that serve a leaf. */
export interface ServingServices {
  all: number;
  fresh: number;
  broken: number;
  /** a search that finds them */
  href: string;
}

/** Something that the law asks for, as it was counted. */
export interface CountedItem {
  set: SetName;
  key: string;
  state: ItemState;
  /** what was counted, in words; empty where pages and services say enough */
  why: string;
  pages: { path: string; title: string; state: ItemState }[];
  services: number;
  services_href: string | null;
  /** the fewest clicks from the home page to a page or a search that serves it; null where none leads there */
  clicks: number | null;
}

/** A measure: how it stands, and what was counted. */
export interface Measured {
  state: ItemState;
  why: string;
}

/** Everything from which the coverage of a day is counted. */
export interface CoverageFacts {
  today: string;
  /** public pages that serve a leaf, or are named in a list */
  pages: readonly ServingPage[];
  services: ReadonlyMap<string, ServingServices>;
  /** addresses → clicks from the home page, and whether they answer (null: it was not tried) */
  clicks: ReadonlyMap<string, { clicks: number; is_there: boolean | null }>;
  /** consultations that still count, and those that are too old */
  consulted: readonly { consultee: string; topics: readonly string[]; is_recent: boolean }[];
  measures: Record<Exclude<MeasureName, 'clicks'>, Measured>;
  most_clicks: number;
}

/** Counts everything that the law asks for (SEND Regulations 2014, reg. 53 to 57 and Schedule 2; the Code, chapter 4). */
export function countCoverage(facts: CoverageFacts): CountedItem[] {
  const ofLeaves = leaves.map((leaf) => countLeaf(leaf, facts));
  const byKey = new Map(ofLeaves.map((item) => [item.key, item]));
  const ofWays = publicationWays.map((way) => countShown('ways', way, facts, byKey));
  for (const way of ofWays) byKey.set(way.key, way);
  return [
    ...ofLeaves,
    ...ofEachProvider.flatMap((leaf) => providers.map((provider) => countCell(leaf.key, provider, facts))),
    ...codeItems.map((item) => countShown(item.force, item, facts, byKey)),
    ...topics.map((topic) => countTopic(topic, facts)),
    ...ofWays,
    ...consultees.map((consultee) => countConsultee(consultee, facts)),
  ];
}

const nothing = { why: '', pages: [], services: 0, services_href: null, clicks: null };

function countLeaf({ key }: Asked, facts: CoverageFacts): CountedItem {
  const pages = facts.pages.filter(({ serves }) => serves.includes(key)).map(shownPage);
  const services = facts.services.get(key);
  const states = [...pages.map(({ state }) => state), ...(services ? [stateOfServices(services)] : [])];
  const hrefs = [
    ...pages.filter(({ state }) => state !== 'missing').map(({ path }) => path),
    ...(services ? [services.href] : []),
  ];
  return {
    set: 'schedule_2',
    key,
    state: bestOf(states),
    why: '',
    pages,
    services: services?.all ?? 0,
    services_href: services?.href ?? null,
    clicks: fewestClicks(hrefs, facts),
  };
}

function shownPage({ path, title, state }: ServingPage): CountedItem['pages'][number] {
  return { path, title, state };
}

function fewestClicks(hrefs: readonly string[], { clicks }: CoverageFacts): number | null {
  const counted = hrefs.flatMap((href) => clicks.get(href)?.clicks ?? []);
  return counted.length > 0 ? Math.min(...counted) : null;
}

/** The key of a cell of the matrix: `LO-4a/1b`. */
export function cellKey(leaf: string, provider: string): string {
  return `${leaf}/${provider}`;
}

// A page serves a cell when it says so, or names both the arrangement and the kind of provider; outside the area also LO-2.
function countCell(leaf: string, provider: (typeof providers)[number], facts: CoverageFacts): CountedItem {
  const key = cellKey(leaf, provider.code);
  const kind = `LO-1${provider.code.slice(1)}`;
  const needed = provider.leaf === 'LO-2' ? [leaf, kind, 'LO-2'] : [leaf, kind];
  const pages = facts.pages.filter(({ serves }) => serves.includes(key) || needed.every((one) => serves.includes(one)));
  return {
    ...nothing,
    set: 'matrix',
    key,
    state: bestOf(pages.map(({ state }) => state)),
    pages: pages.map(shownPage),
  };
}

function countShown(
  set: 'must' | 'should' | 'ways',
  { key, shown }: Asked & { shown: readonly Shown[] },
  facts: CoverageFacts,
  byKey: ReadonlyMap<string, CountedItem>,
): CountedItem {
  const parts = shown.map((one) => countPart(one, facts, byKey));
  const pages = new Map(parts.flatMap((part) => part.pages).map((page) => [page.path, page]));
  const clicks = parts.flatMap((part) => part.clicks ?? []);
  return {
    ...nothing,
    set,
    key,
    state: worstOf(parts.map(({ state }) => state)),
    why: parts
      .map(({ why }) => why)
      .filter(Boolean)
      .join(' '),
    pages: [...pages.values()],
    services: Math.max(...parts.map(({ services }) => services)),
    services_href: parts.find((part) => part.services_href)?.services_href ?? null,
    clicks: clicks.length > 0 ? Math.max(...clicks) : null,
  };
}

type Part = Omit<CountedItem, 'set' | 'key'>;

function countPart(shown: Shown, facts: CoverageFacts, byKey: ReadonlyMap<string, CountedItem>): Part {
  if ('page' in shown) return countPage(shown.page, facts);
  if ('consulted' in shown) {
    const items = shown.consulted.map((key) => stateOfConsultee(key, facts));
    const asked = items.filter((state) => state === 'covered').length;
    return {
      ...nothing,
      state: worstOf(items),
      why: `${asked} of ${items.length} of those concerned were asked in time.`,
    };
  }
  if ('measure' in shown)
    return { ...nothing, ...(shown.measure === 'clicks' ? countClicks(facts, byKey) : facts.measures[shown.measure]) };
  const item = byKey.get('leaf' in shown ? shown.leaf : shown.way);
  return item ? { ...item, why: '' } : { ...nothing, state: 'missing' };
}

// A page that the program itself makes is there when the walk of the site found it, and broken when it did not answer.
function countPage(path: string, facts: CoverageFacts): Part {
  const written = facts.pages.find((page) => page.path === path);
  const walked = facts.clicks.get(path);
  const ofWalk = walked?.is_there === false ? 'broken' : walked ? 'covered' : 'missing';
  const state = written?.state ?? ofWalk;
  const pages = state === 'missing' ? [] : [{ path, title: written?.title ?? '', state }];
  return {
    ...nothing,
    state,
    pages,
    clicks: walked?.clicks ?? null,
    why: state === 'missing' ? `No link of this site leads to ${path}.` : '',
  };
}

function countClicks({ most_clicks }: CoverageFacts, byKey: ReadonlyMap<string, CountedItem>): Measured {
  const there = leaves.flatMap(({ key }) => byKey.get(key) ?? []);
  const near = there.filter(({ clicks }) => clicks !== null && clicks <= most_clicks).length;
  return {
    state: near === leaves.length ? 'covered' : 'missing',
    why: `${near} of ${leaves.length} are at most ${most_clicks} clicks from the home page.`,
  };
}

function stateOfConsultee(key: string, { consulted }: CoverageFacts): ItemState {
  const records = consulted.filter(({ consultee }) => consultee === key);
  if (records.some(({ is_recent }) => is_recent)) return 'covered';
  return records.length > 0 ? 'stale' : 'missing';
}

function countConsultee({ key }: Asked, facts: CoverageFacts): CountedItem {
  return { ...nothing, set: 'consultees', key, state: stateOfConsultee(key, facts) };
}

// Both children and young people with their parents count, of either kind (reg. 55).
function countTopic({ key }: Asked, { consulted }: CoverageFacts): CountedItem {
  const records = consulted.filter((one) => families.includes(one.consultee) && one.topics.includes(key));
  const state = records.some(({ is_recent }) => is_recent) ? 'covered' : records.length > 0 ? 'stale' : 'missing';
  return { ...nothing, set: 'topics', key, state };
}

/** How many of a set stand how: the sum of its items by state. */
export function sumOf(items: readonly CountedItem[], set: SetName): Record<ItemState, number> & { of: number } {
  const own = items.filter((item) => item.set === set);
  const count = (state: ItemState) => own.filter((item) => item.state === state).length;
  return {
    covered: count('covered'),
    stale: count('stale'),
    broken: count('broken'),
    missing: count('missing'),
    of: own.length,
  };
}
