/**
 * A search as its address holds it: `/services?q=…&near=…`. Reading never fails: what cannot be used is left out, and
 * `ignored` says so in words for the page.
 */
export interface Search {
  q: string;
  /** search for the very words typed, without correcting them */
  exact: boolean;
  near: string;
  /** miles */
  within: number | undefined;
  age: number | undefined;
  need: string[];
  category: string[];
  thrive: string[];
  outcome: string[];
  delivery: string[];
  day: string[];
  commitment: string[];
  local_offer: boolean;
  free: boolean;
  self_refer: boolean;
  sort: Sort;
  page: number;
  view: 'list' | 'map';
}

export type Sort = 'best' | 'distance' | 'name' | 'updated';
export const sorts: readonly Sort[] = ['best', 'distance', 'name', 'updated'];

/** The facets whose values are terms, in the order in which the page shows them. */
export const termFacets = ['category', 'need', 'day', 'delivery', 'thrive', 'outcome', 'commitment'] as const;
export const switchFacets = ['local_offer', 'free', 'self_refer'] as const;
export type TermFacet = (typeof termFacets)[number];
export type SwitchFacet = (typeof switchFacets)[number];

export const days: Record<string, string> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
};
export const commitments: Record<string, string> = {
  available_now: 'Available now',
  planned: 'Planned',
  proposed: 'Proposed',
  closed: 'Closed',
};

/** The terms that there are: `category` → code → name. */
export type Terms = Record<string, Map<string, string>>;

export interface ReadSearch {
  search: Search;
  /** what was left out, as sentences for the page */
  ignored: string[];
}

export const pageSize = 20;
/** How deep a list can be paged. Beyond it, narrowing helps more than turning pages. */
export const deepestPage = 500;
const longestText = 200;

/** Reads a search from an address' query, where a key may come once or many times. */
export function readSearch(query: Record<string, unknown>, terms: Terms): ReadSearch {
  const ignored: string[] = [];
  const all = (key: string) => [query[key] ?? []].flat().filter((value): value is string => typeof value === 'string');
  const one = (key: string) => (all(key).at(-1) ?? '').replaceAll('\0', '').trim();
  const text = (key: string) => {
    const typed = one(key).replace(/\s+/g, ' ');
    if (typed.length > longestText)
      ignored.push(`We searched with the first ${longestText} letters of what you typed.`);
    return typed.slice(0, longestText);
  };
  const number = (key: string, label: string, low: number, high: number) => {
    const typed = one(key);
    if (typed === '') return undefined;
    const value = Number(typed);
    if (Number.isFinite(value) && value >= low && value <= high) return value;
    ignored.push(`We left out ${label} “${typed.slice(0, 20)}”. It must be a number from ${low} to ${high}.`);
    return undefined;
  };
  const chosen = (key: TermFacet, label: string, known: Iterable<[code: string, name: string]> = []) => {
    if (query[key] === undefined) return [];
    const codes = new Map([...known].flatMap(([code, name]) => [code, name].map((word) => [word.toLowerCase(), code])));
    const codeOf = (value: string) => codes.get(value.trim().toLowerCase());
    // a name may have a comma in it; a list of codes has one between them
    const typed = all(key).flatMap((value) => (codeOf(value) ? value : value.split(',')));
    const unknown = typed.find((value) => value.trim() !== '' && !codeOf(value));
    if (unknown !== undefined) ignored.push(`We left out ${label} “${unknown.slice(0, 40)}”. There is no such choice.`);
    return [...new Set(typed.flatMap((value) => codeOf(value) ?? []))];
  };
  const on = (key: SwitchFacet | 'exact') => ['1', 'true', 'yes', 'on'].includes(one(key).toLowerCase());
  const page = Math.floor(number('page', 'the page', 1, deepestPage) ?? 1);
  const sort = one('sort');
  if (sort !== '' && !sorts.includes(sort as Sort)) ignored.push('We left out the order. There is no such choice.');
  const search: Search = {
    q: text('q'),
    exact: on('exact'),
    near: text('near'),
    within: number('within', 'the distance', 0.1, 200),
    age: number('age', 'the age', 0, 120),
    need: chosen('need', 'the need', terms.need),
    category: chosen('category', 'the kind of support', terms.category),
    thrive: chosen('thrive', 'the THRIVE group', terms.thrive),
    outcome: chosen('outcome', 'the outcome', terms.outcome),
    delivery: chosen('delivery', 'the way it happens', terms.delivery),
    day: chosen('day', 'the day', Object.entries(days)),
    commitment: chosen('commitment', 'the stage', Object.entries(commitments)),
    local_offer: on('local_offer'),
    free: on('free'),
    self_refer: on('self_refer'),
    sort: sorts.includes(sort as Sort) ? (sort as Sort) : 'best',
    page,
    view: one('view') === 'map' ? 'map' : 'list',
  };
  return { search, ignored };
}

/** The address of a search with some of it changed. The first page again, unless the page is what changes. */
export function addressOf(search: Partial<Search>, changes: Partial<Search> = {}, path = '/services'): string {
  const query = queryOf({ ...search, page: 1, ...changes });
  return query === '' ? path : `${path}?${query}`;
}

/** A search as a query, without what is empty or usual, always in the same order. */
export function queryOf(search: Partial<Search>): string {
  const query = new URLSearchParams();
  for (const key of ['q', 'near', 'within', 'age'] as const)
    if (search[key] !== undefined && search[key] !== '') query.append(key, String(search[key]));
  for (const key of termFacets) for (const value of search[key] ?? []) query.append(key, value);
  for (const key of [...switchFacets, 'exact'] as const) if (search[key]) query.append(key, '1');
  if (search.sort && search.sort !== 'best') query.append('sort', search.sort);
  if (search.page && search.page > 1) query.append('page', String(search.page));
  if (search.view === 'map') query.append('view', 'map');
  return query.toString();
}
