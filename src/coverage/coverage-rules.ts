import type { CountedItem, CoverageFacts, Measured, ServingPage, SetName } from './counted-rules.ts';
import {
  type Asked,
  codeItems,
  consultees,
  families,
  leaves,
  ofEachProvider,
  type Provider,
  providers,
  publicationWays,
  type Shown,
  topics,
} from './law-list-rules.ts';
import { bestOf, type ItemState, stateOfServices, worstOf } from './state-rules.ts';

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

const nothing = {
  why: '',
  pages: [],
  services: 0,
  services_href: null,
  schools: 0,
  schools_href: null,
  clicks: null,
};

function countLeaf({ key }: Asked, facts: CoverageFacts): CountedItem {
  return countServing('schedule_2', key, facts, ({ serves }) => serves.includes(key));
}

// What any one of its pages and services covers is covered.
function countServing(
  set: SetName,
  key: string,
  facts: CoverageFacts,
  isServing: (page: ServingPage) => boolean,
): CountedItem {
  const pages = facts.pages.filter(isServing).map(({ path, title, state }) => ({ path, title, state }));
  const services = facts.services.get(key);
  const schools = facts.schools.get(key);
  const states = [
    ...pages.map(({ state }) => state),
    ...(services ? [stateOfServices(services)] : []),
    ...(schools ? [stateOfServices({ all: schools.telling, fresh: schools.fresh, broken: 0 })] : []),
  ];
  const hrefs = [
    ...pages.filter(({ state }) => state !== 'missing').map(({ path }) => path),
    ...(services ? [services.href] : []),
    ...(schools ? [schools.href] : []),
  ];
  return {
    set,
    key,
    state: bestOf(states),
    why: schools ? `How they help is known of ${schools.telling} of ${schools.all} schools.` : '',
    pages,
    services: services?.all ?? 0,
    services_href: services?.href ?? null,
    schools: schools?.all ?? 0,
    schools_href: schools?.href ?? null,
    clicks: fewestClicks(hrefs, facts),
  };
}

function fewestClicks(hrefs: readonly string[], { clicks }: CoverageFacts): number | null {
  const counted = hrefs.flatMap((href) => clicks?.get(href)?.clicks ?? []);
  return counted.length > 0 ? Math.min(...counted) : null;
}

/** The key of a cell of the matrix: `LO-4a/1b`. */
export function cellKey(leaf: string, provider: string): string {
  return `${leaf}/${provider}`;
}

/** The cells of the matrix that something serves which serves these leaves, for providers in the area or outside it. */
export function cellsOf(serves: readonly string[], is_outside: boolean): string[] {
  const kinds = providers.filter(
    (kind) => kind.is_outside === is_outside && kind.named_by.some((leaf) => serves.includes(leaf)),
  );
  return ofEachProvider
    .filter(({ key }) => serves.includes(key))
    .flatMap(({ key }) => kinds.map(({ code }) => cellKey(key, code)));
}

// A page serves a cell when it says so, or names both the arrangement and the kind of provider; outside the area also LO-2.
function countCell(leaf: string, { code, is_outside }: Provider, facts: CoverageFacts): CountedItem {
  const key = cellKey(leaf, code);
  return countServing('matrix', key, facts, ({ serves }) => {
    const speaksOfArea = !is_outside || serves.includes('LO-2');
    return serves.includes(key) || (speaksOfArea && cellsOf(serves, is_outside).includes(key));
  });
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
    schools: Math.max(...parts.map(({ schools }) => schools)),
    schools_href: parts.find((part) => part.schools_href)?.schools_href ?? null,
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
  const walked = facts.clicks?.get(path);
  const ofWalk = walked?.is_there === false ? 'broken' : walked ? 'covered' : 'missing';
  const state = written?.state ?? ofWalk;
  const pages = state === 'missing' ? [] : [{ path, title: written?.title ?? '', state }];
  return {
    ...nothing,
    state,
    pages,
    clicks: walked?.clicks ?? null,
    why: state !== 'missing' ? '' : facts.clicks ? `No link of this site leads to ${path}.` : notWalked,
  };
}

const notWalked = 'The links of the site have not been followed yet.';

function countClicks({ most_clicks, clicks }: CoverageFacts, byKey: ReadonlyMap<string, CountedItem>): Measured {
  if (!clicks) return { state: 'missing', why: notWalked };
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
