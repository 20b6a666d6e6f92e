import type { MeasureName } from './law-list-rules.ts';
import type { ItemState } from './state-rules.ts';

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

/** Services that serve a leaf or a cell of the matrix. */
export interface ServingServices {
  all: number;
  fresh: number;
  broken: number;
  /** a search that finds them; of a cell the best of them */
  href: string;
}

/** Schools, nurseries and colleges that serve a leaf or a cell. */
export interface ServingSchools {
  all: number;
  /** of which something is known for special needs */
  telling: number;
  /** and in time */
  fresh: number;
  /** a list of the finder in which they stand */
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
  schools: number;
  schools_href: string | null;
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
  /** by the keys of leaves and of cells */
  services: ReadonlyMap<string, ServingServices>;
  /** by the same keys */
  schools: ReadonlyMap<string, ServingSchools>;
  /** addresses → clicks from the home page, and whether they answer (null: it was not tried); undefined before the first walk */
  clicks: ReadonlyMap<string, { clicks: number; is_there: boolean | null }> | undefined;
  /** consultations that still count, and those that are too old */
  consulted: readonly { consultee: string; topics: readonly string[]; is_recent: boolean }[];
  measures: Record<Exclude<MeasureName, 'clicks'>, Measured>;
  most_clicks: number;
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
