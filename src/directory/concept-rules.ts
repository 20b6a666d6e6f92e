import { DIFFICULTIES, NEGATIONS, PASSED_OVER, STOP_WORDS, WEAK_WORDS } from './filler-rules.ts';
import { canonicalPhrase, canonicalWord, type Knowledge, type PhraseMeaning } from './knowledge-rules.ts';
import { isBeginning } from './spelling-rules.ts';
import { plainWord, stemWord, wordsOf } from './word-rules.ts';

/** One subject of a query, with everything that is searched for it. */
export interface Concept {
  /** the words of the query, put right */
  typed: string;
  /** words and phrases that mean it, itself first */
  alternatives: string[];
  /** words which together, anywhere in a record, mean it too */
  all_of?: string[];
  /** how rare it is in the directory: the rarer, the more it says */
  weight: number;
  /** some record has at least one of the alternatives, as far as single words tell */
  known: boolean;
  /** the word may still be being typed: it also matches as a beginning */
  prefix?: true;
}

export interface QueryWord {
  text: string;
  /** which word as typed: both halves of a word that was split have the same */
  position: number;
}

const MOST_ALTERNATIVES = 30;
const WEAK_SHARE = 0.25;
const LONGEST_PHRASE = 7;

function servicesWith(knowledge: Knowledge, phrase: string): number {
  let least = knowledge.total;
  let counted = 0;
  for (const word of wordsOf(phrase)) {
    if (STOP_WORDS.has(plainWord(word)) && counted > 0) continue;
    if (PASSED_OVER.has(plainWord(word))) continue;
    counted += 1;
    least = Math.min(least, knowledge.stem_services.get(stemWord(word)) ?? 0);
  }
  // of the records with the rarer word of a phrase, we reckon that half have the phrase
  return counted === 0 ? 0 : counted === 1 ? least : least / 2;
}

/** How much a concept says: the logarithm of how rare the records with any of its alternatives are. */
function rarity(
  knowledge: Knowledge,
  alternatives: string[],
  all_of: string[] | undefined,
): { weight: number; known: boolean } {
  const total = Math.max(1, knowledge.total);
  let without = 1;
  for (const alternative of alternatives) without *= 1 - servicesWith(knowledge, alternative) / total;
  if (all_of) without *= 1 - Math.min(...all_of.map((word) => servicesWith(knowledge, word))) / 4 / total;
  const services = (1 - without) * total;
  return { weight: Math.max(0.05, Math.log((total + 1) / (services + 0.5))), known: services > 0 };
}

interface Found {
  key: string;
  length: number;
  meaning: PhraseMeaning;
}

function longestPhrase(words: QueryWord[], from: number, knowledge: Knowledge): Found | undefined {
  let key = '';
  let found: Found | undefined;
  let count = 0;
  for (let at = from; at < words.length && count < LONGEST_PHRASE; at++) {
    const canonical = canonicalWord(words[at]?.text ?? '');
    if (canonical === undefined) {
      if (key === '') return undefined;
      continue;
    }
    key = key === '' ? canonical : `${key} ${canonical}`;
    count += 1;
    const meaning = knowledge.phrases.get(key);
    if (meaning) found = { key, length: at - from + 1, meaning };
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
  const rarest = Math.min(...telling.map((word) => servicesWith(knowledge, word)));
  return telling.length >= 2 && rarest <= knowledge.total * 0.05 ? telling : undefined;
}

function conceptOf(
  typed: string[],
  meaning: PhraseMeaning | undefined,
  knowledge: Knowledge,
  is_last: boolean,
): Concept {
  const phrase = meaning?.correction ?? typed.join(' ');
  const words = wordsOf(phrase);
  const joined = words.length === 2 ? words.map(plainWord).join('') : '';
  const single = words.length === 1 ? plainWord(words[0] ?? '') : '';
  const alternatives = [
    ...new Set([
      phrase,
      ...(joined && knowledge.vocabulary.has(joined) ? [joined] : []),
      ...(single.length >= 6 ? halvesOf(single, knowledge) : []),
      ...(meaning?.alternatives ?? []),
    ]),
  ].slice(0, MOST_ALTERNATIVES);
  const all_of = words.length > 1 ? looseWords(words, knowledge) : undefined;
  const { weight, known } = rarity(knowledge, alternatives, all_of);
  const is_unfinished =
    is_last &&
    single.length >= 4 &&
    !meaning &&
    !knowledge.vocabulary.has(single) &&
    isBeginning(knowledge.words, single);
  return {
    typed: phrase,
    alternatives,
    ...(all_of ? { all_of } : {}),
    weight: isWeak(words) ? weight * WEAK_SHARE : weight,
    known: known || is_unfinished,
    ...(is_unfinished ? { prefix: true as const } : {}),
  };
}

function isJoined(knowledge: Knowledge, first: QueryWord, second: QueryWord | undefined): boolean {
  if (!second || STOP_WORDS.has(plainWord(second.text)) || STOP_WORDS.has(plainWord(first.text))) return false;
  const joined = plainWord(first.text) + plainWord(second.text);
  return joined.length >= 6 && (knowledge.vocabulary.has(joined) || knowledge.phrases.has(stemWord(joined)));
}

/**
 * Makes the words of a query into concepts: the longest phrases of the thesaurus first, then words typed apart, then
 * single words; fillers are dropped unless nothing else is left.
 */
export function conceptsOf(
  words: QueryWord[],
  knowledge: Knowledge,
  { has_filters, is_corrected }: { has_filters: boolean; is_corrected: boolean },
): { concepts: Concept[]; hints: string[]; respelt: { from: string; to: string }[] } {
  const concepts: Concept[] = [];
  const dropped: string[] = [];
  const respelt: { from: string; to: string }[] = [];
  const seen = new Set<string>();
  let at = 0;
  while (at < words.length) {
    const word = words[at];
    if (!word) break;
    const found = longestPhrase(words, at, knowledge);
    const second = words[at + 1];
    let length = 1;
    let meaning: PhraseMeaning | undefined;
    if (found && (is_corrected || !found.meaning.correction)) ({ length, meaning } = found);
    else if (isJoined(knowledge, word, second)) {
      length = 2;
      meaning = knowledge.phrases.get(stemWord(plainWord(word.text) + plainWord(second?.text ?? '')));
    } else if (STOP_WORDS.has(plainWord(word.text))) {
      dropped.push(word.text);
      at += 1;
      continue;
    }
    const typed = words.slice(at, at + length).map(({ text }) => text);
    at += length;
    const concept = conceptOf(typed, meaning, knowledge, at === words.length);
    if (meaning?.correction) respelt.push({ from: typed.join(' '), to: meaning.correction });
    const same = [...concept.alternatives].sort().join('|');
    const key = meaning ? meaning.codes.join('|') : canonicalPhrase(concept.typed);
    if (seen.has(key) || seen.has(same)) continue;
    seen.add(key).add(same);
    concepts.push(concept);
  }
  const strong = concepts.filter((concept) => !isWeak(wordsOf(concept.typed)));
  let kept = strong.length > 0 || !has_filters ? concepts : [];
  if (kept.length === 0 && !has_filters) kept = dropped.map((word) => conceptOf([word], undefined, knowledge, false));
  const hints = kept.flatMap((concept) =>
    concept.alternatives.flatMap((phrase) => knowledge.term_phrases.get(canonicalPhrase(phrase)) ?? []),
  );
  return { concepts: kept, hints: [...new Set(hints)], respelt };
}
