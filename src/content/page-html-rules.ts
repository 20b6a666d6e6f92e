import type { Element, ElementContent, Root as HtmlRoot } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { type Handlers, toHast } from 'mdast-util-to-hast';
import { visit } from 'unist-util-visit';
import { type Around, blockElement, element, text } from './page-block-rules.ts';
import { everyNode, type PageTree } from './page-tree-rules.ts';
import { fillPlaces } from './place-rules.ts';
import { safeLink, safePicture } from './safe-address-rules.ts';

/** A page as HTML, and its main headings for the list of what is on it. */
export interface ShownPage {
  html: string;
  headings: { id: string; text: string }[];
}

/** Where a page's HTML stands: below a heading of which level, and what its names begin with. */
export interface Within {
  level: number;
  name: string;
  /** what tells its tables from those of others */
  title?: string;
}

/** The tree with the council's own words; the tree that was given stays as it is. */
function withPlaces(tree: PageTree, places: Around['places']): PageTree {
  const filled = structuredClone(tree);
  for (const { node } of everyNode(filled)) {
    if (node.type === 'text' || node.type === 'inlineCode') node.value = fillPlaces(node.value, places);
    else if (node.type === 'link' || node.type === 'definition') node.url = fillPlaces(decodePlaces(node.url), places);
    else if (node.type === 'leafDirective' && node.attributes?.href)
      node.attributes = { ...node.attributes, href: fillPlaces(node.attributes.href, places) };
  }
  return filled;
}

// braces in an address may come percent-encoded
function decodePlaces(url: string): string {
  return url.replace(/%7B([a-z_]+)%7D/gi, '{$1}');
}

/**
 * Makes a page's HTML. Raw HTML of the text is left out, and so is every address that could run something. Headings begin
 * at `<h2>`, as the page's title is its `<h1>`.
 */
export function showPage(tree: PageTree, around: Around, within?: Within): ShownPage {
  const { html, headings } = pageElements(tree, around, within);
  return { html: toHtml(html), headings };
}

/** As `showPage`, as elements: for what is not shown as HTML, but has the same parts. */
export function pageElements(
  tree: PageTree,
  around: Around,
  within: Within = { level: 1, name: '' },
): { html: HtmlRoot; headings: ShownPage['headings'] } {
  const handlers: Handlers = {
    containerDirective: (state, node) => blockElement(node, state.all(node) as ElementContent[], around),
    leafDirective: (state, node) => blockElement(node, state.all(node) as ElementContent[], around),
    html: () => undefined,
    thematicBreak: () => element('hr', 'govuk-section-break govuk-section-break--visible govuk-section-break--m'),
  };
  const html = toHast(withPlaces(tree, around.places), { handlers }) as HtmlRoot;
  return { html, headings: dress(html, within) };
}

const classes: Record<string, string> = {
  p: 'govuk-body',
  ul: 'govuk-list govuk-list--bullet',
  ol: 'govuk-list govuk-list--number',
  h2: 'govuk-heading-m',
  h3: 'govuk-heading-s',
  h4: 'govuk-heading-s',
  h5: 'govuk-heading-s',
  h6: 'govuk-heading-s',
  table: 'govuk-table',
  th: 'govuk-table__header',
  td: 'govuk-table__cell',
  tr: 'govuk-table__row',
  thead: 'govuk-table__head',
  tbody: 'govuk-table__body',
  blockquote: 'govuk-inset-text',
  pre: 'mail-text',
};

/** Gives elements their classes, headings their names, links and pictures safe addresses. Returns the main headings. */
function dress(html: HtmlRoot, within: Within): ShownPage['headings'] {
  const headings: ShownPage['headings'] = [];
  const used = new Set<string>();
  const labels = new Set<string>();
  let heading = '';
  let { level: last } = within;
  visit(html, 'element', (node, at, parent) => {
    if (/^h[1-6]$/.test(node.tagName)) {
      // a level that the text skips is not skipped for who hears the page
      last = Math.min(6, Math.max(within.level + 1, Math.min(Number(node.tagName[1]) + within.level - 1, last + 1)));
      node.tagName = `h${last}`;
    }
    // a list of nothing but links is there to choose from: each stands in a row that a thumb can hit
    if (node.tagName === 'ul' && isOfLinks(node)) node.properties.className = ['link-list'];
    const own = classes[node.tagName];
    if (own && node.properties.className === undefined) node.properties.className = own.split(' ');
    if (/^h[2-6]$/.test(node.tagName)) {
      const words = wordsOf(node);
      heading = words;
      node.properties.id = `${within.name}${nameFor(words, used)}`;
      if (node.tagName === 'h2') headings.push({ id: node.properties.id, text: words });
    }
    if (node.tagName === 'th') node.properties.scope = 'col';
    if (node.tagName === 'li' || node.tagName === 'blockquote') unwrapParagraphs(node);
    if (node.tagName === 'a') dressLink(node);
    if (node.tagName === 'img') {
      const src = safePicture(String(node.properties.src ?? ''));
      if (src && parent && at !== undefined)
        node.properties = { src, alt: String(node.properties.alt ?? ''), loading: 'lazy' };
      else if (parent && at !== undefined) parent.children[at] = text(String(node.properties.alt ?? ''));
    }
    if (node.tagName === 'table' && parent && at !== undefined && !isWide(parent)) {
      const label = unlike(`${within.title ?? ''}${heading || 'Table'}`, labels);
      const wide = { ...element('div', 'wide-table', [node]) };
      wide.properties = { ...wide.properties, tabIndex: 0, role: 'region', ariaLabel: label };
      parent.children[at] = wide;
    }
  });
  return headings;
}

function isWide(parent: HtmlRoot | Element): boolean {
  return parent.type === 'element' && parent.properties.role === 'region';
}

function dressLink(link: Element): void {
  const href = safeLink(String(link.properties.href ?? ''));
  const own = link.properties.className ?? ['govuk-link'];
  if (href) link.properties = { href, className: own };
  else {
    // the words stay, the address goes
    link.tagName = 'span';
    link.properties = {};
  }
}

// a list whose items stand apart has each in a paragraph: govuk's lists have none
function unwrapParagraphs(item: Element): void {
  const [only, ...others] = item.children.filter(
    (child) => child.type === 'element' || (child.type === 'text' && child.value.trim()),
  );
  if (
    item.tagName === 'li' &&
    only?.type === 'element' &&
    only.tagName === 'p' &&
    others.every((one) => one.type === 'element' && /^[uo]l$/.test(one.tagName))
  )
    item.children = [...only.children, ...others];
}

function isOfLinks(list: Element): boolean {
  return list.children.every(
    (item) =>
      item.type !== 'element' ||
      (insides(item).length === 1 && insides(item).every((only) => only.type === 'element' && only.tagName === 'a')),
  );
}

function insides(node: Element): ElementContent[] {
  const [only, ...others] = node.children.filter((child) => child.type !== 'text' || child.value.trim() !== '');
  if (only?.type === 'element' && only.tagName === 'p' && others.length === 0) return insides(only);
  return only ? [only, ...others] : [];
}

function wordsOf(node: Element): string {
  return node.children
    .map((child) => (child.type === 'text' ? child.value : child.type === 'element' ? wordsOf(child) : ''))
    .join('');
}

/** The name of a heading in addresses: `#what-to-ask`. Names that every page has are left to it. */
function nameFor(words: string, used: Set<string>): string {
  const plain = words
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  const base = /^[a-z]/.test(plain) ? plain : `part-${plain || 'of-the-page'}`;
  const reserved = new Set(['main', 'helpful-title', 'helpful-body', 'helpful-website', 'helpful-hint']);
  return unlike(reserved.has(base) ? `about-${base}` : base, used);
}

/** A name that none of those before it had, and which none after it gets. */
function unlike(base: string, used: Set<string>): string {
  let name = base;
  for (let n = 2; used.has(name); n++) name = `${base}-${n}`;
  used.add(name);
  return name;
}
