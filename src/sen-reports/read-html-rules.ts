import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import {
  headingBlock,
  joinPieces,
  longestReport,
  plainText,
  type ReportBlock,
  type ReportLink,
  type ReportText,
  rowBlock,
  textBlock,
} from './report-text-rules.ts';

type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.ChildNode;

const silent = new Set(
  'script style noscript template svg iframe object select option textarea video audio canvas head'.split(' '),
);
const frame = new Set(['nav', 'footer', 'aside', 'dialog']);
const frameRoles = new Set(['navigation', 'banner', 'contentinfo', 'search', 'complementary', 'dialog']);
const frameNames =
  /(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|cookies?|cookie-?banner|footer|sidebar|skip-?link|share|social|site-?header|copyright)(?:$|[\s_-])/i;
const blocky = new Set(
  'address article blockquote body center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul button'.split(
    ' ',
  ),
);
const deepest = 300;
/** What buttons say that belong to the site, and not to what it says. */
const ofTheSite =
  /^(?:(?:open|close|toggle|main|show|hide|site)?\s*(?:menu|navigation|search)|close|accept.*|reject.*|submit|send|print|download|share|next|prev(?:ious)?|back|log ?in|sign in|top|more|read more|ok|cookies?.*|expand all|collapse all|translate)$/i;

const isElement = (node: Node): node is Element => 'tagName' in node;
const attribute = (element: Element, name: string) => element.attrs.find((one) => one.name === name)?.value ?? '';

function isFrame(element: Element): boolean {
  if (frame.has(element.tagName) || frameRoles.has(attribute(element, 'role'))) return true;
  if (/^(?:body|main|html|article|h\d)$/.test(element.tagName)) return false;
  return frameNames.test(`${attribute(element, 'class')} ${attribute(element, 'id')}`);
}

/** What opens a part of the page, or is called its title, by whatever builds the page. */
const titleNames =
  /(?:^|[\s_-])(?:accordion|toggle|collaps(?:e|ible)|tab|faq|section|panel|block|card|question|content)[\w]*?[_-]*(?:title|header|heading|label|question|button|trigger)(?:$|[\s_-])|(?:^|\s)(?:title|heading|sub-?title|sub-?heading)(?:$|\s)/i;

/** How high a heading an element is, 1 to 7; undefined where it is none. */
function levelOf(element: Element): number | undefined {
  const { tagName } = element;
  const [, level] = /^h([1-6])$/.exec(tagName) ?? [];
  if (level) return Number(level);
  if (/^(?:summary|dt|button|caption)$/.test(tagName)) return 7;
  const role = attribute(element, 'role');
  if (role === 'heading') return Math.min(Math.max(Number.parseInt(attribute(element, 'aria-level'), 10) || 2, 1), 6);
  const opens = ['aria-expanded', 'aria-controls', 'data-toggle', 'data-bs-toggle'].some((name) =>
    element.attrs.some((one) => one.name === name),
  );
  if (role === 'button' || role === 'tab' || opens) return 7;
  const isNamed = /^(?:div|p|span|a|li)$/.test(tagName) && titleNames.test(attribute(element, 'class'));
  const within = isNamed ? elementsNamed(element, 'p', 'ul', 'ol', 'table', 'h1', 'h2', 'h3', 'h4') : [];
  return isNamed && within.every((one) => one === element) ? 7 : undefined;
}

/** The address that a page gives as the beginning of its links, or its own. */
function baseOf(root: Element | undefined, address: string | undefined): string | undefined {
  const base = root && elementsNamed(root, 'base')[0];
  return (base && URL.parse(attribute(base, 'href'), address)?.href) ?? address;
}

function elementsNamed(root: Element, ...names: string[]): Element[] {
  const found: Element[] = [];
  const waiting: Node[] = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (!isElement(node)) continue;
    if (names.includes(node.tagName)) found.push(node);
    waiting.push(...node.childNodes.toReversed());
  }
  return found;
}

function rootOf(html: string): Element | undefined {
  return parse(html).childNodes.find(isElement);
}

/** Every link of a page, those of its menus too, in reading order; only those that lead to the web. */
export function linksOfHtml(html: string, address: string): ReportLink[] {
  const root = rootOf(html);
  const base = baseOf(root, address);
  return (root ? elementsNamed(root, 'a', 'area') : []).flatMap((element) => {
    const url = URL.parse(attribute(element, 'href'), base);
    if (!url || !/^https?:$/.test(url.protocol)) return [];
    const text = plainText(
      `${wordsIn(element)} ${attribute(element, 'title')} ${attribute(element, 'aria-label')} ${elementsNamed(
        element,
        'img',
      )
        .map((image) => attribute(image, 'alt'))
        .join(' ')}`,
    );
    return [{ text, address: url.href }];
  });
}

const wordsIn = (element: Element) => plainText(linesIn(element).join(' '));

/** The words of a cell, in which its paragraphs and items can still be told apart. */
const piecesIn = (element: Element) => linesIn(element).map(plainText).filter(Boolean).reduce(joinPieces, '');

function linesIn(element: Element): string[] {
  const lines = [''];
  const waiting: (Node | 'end of line')[] = element.childNodes.toReversed();
  for (let node = waiting.pop(); node; node = waiting.pop())
    if (node === 'end of line') lines.push('');
    else if ('value' in node) lines.push((lines.pop() ?? '') + node.value);
    else if (isElement(node) && !silent.has(node.tagName)) {
      if (blocky.has(node.tagName) || node.tagName === 'br') {
        lines.push('');
        waiting.push('end of line');
      }
      waiting.push(...node.childNodes.toReversed());
    }
  return lines;
}

/**
 * What a web page says, in reading order, without its menus and what else stands around it. What only looks like a heading
 * (a paragraph in bold, the button of an accordion) is one; a row of a table is a paragraph under its first cell.
 */
export function readHtml(html: string, address?: string): ReportText {
  const root = rootOf(html);
  if (!root) return { format: 'html', title: '', blocks: [] };
  const title = elementsNamed(root, 'title')[0];
  const base = baseOf(root, address);
  const [main] = elementsNamed(root, 'main').concat(
    elementsNamed(root, 'div', 'section', 'article').filter((one) => attribute(one, 'role') === 'main'),
  );
  const sizeOf = (blocks: readonly ReportBlock[]) => blocks.reduce((sum, { text }) => sum + text.length, 0);
  const inner = main ? blocksIn(main, base, true) : [];
  let blocks = sizeOf(inner) > 100 ? inner : blocksIn(root, base, true);
  // a page whose very content is called a menu
  if (sizeOf(blocks) < 60) blocks = blocksIn(root, base, false);
  return { format: 'html', title: title ? wordsIn(title) : '', blocks };
}

function blocksIn(root: Element, base: string | undefined, withoutFrame: boolean): ReportBlock[] {
  const blocks: ReportBlock[] = [];
  let words: string[] = [];
  let strong: string[] = [];
  let links: ReportLink[] = [];
  let characters = 0;
  let item = false;

  function close() {
    const text = plainText(words.join(''));
    const bold = plainText(strong.join(''));
    const kind = item ? 'item' : 'text';
    words = [];
    strong = [];
    if (text !== '' || links.length > 0) {
      characters += text.length;
      const isBold = bold.length > 2 && bold.length >= text.length - 2;
      if (isBold && text.split(' ').length <= 28 && !/[,;]$/.test(text) && (!item || /\?$/.test(text)))
        blocks.push(headingBlock(text, 7, links));
      else {
        // bold words at the beginning say what the paragraph is about
        const isLabel = bold.length > 2 && text.startsWith(bold) && bold.split(' ').length <= 18;
        const rest = text.slice(bold.length).replace(/^[\s:.–—-]+/, '');
        const block = isLabel ? textBlock(rest, { kind, label: bold, links }) : textBlock(text, { kind, links });
        if (block) blocks.push(block);
      }
    }
    links = [];
  }

  function inline(node: Node, isStrong: boolean, depth: number) {
    if ('value' in node) {
      words.push(node.value);
      // only what is strong from the beginning on is a label
      const isLeading = plainText(words.slice(0, -1).join('')) === plainText(strong.join(''));
      if (isStrong && isLeading) strong.push(node.value);
    } else if (isElement(node)) walk(node, isStrong, depth);
  }

  function row(element: Element) {
    close();
    const cells = element.childNodes.filter(isElement).filter(({ tagName }) => /^t[dh]$/.test(tagName));
    const texts = cells.map(piecesIn);
    const isHead = cells.length > 1 && cells.every(({ tagName }) => tagName === 'th');
    if (isHead) return;
    const [label = '', ...others] = texts;
    if (others.length === 0 || label.split(' ').length > 45 || elementsNamed(element, 'table').length > 0) {
      for (const cell of cells) {
        walkAll(cell, false, 0);
        close();
      }
      return;
    }
    const block = rowBlock(texts, elementsNamed(element, 'a').flatMap(linkOf));
    characters += block?.text.length ?? 0;
    if (block) blocks.push(block);
  }

  function linkOf(element: Element): ReportLink[] {
    const href = attribute(element, 'href').trim();
    const whole = URL.parse(href, base)?.href ?? href;
    return href === '' || href.startsWith('#') ? [] : [{ text: wordsIn(element), address: whole.slice(0, 2000) }];
  }

  function walkAll(element: Element, isStrong: boolean, depth: number) {
    for (const node of element.childNodes) inline(node, isStrong, depth + 1);
  }

  function walk(element: Element, isStrong: boolean, depth: number) {
    const { tagName } = element;
    if (depth > deepest || characters > longestReport.characters || blocks.length >= longestReport.blocks) return;
    if (silent.has(tagName) || (withoutFrame && isFrame(element))) return;
    if (tagName === 'br') {
      // two of them end a paragraph on old pages
      if (/\n\s*$/.test(words.join(''))) close();
      else words.push('\n');
      return;
    }
    const level = levelOf(element);
    const title = level === undefined ? '' : wordsIn(element);
    if (level !== undefined && (level < 7 || title.split(' ').length <= 30)) {
      close();
      if (title !== '' && !(level === 7 && ofTheSite.test(title)))
        blocks.push(headingBlock(title, level, elementsNamed(element, 'a').flatMap(linkOf)));
      return;
    }
    if (tagName === 'tr') {
      row(element);
      return;
    }
    if (tagName === 'a') links.push(...linkOf(element));
    const isBlock = blocky.has(tagName);
    const isBold = tagName === 'strong' || tagName === 'b';
    // what begins a line in bold is about something else
    if (isBlock || (isBold && /\n\s*$/.test(words.slice(-2).join('')))) close();
    const before = item;
    if (tagName === 'li') item = true;
    walkAll(element, isStrong || isBold, depth);
    if (isBlock) close();
    item = before;
  }

  walk(root, false, 0);
  close();
  return blocks;
}
