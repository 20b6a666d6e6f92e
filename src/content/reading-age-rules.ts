import type { Nodes } from 'mdast';
import { syllable } from 'syllable';
import { childrenOf, isLabel, lineOf, type PageTree, wordsOfNode } from './page-tree-rules.ts';

/** A sentence of a page, and the line where its paragraph begins. */
export interface Sentence {
  text: string;
  line: number;
}

/** How hard a page is to read. */
export interface ReadingAge {
  /** years: the Flesch-Kincaid grade and five */
  years: number;
  words: number;
  sentences: number;
  /** the hardest sentences, the hardest first, each with the age that it alone would need */
  hardest: (Sentence & { years: number })[];
}

const mostShown = 4;

/** The sentences of a page: of paragraphs and lists. Tables, code and what the law says are left out. */
export function sentencesOf(tree: PageTree): Sentence[] {
  const found: Sentence[] = [];
  const walk = (node: Nodes): void => {
    if (node.type === 'table' || node.type === 'code' || node.type === 'leafDirective') return;
    if (node.type === 'containerDirective' && node.name === 'law') return;
    if (node.type === 'paragraph') {
      if (isLabel(node)) return;
      // a council's own name is one word here, whatever it is called
      const text = wordsOfNode(node).replaceAll(/\{\w+\}/g, 'Norfolk');
      const line = lineOf(node);
      for (const sentence of text.split(/(?<=[.!?:])\s+/))
        if (/\w/.test(sentence)) found.push({ text: sentence, line });
      return;
    }
    for (const child of childrenOf(node)) walk(child);
  };
  walk(tree);
  return found;
}

/** The reading age of sentences by Flesch and Kincaid (1975), in years; 0 where there is none. */
export function readingAge(sentences: readonly Sentence[]): ReadingAge {
  const counted = sentences.map((sentence) => ({ sentence, ...countOf(sentence.text) }));
  const words = counted.reduce((sum, one) => sum + one.words, 0);
  const syllables = counted.reduce((sum, one) => sum + one.syllables, 0);
  const hardest = counted
    .map((one) => ({ ...one.sentence, years: yearsOf(one.words, 1, one.syllables) }))
    .sort((one, other) => other.years - one.years)
    .slice(0, mostShown);
  return { years: yearsOf(words, sentences.length, syllables), words, sentences: sentences.length, hardest };
}

function countOf(text: string): { words: number; syllables: number } {
  const words = text.match(/[A-Za-z’'-]+|\d[\d,.]*/g) ?? [];
  return { words: words.length, syllables: words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0) };
}

function yearsOf(words: number, sentences: number, syllables: number): number {
  if (words === 0 || sentences === 0) return 0;
  return 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59 + 5;
}
