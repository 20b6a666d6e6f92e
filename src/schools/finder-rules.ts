import type { FormError } from '../web/form.ts';
import { schoolNeeds } from './need-rules.ts';
import { kindNames, type Phase, phases } from './school-words-rules.ts';

/** What somebody asks the finder of schools for, as its address holds it: `/schools?q=…&near=…`. */
export interface Asked {
  /** words of a name, or a school's number */
  q: string;
  near: string;
  /** miles in a straight line; undefined: as the council has it */
  within: number | undefined;
  /** years */
  age: number | undefined;
  phase: string[];
  kind: string[];
  /** codes of the school census */
  need: string[];
  /** has a specialist base */
  base: boolean;
  /** has a specialist base in which a place was free when it was counted */
  places: boolean;
  /** in the council's own area only */
  home: boolean;
  sort: Sort;
  page: number;
  view: 'list' | 'map';
  /** numbers of schools that were chosen for comparison before */
  urn: string[];
}

export type Sort = 'best' | 'nearest' | 'name';
export const sortNames: Record<Sort, string> = { best: 'Best match', nearest: 'Nearest', name: 'A to Z' };

export const pageSize = 20;
/** So many schools stand side by side. */
export const mostCompared = 4;
/** So many are counted and can be turned to; who finds more should ask more closely. */
export const mostFound = 1000;
/** Miles that a form offers. */
export const offeredMiles = [1, 2, 5, 10, 20, 40];
const longestText = 100;
const switches = ['base', 'places', 'home'] as const;
export type Switch = (typeof switches)[number];

/** A question as it was typed: each field once, the choices as they were sent. */
export interface Typed {
  q: string;
  near: string;
  within: string;
  age: string;
  phase: string[];
  kind: string[];
  need: string[];
}

/**
 * Reads a question from an address. What cannot be used is an error that names its field, and is left out of what is
 * asked; `typed` has everything as it came, so that nothing is lost.
 */
export function readAsked(query: Record<string, unknown>): { asked: Asked; typed: Typed; errors: FormError[] } {
  const errors: FormError[] = [];
  const all = (key: string) =>
    [query[key] ?? []]
      .flat()
      .filter((value): value is string => typeof value === 'string')
      .map((value) => value.replaceAll('\0', '').toWellFormed().replace(/\s+/g, ' ').trim());
  const one = (key: string) => all(key).at(-1) ?? '';
  const fail = (field: string, text: string) => void errors.push({ field, text });
  const text = (key: 'q' | 'near', what: string) => {
    const value = one(key);
    if (value.length > longestText) fail(key, `Make ${what} ${longestText} letters or fewer`);
    return value.slice(0, longestText);
  };
  const number = (
    key: string,
    [low, high]: [number, number],
    message: string,
    { pattern = /^\d{1,3}$/, field = key } = {},
  ) => {
    const value = one(key);
    if (value === '') return undefined;
    if (pattern.test(value) && Number(value) >= low && Number(value) <= high) return Number(value);
    fail(field, message);
    return undefined;
  };
  const chosen = (key: 'phase' | 'kind' | 'need', known: ReadonlySet<string>, what: string) => {
    const values = [...new Set(all(key).filter(Boolean))];
    if (values.some((value) => !known.has(value))) fail(key, `Choose ${what} from the list`);
    return values.filter((value) => known.has(value));
  };
  const on = (key: Switch) => ['1', 'true', 'yes', 'on'].includes(one(key).toLowerCase());
  const sort = one('sort') || 'best';
  if (!Object.hasOwn(sortNames, sort)) fail('search', 'Choose an order from the list');
  const asked: Asked = {
    q: text('q', 'the name'),
    near: text('near', 'the place'),
    within: number('within', [0.1, 200], 'Write a distance from 1 to 200 miles, like 5', {
      pattern: /^\d{1,3}(?:\.\d{1,2})?$/,
    }),
    age: number('age', [0, 25], 'Write an age in whole years from 0 to 25, like 7'),
    phase: chosen('phase', new Set(Object.keys(phases)), 'a stage'),
    kind: chosen('kind', new Set(Object.keys(kindNames)), 'a kind of school'),
    need: chosen('need', new Set(schoolNeeds.map(({ code }) => code)), 'a need'),
    base: on('base'),
    places: on('places'),
    home: on('home'),
    sort: Object.hasOwn(sortNames, sort) ? (sort as Sort) : 'best',
    page: number('page', [1, 999], 'There is no such page of results', { field: 'search' }) ?? 1,
    view: one('view') === 'map' ? 'map' : 'list',
    urn: [...new Set(all('urn').flatMap((urns) => urns.split(',')))]
      .filter((urn) => /^\d{5,6}$/.test(urn))
      .slice(0, mostCompared),
  };
  if (asked.sort === 'nearest' && asked.near === '') fail('near', 'Write a place, so that we can say what is nearest');
  const typed = {
    q: asked.q,
    near: asked.near,
    within: one('within'),
    age: one('age'),
    phase: all('phase'),
    kind: all('kind'),
  };
  return { asked, typed: { ...typed, need: all('need') }, errors };
}

/** The address of a question with some of it changed: the first page again, unless the page is what changes. */
export function addressOf(asked: Partial<Asked>, changes: Partial<Asked> = {}): string {
  const whole = { ...asked, page: 1, ...changes };
  const query = new URLSearchParams();
  for (const key of ['q', 'near', 'within', 'age'] as const)
    if (whole[key] !== undefined && whole[key] !== '') query.append(key, String(whole[key]));
  for (const key of ['phase', 'kind', 'need', 'urn'] as const)
    for (const value of whole[key] ?? []) query.append(key, value);
  for (const key of switches) if (whole[key]) query.append(key, '1');
  if (whole.sort && whole.sort !== 'best') query.append('sort', whole.sort);
  if (whole.page > 1) query.append('page', String(whole.page));
  if (whole.view === 'map') query.append('view', 'map');
  return query.size === 0 ? '/schools' : `/schools?${query}`;
}

/** A part of a question in words, and the question without it. */
export interface AskedPart {
  text: string;
  without: Partial<Asked>;
}

/** The council's area as people call it, and how far it looks where nobody says. */
interface AreaAsked {
  short_name: string;
  default_within_miles: number;
}

/** The parts of a question that leave schools out, in words, each with what is asked without it. */
export function partsOf(asked: Asked, { short_name, default_within_miles }: AreaAsked): AskedPart[] {
  const miles = asked.within ?? default_within_miles;
  const each = (key: 'phase' | 'kind' | 'need', nameOf: (code: string) => string) =>
    asked[key].map((code) => ({
      text: nameOf(code),
      without: { [key]: asked[key].filter((other) => other !== code) },
    }));
  return [
    ...(asked.q ? [{ text: `“${asked.q}”`, without: { q: '' } }] : []),
    ...(asked.near
      ? [
          {
            text: `Near ${asked.near}, within ${miles} ${miles === 1 ? 'mile' : 'miles'}`,
            without: { near: '', within: undefined, sort: asked.sort === 'nearest' ? 'best' : asked.sort } as const,
          },
        ]
      : []),
    ...(asked.age === undefined ? [] : [{ text: `Age ${asked.age}`, without: { age: undefined } }]),
    ...each('phase', (code) => phases[code as Phase].name),
    ...each('kind', (code) => kindNames[code as keyof typeof kindNames]),
    ...each('need', (code) => schoolNeeds.find((need) => need.code === code)?.name ?? code),
    ...(asked.base ? [{ text: 'Has a specialist base', without: { base: false } }] : []),
    ...(asked.places ? [{ text: 'A base with a place free', without: { places: false } }] : []),
    ...(asked.home ? [{ text: `In ${short_name}`, without: { home: false } }] : []),
  ];
}
