import type { UnderstoodQuery } from '../thesaurus/query-rules.ts';
import type { Taken } from '../thesaurus/reading-rules.ts';
import {
  addressOf,
  commitments,
  days,
  type Search,
  type SwitchFacet,
  switchFacets,
  type TermFacet,
  type Terms,
  termFacets,
} from './search-rules.ts';

/** A filter that is on: what it is, and the search without it. */
export interface Chip {
  text: string;
  without: Partial<Search>;
}

export const switchNames: Record<SwitchFacet, string> = {
  local_offer: 'In the Local Offer',
  free: 'Free',
  self_refer: 'You can ask for it yourself',
};

/** The name of a choice of a facet, as families read it. */
export function nameOfChoice(facet: TermFacet, code: string, terms: Terms): string {
  if (facet === 'day') return days[code] ?? code;
  if (facet === 'commitment') return commitments[code] ?? code;
  return terms[facet]?.get(code) ?? code;
}

/**
 * Every filter that is on, each removable: those of the address, and those that were taken out of the words typed
 * ("near Cromer", "age 9", "Saturday"). A filter of the address takes the place of the same kind in the words.
 */
export function chipsOf(
  search: Search,
  understood: Pick<UnderstoodQuery, 'taken' | 'near'>,
  terms: Terms,
  place_name: string | undefined,
): Chip[] {
  const chips: Chip[] = [];
  if (search.near) chips.push({ text: `Near ${place_name ?? search.near}`, without: { near: '', within: undefined } });
  if (search.within !== undefined) chips.push({ text: withinInWords(search.within), without: { within: undefined } });
  if (search.age !== undefined) chips.push({ text: `Age ${search.age}`, without: { age: undefined } });
  for (const key of termFacets)
    for (const code of search[key])
      chips.push({
        text: nameOfChoice(key, code, terms),
        without: { [key]: search[key].filter((other) => other !== code) },
      });
  for (const key of switchFacets) if (search[key]) chips.push({ text: switchNames[key], without: { [key]: false } });
  for (const taken of understood.taken) {
    if (isOverruled(search, taken)) continue;
    const text = nameOfTaken(taken, terms, place_name ?? understood.near?.text);
    if (text) chips.push({ text, without: { q: taken.without } });
  }
  return chips;
}

/** A distance as a filter says it. */
export function withinInWords(miles: number): string {
  return `Within ${miles} ${miles === 1 ? 'mile' : 'miles'}`;
}

function isOverruled(search: Search, { kind }: Taken): boolean {
  const value = search[kind];
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '' && value !== false;
}

function nameOfTaken({ kind, value }: Taken, terms: Terms, near: string | undefined): string | undefined {
  switch (kind) {
    case 'near':
      return `Near ${near ?? value}`;
    case 'within':
      return withinInWords(Number(value));
    case 'age':
      return `Age ${value}`;
    case 'day':
      return value
        .split(',')
        .map((code) => nameOfChoice('day', code, terms))
        .join(', ');
    case 'delivery':
      return nameOfChoice('delivery', value, terms);
    default:
      return switchNames[kind];
  }
}

/** The address of a search with a chip's filter removed. */
export function addressWithout(search: Search, chip: Chip, path?: string): string {
  return addressOf(search, chip.without, path);
}
