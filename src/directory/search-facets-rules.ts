import { nameOfChoice, switchNames } from './search-chips-rules.ts';
import {
  commitments,
  days,
  type Search,
  switchFacets,
  type TermFacet,
  type Terms,
  termFacets,
} from './search-rules.ts';

/** One choice of a facet. */
export interface FacetChoice {
  /** the id of its checkbox: the same on every page, so that focus can return to it */
  id: string;
  code: string;
  name: string;
  count: number;
  is_chosen: boolean;
  is_child: boolean;
}

export interface FacetModel {
  key: TermFacet;
  title: string;
  choices: FacetChoice[];
  chosen: number;
  /** shown open at once */
  is_open: boolean;
}

export interface SwitchModel {
  id: string;
  key: string;
  name: string;
  count: number;
  is_chosen: boolean;
}

const titles: Record<TermFacet, string> = {
  category: 'Kind of support',
  need: 'Type of need',
  day: 'Day of the week',
  delivery: 'How it happens',
  thrive: 'Mental health: how much help',
  outcome: 'Preparing for adulthood',
  commitment: 'There now, or planned',
};

/**
 * The facets with how many there would be with each choice. A choice that would find nothing is left out, unless it is
 * chosen; the parts of a kind are shown once the kind, or one of its parts, is chosen.
 */
export function facetsOf(
  search: Search,
  counts: ReadonlyMap<string, number>,
  terms: Terms,
  parents: ReadonlyMap<string, string>,
): FacetModel[] {
  return termFacets.flatMap((key) => {
    const chosen = new Set(search[key]);
    const open = new Set([...chosen].flatMap((code) => [code, parents.get(`${key}:${code}`) ?? []].flat()));
    const choices = orderOf(key, terms).flatMap((code): FacetChoice[] => {
      const parent = parents.get(`${key}:${code}`);
      const count = counts.get(`${key}:${code}`) ?? 0;
      const is_chosen = chosen.has(code);
      if (!is_chosen && (count === 0 || (parent !== undefined && !open.has(parent)))) return [];
      const name = nameOfChoice(key, code, terms);
      return [{ id: `${key}-${code}`, code, name, count, is_chosen, is_child: parent !== undefined }];
    });
    const only = choices.length === 1 && chosen.size === 0;
    if (choices.length === 0 || only) return [];
    return [{ key, title: titles[key], choices, chosen: chosen.size, is_open: chosen.size > 0 }];
  });
}

/** The filters that are on or off, with how many there would be with each. */
export function switchesOf(search: Search, counts: ReadonlyMap<string, number>): SwitchModel[] {
  return switchFacets
    .map((key) => ({
      id: `${key}-1`,
      key,
      name: switchNames[key],
      count: counts.get(`${key}:1`) ?? 0,
      is_chosen: search[key],
    }))
    .filter((choice) => choice.count > 0 || choice.is_chosen);
}

function orderOf(key: TermFacet, terms: Terms): string[] {
  if (key === 'day') return Object.keys(days);
  if (key === 'commitment') return Object.keys(commitments);
  return [...(terms[key]?.keys() ?? [])];
}
