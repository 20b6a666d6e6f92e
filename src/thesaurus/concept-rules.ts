import { DIFFICULTIES, NEGATIONS, PASSED_OVER, STOP_WORDS, WEAK_WORDS } from './filler-rules.ts';
import type { Knowledge } from './knowledge-rules.ts';
import { isBeginning } from './spelling-rules.ts';
import { canonicalPhrase, canonicalWord, type PhraseMeaning, servicesWith } from './thesaurus-rules.ts';
import { plainWord, stemWord, wordsOf } from './word-rules.ts';

/** One subject of a query, with everything that is searched for it. */
export interface Concept {
  /** the words of the query, put right */
  typed: string;
  /** words and phrases that mean it, itself first */
  alternatives: string[];
  /** those of the alternatives that few records have: a record with one of them is nearer to what was meant */
  close?: string[];
  /** words which together, anywhere in a record, mean it too */
  all_of?: string[];
  /** how rare it is in the directory: the rarer, the more it says */
  weight: number;
  /** some record has at least one of the alternatives, as far as single words tell */
  known: boolean;
  /** the word may still be being typed: it also matches as a beginning */
  prefix?: true;
}

const MOST_ALTERNATIVES = 30;
const WEAK_SHARE = 0.25;
// what the thesaurus knows is what parents look for: a rare verb beside it ("filling in") must not outweigh it
const SUBJECT_SHARE = 1.5;
const LONGEST_PHRASE = 7;
// an alternative that more than one record in twenty has is broader than what was asked for
const CLOSE_SHARE = 0.05;

function countOf(knowledge: Knowledge, phrase: string): number {
  return knowledge.phrase_services.get(phrase) ?? servicesWith(phrase, knowledge.stem_services, knowledge.total);
}

/** How much a concept says: the logarithm of how rare the records with any of its alternatives are. */
function rarity(
  knowledge: Knowledge,
  alternatives: string[],
  all_of: string[] | undefined,
): { weight: number; known: boolean } {
  const total = Math.max(1, knowledge.total);
  let without = 1;
  for (const alternative of alternatives) without *= 1 - countOf(knowledge, alternative) / total;
  if (all_of) without *= 1 - Math.min(...all_of.map((word) => countOf(knowledge, word))) / 4 / total;
  const services = (1 - without) * total;
  return { weight: Math.max(0.05, Math.log((total + 1) / (services + 0.5))), known: services > 0 };
}

/** The longest phrase of the thesaurus that begins at a word: of how many words, and what it means. */
export function longestPhrase(
  words: string[],
  from: number,
  knowledge: Knowledge,
): { length: number; meaning: PhraseMeaning } | undefined {
  let key = '';
  let found: { length: number; meaning: PhraseMeaning } | undefined;
  let count = 0;
  for (let at = from; at < words.length && count < LONGEST_PHRASE; at++) {
    const canonical = canonicalWord(words[at] ?? '');
    if (canonical === undefined) {
      if (key === '') return undefined;
      continue;
    }
    key = key === '' ? canonical : `${key} ${canonical}`;
    count += 1;
    const meaning = knowledge.phrases.get(key);
    if (meaning) found = { length: at - from + 1, meaning };
    if (!knowledge.phrase_beginnings.has(key)) break;
  }
  return found;
}

function isWeak(words: string[]): boolean {
  return words.every((word) => WEAK_WORDS.has(plainWord(word)) || PASSED_OVER.has(plainWord(word)));
}

/** A word written as two, where both halves say something: "playgroup" is also looked for as "play group". */
function halvesOf(word: string, knowledge: Knowledge): string[] {
  const found: string[] = [];
  for (let at = 3; at <= word.length - 3; at++) {
    const [first, second] = [word.slice(0, at), word.slice(at)];
    if (STOP_WORDS.has(first) || STOP_WORDS.has(second)) continue;
    if (knowledge.vocabulary.has(first) && knowledge.vocabulary.has(second)) found.push(`${first} ${second}`);
  }
  return found.slice(0, 1);
}

/** The words which, all in one record, stand for a phrase: only of plain words, one of which is rare enough to tell. */
function looseWords(words: string[], knowledge: Knowledge): string[] | undefined {
  if (words.some((word) => NEGATIONS.has(plainWord(word)) || DIFFICULTIES.has(plainWord(word)))) return undefined;
  const telling = words.filter((word) => !STOP_WORDS.has(plainWord(word)));
  const rarest = Math.min(...telling.map((word) => countOf(knowledge, word)));
  return telling.length >= 2 && rarest <= knowledge.total * 0.05 ? telling : undefined;
}

function conceptOf(
  typed: string[],
  meaning: PhraseMeaning | undefined,
  knowledge: Knowledge,
  is_last: boolean,
): Concept {
  const phrase = typed.join(' ');
  const words = wordsOf(phrase);
  const joined = words.length === 2 ? words.map(plainWord).join('') : '';
  const single = words.length === 1 ? plainWord(words[0] ?? '') : '';
  const alternatives = [
    ...new Set([
      phrase,
      ...(joined && knowledge.vocabulary.has(joined) ? [joined] : []),
      ...(single.length >= 6 && single.length <= 30 ? halvesOf(single, knowledge) : []),
      ...(meaning?.alternatives ?? []),
    ]),
  ].slice(0, MOST_ALTERNATIVES);
  const all_of = words.length > 1 ? looseWords(words, knowledge) : undefined;
  const near = alternatives.filter(
    (each, at) => at === 0 || meaning?.main.includes(each) || countOf(knowledge, each) <= knowledge.total * CLOSE_SHARE,
  );
  const has_close = near.length < alternatives.length && near.some((each) => countOf(knowledge, each) > 0);
  // what was asked for is as rare as what comes close to it, not as what it also may mean
  const { known } = rarity(knowledge, alternatives, all_of);
  const { weight } = rarity(knowledge, has_close ? near : alternatives, all_of);
  const is_unfinished =
    is_last &&
    single.length >= 4 &&
    !meaning &&
    !knowledge.vocabulary.has(single) &&
    isBeginning(knowledge.words, single);
  return {
    typed: phrase,
    alternatives,
    ...(has_close ? { close: near } : {}),
    ...(all_of ? { all_of } : {}),
    weight: weight * (isWeak(words) ? WEAK_SHARE : meaning ? SUBJECT_SHARE : 1),
    known: known || is_unfinished,
    ...(is_unfinished ? { prefix: true as const } : {}),
  };
}

function isJoined(knowledge: Knowledge, first: string, second: string | undefined): boolean {
  if (!second || STOP_WORDS.has(plainWord(second)) || STOP_WORDS.has(plainWord(first))) return false;
  const joined = plainWord(first) + plainWord(second);
  return joined.length >= 6 && (knowledge.vocabulary.has(joined) || knowledge.phrases.has(stemWord(joined)));
}

/**
 * Makes the words of a query, which have been put right, into concepts: the longest phrases of the thesaurus first, then
 * words typed apart, then single words; fillers are dropped unless nothing else is left. Known misspellings mean nothing
 * here: where they were not to be put right, they are searched for as typed.
 */
export function conceptsOf(words: string[], knowledge: Knowledge, has_filters: boolean): Concept[] {
  const concepts: Concept[] = [];
  const dropped: string[] = [];
  const seen = new Set<string>();
  let at = 0;
  while (at < words.length) {
    const word = words[at] ?? '';
    const found = longestPhrase(words, at, knowledge);
    const is_greeting = at === 0 && word === 'hi' && words.length > 2;
    let length = 1;
    let meaning: PhraseMeaning | undefined;
    if (found && !found.meaning.correction && !is_greeting) ({ length, meaning } = found);
    else if (isJoined(knowledge, word, words[at + 1])) {
      length = 2;
      meaning = knowledge.phrases.get(stemWord(plainWord(word) + plainWord(words[at + 1] ?? '')));
    } else if (STOP_WORDS.has(plainWord(word)) || /^\d{1,3}$/.test(word)) {
      dropped.push(word);
      at += 1;
      continue;
    }
    const typed = words.slice(at, at + length);
    at += length;
    const concept = conceptOf(typed, meaning, knowledge, at === words.length);
    const key = meaning ? meaning.codes.join('|') : canonicalPhrase(concept.typed);
    if (seen.has(key)) continue;
    seen.add(key);
    concepts.push(concept);
  }
  const says_something = concepts.some((concept) => !isWeak(wordsOf(concept.typed)));
  const kept = says_something || !has_filters ? concepts : [];
  if (kept.length > 0 || has_filters) return kept;
  return dropped.map((word) => conceptOf([word], undefined, knowledge, false));
}

/** The facet terms, such as `category:short-breaks`, that concepts name. */
export function hintsOf(concepts: Concept[], knowledge: Knowledge): string[] {
  const phrases = concepts.flatMap(({ alternatives }) => alternatives);
  return [...new Set(phrases.flatMap((phrase) => knowledge.term_phrases.get(canonicalPhrase(phrase)) ?? []))];
}
