import { foldName } from '../places/name-rules.ts';
import { isBeginning, nearestWord, type Speller, soundsLike } from '../thesaurus/spelling-rules.ts';

/** What somebody typed to name a school. */
export interface NamedSchool {
  /** the whole, folded as names are */
  folded: string;
  /** words that the name or town must have, each as its beginning */
  needed: string[];
  /** words that many names have: what has them comes first */
  liked: string[];
  /** nothing else was typed than words that many schools have */
  is_common: boolean;
  /** the school's own number, where that was typed */
  urn: string | undefined;
}

/** Words that say little about which school is meant, and that people leave out, add or mix up. */
const common = new Set(
  `a academies academy and at c ce centre church cofe college community controlled cp e education england first for form
  foundation free grammar group high in independent infant infants junior juniors middle near nursery of our pre prep
  preparatory primary pru rc roman s school schools secondary sixth special sports specialist the trust unit upper va vc voluntary
  with`.split(/\s+/),
);

const mostWords = 8;
const shortest = 2;

/**
 * Reads the name of a school as typed: "St. Marys C of E", "saint mary's primary" and "st mary" need the same words.
 * Words that many schools have count only where nothing else was typed.
 */
export function readSchoolName(typed: string): NamedSchool {
  const folded = foldName(typed.slice(0, 200));
  const words = [...new Set(folded.split(' ').filter(Boolean))].slice(0, mostWords);
  const telling = words.filter((word) => !common.has(word));
  const liked = words.filter((word) => common.has(word) && word.length >= shortest);
  const urn = /^\d{5,6}$/.test(folded) ? folded : undefined;
  if (telling.length === 0) return { folded, needed: liked, liked: [], is_common: true, urn };
  return { folded, needed: telling, liked, is_common: false, urn };
}

/** A name with each word that no school has put right; the same words where all are known or nothing is like them. */
export function correctSchoolName(named: NamedSchool, speller: Speller): { named: NamedSchool; shown: string } {
  const rightOf = (word: string) => {
    if (isBeginning(speller, word)) return word;
    return (nearestWord(speller, word) ?? soundsLike(speller, word))?.word ?? word;
  };
  const right = new Map(named.needed.map((word) => [word, rightOf(word)]));
  const shown = named.folded
    .split(' ')
    .map((word) => right.get(word) ?? word)
    .join(' ');
  return { named: { ...named, folded: shown, needed: [...new Set(right.values())] }, shown };
}
