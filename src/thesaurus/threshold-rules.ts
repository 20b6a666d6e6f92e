import type { Concept } from './concept-rules.ts';
import { lexemes } from './thesaurus-rules.ts';
import { stemWord } from './word-rules.ts';

/**
 * The share of a query's weight that a record must match. Above a half, so that of two subjects that say equally much
 * both are asked for; not much above, so that one rare word may outweigh a common one and of three subjects two do.
 */
export const SHARE_TO_MATCH = 0.55;

/** When nothing matches that much: a record that answers a quarter of the question is better than none. */
export const LOOSENED_SHARE = 0.25;

/** Only so many of the heaviest concepts decide: what is matched beyond only ranks, and the query stays small. */
export const MOST_DECIDING = 6;

/** "Meltdowns" may mean autism, but a record about meltdowns comes first. */
const CLOSE_PART = 0.7;

/** One word of the index that stands for a phrase. */
export interface PhraseMark {
  word: string;
  /** false: no record has the phrase */
  is_used: boolean;
}

type Marks = ReadonlyMap<string, PhraseMark>;

function phraseQuery(words: string[], marks: Marks): string {
  const mark = marks.get(words.join(' '));
  if (mark) return `'${mark.word}'`;
  return words.length > 1
    ? `(${words.map((word) => `'${word}'`).join(' <-> ')})`
    : words.map((word) => `'${word}'`).join('');
}

function conceptQuery(concept: Concept, marks: Marks, alternatives = concept.alternatives): string {
  const phrases = alternatives.map((phrase) => ({ words: lexemes(phrase), stems: lexemes(phrase).map(stemWord) }));
  const choices = phrases
    // what was typed is asked for whatever comes of it
    .filter(({ words }, at) => at === 0 || marks.get(words.join(' '))?.is_used !== false)
    .filter(({ stems }, _, all) => !all.some((other) => isPartOf(other.stems, stems)))
    .map(({ words }) => phraseQuery(words, marks));
  if (concept.prefix && phrases[0]?.words.length === 1) choices[0] += ':*';
  const together = [...new Set((concept.all_of ?? []).flatMap(lexemes))].map((word) => `'${word}'`);
  if (together.length > 1) choices.push(`(${together.join(' & ')})`);
  const distinct = [...new Set(choices)].filter((choice) => choice !== '');
  return distinct.length > 1 ? `(${distinct.join(' | ')})` : (distinct[0] ?? '');
}

// Where "nappies" is asked for, "night nappies" need not be: each phrase costs a reading of every record that has its words.
function isPartOf(row: string[], longer: string[]): boolean {
  if (row.length === 0 || row.length >= longer.length) return false;
  return longer.some((_, from) => row.every((word, at) => longer[from + at] === word));
}

interface Weighted {
  query: string;
  weight: number;
}

function wholeQueries(concepts: Concept[], marks: Marks): Weighted[] {
  return concepts
    .map((concept) => ({ query: conceptQuery(concept, marks), weight: concept.weight }))
    .filter(({ query }) => query !== '');
}

/**
 * Each concept as texts for `to_tsquery('english', …)` with their weights, for the ranking: where some alternatives come
 * closer to what was meant than others, a second text asks for those alone and has the larger part of the weight.
 */
export function conceptQueries(concepts: Concept[], marks: Marks = new Map()): Weighted[] {
  return concepts.flatMap((concept) => {
    const [whole] = wholeQueries([concept], marks);
    if (!whole || !concept.close) return whole ? [whole] : [];
    const close = { query: conceptQuery(concept, marks, concept.close), weight: concept.weight * CLOSE_PART };
    return [{ query: whole.query, weight: concept.weight - close.weight }, close];
  });
}

/** The formula which is true just when the weights of the true ones sum to `needed`; undefined when none can be. */
function atLeast(rest: Weighted[], needed: number): string | true | undefined {
  if (needed <= 1e-9) return true;
  const [first, ...others] = rest;
  if (!first || rest.reduce((sum, { weight }) => sum + weight, 0) < needed - 1e-9) return undefined;
  const taken = atLeast(others, needed - first.weight);
  const left = atLeast(others, needed);
  if (left === true) return true;
  const together = taken === true || taken === undefined ? first.query : `(${first.query} & ${taken})`;
  if (taken === undefined) return left;
  return left === undefined ? together : `(${together} | ${left})`;
}

/**
 * The concepts as one text for `to_tsquery('english', …)`: true for a record when the weights of the concepts that it
 * matches sum to at least `share` of those that decide. Empty when there is nothing to ask.
 */
export function thresholdQuery(concepts: Concept[], share = SHARE_TO_MATCH, marks: Marks = new Map()): string {
  const heaviest = wholeQueries(concepts, marks)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_DECIDING);
  const needed = heaviest.reduce((sum, { weight }) => sum + weight, 0) * share;
  const formula = heaviest.length === 0 ? undefined : atLeast(heaviest, needed);
  return typeof formula === 'string' ? formula : '';
}
