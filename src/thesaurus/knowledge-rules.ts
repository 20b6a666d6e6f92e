import { MISSPELT, PLAIN_WORDS, STOP_WORDS, WEAK_WORDS } from './filler-rules.ts';
import { prepareSpeller, type Speller } from './spelling-rules.ts';
import {
  beginningsOf,
  canonicalPhrase,
  countPhrases,
  type PhraseMeaning,
  preparePhrases,
  type ThesaurusGroup,
} from './thesaurus-rules.ts';
import type { PhraseMark } from './threshold-rules.ts';
import { plainWord, stemWord, wordsOf } from './word-rules.ts';

/** A place of the gazetteer. */
export interface Place {
  name: string;
  latitude: number;
  longitude: number;
  kind: 'town' | 'village' | 'outcode' | 'district' | 'county';
  county?: string | null;
  population?: number | null;
  /** the place lies in the council's own area, or so near that its families go there */
  in_area?: boolean;
}

/** A category or need of our taxonomies, for hints such as related categories. */
export interface Term {
  taxonomy: string;
  code: string;
  name: string;
}

/** What a directory knows, as it is stored. */
export interface KnowledgeSource {
  /** the directory's words, lower case and unstemmed → how many services have them */
  vocabulary: Map<string, number>;
  /** how many services there are */
  total: number;
  groups: ThesaurusGroup[];
  /** folded name → the places of that name */
  places: Map<string, Place[]>;
  terms?: Term[];
  /** phrases for which the index has one word */
  marks?: ReadonlyMap<string, PhraseMark>;
  /** names of the whole area, such as the county's: nothing is nearer for standing in a query */
  area_names?: string[];
}

/** What a directory knows, laid out once so that understanding a query builds nothing. */
export interface Knowledge extends KnowledgeSource {
  /** canonical phrase → everything that a group gives for it */
  phrases: Map<string, PhraseMeaning>;
  /** every beginning, word by word, of a canonical phrase */
  phrase_beginnings: Set<string>;
  stem_services: Map<string, number>;
  known_stems: Set<string>;
  words: Speller;
  /** the words of the thesaurus alone */
  subject_words: Speller;
  /** how many services a phrase of the thesaurus is reckoned to be in */
  phrase_services: Map<string, number>;
  place_names: Map<string, Place[]>;
  place_words: number;
  own_places: Speller;
  other_places: Speller;
  term_phrases: Map<string, string[]>;
  own_names: Set<string>;
}

/** A place's name as people type it: no apostrophes, hyphens as spaces, "gt" and "saint" in one form. */
export function foldPlaceName(name: string): string {
  const words = wordsOf(name).map(plainWord);
  return words.map((word) => PLACE_SHORTHAND[word] ?? word).join(' ');
}

export const PLACE_SHORTHAND: Record<string, string> = {
  gt: 'great',
  lt: 'little',
  saint: 'st',
  nth: 'north',
  sth: 'south',
};

function byImportance(a: Place, b: Place): number {
  return Number(b.in_area ?? false) - Number(a.in_area ?? false) || (b.population ?? 0) - (a.population ?? 0);
}

/** Only first or last words of own places with several, such as "yarmouth", where they name one place alone. */
function addShortNames(names: Map<string, Place[]>): void {
  const short = new Map<string, Place[]>();
  for (const [name, places] of names) {
    const parts = name.split(' ');
    const own = places.filter((place) => place.in_area && place.kind === 'town');
    if (parts.length < 2 || own.length === 0) continue;
    for (const part of new Set([parts[0], parts.at(-1)])) {
      if (part && part.length > 3) short.set(part, [...(short.get(part) ?? []), ...own]);
    }
  }
  for (const [part, places] of short) {
    if (new Set(places.map((place) => place.name)).size > 1 || STOP_WORDS.has(part)) continue;
    if (names.get(part)?.some((place) => place.in_area)) continue;
    names.set(part, [...places, ...(names.get(part) ?? [])]);
  }
}

/**
 * Lays out what the directory knows for `understandQuery`: takes a second at most with 20,000 words and 50,000 places,
 * and is done again only when the directory, the thesaurus or the gazetteer has changed.
 */
export function prepareKnowledge(source: KnowledgeSource): Knowledge {
  const stem_services = new Map<string, number>();
  for (const [word, services] of source.vocabulary) {
    for (const part of wordsOf(word)) {
      const stem = stemWord(part);
      stem_services.set(stem, Math.min(source.total, (stem_services.get(stem) ?? 0) + services));
    }
  }
  const frequency = new Map<string, number>();
  const subjects = new Map<string, number>();
  for (const [word, services] of source.vocabulary) if (!/\d/.test(word)) frequency.set(plainWord(word), services);
  for (const group of source.groups) {
    const right = group.code.startsWith(MISSPELT) ? (group.means ?? []) : [...group.words, ...(group.means ?? [])];
    for (const word of right.flatMap(wordsOf).map(plainWord)) {
      // what the thesaurus knows is worth a few services: it is what parents look for
      if (STOP_WORDS.has(word) || /\d/.test(word)) continue;
      frequency.set(word, (frequency.get(word) ?? 0) + 3);
      subjects.set(word, frequency.get(word) ?? 0);
    }
  }
  for (const word of STOP_WORDS) frequency.delete(word);
  const known_stems = new Set(stem_services.keys());
  for (const word of [...frequency.keys(), ...STOP_WORDS, ...WEAK_WORDS, ...PLAIN_WORDS])
    known_stems.add(stemWord(word));

  const place_names = new Map<string, Place[]>();
  for (const places of source.places.values()) {
    for (const place of places) {
      const name = foldPlaceName(place.name);
      if (name) place_names.set(name, [...(place_names.get(name) ?? []), place]);
    }
  }
  addShortNames(place_names);
  const own = new Map<string, number>();
  const other = new Map<string, number>();
  for (const [name, places] of place_names) {
    places.sort(byImportance);
    const first = places[0];
    if (first && first.kind !== 'outcode') (first.in_area ? own : other).set(name, first.population ?? 0);
  }
  const phrases = preparePhrases(source.groups, stem_services);
  const term_phrases = new Map<string, string[]>();
  for (const term of source.terms ?? []) {
    for (const part of term.name.split(/,| and | or /)) {
      const key = canonicalPhrase(part);
      if (key) term_phrases.set(key, [...(term_phrases.get(key) ?? []), `${term.taxonomy}:${term.code}`]);
    }
  }
  return {
    ...source,
    phrases,
    phrase_beginnings: beginningsOf(phrases.keys()),
    stem_services,
    known_stems,
    words: prepareSpeller(frequency),
    subject_words: prepareSpeller(subjects),
    phrase_services: countPhrases(phrases, stem_services, source.total),
    place_names,
    place_words: Math.min(6, Math.max(1, ...[...place_names.keys()].map((name) => name.split(' ').length))),
    own_places: prepareSpeller(own),
    other_places: prepareSpeller(other, false),
    term_phrases,
    own_names: new Set((source.area_names ?? []).map(foldPlaceName)),
  };
}

/** Whether the directory, its thesaurus or plain English has this word, in any number or tense. */
export function knowsWord(knowledge: Knowledge, word: string): boolean {
  return knowledge.known_stems.has(stemWord(word));
}
