import type { Parts } from '../parts.ts';
import { dayOf } from '../parts.ts';
import { speaksOfSchool } from '../thesaurus/school-phrase-rules.ts';
import type { KnownDirectory } from './knowledge.ts';
import { type PageSteps, pageSteps } from './pages-rules.ts';
import { cardOf, type ResultCard } from './result-card-rules.ts';
import { type ResultMap, resultMap } from './result-map.ts';
import { type SearchContext, type SearchResult, searchServices } from './search.ts';
import { addressWithout, type Chip, chipsOf } from './search-chips-rules.ts';
import { type FacetModel, facetsOf, type SwitchModel, switchesOf } from './search-facets-rules.ts';
import { type NothingFound, whatWouldHelp } from './search-none.ts';
import { type Distance, distancesOf, type PlaceLink, placeError, placeNote } from './search-place-rules.ts';
import { addressOf, pageSize, queryOf, readSearch, type Search, type Sort } from './search-rules.ts';
import type { Miss } from './searches-without-result.ts';
import type { ServiceDetail } from './service-detail.ts';
import { findServices } from './services.ts';

/** So many of the site's own pages stand above the services. */
const mostPages = 3;

type FoundPage = Awaited<ReturnType<Parts['pages']['search']>>[number];

/** What the results part of a page shows: also of a guided search. */
export interface ResultsModel {
  total: number;
  /** `35 services`, `1 service` */
  total_in_words: string;
  first: number;
  correction: { shown: string; typed: string; href: string } | null;
  /** why there are results that do not match all that was asked for */
  partly: string | null;
  chips: { text: string; href: string }[];
  clear_href: string;
  sorts: { text: string; href: string; is_current: boolean }[];
  views: { text: string; href: string; is_current: boolean }[];
  cards: ResultCard[];
  map: ResultMap | null;
  pages: PageSteps | null;
  nothing: NothingFound | null;
  /** the page asked for lies behind the last one */
  past_end: { href: string } | null;
  csv_href: string;
  atom_href: string;
}

/** The whole page of `/services`. */
export interface SearchPage {
  title: string;
  /** the site's own pages about what was asked for */
  pages: FoundPage[];
  more_pages_href: string;
  /** the finder of schools, where the question speaks of one */
  schools_href: string | null;
  /** what stands in the form */
  values: { q: string; near: string; within: string; age: string; exact: boolean; sort: string; view: string };
  distances: Distance[];
  place_error: { text: string; choices: PlaceLink[] } | null;
  /** how the place was understood, where that is not plain, and other places of its name */
  place_note: { text: string; others: PlaceLink[] } | null;
  ignored: string[];
  /** "near me" was typed, and only the person knows where that is */
  asks_place: boolean;
  facets: FacetModel[];
  switches: SwitchModel[];
  chosen: number;
  results: ResultsModel;
}

/** A search that was read and answered, for the page, and for other forms of the same results. */
export interface AnsweredSearch {
  search: Search;
  ignored: string[];
  found: SearchResult;
  known: KnownDirectory;
  context: SearchContext;
}

/** Reads a search from an address' query, and answers it. */
export async function answerSearch(parts: Parts, query: Record<string, unknown>): Promise<AnsweredSearch> {
  const { authority, db } = parts;
  const known = await parts.known();
  const { search, ignored } = readSearch(query, known.names);
  const context = { today: dayOf(parts.now()), council: authority };
  return { search, ignored, known, context, found: await searchServices(db, known, search, context) };
}

/**
 * The page of a search, with the status it is answered with: 422 where the place cannot be used, 404 behind the last
 * page. A search without a result that has most of what was asked for is counted, once, on its first page.
 */
export async function searchPage(
  parts: Parts,
  query: Record<string, unknown>,
): Promise<{ status: number; model: SearchPage; miss: Miss | undefined }> {
  const answered = await answerSearch(parts, query);
  const { search, found, known } = answered;
  const chips = chipsOf(search, found.understood, known.names, found.place?.name);
  const results = await resultsModel(parts, answered, chips);
  // parts of what was asked for are no answer to it
  const isMiss = found.total === 0 || found.matching_most === 0;
  const miss = {
    today: answered.context.today,
    words: found.understood.shown_words,
    // as it was found, never as it was typed: somebody may have typed where they live
    area: found.place?.outcode ?? found.place?.name ?? '',
    search,
  };
  const parents = new Map(
    known.terms.flatMap(({ taxonomy, code, parent }) => (parent ? [[`${taxonomy}:${code}`, parent]] : [])),
  );
  const facets = facetsOf(search, found.counts, known.names, parents);
  const switches = switchesOf(search, found.counts);
  return {
    status: found.place_problem ? 422 : results.past_end ? 404 : 200,
    miss: isMiss && !found.place_problem && search.page === 1 ? miss : undefined,
    model: {
      title: titleOf(search, found),
      pages: search.page === 1 ? await parts.pages.search(found.understood, mostPages) : [],
      schools_href: speaksOfSchool(search.q)
        ? `/schools?${new URLSearchParams({ q: search.q, ...(search.near && { near: search.near }) })}`
        : null,
      more_pages_href: `/search?${new URLSearchParams({ q: search.q })}`,
      values: {
        q: search.q,
        near: search.near,
        within: search.within === undefined ? '' : String(search.within),
        age: search.age === undefined ? '' : String(search.age),
        exact: search.exact,
        sort: search.sort === 'best' ? '' : search.sort,
        view: search.view === 'map' ? 'map' : '',
      },
      distances: distancesOf(search, found, answered.context),
      place_error: placeError(search, found),
      place_note: placeNote(search, found),
      ignored: [
        ...answered.ignored,
        ...(found.understood.cut ? ['We read the first words of what you typed, not all.'] : []),
      ],
      asks_place: found.understood.near_me === true && !found.place,
      facets,
      switches,
      chosen: facets.reduce((sum, facet) => sum + facet.chosen, 0) + switches.filter((one) => one.is_chosen).length,
      results,
    },
  };
}

/** The results of a search that was answered, as a page shows them. */
export async function resultsModel(
  parts: Parts,
  { search, found, known, context }: AnsweredSearch,
  chips: readonly Chip[],
): Promise<ResultsModel> {
  const services = await findServices(
    parts.db,
    found.hits.map((hit) => hit.service_id),
  );
  const isPastEnd = found.total > 0 && search.page > found.pages;
  const isEmpty = found.total === 0 && !found.place_problem;
  const shown = found.understood.shown_words;
  const hasOwnPage = search.q !== '' && found.understood.corrections.length > 0;
  const query = queryOf({ ...search, page: 1, view: 'list', sort: 'best' });
  const asQuery = query === '' ? '' : `?${query}`;
  return {
    total: found.total,
    total_in_words: `${found.total.toLocaleString('en-GB')} ${found.total === 1 ? 'service' : 'services'}`,
    first: (search.page - 1) * found.wanted.limit + 1,
    correction: hasOwnPage ? { shown, typed: search.q, href: addressOf(search, { exact: true }) } : null,
    partly: partlyInWords(found),
    chips: chips.map((chip) => ({ text: chip.text, href: addressWithout(search, chip) })),
    clear_href: addressOf({ q: chips.length > 0 ? wordsAlone(search, found) : '', view: search.view }),
    sorts: sortsOf(search, found.place),
    views: (['list', 'map'] as const).map((view) => ({
      text: view === 'list' ? 'List' : 'List and map',
      href: addressOf(search, { view }),
      is_current: search.view === view,
    })),
    cards: cardsOf(parts, services, { search, found, known, today: context.today }),
    map: search.view === 'map' && services.length > 0 ? await mapOf(parts, services, search, found) : null,
    pages: pageSteps(search.page, Math.min(found.pages, 500), (page) => addressOf(search, { page })),
    nothing: isEmpty ? await whatWouldHelp(parts.db, known, search, found, chips, context) : null,
    past_end: isPastEnd ? { href: addressOf(search, { page: 1 }) } : null,
    csv_href: `/services.csv${asQuery}`,
    atom_href: `/services.atom${asQuery}`,
  };
}

function partlyInWords({ matching_most }: SearchResult): string | null {
  if (matching_most === undefined) return null;
  if (matching_most === 0) return 'No service matches most of what you asked for. These match some of it.';
  const first = matching_most === 1 ? '1 service matches' : `${matching_most} services match`;
  return `${first} most of what you asked for. ${matching_most === 1 ? 'It comes' : 'They come'} first. The others match some of it.`;
}

function cardsOf(
  parts: Parts,
  services: readonly ServiceDetail[],
  { search, found, known, today }: Pick<AnsweredSearch, 'search' | 'found' | 'known'> & { today: string },
): ResultCard[] {
  const miles = new Map(found.hits.map((hit) => [hit.service_id, hit.miles]));
  const hinted = found.understood.hints.flatMap((hint) => (hint.startsWith('need:') ? hint.slice('need:'.length) : []));
  const needs = new Set([...search.need, ...hinted]);
  return services.map((service, at) => {
    const isOnMap = service.service_at_locations.some(({ location }) => location.latitude !== undefined);
    return cardOf(service, {
      today,
      area_name: parts.authority.short_name,
      miles: miles.get(service.id) ?? null,
      has_place: found.place !== undefined,
      promises: known.promises,
      needs,
      number: search.view === 'map' && isOnMap ? numberOf(search, at) : null,
    });
  });
}

function mapOf(parts: Parts, services: readonly ServiceDetail[], search: Search, { place, within }: SearchResult) {
  const numbered = services.map((service, at) => ({ service, number: numberOf(search, at) }));
  return resultMap(parts, numbered, place && within ? { place, within } : undefined);
}

/** A result's place in the whole list: its number on the map. */
function numberOf(search: Search, at: number): number {
  return (search.page - 1) * pageSize + at + 1;
}

/** The words of a search without what was taken out of them as a filter. */
function wordsAlone(search: Search, { understood }: SearchResult): string {
  return understood.taken.length > 0 ? understood.shown_words : search.q;
}

function sortsOf(search: Search, place: SearchResult['place']): ResultsModel['sorts'] {
  const names: [Sort, string][] = [
    ['best', 'Best match'],
    ...(place ? [['distance', 'Nearest'] satisfies [Sort, string]] : []),
    ['name', 'A to Z'],
    ['updated', 'Newest'],
  ];
  return names.map(([sort, text]) => ({ text, href: addressOf(search, { sort }), is_current: search.sort === sort }));
}

function titleOf(search: Search, { total, place }: SearchResult): string {
  const what = search.q === '' ? 'Find support' : `“${search.q}”`;
  const where = search.near && place ? ` near ${place.name}` : '';
  const page = search.page > 1 ? `, page ${search.page}` : '';
  return `${what}${where}: ${total.toLocaleString('en-GB')} ${total === 1 ? 'service' : 'services'}${page}`;
}
