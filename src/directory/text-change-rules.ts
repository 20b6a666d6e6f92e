/** A piece of a text, and whether the other text does not have it there. */
export interface TextPart {
  text: string;
  is_changed: boolean;
}

/**
 * Two texts cut where they differ: what they begin and end with alike, whole words only, is not changed; what stands
 * between is.
 */
export function textChange(old: string, now: string): { old: TextPart[]; now: TextPart[] } {
  const [a, b] = [old.split(/(?<=\s)/), now.split(/(?<=\s)/)];
  const same = (x: string | undefined, y: string | undefined) => x !== undefined && x.trimEnd() === y?.trimEnd();
  let start = 0;
  while (start < Math.min(a.length, b.length) && same(a[start], b[start])) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && same(a[a.length - 1 - end], b[b.length - 1 - end])) end++;
  const cut = (words: string[]): TextPart[] => {
    const parts = [
      { text: words.slice(0, start).join(''), is_changed: false },
      { text: words.slice(start, words.length - end).join(''), is_changed: true },
      { text: words.slice(words.length - end).join(''), is_changed: false },
    ];
    return parts.filter(({ text }) => text !== '');
  };
  return { old: cut(a), now: cut(b) };
}
