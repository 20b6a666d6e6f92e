import { conceptsOf } from '../thesaurus/concept-rules.ts';
import { PASSED_OVER, STOP_WORDS, WEAK_WORDS } from '../thesaurus/filler-rules.ts';
import type { Knowledge } from '../thesaurus/knowledge-rules.ts';
import { canonicalPhrase, type PhraseMeaning } from '../thesaurus/thesaurus-rules.ts';
import { plainWord, stemWord, wordsOf } from '../thesaurus/word-rules.ts';

/** Searches that found nothing: the same words and filters in the same place, and how often. */
export interface Miss {
  words: string;
  /** `NR27`, a town in lower case, or nothing */
  outcode: string;
  /** the filters as an address has them: `category=sport&age=7` */
  filters: string;
  times: number;
}

/** The names of terms: taxonomy → code → name. */
type Names = Record<string, Map<string, string>>;

/** What was looked for: `key` is the same for everything that means the same. */
export interface Meaning {
  key: string;
  /** in the words of the thesaurus, where it knows it */
  name: string;
  is_known: boolean;
}

/** What was looked for and not found, with no words of fewer than `fewest` searches. */
export interface GapGroup extends Meaning {
  searches: number;
  phrasings: { words: string; times: number }[];
  districts: { district: string; times: number }[];
  /** in places with too few searches each */
  elsewhere: number;
}

/** What a search was for, by the thesaurus: words that mean the same have one key, in whatever order they stand. */
export function meaningOf(
  { words, filters }: Pick<Miss, 'words' | 'filters'>,
  knowledge: Knowledge,
  names: Names,
): Meaning {
  const typed = wordsOf(words);
  if (typed.length === 0) return meaningOfFilters(filters, names);
  const all = conceptsOf(typed, knowledge, false).map(({ typed: phrase }) => conceptMeaning(phrase, knowledge));
  const telling = all.filter(({ is_weak }) => !is_weak);
  const concepts = telling.length > 0 ? telling : all;
  const byKey = new Map(concepts.map((concept) => [concept.key, concept]));
  const sorted = [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  return {
    key: sorted.map(({ key }) => key).join(' + '),
    name: sorted.map(({ name }) => name).join(', '),
    is_known: sorted.every(({ is_known }) => is_known),
  };
}

/** In what form something is given: whoever looks for a judo club looks for judo. By themselves they are looked for, too. */
const forms = new Set(
  ['club', 'group', 'class', 'session', 'lesson', 'course', 'activity', 'team', 'meeting', 'place', 'centre'].map(
    stemWord,
  ),
);

function conceptMeaning(phrase: string, knowledge: Knowledge): Meaning & { is_weak: boolean } {
  const words = wordsOf(phrase).map(plainWord);
  const is_weak = words.every(
    (word) => WEAK_WORDS.has(word) || STOP_WORDS.has(word) || PASSED_OVER.has(word) || forms.has(stemWord(word)),
  );
  const canonical = canonicalPhrase(phrase);
  const found = knowledge.phrases.get(canonical) ?? knowledge.phrases.get(stemWord(words.join('')));
  if (!found || found.correction) {
    const plain = canonical.replaceAll('¬', 'not').replaceAll('±', 'difficult');
    return { key: `word:${canonical || phrase}`, name: plain || phrase, is_known: false, is_weak };
  }
  const codes = meant(found, knowledge).codes.toSorted();
  const group = knowledge.groups.find(({ code }) => code === codes[0]);
  return { key: codes.join('|'), name: group?.words[0] ?? phrase, is_known: true, is_weak };
}

/** What parents' words mean first in the words of services: "won't go to school" is school avoidance. */
function meant(meaning: PhraseMeaning, knowledge: Knowledge): PhraseMeaning {
  const first = meaning.main[0];
  const target = first === undefined ? undefined : knowledge.phrases.get(canonicalPhrase(first));
  return target && target.main.length === 0 ? target : meaning;
}

function meaningOfFilters(filters: string, names: Names): Meaning {
  const chosen = [...new URLSearchParams(filters)].flatMap(([taxonomy, code]) => names[taxonomy]?.get(code) ?? []);
  const sorted = [...new Set(chosen)].sort();
  if (sorted.length === 0) return { key: 'filters:', name: 'Anything at all in a place or for an age', is_known: true };
  return { key: `filters:${sorted.join('|')}`, name: `No words, only: ${sorted.join(', ')}`, is_known: true };
}

/**
 * Searches put together by what they mean, the most frequent first. What was searched for fewer than `fewest` times is only
 * counted, and never shown with its words: neither a meaning, nor a way of saying it, nor a place.
 */
export function groupMisses(
  misses: readonly Miss[],
  meaning: (miss: Miss) => Meaning,
  fewest: number,
): { groups: GapGroup[]; rest: { meanings: number; searches: number } } {
  const byKey = Map.groupBy(
    misses.map((miss) => ({ ...miss, meaning: meaning(miss) })),
    (miss) => miss.meaning.key,
  );
  const groups: GapGroup[] = [];
  const rest = { meanings: 0, searches: 0 };
  for (const [key, all] of byKey) {
    const searches = all.reduce((sum, { times }) => sum + times, 0);
    if (searches < fewest) {
      rest.meanings += 1;
      rest.searches += searches;
      continue;
    }
    const phrasings = counted(all, ({ words }) => words).filter(({ times, of }) => times >= fewest && of !== '');
    const first = all[0]?.meaning;
    const name = first?.is_known ? first.name : (phrasings[0]?.of ?? first?.name ?? '');
    groups.push({
      key,
      name,
      is_known: first?.is_known ?? false,
      searches,
      phrasings: phrasings.map(({ of, times }) => ({ words: of, times })),
      ...byPlace(all, fewest),
    });
  }
  groups.sort((a, b) => b.searches - a.searches || (a.name < b.name ? -1 : 1));
  return { groups, rest };
}

/**
 * Searches by postcode district, the most frequent first; districts with fewer than `fewest` only together. Where these
 * together are too few as well, the smallest of the others joins them, so that nothing is found by taking away.
 */
export function byPlace(
  misses: readonly Pick<Miss, 'outcode' | 'times'>[],
  fewest: number,
): Pick<GapGroup, 'districts' | 'elsewhere'> {
  const districts = counted(misses, ({ outcode }) => placeInWords(outcode)).map(({ of, times }) => ({
    district: of,
    times,
  }));
  let elsewhere = 0;
  for (let last = districts.at(-1); last; last = districts.at(-1)) {
    if (last.times >= fewest && (elsewhere === 0 || elsewhere >= fewest)) break;
    elsewhere += last.times;
    districts.pop();
  }
  return { districts, elsewhere };
}

function counted<Of extends { times: number }>(
  all: readonly Of[],
  of: (one: Of) => string,
): { of: string; times: number }[] {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(of(one), (counts.get(of(one)) ?? 0) + one.times);
  return [...counts]
    .map(([name, times]) => ({ of: name, times }))
    .sort((a, b) => b.times - a.times || (a.of < b.of ? -1 : 1));
}

/** A place as it was counted, in words: `NR27`, `Great Yarmouth`, or that none was given. */
export function placeInWords(outcode: string): string {
  if (outcode === '') return 'No place given';
  if (/\d/.test(outcode)) return outcode.toUpperCase();
  return outcode.replace(/(?:^|[\s-])\p{L}/gu, (letter) => letter.toUpperCase());
}

/** The states of a gap, for staff. */
export const gapStates = { open: 'Open', being_worked_on: 'Being worked on', answered: 'Answered' } as const;
export type GapState = keyof typeof gapStates;
