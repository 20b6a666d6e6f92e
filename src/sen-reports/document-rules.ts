import type { Element, ElementContent, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import type { Nodes } from 'mdast';
import { visit } from 'unist-util-visit';
import { type Around, element, text } from '../content/page-block-rules.ts';
import { pageElements } from '../content/page-html-rules.ts';
import { readPage, UnreadableText, wordsOfNode } from '../content/page-tree-rules.ts';
import { readingAge, sentencesOf } from '../content/reading-age-rules.ts';
import { dayInWords } from '../date-rules.ts';
import type { ReportContent } from './publications.ts';

/** The longest answer that a report takes, in characters. */
export const longestAnswer = 20_000;

/** A part of a report as it is shown. */
export interface ShownSection {
  key: string;
  heading: string;
  /** for who sees it as a page; its headings stand below the part's own */
  html: string;
}

/** Why a text cannot be shown as it is, in words for its writer; undefined where it can. */
export function whyUnreadable(answer: string): string | undefined {
  try {
    readPage(answer);
    return undefined;
  } catch (error) {
    if (error instanceof UnreadableText) return error.message;
    throw error;
  }
}

/** How old somebody must be to read a text easily, in whole years; undefined where it has too few words to say. */
export function ageToRead(answer: string): number | undefined {
  if (whyUnreadable(answer)) return undefined;
  const { years, words } = readingAge(sentencesOf(readPage(answer)));
  return words < 20 ? undefined : Math.max(5, Math.round(years));
}

/** The words of an answer without its marks, for searching. */
export function plainWords(answer: string): string {
  if (whyUnreadable(answer)) return answer;
  return readPage(answer).children.map(wordsOfBlock).filter(Boolean).join('\n');
}

/** What stands between the parts of what holds other blocks. */
const joints: Partial<Record<Nodes['type'], string>> = {
  list: '; ',
  listItem: ' ',
  table: '; ',
  tableRow: ' ',
  blockquote: ' ',
  containerDirective: ' ',
};

function wordsOfBlock(node: Nodes): string {
  const joint = joints[node.type];
  if (joint === undefined || !('children' in node)) return wordsOfNode(node).trim();
  return node.children
    .map(wordsOfBlock)
    .filter(Boolean)
    .reduce((before, next) => (before ? `${before}${/[.!?;,:]$/.test(before) ? ' ' : joint}${next}` : next), '');
}

/** The elements of one answer, below a heading of the second level. A text that cannot be read stands as it was typed. */
export function answerElements({ key, text: answer }: { key: string; text: string }, around: Around): Root {
  if (whyUnreadable(answer)) return { type: 'root', children: [element('p', 'mail-text', [text(answer)])] };
  return pageElements(readPage(answer), around, { level: 2, name: `${key}-` }).html;
}

/** The parts of a report as they are shown. */
export function shownSections({ items }: Pick<ReportContent, 'items'>, around: Around): ShownSection[] {
  return items.map(({ key, heading, text: answer }) => ({
    key,
    heading,
    html: toHtml(answerElements({ key, text: answer }, around)),
  }));
}

/** What stands around a report that is put on a school's own website. */
export interface Imprint {
  /** YYYY-MM-DD; null of a template, into which the school writes its own */
  report_date: string | null;
  /** where the same report stands here, and the site's address, with which its own links are made whole */
  address: string;
  base_url: string;
  site_name: string;
}

/**
 * A report as HTML for the school's own website: its date, then a heading of the second level for each part. No classes, no
 * styles, no scripts; every link is whole.
 */
export function reportHtml(content: ReportContent, around: Around, imprint: Imprint): string {
  const parts = content.items.flatMap((item): ElementContent[] => [
    withId(element('h2', '', [text(item.heading)]), item.key),
    ...(answerElements(item, around).children as ElementContent[]),
  ]);
  const root: Root = { type: 'root', children: [...opening(content, imprint), ...parts, ...closing(content, imprint)] };
  undress(root, imprint.base_url);
  return toHtml(root).replaceAll(/(<\/(?:p|h\d|ul|ol|table|div|blockquote|details)>)(?!\n)/g, '$1\n');
}

/** As `reportHtml`, as a whole document, to be kept as a file. */
export function reportFile(content: ReportContent, around: Around, imprint: Imprint): string {
  const title = toHtml(text(titleOf(content)));
  return [
    '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title>\n</head>\n<body>\n<h1>${title}</h1>`,
    `${reportHtml(content, around, imprint)}</body>\n</html>\n`,
  ].join('\n');
}

/** What a report is called. */
export function titleOf({ school }: Pick<ReportContent, 'school'>): string {
  return `SEN information report: ${school}`;
}

/** What is said of the date that a report bears by law. */
export function datedWords(report_date: string): string {
  return `This report was published on ${dayInWords(report_date)}. The school brings it up to date at least once a year, and as soon as it can when something changes.`;
}

function opening({ school, is_demonstration }: ReportContent, { report_date }: Imprint): Element[] {
  return [
    element('p', '', [
      text(
        `This is the special educational needs (SEN) information report of ${school}. ${report_date ? datedWords(report_date) : 'Published on (day, month and year).'}`,
      ),
    ]),
    ...(is_demonstration ? [element('p', '', [text('It is made up, for a demonstration.')])] : []),
  ];
}

function closing({ missing }: ReportContent, { address, site_name, report_date }: Imprint): Element[] {
  const link = element('a', '', [text(site_name)]);
  link.properties.href = address;
  const lacks = missing.map(({ heading }) => element('li', '', [text(heading)]));
  return [
    ...(lacks.length > 0 ? [element('h2', '', [text('Still to be written')]), element('ul', '', lacks)] : []),
    element('p', '', [
      text(report_date ? 'This report is also on the ' : 'How to write a good report: '),
      link,
      text('.'),
    ]),
  ];
}

function withId(node: Element, id: string): Element {
  node.properties.id = id;
  return node;
}

function undress(root: Root, base_url: string): void {
  visit(root, 'element', (node) => {
    const { href, src, id, alt, scope } = node.properties;
    const whole = (address: unknown) =>
      typeof address === 'string' && URL.canParse(address, base_url) ? new URL(address, base_url).href : undefined;
    node.properties = {
      ...(id !== undefined && { id }),
      ...(href !== undefined && { href: String(href).startsWith('#') ? href : whole(href) }),
      ...(src !== undefined && { src: whole(src), alt: alt ?? '' }),
      ...(scope !== undefined && { scope }),
    };
  });
}
