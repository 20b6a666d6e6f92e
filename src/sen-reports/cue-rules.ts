import type { ItemKey } from './item-rules.ts';
import { foldText, type Passage, type Section } from './passage-rules.ts';
import cues from './reference/cues.json' with { type: 'json' };

/** What speaks for an item, how strongly (0 to 1), and where. */
export interface Evidence {
  confidence: number;
  passage: Passage | undefined;
}

type Weighted = [pattern: RegExp, weight: number];

/** The cues of one item: patterns with what each is worth. */
interface Cues {
  heading: Weighted[];
  heading_not: RegExp | undefined;
  say: Weighted[];
  /** all of them in one sentence, or in its heading */
  near: [patterns: RegExp[], weight: number][];
  /** by how many different things are named: one, two, three and more */
  many: [pattern: RegExp, weights: number[]][];
  not: RegExp | undefined;
  strip: RegExp | undefined;
  /** words that say something of the item only under a heading that is about it */
  hint: RegExp | undefined;
  /** it may be said anywhere: under a heading that is about the law or other documents too */
  aside_counts: boolean;
}

interface WrittenCues {
  heading?: [string, number][];
  heading_not?: string[];
  say?: [string, number][];
  near?: [string[], number][];
  many?: [string, number[]][];
  not?: string[];
  strip?: string[];
  hint?: string[];
  aside_counts?: boolean;
}

const words: Record<string, string> = cues.words;

function compile(pattern: string, flags = ''): RegExp {
  const whole = pattern.replace(/\{([a-z]+)\}/g, (_, name: string) => `(?:${words[name] ?? ''})`);
  return new RegExp(`(?<!\\w)(?:${whole})s?(?!\\w)`, flags);
}
const anyOf = (patterns: string[] | undefined, flags?: string) =>
  patterns?.length ? compile(patterns.join('|'), flags) : undefined;
const weighted = (patterns: [string, number][] = []): Weighted[] =>
  patterns.map(([pattern, weight]) => [compile(pattern), weight]);

const itemCues = new Map<string, Cues>(
  Object.entries(cues.items as unknown as Record<string, WrittenCues>).map(([key, item]) => [
    key,
    {
      heading: weighted(item.heading),
      // begins of words: "identif" stands for "identifying" too
      heading_not: item.heading_not && new RegExp(`(?<!\\w)(?:${item.heading_not.join('|')})`),
      say: weighted(item.say),
      near: (item.near ?? []).map(([patterns, weight]) => [patterns.map((one) => compile(one)), weight]),
      many: (item.many ?? []).map(([pattern, weights]) => [compile(pattern, 'g'), weights]),
      not: anyOf(item.not),
      strip: anyOf(item.strip, 'g'),
      hint: anyOf(item.hint),
      aside_counts: item.aside_counts ?? false,
    },
  ]),
);
const voidCue = anyOf(cues.void);
const weakCues = weighted(cues.weak as [string, number][]);
const lawList = compile(cues.law_list);
const aside = new RegExp(`^(?:${cues.aside})\\??$`);
/** Under a heading that is about the law, or about something else, hardly anything is said of this school. */
const asideWeight = 0.35;

/** Whether a sentence (folded) tells nothing: a promise for later, or that something is not there. */
export const isVoid = (folded: string): boolean => voidCue?.test(folded) ?? false;

/** Whether what follows a sentence (folded) is a list of what the law asks for, or of contents. */
export const isLawList = (folded: string): boolean => lawList.test(folded);

/** How much two or more things that speak for something come to together. */
export const together = (...weights: number[]): number => 1 - weights.reduce((rest, weight) => rest * (1 - weight), 1);

/** Under a heading with more sentences than this, the heading says little about each of them. */
const mostPassages = 40;
/** Fewer words than this under a heading say nothing. */
const fewestWords = 5;

/** What a heading (folded) is worth for an item, whatever stands under it. */
function headingWeight(item: Cues, heading: string): number {
  if (item.heading_not?.test(heading) || aside.test(heading)) return 0;
  return Math.max(0, ...item.heading.map(([pattern, weight]) => (pattern.test(heading) ? weight : 0)));
}

/** What a sentence is worth for an item, by its own words and its heading's. */
function passageWeight(item: Cues, { folded, context }: Passage): number {
  const text = item.strip ? folded.replace(item.strip, ' ') : folded;
  if (item.not?.test(text)) return 0;
  const said = item.say.map(([pattern, weight]) => (pattern.test(text) ? weight : 0));
  const near = item.near.map(([patterns, weight]) => {
    const here = patterns.filter((pattern) => pattern.test(text)).length;
    if (here === patterns.length) return weight;
    const isAll = here > 0 && patterns.every((pattern) => pattern.test(text) || pattern.test(context));
    return isAll ? weight * 0.8 : 0;
  });
  const many = item.many.map(([pattern, weights]) => {
    const different = new Set(text.match(pattern)).size;
    return different === 0 ? 0 : (weights[Math.min(different, weights.length) - 1] ?? 0);
  });
  const weak = weakCues.reduce((factor, [pattern, times]) => (pattern.test(folded) ? factor * times : factor), 1);
  const isAside = !item.aside_counts && context.split(' / ').some((heading) => aside.test(heading));
  return together(...said, ...near, ...many) * weak * (isAside ? asideWeight : 1);
}

const wordsIn = (text: string) => text.split(/\s+/).length;
/** In words; where something can be read or asked says as much as a sentence. */
const contentOf = ({ text, links }: Passage) =>
  wordsIn(text) + (links.length > 0 || /www\.|https?:|@|\d{5}/.test(text) ? fewestWords : 0);

/** What speaks for an item in a report, with the sentence that says it best. */
export function evidenceFor(
  key: ItemKey,
  { sections, passages }: { sections: readonly Section[]; passages: readonly Passage[] },
): Evidence {
  const item = itemCues.get(key);
  if (!item) return { confidence: 0, passage: undefined };
  const weights = new Map<Passage, number>();
  for (const passage of passages) {
    const weight = passage.is_void ? 0 : passageWeight(item, passage);
    if (weight > 0) weights.set(passage, weight);
  }
  const ordered = [...weights].sort(([, one], [, other]) => other - one);
  const [[best, most] = [undefined, 0], [, second] = [undefined, 0]] = ordered;
  let found: Evidence = { confidence: together(most, second * 0.3), passage: best };
  for (const section of sections) {
    const heading = headingWeight(item, section.folded);
    const body = section.passages.filter(({ is_void, folded }) => !is_void && !item.not?.test(folded));
    if (heading === 0 || (section.level === 1 && section.passages.length > 6)) continue;
    if (body.length > mostPassages || body.reduce((sum, passage) => sum + contentOf(passage), 0) < fewestWords)
      continue;
    const weightOf = (passage: Passage | undefined) => (passage && weights.get(passage)) ?? 0;
    const [under = body[0], next] = body.toSorted((one, other) => weightOf(other) - weightOf(one));
    // a heading of a word or two may be about anything: what stands under it has to speak of the item
    const isPlain = !section.heading.includes('?') && wordsIn(section.folded) <= 3;
    const isHinted = body.some(({ folded, label }) => item.hint?.test(folded) || item.hint?.test(foldText(label)));
    const worth = heading * (isPlain ? 0.75 : 1) * (isHinted ? 1 : 0.7);
    const confidence = together(worth, isHinted ? 0.25 : 0, weightOf(under), weightOf(next) * 0.4);
    if (confidence > found.confidence) found = { confidence, passage: under };
  }
  return found;
}
