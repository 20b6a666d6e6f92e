import type { Authority } from '../authority.ts';
import type { Db } from '../db/database.ts';
import { findPlace, type Home, type PlaceFound, type PlaceNotFound } from '../places/find-place.ts';
import type { Knowledge } from '../thesaurus/knowledge-rules.ts';
import { type UnderstoodQuery, understandQuery } from '../thesaurus/query-rules.ts';
import { conceptQueries, LOOSENED_SHARE, SHARE_TO_MATCH, thresholdQuery } from '../thesaurus/threshold-rules.ts';
import type { KnownDirectory } from './knowledge.ts';
import { type Hit, retrieve, type Wanted } from './retrieval.ts';
import { pageSize, type Search } from './search-rules.ts';

export interface SearchContext {
  /** YYYY-MM-DD */
  today: string;
  council: Home & Pick<Authority, 'default_within_miles'>;
}

export interface SearchResult {
  total: number;
  pages: number;
  hits: Hit[];
  /** `need:ASD` → how many there would be with this choice, as if its own facet were open */
  counts: Map<string, number>;
  understood: UnderstoodQuery;
  /** how many match enough of the words, and come first; undefined where all do, else the others match a part of them */
  matching_most: number | undefined;
  /** where the search is centred, if anywhere */
  place: PlaceFound | undefined;
  /** why the place asked for cannot be used: nothing has been searched then */
  place_problem: PlaceNotFound | undefined;
  /** miles, when there is a place */
  within: number | undefined;
  wanted: Wanted;
}

/**
 * Searches published services. What the words say of places, ages and days counts unless the address says otherwise.
 * Where the place asked for is not known, nothing is searched and `place_problem` says why.
 */
export async function searchServices(
  db: Db,
  known: KnownDirectory,
  search: Search,
  context: SearchContext,
): Promise<SearchResult> {
  const decided = await decideSearch(db, known, search, context);
  if (decided.place_problem)
    return { total: 0, hits: [], counts: new Map(), pages: 0, matching_most: undefined, ...decided };
  const found = await retrieve(db, decided.wanted);
  const loosened = isTooLittle(found.total, search) ? loosen(decided, known.knowledge.marks) : undefined;
  const more = loosened ? await retrieve(db, loosened) : found;
  const best = more.total > found.total ? more : found;
  return {
    ...best,
    pages: Math.ceil(best.total / pageSize),
    matching_most: best === found ? undefined : found.total,
    ...decided,
  };
}

/** So few results that what matches a part of the question is of use beside them. */
const few = 9;

// Behind what matches all, in the order of what fits best only: in another it would stand between.
function isTooLittle(total: number, { sort }: Search): boolean {
  return total === 0 || (total <= few && sort === 'best');
}

// A long question that next to nothing answers: what answers a part of it.
function loosen(
  { understood, wanted }: Pick<SearchResult, 'understood' | 'wanted'>,
  marks: Knowledge['marks'],
): Wanted | undefined {
  const known = understood.concepts.filter((concept) => concept.known);
  const threshold = thresholdQuery(known, LOOSENED_SHARE, marks);
  return threshold === '' || threshold === wanted.threshold ? undefined : { ...wanted, threshold };
}

/** What a search means: its words understood, its place found, and what is to be looked for. */
export async function decideSearch(
  db: Db,
  { knowledge }: KnownDirectory,
  search: Search,
  context: SearchContext,
): Promise<Pick<SearchResult, 'understood' | 'place' | 'place_problem' | 'within' | 'wanted'>> {
  const understood = understandQuery(search.q, knowledge, { correct: !search.exact, today: context.today });
  const { place, place_problem } = await placeOf(db, search, understood, context);
  const within = place ? (search.within ?? understood.within ?? context.council.default_within_miles) : undefined;
  const days = search.day.length > 0 ? search.day : understood.days;
  const delivery = search.delivery.length > 0 ? search.delivery : understood.delivery;
  const wanted: Wanted = {
    threshold:
      thresholdQuery(understood.concepts, SHARE_TO_MATCH, knowledge.marks) ||
      (understood.concepts.length > 0 ? nothing : undefined),
    concepts: conceptQueries(understood.concepts, knowledge.marks),
    is_vast: knowledge.total > vast,
    near: place && within ? { latitude: place.latitude, longitude: place.longitude, miles: within } : undefined,
    age: search.age ?? understood.age,
    chosen: {
      need: search.need,
      category: search.category,
      thrive: search.thrive,
      outcome: search.outcome,
      commitment: search.commitment,
      day: days ?? [],
      delivery: delivery ?? [],
      local_offer: search.local_offer,
      free: search.free || understood.free === true,
      self_refer: search.self_refer || understood.self_refer === true,
    },
    sort: search.sort,
    offset: (search.page - 1) * pageSize,
    limit: pageSize,
  };
  return { understood, place, place_problem, within, wanted };
}

/** Services: more than any one council has. */
const vast = 50_000;

// A query of which not one word can be looked up finds nothing; it does not find everything.
const nothing = "'\u200bnothing'";

async function placeOf(db: Db, search: Search, understood: UnderstoodQuery, context: SearchContext) {
  const typed = search.near || understood.near?.text;
  if (!typed) return { place: undefined, place_problem: undefined };
  const found = await findPlace(db, typed, context.council);
  return found.found ? { place: found, place_problem: undefined } : { place: undefined, place_problem: found };
}
