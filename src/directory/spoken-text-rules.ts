/** A line of times while it is read: what is understood is taken out of it, and what is left becomes its note. */
export interface SpokenText {
  /** as it was written, spaces folded */
  line: string;
  /** in small letters, with plain dashes; blank where something was taken out, so that places in it stay */
  rest: string;
  /** by place in the line: understood, and so no part of a note */
  is_understood: boolean[];
}

/** What was found in a line, and where. */
export interface Found {
  words: string;
  at: number;
  match: RegExpExecArray;
}

/** A line that is about to be read. */
export function spokenText(line: string): SpokenText {
  const plain = line.normalize('NFC').replace(/\s+/g, ' ').trim();
  const rest = [...plain].map((letter) => {
    const small = letter.toLowerCase();
    return /[–—−]/.test(letter) ? '-' : /[‘’]/.test(letter) ? "'" : small.length === letter.length ? small : letter;
  });
  return { line: plain, rest: rest.join(''), is_understood: Array.from({ length: plain.length }, () => false) };
}

/** Takes out of a line what a pattern finds first. */
export function take(text: SpokenText, pattern: RegExp): Found | undefined {
  const match = new RegExp(pattern.source, pattern.flags.replace('g', '')).exec(text.rest);
  if (!match) return undefined;
  const at = match.index + (match[0].length - match[0].trimStart().length);
  blank(text, match.index, match[0].length);
  text.is_understood.fill(true, match.index, match.index + match[0].length);
  return { words: match[0].trim(), at, match };
}

/** Takes out of a line all that a pattern finds. */
export function takeAll(text: SpokenText, pattern: RegExp): Found[] {
  const found: Found[] = [];
  for (let one = take(text, pattern); one; one = take(text, pattern)) found.push(one);
  return found;
}

/** Hides from further reading what only looks like a time or a date; it stays part of the note. */
export function protect(text: SpokenText, pattern: RegExp): void {
  for (const { 0: words, index } of text.rest.matchAll(pattern)) blank(text, index, words.length);
}

function blank(text: SpokenText, at: number, length: number): void {
  text.rest = text.rest.slice(0, at) + ' '.repeat(length) + text.rest.slice(at + length);
}

/** Something that was not understood, as it was written, and where. */
export interface Left {
  words: string;
  at: number;
  /** a comma, a full stop or a bracket stands before it */
  stands_apart: boolean;
}

/** Words that say nothing where days and times have been taken out beside them: before other words, and after them. */
const leading =
  /^(?:every|each|the|of|and|only|we|are|open|is|it|its|runs?|run|meets?|weekly|weeks?|monthly|months?|days?|per|sessions?|usually|held|times?|opening|office|hours?|o'clock|onwards|then)$/i;
const trailing =
  /^(?:on|at|in|from|until|during|between|a|an|to|and|the|of|every|we|are|is|open|runs?|meets?|starting|starts)$/i;
const edge = /^[\s,.;:&+/()-]+|[\s,.;:&+/(-]+$/g;

/** What of a line was not understood: each part without the small words at its edges. */
export function leftOf({ line, is_understood }: SpokenText): Left[] {
  const parts: Left[] = [];
  for (let at = 0; at < line.length; at++) {
    if (is_understood[at]) continue;
    let end = at;
    while (end < line.length && !is_understood[end]) end++;
    const before = line.slice(0, at).trimEnd();
    const raw = line.slice(at, end);
    const words = withoutFillers(raw);
    if (/\p{L}{2}/u.test(words) || /£\s?\d/.test(words))
      parts.push({ words, at, stands_apart: /^\s*[,.(;]/.test(raw) || /[,.(;]$/.test(before) });
    at = end;
  }
  return parts;
}

function withoutFillers(text: string): string {
  let words = text.replace(edge, '').split(' ');
  const isOne = (word: string | undefined, ...patterns: RegExp[]) => {
    const plain = (word ?? '').replace(/[^\p{L}\d']/gu, '');
    return word !== undefined && (plain === '' || patterns.some((pattern) => pattern.test(plain)));
  };
  if (words.every((word) => isOne(word, leading, trailing))) return '';
  while (isOne(words[0], leading)) words = words.slice(1);
  while (isOne(words.at(-1), trailing)) words = words.slice(0, -1);
  const kept = words.join(' ').replace(edge, '');
  return kept.includes('(') ? kept : kept.replace(/\)/g, '');
}
