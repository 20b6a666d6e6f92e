import { sql } from 'kysely';
import type { Authority } from '../authority.ts';
import type { Db } from '../db/database.ts';
import { isWithin } from '../places/distance-rules.ts';
import { allPlaces } from '../places/places.ts';
import { type Knowledge, prepareKnowledge } from '../thesaurus/knowledge-rules.ts';
import { allThesaurusGroups } from '../thesaurus/thesaurus.ts';
import type { Promises } from './freshness-rules.ts';
import { readPromises } from './promises.ts';
import { markedPhrases } from './search-phrases.ts';
import type { Terms } from './search-rules.ts';
import { allTerms, type Term } from './taxonomies.ts';

/** What this process knows of the directory, laid out for understanding what people type. */
export interface KnownDirectory {
  knowledge: Knowledge;
  terms: Term[];
  /** names of terms by taxonomy and code */
  names: Terms;
  /** how long a confirmation holds for each kind of record */
  promises: Promises;
}

/** Gives what is known, and reads it anew when it has changed. */
export type KnownDirectories = () => Promise<KnownDirectory>;

/** How long a process may go without asking whether the directory's words have changed, in milliseconds. */
const patience = 5000;

/** What must be known of the council: its names, and the part of the country that its families go to. */
export type Council = Pick<Authority, 'name' | 'short_name' | 'extent'>;

/**
 * Keeps what is known of the directory in memory: read once, and again when the vocabulary has been counted anew, or there
 * is a new promise of freshness.
 */
export function keepKnowledge(db: Db, council: Council): KnownDirectories {
  let kept: { version: string; known: Promise<KnownDirectory> } | undefined;
  let lookAgainAt = 0;
  return async () => {
    if (kept && performance.now() < lookAgainAt) return kept.known;
    lookAgainAt = performance.now() + patience;
    const version = await versionOf(db);
    if (kept?.version !== version) kept = { version, known: readKnowledge(db, council) };
    return kept.known;
  };
}

async function versionOf(db: Db): Promise<string> {
  const row = await sql<{ version: string }>`
    select concat_ws(' ', (select value from setting where name = 'vocabulary_version'),
      (select md5(string_agg(p::text, ' ' order by category, holds_from)) from freshness_promise p),
      (select max(id) from page_publication)) as version`.execute(db);
  return row.rows[0]?.version ?? '';
}

async function readKnowledge(db: Db, council: Council): Promise<KnownDirectory> {
  // words that only the site's own pages have are known too, but no service has them
  const { rows: words } = await sql<{ word: string; services: number }>`
    select word, services from search_word
    union all
    select distinct word, 0 from page_search cross join unnest(vocabulary) as own (word)
    where word ~ '^[a-z][a-z''-]{2,39}$'
      and not exists (select from search_word there where there.word = own.word)`.execute(db);
  const total = await sql<{ n: number }>`select count(*) as n from search_document`.execute(db);
  const places = await allPlaces(db);
  const terms = await allTerms(db);
  const names: Terms = {};
  for (const term of terms) {
    names[term.taxonomy] ??= new Map();
    names[term.taxonomy]?.set(term.code, term.name);
  }
  const knowledge = prepareKnowledge({
    vocabulary: new Map(words.map((row) => [row.word, row.services])),
    total: total.rows[0]?.n ?? 0,
    groups: await allThesaurusGroups(db),
    places: Map.groupBy(
      places.map((place) => ({ ...place, in_area: isWithin(place, council.extent) })),
      (place) => place.folded_name,
    ),
    terms,
    marks: await markedPhrases(db),
    area_names: [council.short_name, council.name],
  });
  return { knowledge, terms, names, promises: await readPromises(db, terms) };
}
