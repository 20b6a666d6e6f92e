import { type Concept, conceptsOf, hintsOf, longestPhrase } from './concept-rules.ts';
import { STOP_WORDS } from './filler-rules.ts';
import { type Knowledge, knowsWord } from './knowledge-rules.ts';
import {
  takeAge,
  takeDays,
  takeDelivery,
  takeDistance,
  takeFree,
  takeNearMe,
  takeSelfReferral,
} from './phrase-rules.ts';
import { type Near, takeMisspeltPlace, takeOwnNames, takePlaceName, takePostcode } from './place-phrase-rules.ts';
import { readWords, type Taken } from './reading-rules.ts';
import { isBeginning, nearestWord, soundsLike } from './spelling-rules.ts';
import { plainWord } from './word-rules.ts';

/** What a parent typed, understood. */
export interface UnderstoodQuery {
  /** the subjects, in the order typed; empty when only filters were typed */
  concepts: Concept[];
  near?: Near;
  /** "near me" was typed: the page may ask where that is */
  near_me?: true;
  /** miles */
  within?: number;
  /** years */
  age?: number;
  /** MO … SU, in the order of the week */
  days?: string[];
  free?: true;
  self_refer?: true;
  /** codes of the delivery taxonomy */
  delivery?: string[];
  /** what was put right, as typed and as read */
  corrections: { from: string; to: string }[];
  /** the words that are searched for, put right, without what became a filter */
  shown_words: string;
  original: string;
  /** each part that became a filter, for "remove this filter" */
  taken: Taken[];
  /** facet terms such as `category:short-breaks` that the words name */
  hints: string[];
  /** true when the query was too long and its end was not read */
  cut: boolean;
}

export interface UnderstandOptions {
  /** false: search for exactly what was typed ("search instead for …") */
  correct?: boolean;
  /** YYYY-MM-DD, for "today" and "tomorrow" */
  today?: string;
}

// longer than any word of English that a parent types
const LONGEST_WORD = 30;

function splitWord(knowledge: Knowledge, word: string): string[] | undefined {
  let best: { parts: string[]; services: number } | undefined;
  for (let at = 3; at <= word.length - 3; at++) {
    const parts = [word.slice(0, at), word.slice(at)];
    if (parts.some((part) => STOP_WORDS.has(part) || !knowsWord(knowledge, part))) continue;
    const services = Math.min(...parts.map((part) => knowledge.words.frequency.get(part) ?? 0));
    // short halves are found in too many words by chance
    if (services < (Math.min(at, word.length - at) < 4 ? 5 : 1)) continue;
    if (!best || services > best.services) best = { parts, services };
  }
  return best?.parts;
}

/** The word put right, as one or two words; undefined when it is known or nothing is near enough. */
export function correctWord(knowledge: Knowledge, word: string, is_last: boolean): string[] | undefined {
  if (
    word.length < 4 ||
    word.length > LONGEST_WORD ||
    /\d/.test(word) ||
    knowsWord(knowledge, word) ||
    knowledge.place_names.has(word)
  )
    return undefined;
  // short words have too many neighbours: only those that the thesaurus knows are meant
  const speller = word.length < 6 ? knowledge.subject_words : knowledge.words;
  const near = nearestWord(speller, word);
  if (near?.distance === 1) return [near.word];
  const split = splitWord(knowledge, word);
  if (split) return split;
  if (is_last && word.length >= 5 && isBeginning(knowledge.words, word)) return undefined;
  const found = near ?? soundsLike(speller, word);
  return found ? [found.word] : undefined;
}

/** The words that are left of a query, put right and as one writes them; changes are added to `corrections`. */
function rightWords(words: string[], knowledge: Knowledge, corrections: UnderstoodQuery['corrections']): string[] {
  const right: string[] = [];
  const plain = words.map(plainWord);
  let at = 0;
  while (at < words.length) {
    const found = longestPhrase(words, at, knowledge);
    const length = found?.length ?? 1;
    const typed = words.slice(at, at + length);
    const word = plain[at] ?? '';
    // a half of a word that was typed apart is no mistake: "physio therapy"
    const is_half =
      knowledge.vocabulary.has((plain[at - 1] ?? '') + word) || knowledge.vocabulary.has(word + (plain[at + 1] ?? ''));
    const better = found
      ? found.meaning.correction?.split(' ')
      : is_half
        ? undefined
        : correctWord(knowledge, word, at === words.length - 1);
    if (better) corrections.push({ from: typed.join(' '), to: better.join(' ') });
    right.push(...(better ?? typed));
    at += length;
  }
  return right;
}

/**
 * Understands what a parent typed: takes places, ages, days and the like out of it, puts typing errors right against
 * the directory's own words, and makes the rest into concepts with everything that means the same. Pure; any text is
 * harmless; at most 200 characters and 24 words are read.
 */
export function understandQuery(q: string, knowledge: Knowledge, options: UnderstandOptions = {}): UnderstoodQuery {
  const is_corrected = options.correct !== false;
  const reading = readWords(q);
  const corrections: UnderstoodQuery['corrections'] = [];

  const near_me = takeNearMe(reading);
  const within = takeDistance(reading);
  const postcode = takePostcode(reading, knowledge);
  const age = takeAge(reading);
  const days = takeDays(reading, options.today);
  const self_refer = takeSelfReferral(reading);
  const free = takeFree(reading);
  const delivery = takeDelivery(reading);
  let near = takePlaceName(reading, knowledge);
  if (postcode) {
    // "Norwich NR1 3AB" is one place: the postcode says it better
    if (near) reading.taken.pop();
    near = postcode;
  }
  takeOwnNames(reading, knowledge);
  if (!near && is_corrected) {
    near = takeMisspeltPlace(reading, knowledge);
    if (near?.corrected_from) corrections.push({ from: near.corrected_from, to: near.text });
  }

  const open = reading.tokens.filter((token) => !token.is_taken).map((token) => token.word);
  const words = is_corrected ? rightWords(open, knowledge, corrections) : open;
  const concepts = conceptsOf(
    words.map((word) => word.toLowerCase()),
    knowledge,
    reading.taken.length > 0,
  );
  return {
    concepts,
    ...(near ? { near } : {}),
    ...(near_me ? { near_me } : {}),
    ...(within === undefined ? {} : { within }),
    ...(age === undefined ? {} : { age }),
    ...(days ? { days } : {}),
    ...(free ? { free } : {}),
    ...(self_refer ? { self_refer } : {}),
    ...(delivery ? { delivery } : {}),
    corrections,
    shown_words: words.join(' '),
    original: q,
    taken: reading.taken,
    hints: hintsOf(concepts, knowledge),
    cut: reading.is_cut,
  };
}
