import { doubleMetaphone } from 'double-metaphone';

/** A list of words, laid out so that the nearest to a misspelt one is found without looking at each letter of all. */
export interface Speller {
  by_length: { words: string[]; letters: Int32Array }[];
  by_sound: Map<string, string[]>;
  frequency: Map<string, number>;
  sorted: string[];
}

export interface Nearest {
  word: string;
  distance: number;
  frequency: number;
  /** no other word is as near */
  is_unique: boolean;
}

/** One bit for each letter (digits and spaces share what is left): one typing error changes at most two bits. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at) - 97;
    bits |= 1 << (code >= 0 && code < 26 ? code : 26 + (Math.abs(code) % 5));
  }
  return bits;
}

function countBits(value: number): number {
  let bits = value - ((value >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** The one or two ways in which a word may sound. */
const soundsOf = (word: string): string[] => [...new Set(doubleMetaphone(word))];

/** Prepares words (lower case) and how often each occurs for `nearestWord` and, unless told not to, `soundsLike`. */
export function prepareSpeller(frequency: Map<string, number>, has_sounds = true): Speller {
  const by_length: Speller['by_length'] = [];
  const by_sound = new Map<string, string[]>();
  const lists: string[][] = [];
  for (const word of frequency.keys()) {
    (lists[word.length] ??= []).push(word);
    if (!has_sounds || word.length < 4) continue;
    for (const sound of soundsOf(word)) {
      const alike = by_sound.get(sound);
      if (alike) alike.push(word);
      else by_sound.set(sound, [word]);
    }
  }
  for (let length = 0; length < lists.length; length++) {
    const words = lists[length] ?? [];
    by_length.push({ words, letters: Int32Array.from(words, lettersOf) });
  }
  return { by_length, by_sound, frequency, sorted: [...frequency.keys()].sort() };
}

// three rows of the table of distances, used over and over: asked thousands of times in one query
const LONGEST = 256;
const ROWS = [new Uint16Array(LONGEST), new Uint16Array(LONGEST), new Uint16Array(LONGEST)] as const;

/**
 * The number of typing errors between two words (a letter left out, added, changed, or two neighbours swapped), or
 * `most + 1` as soon as it is more than `most`. Optimal string alignment: the swap is why Levenshtein does not do.
 */
export function typingErrors(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most || b.length >= LONGEST) return most + 1;
  let [before, last, row] = ROWS;
  for (let j = 0; j <= b.length; j++) last[j] = j;
  for (let i = 1; i <= a.length; i++) {
    const letter = a.charCodeAt(i - 1);
    row[0] = i;
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const other = b.charCodeAt(j - 1);
      let cost = (last[j - 1] ?? 0) + (letter === other ? 0 : 1);
      cost = Math.min(cost, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    [before, last, row] = [last, row, before];
  }
  return last[b.length] ?? most + 1;
}

/** How many typing errors a word may have: none below 4 letters, 1 up to 7, 2 from 8 on. */
export function allowedErrors(word: string): number {
  if (word.length < 4 || /\d/.test(word)) return 0;
  return word.length < 8 ? 1 : 2;
}

function isNearer(one: Nearest | undefined, distance: number, frequency: number): boolean {
  return !one || distance < one.distance || (distance === one.distance && frequency > one.frequency);
}

/**
 * The known word nearest to a misspelt one: fewest errors first, then the most frequent; the first letter stands, as
 * nearly all typing errors leave it, unless the words sound alike. Undefined when none is within `most` errors.
 */
export function nearestWord(speller: Speller, word: string, most = allowedErrors(word)): Nearest | undefined {
  if (most === 0) return undefined;
  const letters = lettersOf(word);
  const sounds = soundsOf(word);
  let nearest: Nearest | undefined;
  for (let length = word.length - most; length <= word.length + most; length++) {
    const bucket = speller.by_length[length];
    if (!bucket) continue;
    for (let at = 0; at < bucket.words.length; at++) {
      if (countBits(letters ^ (bucket.letters[at] ?? 0)) > 2 * most) continue;
      const known = bucket.words[at] ?? '';
      const distance = typingErrors(word, known, most);
      if (distance > most || (known[0] !== word[0] && !soundsOf(known).some((sound) => sounds.includes(sound))))
        continue;
      const frequency = speller.frequency.get(known) ?? 0;
      if (nearest && distance === nearest.distance) nearest.is_unique = false;
      if (isNearer(nearest, distance, frequency)) {
        const is_unique = nearest?.distance !== distance;
        nearest = { word: known, distance, frequency, is_unique };
      }
    }
  }
  return nearest;
}

/** The known word that sounds the same ("fizio", "sikologist"), if it is at all like it in writing. */
export function soundsLike(speller: Speller, word: string): Nearest | undefined {
  if (word.length < 4 || /\d/.test(word)) return undefined;
  const most = Math.max(2, Math.floor(word.length * 0.45));
  let nearest: Nearest | undefined;
  for (const known of new Set(soundsOf(word).flatMap((sound) => speller.by_sound.get(sound) ?? []))) {
    const distance = typingErrors(word, known, most);
    if (distance > most) continue;
    const frequency = speller.frequency.get(known) ?? 0;
    if (isNearer(nearest, distance, frequency)) nearest = { word: known, distance, frequency, is_unique: !nearest };
    else if (nearest) nearest.is_unique = false;
  }
  return nearest;
}

/** Whether some known word begins with these letters: then the word may be one that is still being typed. */
export function isBeginning(speller: Speller, letters: string): boolean {
  let low = 0;
  let high = speller.sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((speller.sorted[middle] ?? '') < letters) low = middle + 1;
    else high = middle;
  }
  return speller.sorted[low]?.startsWith(letters) ?? false;
}
