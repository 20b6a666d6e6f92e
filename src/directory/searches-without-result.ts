import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { queryOf, type Search } from './search-rules.ts';

/** A search that found nothing, with nothing about who searched. */
export interface Miss {
  /** YYYY-MM-DD */
  today: string;
  /** what was searched for, put right, without places, ages and days */
  words: string;
  /** the place as it was understood: a postcode is cut to its first half, a town stays */
  area: string;
  search: Search;
}

/**
 * Counts a search without a result, for the council's report of gaps: words, area down to the outcode, filters; nothing
 * about the person. What could be somebody's number, address or e-mail is left out of the words.
 */
export async function countSearchWithoutResult(db: Db, miss: Miss): Promise<void> {
  const words = normalWords(miss.words);
  const { q: _words, near: _place, ...filters } = miss.search;
  await sql`
    insert into search_without_result (searched_on, words, outcode, filters, times)
    values (${miss.today}, ${words}, ${outcodeOf(miss.area)}, ${queryOf({ ...filters, page: 1, view: 'list', sort: 'best' })}, 1)
    on conflict (searched_on, words, outcode, filters)
    do update set times = search_without_result.times + 1
  `.execute(db);
}

/** The words of a search as they are counted: lower case, single spaces, no e-mail addresses, no numbers of 4 digits or more. */
export function normalWords(words: string): string {
  return words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\S*@\S*/g, ' ')
    .replace(/\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b/g, ' ')
    .replace(/\d[\d\s-]{3,}/g, ' ')
    .replace(/[^\p{L}\p{N}' -]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80);
}

/** The first half of a postcode (`NR27 9AA` → `NR27`); any other place as its name in lower case. */
export function outcodeOf(area: string): string {
  const typed = area.trim().replace(/\s+/g, ' ');
  const outcode = /^([A-Z]{1,2}\d[A-Z\d]?)(?:\s*\d(?:[A-Z]{1,2})?)?$/i.exec(typed);
  return outcode?.[1] ? outcode[1].toUpperCase() : typed.toLowerCase().slice(0, 60);
}
