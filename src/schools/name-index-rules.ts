/** The words of many names, and which of the names have each. */
export interface NameIndex {
  /** in the order of the alphabet */
  words: string[];
  /** for each word, the places of the names that have it, rising */
  places: Map<string, number[]>;
  /** how many names there are */
  size: number;
}

/** Lays out names, folded as names are, so that those with a word are found without reading all. */
export function indexNames(names: readonly string[]): NameIndex {
  const places = new Map<string, number[]>();
  names.forEach((name, place) => {
    for (const word of new Set(name.split(' '))) {
      if (word === '') continue;
      const known = places.get(word);
      if (known) known.push(place);
      else places.set(word, [place]);
    }
  });
  return { words: [...places.keys()].sort(), places, size: names.length };
}

/**
 * The places of the names that have each of some words (255 at most) as the beginning of one of their own, rising; none for
 * no words.
 */
export function placesNamed({ words, places, size }: NameIndex, needed: readonly string[]): number[] {
  if (needed.length === 0) return [];
  // how many of the beginnings, from the first on, each name has
  const had = new Uint8Array(size);
  needed.forEach((beginning, before) => {
    for (let at = firstFrom(words, beginning); words[at]?.startsWith(beginning); at++)
      for (const place of places.get(words[at] ?? '') ?? []) if (had[place] === before) had[place] = before + 1;
  });
  const named: number[] = [];
  had.forEach((count, place) => {
    if (count === needed.length) named.push(place);
  });
  return named;
}

/** Where a list in the order of the alphabet has the first word that does not come before another. */
function firstFrom(words: readonly string[], word: string): number {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle] ?? '') < word) low = middle + 1;
    else high = middle;
  }
  return low;
}
