import type { Nodes } from 'mdast';
import type { Around } from './page-block-rules.ts';
import { childrenOf, givenTo, isLabel, labelOf, type PageTree, wordsOfNode } from './page-tree-rules.ts';
import { fillPlaces, type Places } from './place-rules.ts';

/** One line of an Easy Read: one idea, and a place for a picture. */
export interface EasyLine {
  kind: 'heading' | 'line';
  text: string;
  /** the drawing beside it, by its name in `content/views/pictures.njk` */
  picture: string;
}

/** The drawings that there are, each for the words that it stands for; the first that fits is taken. */
const drawings: [picture: string, words: RegExp][] = [
  ['warning', /\b(?:999|danger|not safe|emergency|hurt|harm)\b/i],
  ['phone', /\b(?:call|phone|ring|text|helpline|\d{3,5} \d{3} \d{3,4})\b/i],
  ['calendar', /\b(?:weeks?|months?|years?|day|date|term|by the time|deadline|birthday)\b/i],
  ['clock', /\b(?:hours?|minutes?|wait|late|soon|time)\b/i],
  ['money', /\b(?:money|pay|paid|cost|free|benefit|allowance|grant|budget|£\d+)\b/i],
  ['bus', /\b(?:bus|taxi|travel|transport|car|train)\b/i],
  ['scales', /\b(?:law|right to|rights|appeal|tribunal|judge|must)\b/i],
  ['no', /\b(?:cannot|can't|do not|don't|must not|refuse|says? no|wrong)\b/i],
  ['work', /\b(?:job|work|employ|apprentice|internship)\b/i],
  ['school', /\b(?:school|nursery|college|teacher|class|pupil|head)\b/i],
  ['heart', /\b(?:health|doctor|nurse|hospital|GP|NHS|feel|worried|worry|sad|mental)\b/i],
  ['home', /\b(?:home|house|live|parents?|family|families|mum|dad|carers?|brother|sister)\b/i],
  ['pen', /\b(?:write|written|form|letter|sign|note)\b/i],
  ['paper', /\b(?:plan|report|document|list|copy|page)\b/i],
  ['talk', /\b(?:talk|tell|say|ask|speak|meeting|listen|advice)\b/i],
  ['search', /\b(?:find|look|search)\b/i],
  ['child', /\b(?:child|children|young|baby)\b/i],
  ['people', /\b(?:people|team|council|service|group|somebody|someone)\b/i],
  ['yes', /\b(?:can|help|get|good|right|yes)\b/i],
];

/** The names of the drawings that a line may have. */
export const pictureNames = [
  ...new Set([...drawings.map(([picture]) => picture), 'book', 'star', 'signpost', 'path', 'question']),
];

/** Words; a longer sentence is two ideas. */
const longSentence = 13;
const shortest = 4;

/**
 * Makes an Easy Read of a page from its structure: each heading, sentence, item and row by itself, long sentences parted
 * where they join, and a picture for each. What the law says in full is left to the page.
 */
export function easyReadOf(tree: PageTree, { places, contacts }: Pick<Around, 'places' | 'contacts'>): EasyLine[] {
  const lines: EasyLine[] = [];
  const say = (kind: EasyLine['kind'], words: string) => {
    const text = fillPlaces(words, places).replace(/\s+/g, ' ').trim();
    if (/\w/.test(text)) lines.push({ kind, text, picture: pictureFor(text) });
  };
  const walk = (node: Nodes): void => {
    switch (node.type) {
      case 'heading':
        return say('heading', wordsOfNode(node));
      case 'paragraph':
        if (!isLabel(node)) for (const idea of ideasOf(wordsOfNode(node))) say('line', idea);
        return;
      case 'tableRow':
        return say('line', node.children.map(wordsOfNode).filter(Boolean).join(': '));
      case 'table':
        return node.children.slice(1).forEach(walk);
      case 'containerDirective': {
        if (node.name === 'law') return;
        const label = labelOf(node);
        if (label) say('heading', label);
        return node.children.forEach(walk);
      }
      case 'leafDirective': {
        if (node.name !== 'contact') return;
        const contact = contacts[givenTo(node, 'who')] ?? contacts.local_offer;
        const phone = contact ? contact.phone : places.phone;
        return say('line', phone ? `You can call: ${contact?.name ?? places.team}, ${phone}` : (contact?.name ?? ''));
      }
      case 'html':
      case 'code':
        return;
      default:
        childrenOf(node).forEach(walk);
    }
  };
  walk(tree);
  return lines;
}

/** The ideas of a paragraph: its sentences, and of a long one the parts that could stand alone. */
export function ideasOf(text: string): string[] {
  return text
    .split(/(?<=[.!?])\s+(?=["“‘(]?[\p{Lu}\d])/u)
    .flatMap((sentence) => partsOf(sentence))
    .filter((idea) => /\w/.test(idea));
}

function partsOf(sentence: string): string[] {
  if (count(sentence) <= longSentence) return [sentence];
  for (const joint of [
    /;\s+/,
    /:\s+/,
    /,\s+(?=(?:but|so|because|and (?:you|we|they|it|the|your)|or (?:you|they))\b)/,
    /\s+(?=(?:but|so that|because|when|if) (?:you|we|they|it|the|your|there)\b)/,
  ]) {
    const [first = '', ...rest] = sentence.split(joint);
    const second = sentence.slice(first.length).replace(/^[;:,]?\s+/, '');
    if (rest.length > 0 && count(first) >= shortest && count(second) >= shortest)
      return [ended(first), ...partsOf(ended(capital(second)))];
  }
  return [sentence];
}

function count(text: string): number {
  return text.trim().split(/\s+/).length;
}

function ended(text: string): string {
  return /[.!?]["”’)]?$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The drawing that suits a line. */
export function pictureFor(text: string): string {
  return drawings.find(([, words]) => words.test(text))?.[0] ?? 'question';
}

/** The lines as staff edit them: `# A heading`, and `[school] One idea.` */
export function linesAsText(lines: readonly EasyLine[]): string {
  return lines
    .map(({ kind, text, picture }) => (kind === 'heading' ? `\n# ${text}` : `[${picture}] ${text}`))
    .join('\n')
    .trim();
}

/** Reads lines that staff have edited. A line without a picture, or with one that there is not, gets the one that suits. */
export function linesFromText(text: string, places: Places): EasyLine[] {
  return text.split('\n').flatMap((typed): EasyLine[] => {
    const [, hash, picture, words = ''] = /^\s*(#+\s+)?(?:\[(\w+)\]\s*)?(.*)$/.exec(typed) ?? [];
    const said = fillPlaces(words, places).trim();
    if (said === '') return [];
    const known = picture && pictureNames.includes(picture) ? picture : pictureFor(said);
    return [{ kind: hash ? 'heading' : 'line', text: said, picture: known }];
  });
}
