import { DIFFICULTIES, MISSPELT, NEGATIONS, PASSED_OVER, STOP_WORDS } from './filler-rules.ts';
import { plainWord, stemWord, wordsOf } from './word-rules.ts';

/** Words that mean the same. A query for one of `words` also asks for `means`, but never the other way round. */
export interface ThesaurusGroup {
  /** unique; `spelling-…` marks misspellings, whose first of `means` is shown as the correction */
  code: string;
  words: string[];
  means?: string[];
  note?: string | null;
}

export interface PhraseMeaning {
  codes: string[];
  alternatives: string[];
  /** what each group names first of what its words mean */
  main: string[];
  /** the right spelling, when the phrase is a known misspelling */
  correction?: string;
}

/** What a word counts as inside a phrase; undefined for words that are passed over. */
export function canonicalWord(word: string): string | undefined {
  const plain = plainWord(word);
  if (PASSED_OVER.has(plain)) return undefined;
  if (NEGATIONS.has(plain)) return '¬';
  if (DIFFICULTIES.has(plain)) return '±';
  if (/^(him|her|my|them|your|it)sel(f|ves)$/.test(plain)) return 'self';
  return stemWord(word);
}

/** A phrase reduced to the words that matter, in their order: "won't go to school" → "¬ go school". */
export function canonicalPhrase(phrase: string): string {
  return wordsOf(phrase)
    .map(canonicalWord)
    .filter((word) => word !== undefined)
    .join(' ');
}

/** A text's words as an index sees them, lower case: what stands between them is nothing. */
export function lexemes(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

/** Every alternative of more than one word that a query may come to ask for, its words parted by spaces. */
export function phrasesOf(groups: readonly ThesaurusGroup[]): string[] {
  const all = groups.flatMap(({ words, means }) => [...words, ...(means ?? [])]).map(lexemes);
  return [...new Set(all.flatMap((words) => (words.length > 1 ? words.join(' ') : [])))];
}

/** A phrase's stems; undefined where the directory has a word of it that matters nowhere: it need not be looked for. */
function stemsOf(phrase: string, stems: Map<string, number>): string | undefined {
  const words = wordsOf(phrase);
  const isPossible = words.every(
    (word) => word.length < 3 || STOP_WORDS.has(plainWord(word)) || stems.has(stemWord(word)),
  );
  return isPossible ? words.map(stemWord).join(' ') : undefined;
}

/** Lays the thesaurus out by canonical phrase, with only those alternatives that the directory can have. */
export function preparePhrases(groups: ThesaurusGroup[], stems: Map<string, number>): Map<string, PhraseMeaning> {
  const twoWay = new Map<string, string[]>();
  for (const group of groups) {
    if (group.means?.length) continue;
    for (const word of group.words) {
      const key = canonicalPhrase(word);
      twoWay.set(key, [...(twoWay.get(key) ?? []), ...group.words]);
    }
  }
  const phrases = new Map<string, PhraseMeaning>();
  // the same phrases come again for each word of their group
  const stemmed = new Map<string, string | undefined>();
  const possible = (all: string[]) => {
    const firsts = new Map<string, string>();
    for (const phrase of all) {
      if (!stemmed.has(phrase)) stemmed.set(phrase, stemsOf(phrase, stems));
      const key = stemmed.get(phrase);
      // of phrases that differ only in number or tense the first
      if (key !== undefined && !firsts.has(key)) firsts.set(key, phrase);
    }
    return [...firsts.values()];
  };
  for (const group of groups) {
    const means = group.means ?? [];
    // a synonym of what a word means is what it means, too
    const synonyms = means.flatMap((word) => twoWay.get(canonicalPhrase(word)) ?? []);
    const is_misspelt = group.code.startsWith(MISSPELT);
    for (const word of group.words) {
      const key = canonicalPhrase(word);
      if (!key) continue;
      const meaning = phrases.get(key) ?? { codes: [], alternatives: [], main: [] };
      meaning.codes.push(group.code);
      meaning.main.push(...means.slice(0, 1));
      if (is_misspelt) meaning.correction = group.means?.[0];
      else {
        // what services call it comes before what parents call it: a long list is cut at its end
        const all = [...meaning.alternatives, ...means, ...synonyms, ...group.words];
        meaning.alternatives = possible(all);
      }
      phrases.set(key, meaning);
    }
  }
  return phrases;
}

/** How many services have a phrase, as far as its rarest word tells: half of those with it, when it has several. */
export function servicesWith(phrase: string, stems: Map<string, number>, total: number): number {
  let least = total;
  let counted = 0;
  for (const word of wordsOf(phrase)) {
    const plain = plainWord(word);
    if (PASSED_OVER.has(plain) || (counted > 0 && STOP_WORDS.has(plain))) continue;
    counted += 1;
    least = Math.min(least, stems.get(stemWord(word)) ?? 0);
  }
  return counted === 0 ? 0 : counted === 1 ? least : least / 2;
}

/** The services that each alternative of the thesaurus is reckoned to be in. */
export function countPhrases(
  phrases: Map<string, PhraseMeaning>,
  stems: Map<string, number>,
  total: number,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { alternatives } of phrases.values()) {
    for (const phrase of alternatives) {
      if (!counts.has(phrase)) counts.set(phrase, servicesWith(phrase, stems, total));
    }
  }
  return counts;
}

/** Every beginning, word by word, of canonical phrases. */
export function beginningsOf(keys: Iterable<string>): Set<string> {
  const beginnings = new Set<string>();
  for (const key of keys) {
    for (let at = key.indexOf(' '); at > 0; at = key.indexOf(' ', at + 1)) beginnings.add(key.slice(0, at));
  }
  return beginnings;
}
