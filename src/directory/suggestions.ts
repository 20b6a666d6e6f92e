import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { STOP_WORDS } from '../thesaurus/filler-rules.ts';
import { wordsOf } from '../thesaurus/word-rules.ts';
import type { KnownDirectory } from './knowledge.ts';
import { addressOf } from './search-rules.ts';

/** One line below the search box while somebody types. */
export interface Suggestion {
  kind: 'service' | 'category' | 'place';
  text: string;
  /** where choosing it leads */
  href: string;
}

const mostOfAKind = 4;
/** How many records are looked through for the best names: more would make a common first letter slow. */
const lookThrough = 300;

/**
 * What somebody who has typed so much may mean: kinds of support and needs by their names, services by theirs, places by
 * how they begin. At least two letters; at most four of each.
 */
export async function suggest(db: Db, known: KnownDirectory, typed: string): Promise<Suggestion[]> {
  const text = typed.replaceAll('\0', '').replace(/\s+/g, ' ').trim().slice(0, 80);
  if (text.length < 2) return [];
  return [...kindsLike(known, text), ...(await servicesLike(db, text)), ...placesLike(known, text)];
}

function kindsLike({ terms }: KnownDirectory, text: string): Suggestion[] {
  const typed = wordsOf(text).filter((word) => !STOP_WORDS.has(word));
  if (typed.length === 0) return [];
  const facets = terms.filter((term) => term.taxonomy === 'category' || term.taxonomy === 'need');
  return facets
    .filter((term) => {
      const words = wordsOf(term.name);
      return typed.every((part) => words.some((word) => word.startsWith(part)));
    })
    .slice(0, mostOfAKind)
    .map(({ taxonomy, code, name }) => ({
      kind: 'category',
      text: name,
      href: addressOf({ [taxonomy]: [code] }),
    }));
}

async function servicesLike(db: Db, text: string): Promise<Suggestion[]> {
  const words = wordsOf(text)
    .map((word) => word.replace(/[^\p{L}\p{N}]/gu, ''))
    .filter((word) => word.length > 1);
  const last = words.at(-1);
  if (last === undefined || (words.length === 1 && last.length < 3)) return [];
  const query = words.map((word) => `'${word}':${word === last ? '*' : ''}A`).join(' & ');
  const rows = await sql<{ slug: string; name: string }>`
    select service.slug, service.name from (
      select service_id, name, quality from search_document
      where words @@ to_tsquery('english', ${query}) limit ${lookThrough}
    ) found join service on service.id = found.service_id
    order by not starts_with(lower(found.name), ${text.toLowerCase()}), quality desc, found.name, service.slug
    limit ${mostOfAKind}
  `.execute(db);
  return rows.rows.map(({ slug, name }) => ({ kind: 'service', text: name, href: `/services/${slug}` }));
}

function placesLike({ knowledge }: KnownDirectory, text: string): Suggestion[] {
  const typed = text.toLowerCase();
  if (typed.length < 3) return [];
  const found = [...knowledge.place_names.entries()]
    .filter(([name, places]) => name.startsWith(typed) && places.length > 0)
    .flatMap(([, places]) => places.filter((place) => place.kind !== 'county').slice(0, 1))
    .sort(
      (a, b) => Number(b.in_area ?? false) - Number(a.in_area ?? false) || (b.population ?? 0) - (a.population ?? 0),
    );
  const names = [...new Set(found.map(({ name }) => name))].slice(0, mostOfAKind);
  return names.map((name) => ({ kind: 'place', text: `Near ${name}`, href: addressOf({ near: name }) }));
}
