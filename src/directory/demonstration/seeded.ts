/** A number from 0 up to 1 that depends on the words alone: the same words, the same number, on every machine. */
export function fraction(words: string): number {
  let hash = 2_166_136_261;
  for (let n = 0; n < words.length; n++) hash = Math.imul(hash ^ words.charCodeAt(n), 16_777_619);
  hash = Math.imul(hash ^ (hash >>> 16), 2_246_822_507);
  hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_909);
  return ((hash ^ (hash >>> 16)) >>> 0) / 4_294_967_296;
}

/** A whole number from `least` to `most`, by the words alone. */
export function numberBetween(words: string, least: number, most: number): number {
  return least + Math.floor(fraction(words) * (most - least + 1));
}

/** One of a list, by the words alone. */
export function pick<T>(words: string, [first, ...others]: readonly [T, ...T[]]): T {
  return others[Math.floor(fraction(words) * (others.length + 1)) - 1] ?? first;
}

/** The list in an order that the words alone decide. */
export function shuffle<T>(words: string, list: readonly T[], nameOf: (item: T) => string): T[] {
  return list
    .map((item) => ({ item, place: fraction(`${words}|${nameOf(item)}`) }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
