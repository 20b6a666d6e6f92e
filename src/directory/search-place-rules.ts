import type { PlaceChoice } from '../places/find-place.ts';
import type { SearchContext, SearchResult } from './search.ts';
import { addressOf, type Search } from './search-rules.ts';

export interface PlaceLink {
  text: string;
  href: string;
}

/** A distance to choose. */
export interface Distance {
  value: string;
  text: string;
  is_chosen: boolean;
}

const offeredMiles = [1, 2, 5, 10, 20, 40];

/** The distances to choose from, the usual one first. */
export function distancesOf(search: Search, found: SearchResult, context: SearchContext): Distance[] {
  const usual = found.understood.within ?? context.council.default_within_miles;
  const miles = [...new Set([...offeredMiles, ...(search.within === undefined ? [] : [search.within])])];
  return [
    { value: '', text: `${usual} miles (usual)`, is_chosen: search.within === undefined },
    ...miles
      .filter((distance) => distance !== usual || distance === search.within)
      .sort((a, b) => a - b)
      .map((distance) => ({
        value: String(distance),
        text: distance === 1 ? '1 mile' : `${distance} miles`,
        is_chosen: distance === search.within,
      })),
  ];
}

/** Why the place asked for cannot be used, and which ones may be meant. */
export function placeError(
  search: Search,
  { place_problem }: SearchResult,
): { text: string; choices: PlaceLink[] } | null {
  if (!place_problem) return null;
  const { message, choices, suggestions } = place_problem;
  return { text: message, choices: placeLinks(search, [...choices, ...suggestions]) };
}

/** How the place was understood, where that is not plain, and other places of its name. */
export function placeNote(search: Search, { place }: SearchResult): { text: string; others: PlaceLink[] } | null {
  if (!place || (!place.note && place.others.length === 0)) return null;
  return { text: place.note ?? `We looked near ${place.name}.`, others: placeLinks(search, place.others) };
}

function placeLinks(search: Search, choices: readonly PlaceChoice[]): PlaceLink[] {
  return choices.slice(0, 8).map(({ name }) => ({ text: name, href: addressOf(search, { near: name }) }));
}
