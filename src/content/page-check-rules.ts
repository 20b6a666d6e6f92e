import { findPastDates } from '../freshness/past-date-rules.ts';
import type { PageContent } from './page-content-rules.ts';
import { findLinks, type KnownAddresses } from './page-link-rules.ts';
import {
  containerBlocks,
  everyNode,
  givenTo,
  isBlock,
  labelOf,
  lineBlocks,
  lineOf,
  type PageTree,
  wordsOfNode,
} from './page-tree-rules.ts';
import { unknownPlaces } from './place-rules.ts';
import { readingAge, sentencesOf } from './reading-age-rules.ts';
import { safePicture } from './safe-address-rules.ts';

/** Something that keeps a page from being published: where it stands, and how to mend it. */
export interface Finding {
  /** of the page's text, from 1; null: in what stands above it */
  line: number | null;
  /** the words themselves */
  quote: string;
  what: string;
  mend: string;
}

/** What the rules must know besides the page. */
export interface CheckFacts extends KnownAddresses {
  /** YYYY-MM-DD */
  today: string;
  /** when the text was last written, YYYY-MM-DD */
  written_on: string;
  /** years, for this page's readers; undefined where policy names none */
  target: number | undefined;
  /** acronyms that the glossary explains */
  explained: ReadonlySet<string>;
  /** names of the contacts and tools that blocks may name */
  contacts: ReadonlySet<string>;
}

const longestQuote = 140;

/** Everything in a page that must be mended before it is published, in the order of its text. */
export function checkPage(
  { title, summary, markdown }: Pick<PageContent, 'title' | 'summary' | 'markdown'>,
  tree: PageTree,
  facts: CheckFacts,
): Finding[] {
  return inOrder([...checkWords({ title, summary, markdown }, tree, facts), ...findLinks(tree, facts)]);
}

/** Findings in the order of the text. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  return findings
    .map((finding) => ({ ...finding, quote: short(finding.quote) }))
    .sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
}

/** What is wrong with a page's own words, wherever its links lead: the same for the same text and day. */
export function checkWords(
  { title, summary, markdown }: Pick<PageContent, 'title' | 'summary' | 'markdown'>,
  tree: PageTree,
  facts: Omit<CheckFacts, keyof KnownAddresses>,
): Finding[] {
  return [
    ...emptiness(tree),
    ...readingAgeOver(tree, facts.target),
    ...acronyms(
      [{ text: `${title}. ${summary}`, line: null }, ...textsOf(tree)],
      `${title} ${summary} ${markdown}`,
      facts.explained,
    ),
    ...headings(tree),
    ...pictures(tree),
    ...blocks(tree, facts),
    ...places(`${title} ${summary}`, null),
    ...markdown.split('\n').flatMap((line, at) => places(line, at + 1)),
    ...pastDates(tree, facts),
  ];
}

function short(quote: string): string {
  const plain = quote.replace(/\s+/g, ' ').trim();
  return plain.length > longestQuote ? `${plain.slice(0, longestQuote - 2)} …` : plain;
}

function emptiness(tree: PageTree): Finding[] {
  if (wordsOfNode(tree).trim() !== '') return [];
  return [{ line: null, quote: '', what: 'The page has no words', mend: 'Write its text.' }];
}

function readingAgeOver(tree: PageTree, target: number | undefined): Finding[] {
  const { years, hardest } = readingAge(sentencesOf(tree));
  if (target === undefined || years <= target) return [];
  const too = `The words need a reading age of ${years.toFixed(1)}; ${target} is the most for these readers`;
  // over all of them together, though none is by itself: the hardest shows where to begin
  const over = hardest.filter(({ years: own }) => own > target);
  return (over.length > 0 ? over : hardest.slice(0, 1)).map(({ text, line, years: own }) => ({
    line,
    quote: text,
    what: `${too}. This sentence alone needs ${Math.round(own)}`,
    mend: 'Make two sentences of it, and take shorter words.',
  }));
}

interface Text {
  text: string;
  line: number | null;
}

/** The words of a page by paragraph, heading and table cell, with their lines; where asked, without what the law says. */
function textsOf(tree: PageTree, { without_law = false } = {}): Text[] {
  return [...everyNode(tree)].flatMap(({ node, around }) =>
    without_law && around.some((one) => one.type === 'containerDirective' && one.name === 'law')
      ? []
      : ['paragraph', 'heading', 'tableCell'].includes(node.type) || node.type === 'leafDirective'
        ? { text: wordsOfNode(node), line: lineOf(node) }
        : [],
  );
}

function acronyms(texts: Text[], whole: string, explained: ReadonlySet<string>): Finding[] {
  const seen = new Set<string>();
  return texts.flatMap(({ text, line }) =>
    [...text.replaceAll(/\{\w+\}/g, '').matchAll(/\b[A-Z][A-Z]+s?\b/g)].flatMap(([word]) => {
      const single = word.replace(/s$/, '');
      const isExplained = [word, single].some((one) => explained.has(one) || whole.includes(`(${one})`));
      if (isExplained || seen.has(single)) return [];
      seen.add(single);
      const quote = text.slice(Math.max(0, text.indexOf(word) - 40), text.indexOf(word) + 60);
      return {
        line,
        quote,
        what: `"${word}" is not explained`,
        mend: `Write it out, with the short form in brackets after it, or put it into the glossary.`,
      };
    }),
  );
}

function headings(tree: PageTree): Finding[] {
  let last = 1;
  return [...everyNode(tree)].flatMap(({ node }) => {
    if (node.type !== 'heading') return [];
    const at = { line: lineOf(node), quote: wordsOfNode(node) };
    const before = last;
    last = node.depth;
    if (node.depth === 1)
      return { ...at, what: 'A heading of the first level', mend: 'The page’s title is that already: begin with ##.' };
    if (node.depth <= before + 1) return [];
    return {
      ...at,
      what: 'A level of headings is skipped',
      mend: `Write ${'#'.repeat(before + 1)} before it, in place of ${'#'.repeat(node.depth)}.`,
    };
  });
}

function pictures(tree: PageTree): Finding[] {
  return [...everyNode(tree)].flatMap(({ node }): Finding[] => {
    if (node.type !== 'image' && node.type !== 'imageReference') return [];
    const line = lineOf(node);
    const quote = node.type === 'image' ? node.url : node.identifier;
    if (!node.alt?.trim())
      return [{ line, quote, what: 'A picture without words', mend: 'Say in the square brackets what it shows.' }];
    if (node.type === 'imageReference' || safePicture(node.url)) return [];
    return [{ line, quote, what: 'A picture of another site is not shown', mend: 'Take it out, or take one of ours.' }];
  });
}

function blocks(tree: PageTree, facts: Pick<CheckFacts, 'contacts'>): Finding[] {
  return [...everyNode(tree)].flatMap(({ node }): Finding[] => {
    const line = lineOf(node);
    if (node.type === 'html')
      return [{ line, quote: node.value, what: 'HTML is not shown', mend: 'Use the blocks and marks of Markdown.' }];
    if (!isBlock(node)) return [];
    const isContainer = node.type === 'containerDirective';
    const known: readonly string[] = isContainer ? containerBlocks : lineBlocks;
    const quote = `${isContainer ? ':::' : '::'}${node.name}`;
    if (!known.includes(node.name))
      return [
        {
          line,
          quote,
          what: 'There is no such block',
          mend: `There are: ${known.map((name) => (isContainer ? `:::${name}` : `::${name}`)).join(', ')}.`,
        },
      ];
    if (node.name === 'contact' && !facts.contacts.has(givenTo(node, 'who')))
      return [
        {
          line,
          quote: `who="${givenTo(node, 'who')}"`,
          what: 'There is no such contact',
          mend: `Take one of: ${[...facts.contacts].join(', ')}.`,
        },
      ];
    if ((node.name === 'search' || node.name === 'details') && labelOf(node) === '')
      return [{ line, quote, what: 'A block without words', mend: `Write them in square brackets: ${quote}[…].` }];
    return [];
  });
}

function places(text: string, line: number | null): Finding[] {
  return unknownPlaces(text.replace(/^\s*:{2,}.*/, '')).map((quote) => ({
    line,
    quote,
    what: 'There is no such word to fill in',
    mend: 'Take one that there is, such as {council}, {area} or {phone}.',
  }));
}

function pastDates(tree: PageTree, { today, written_on }: Pick<CheckFacts, 'today' | 'written_on'>): Finding[] {
  // a law is named by its year
  return textsOf(tree, { without_law: true }).flatMap(({ text, line }) =>
    findPastDates(text, { today, written_on, is_own_page: true }).map((found) => ({
      line,
      quote: found.text,
      what: 'This date has passed',
      mend: 'Take it out, say what is so now, or tell it as what has been.',
    })),
  );
}
