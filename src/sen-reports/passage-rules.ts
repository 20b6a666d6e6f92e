import { longestReport, type ReportBlock, type ReportLink, type ReportText } from './report-text-rules.ts';

/** A sentence of a report with what stands over it. */
export interface Passage {
  /** as it stands in the report */
  text: string;
  /** as it is compared: lower case, plain quotes, short forms without dots */
  folded: string;
  /** the nearest heading or label, folded; '' where there is none */
  context: string;
  /** a few words right before it that say what it is about, as they stand; '' where there are none, or a question */
  label: string;
  links: ReportLink[];
  /** it tells nothing: a promise for later, a list of what the law asks for */
  is_void: boolean;
}

/** A heading, or what stands before a paragraph and says what it is about, and what stands under it. */
export interface Section {
  heading: string;
  folded: string;
  /** of the heading: 1 to 7, 8 for a label */
  level: number;
  /** its own, and those under the headings below it */
  passages: Passage[];
}

export interface Sections {
  sections: Section[];
  /** every passage in reading order */
  passages: Passage[];
}

/** A text as cues are compared with it. */
export function foldText(text: string): string {
  return text
    .toLowerCase()
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[‐‑]/g, '-')
    .replace(/&/g, ' and ')
    .replace(/\b(?:[a-z]\.){2,}/g, (short) => short.replaceAll('.', ''))
    .replace(/\bsen[ /]?\(?d\)?(?=\W|$)/g, 'send')
    .replace(/\s+/g, ' ')
    .trim();
}

// not after "Mrs.", "e.g.", "J." or a number
const sentenceEnd =
  /(?<=[.!?]["')\]]?)(?<!\b(?:Mrs?|Ms|Dr|Rev|Prof|St|Tel|No|Ext|e\.g|i\.e|etc|[A-Z])\.)\s+(?=["'(\[]?[\p{Lu}\d“‘])/u;
const longestSentence = 600;

function sentencesOf(text: string): string[] {
  return text.split(sentenceEnd).flatMap((sentence) => {
    if (sentence.length <= longestSentence) return [sentence];
    // a list that was pasted without stops
    return sentence.match(/.{1,500}(?:[;,]\s|\s|$)/gs) ?? [sentence];
  });
}

/** The nearest heading and a label below it; a report's own title says nothing of a sentence. */
function contextOf(within: readonly Section[]): string {
  const heading = within.findLast(({ level }) => level > 1 && level < 8);
  const label = within.at(-1)?.level === 8 ? within.at(-1) : undefined;
  return [heading, label].flatMap((one) => (one ? [one.folded] : [])).join(' / ');
}

function labelOf(within: readonly Section[]): string {
  const last = within.at(-1);
  return last?.level === 8 && !last.heading.endsWith('?') && last.folded.split(' ').length <= 6 ? last.heading : '';
}

/** Numbers and letters before a heading, and the dots and page number of a line of contents. */
const foldHeading = (text: string) =>
  foldText(text)
    .replace(
      /^(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.):]\)?|\d{1,2}(?:\.\d{1,2})*|question \d+:?|q\d*[.:])\s+/,
      '',
    )
    .replace(/[\s.…]*\d*$/, '')
    .trim();

/** Sets the sentences of a report under their headings. `isVoid` and `isLawList` tell what says nothing of the school. */
export function sectionsOf(
  { blocks }: ReportText,
  isVoid: (folded: string) => boolean,
  isLawList: (folded: string) => boolean,
): Sections {
  const sections: Section[] = [];
  const passages: Passage[] = [];
  let open: Section[] = [];
  let listed: 'law' | 'plain' | undefined;
  let item: ReportBlock[] = [];

  function endList() {
    const [first, second] = item;
    // a list's items together name what one of them alone would not
    if (first && second && listed !== 'law') {
      const text = item.map(({ label, text }) => (label ? `${label}: ${text}` : text)).join('; ');
      if (text.length < 1500) add(text, [], open, false);
    }
    item = [];
  }

  function add(text: string, links: readonly ReportLink[], within: readonly Section[], isOfLaw: boolean) {
    const own = sentencesOf(text);
    const made = own.map((sentence): Passage => {
      const folded = foldText(sentence);
      return {
        text: sentence,
        folded,
        context: contextOf(within),
        label: labelOf(within),
        links: own.length === 1 ? [...links] : links.filter((link) => link.text !== '' && sentence.includes(link.text)),
        is_void: isOfLaw || isVoid(folded),
      };
    });
    // a link whose words are in no sentence, as in a PDF, belongs to the last
    const rest = links.filter((link) => !made.some((passage) => passage.links.includes(link)));
    made.at(-1)?.links.push(...rest);
    passages.push(...made);
    for (const section of within) section.passages.push(...made);
  }

  let characters = 0;
  for (const [at, block] of blocks.entries()) {
    characters += block.text.length;
    if (characters > longestReport.characters) break;
    if (block.kind !== 'item') {
      endList();
      if (block.kind === 'heading') listed = undefined;
    }
    if (block.kind === 'heading') {
      const last = blocks[at - 1];
      // what only looked like a heading, and has nothing under it, is a line of its own
      if (last?.kind === 'heading' && last.level === 7 && !/[?:]$/.test(last.text) && last.text.split(' ').length > 5)
        add(last.text, [], open.slice(0, -1), false);
      open = open.filter(({ level }) => level < block.level);
      const section = { heading: block.text, folded: foldHeading(block.text), level: block.level, passages: [] };
      open = [...open, section];
      sections.push(section);
      if (isLawList(foldText(block.text))) listed = 'law';
      // a link that is a heading leads somewhere all the same
      if (block.links.length > 0 || /@|\d{5}/.test(block.text)) add(block.text, block.links, open, false);
      continue;
    }
    if (block.kind === 'item') item.push(block);
    // a list whose signs were lost goes on with small letters
    else if (listed === 'law' && !/^[a-z(]/.test(block.text)) listed = undefined;
    const isOfLaw = listed === 'law';
    const within = block.label
      ? [...open, { heading: block.label, folded: foldHeading(block.label), level: 8, passages: [] as Passage[] }]
      : open;
    if (block.label) sections.push(...within.slice(-1));
    add(block.text, block.links, within, isOfLaw);
    if (block.kind === 'text' && isLawList(foldText(block.text))) listed = 'law';
  }
  endList();
  return { sections, passages };
}
