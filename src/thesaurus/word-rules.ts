/** The words of a text as people type them: how they are cut apart, folded and reduced to what they have in common. */

const LETTERS: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', þ: 'th', ð: 'd' };

const PLAIN = /^[\w\s'.,;:!?&()/+-]*$/;

/** Lower case without accents, and with one kind of apostrophe. */
export function foldText(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[‘’‛ʼ`´＇]/g, "'")
    .replace(/[ßæœøłđþð]/g, (letter) => LETTERS[letter] ?? letter);
}

/** The words of a text, folded: `[a-z0-9]` with apostrophes inside; hyphens part words, as they do in the index. */
export function wordsOf(text: string): string[] {
  return foldText(text).match(/[a-z0-9]+(?:'[a-z0-9]+)*/g) ?? [];
}

/** The word without its apostrophes: "king's" and "kings" are typed alike. */
export function plainWord(word: string): string {
  return word.includes("'") ? word.replaceAll("'", '') : word;
}

// words that are another than their stem: Down's syndrome is not "down", having fits is not being fit
const KEPT_WHOLE = new Set(['downs', 'fits', 'sats', 'news', 'feelings', 'outings', 'parking', 'worried']);

const VOWEL = /[aeiouy]/;
const SHORT = /^[^aeiou]*[aeiouy][^aeiouwxy]$/;

function withoutEnding(stem: string): string {
  if (/([bdfgmnprt])\1$/.test(stem)) return stem.slice(0, -1);
  if (stem.endsWith('ll') && stem.length > 5) return stem.slice(0, -1);
  return SHORT.test(stem) ? `${stem}e` : stem;
}

/**
 * The word without the endings of number and tense, so that "worries", "worried" and "worrying" are one. Lighter than
 * the index's own stemmer on purpose: it decides which words we know, and too wide a stem would hide typing errors.
 */
export function stemWord(word: string): string {
  if (KEPT_WHOLE.has(plainWord(word))) return plainWord(word);
  let stem = plainWord(word.endsWith("'s") ? word.slice(0, -2) : word);
  if (stem.length < 4 || /\d/.test(stem)) return stem;
  if (!/[sgd]$|e$/.test(stem)) return stem;
  if (/[^aeiou]ies$/.test(stem) && stem.length > 4) stem = `${stem.slice(0, -3)}y`;
  else if (/(ch|sh|ss|x|zz)es$/.test(stem)) stem = stem.slice(0, -2);
  else if (/[^sui]s$/.test(stem)) stem = stem.slice(0, -1);
  if (/[^aeiou]ied$/.test(stem) && stem.length > 4) return `${stem.slice(0, -3)}y`;
  if (stem.endsWith('ing') && stem.length > 5 && VOWEL.test(stem.slice(0, -3))) stem = withoutEnding(stem.slice(0, -3));
  else if (/[^e]ed$/.test(stem) && stem.length > 4 && VOWEL.test(stem.slice(0, -3)))
    stem = withoutEnding(stem.slice(0, -2));
  if (stem.length > 4 && stem.endsWith('e') && !SHORT.test(stem.slice(0, -1))) stem = stem.slice(0, -1);
  return stem;
}
