import { foldText, plainWord } from './word-rules.ts';

/** One word of a query, and the piece of what was typed that it stands in. */
export interface Token {
  word: string;
  /** the word without apostrophes */
  plain: string;
  /** which piece, by spaces, of what was typed */
  piece: number;
  is_capital: boolean;
  is_taken: boolean;
}

/** A part of a query that became a filter. */
export interface Taken {
  kind: 'near' | 'within' | 'age' | 'day' | 'free' | 'self_refer' | 'delivery';
  /** the words that were taken, as typed */
  text: string;
  /** what they were read as, as it stands in an address */
  value: string;
  /** the whole query without these words: the query of "remove this filter" */
  without: string;
}

/** A query while it is read: what is taken out of it leaves a gap that no phrase reaches across. */
export interface Reading {
  pieces: string[];
  tokens: Token[];
  taken: Taken[];
  is_cut: boolean;
}

// nobody types more to find something; what is longer is an attack or a slip of pasting
export const MOST_CHARACTERS = 200;
export const MOST_WORDS = 24;

const JOINED_UNIT = /^(\d{1,3})(yrs?|years?|yo|y|months?|mths?|miles?|mi|km)$/;
const JOINED_YEAR = /^(?:year|yr|y)(\d{1,2})$/;
const JOINED_UNDER = /^(under|over)(\d{1,2})s?$/;

function tokensOfPiece(piece: string, at: number): Token[] {
  const folded = foldText(piece)
    .replace(/(\d)\+/g, '$1 plus')
    .replace(/^(\W*\d{1,2})[-–](\d{1,2}\W*)$/, '$1 to $2')
    .replace(/^(\W*(?:mon|tues?|weds?|thu(?:rs)?|fri|sat|sun)(?:day)?)[-–](?=mon|tue|wed|thu|fri|sat|sun)/, '$1 to ')
    .replace(/&/g, ' and ');
  const words = folded.match(/[a-z0-9]+(?:'[a-z0-9]+)*/g) ?? [];
  const is_capital = /^\W*\p{Lu}/u.test(piece);
  const parts = words.flatMap((word) => {
    const unit = JOINED_UNIT.exec(word);
    const year = JOINED_YEAR.exec(word);
    const under = JOINED_UNDER.exec(word);
    if (unit) return [unit[1] ?? '', unit[2] ?? ''];
    if (year) return ['year', year[1] ?? ''];
    return under ? [under[1] ?? '', under[2] ?? ''] : [word];
  });
  return parts.map((word) => ({ word, plain: plainWord(word), piece: at, is_capital, is_taken: false }));
}

/** Cuts a query into words; more than 200 characters or 24 words are not read, and the reading says so. */
export function readWords(q: string): Reading {
  const short = q.slice(0, MOST_CHARACTERS);
  const pieces = short.split(/[\s/|,;]+/u).filter((piece) => piece !== '');
  const all = pieces.flatMap(tokensOfPiece);
  const tokens = all.slice(0, MOST_WORDS);
  const last = tokens.at(-1)?.piece ?? -1;
  const is_cut = q.length > MOST_CHARACTERS || all.length > MOST_WORDS;
  return { pieces: is_cut ? pieces.slice(0, last + 1) : pieces, tokens, taken: [], is_cut };
}

/** What is left of the query as one line for patterns: words between single spaces, `|` for each that was taken. */
export function lineOf(reading: Reading): string {
  return reading.tokens.map((token) => (token.is_taken ? '|' : token.plain)).join(' ');
}

/** Takes `count` words from word `from` on out of the query, as a filter when `kind` is given. */
export function takeWords(reading: Reading, from: number, count: number, kind?: Taken['kind'], value = ''): void {
  const words = reading.tokens.slice(from, from + count);
  for (const token of words) token.is_taken = true;
  if (!kind) return;
  const gone = new Set(words.map((token) => token.piece));
  const text = reading.pieces.filter((_, at) => gone.has(at)).join(' ');
  const without = reading.pieces.filter((_, at) => !gone.has(at)).join(' ');
  reading.taken.push({ kind, text, value, without });
}

/** Takes what a pattern finds in the line, when `read` makes a value of it; says whether it did. */
export function takePattern(
  reading: Reading,
  pattern: RegExp,
  kind: Taken['kind'] | undefined,
  read: (match: RegExpExecArray) => string | undefined,
): boolean {
  const line = lineOf(reading);
  const match = pattern.exec(line);
  const value = match ? read(match) : undefined;
  if (!match || value === undefined) return false;
  const from = line.slice(0, match.index).split(' ').length - 1;
  takeWords(reading, from, match[0].trim().split(' ').length, kind, value);
  return true;
}
