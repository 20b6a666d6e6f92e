import type { Nodes, Paragraph, Parents, Root } from 'mdast';
import { type ContainerDirective, directiveFromMarkdown, type LeafDirective } from 'mdast-util-directive';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { toString as plainText } from 'mdast-util-to-string';
import { directive } from 'micromark-extension-directive';
import { gfmTable } from 'micromark-extension-gfm-table';

/** A page's text as a tree: what is shown, checked, searched and made into Easy Read all walks this. */
export type PageTree = Root;
export type Block = ContainerDirective | LeafDirective;

/** The blocks that a page may have, besides headings, paragraphs, lists, tables and pictures. */
export const containerBlocks = ['steps', 'callout', 'details', 'law'] as const;
export const lineBlocks = ['search', 'tool', 'contact', 'document'] as const;

/** Characters. */
export const longestText = 60_000;
/** How deep blocks, lists and quotations may stand in one another. */
export const deepest = 8;

/** A text that cannot be read as a page; its message says why, and what to do. */
export class UnreadableText extends Error {
  override name = 'UnreadableText';
}

// ":name" within a line stays text: "10:30", "note:this".
const { text: _lineText, ...blockSyntax } = directive();
const syntax = { extensions: [blockSyntax, gfmTable(), { disable: { null: ['codeIndented'] } }] };
const meaning = { mdastExtensions: [directiveFromMarkdown(), gfmTableFromMarkdown()] };

/**
 * Reads a page's Markdown. Refuses (UnreadableText) what is longer than `longestText`, and what stands deeper in one
 * another than `deepest`.
 */
export function readPage(markdown: string): PageTree {
  checkSize(markdown);
  const tree = fromMarkdown(markdown.replaceAll('\0', ''), { ...syntax, ...meaning });
  checkDepth(tree);
  return tree;
}

// Before it is read: what stands a thousand deep, or opens thousands of links, takes a reader minutes.
function checkSize(markdown: string): void {
  const number = (n: number) => n.toLocaleString('en-GB');
  if (markdown.length > longestText)
    throw new UnreadableText(
      `The text has ${number(markdown.length)} characters; ${number(longestText)} is the most. Make several pages of it.`,
    );
  for (const { sign, most, name } of mostSigns) {
    const there = markdown.match(sign)?.length ?? 0;
    if (there > most)
      throw new UnreadableText(
        `The text has ${number(there)} ${name}; ${number(most)} is the most. Make several pages of it.`,
      );
  }
  let open = 0;
  for (const [at, line] of markdown.split('\n').entries()) {
    const opening = /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])[\s>]+)*/.exec(line)?.[0] ?? '';
    const marks = opening.match(/>|[-*+]|\d+[.)]/g)?.length ?? 0;
    const [, name] = /^\s*:{3,}(\w*)/.exec(line) ?? [];
    if (name !== undefined) open = Math.max(0, open + (name ? 1 : -1));
    if (marks > deepest || open > deepest || (marks > 0 && /^\s{40}/.test(line))) throw tooDeep(at + 1);
  }
}

const mostSigns = [
  { sign: /\n/g, most: 2000, name: 'lines' },
  { sign: /\[/g, most: 800, name: 'square brackets' },
  { sign: /[*_`~]/g, most: 3000, name: 'marks for bold, slanted and code' },
  { sign: /</g, most: 400, name: 'signs that begin HTML' },
  { sign: /^\s*:::/gm, most: 200, name: 'lines that begin or end a block' },
  { sign: /\|/g, most: 4000, name: 'bars of tables' },
];

function tooDeep(line: number): UnreadableText {
  return new UnreadableText(
    `At line ${line}, blocks stand more than ${deepest} deep in one another. Nobody can follow that: end some of them before the next begins.`,
  );
}

// Without calling itself: what is too deep for a person may be too deep for a stack.
function checkDepth(tree: PageTree): void {
  const waiting: { node: Nodes; depth: number }[] = [{ node: tree, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, depth } = next;
    if (depth > deepest * 2 + 4 || (isBlock(node) && depth > deepest)) throw tooDeep(lineOf(node));
    for (const child of childrenOf(node)) waiting.push({ node: child, depth: depth + 1 });
  }
}

/** What stands within a node. */
export function childrenOf(node: Nodes): Nodes[] {
  return 'children' in node ? node.children : [];
}

/** The line of the text where a node begins, counted from 1. */
export function lineOf(node: Nodes): number {
  return node.position?.start.line ?? 1;
}

/** Whether a node is one of the blocks that are written with colons. */
export function isBlock(node: Nodes): node is Block {
  return node.type === 'containerDirective' || node.type === 'leafDirective';
}

/** Whether a node is the title of a block: `:::callout[this]`. */
export function isLabel(node: Nodes): node is Paragraph {
  return node.type === 'paragraph' && node.data !== undefined && 'directiveLabel' in node.data;
}

/** The title of a block; empty where it has none. */
export function labelOf(block: Block): string {
  if (block.type === 'leafDirective') return plainText(block);
  const [first] = block.children;
  return first && isLabel(first) ? plainText(first) : '';
}

/** What a block is given in its braces: `{name="ehc-dates"}`. */
export function givenTo(block: Block, name: string): string {
  return block.attributes?.[name] ?? '';
}

/** A node's words, without any mark. */
export function wordsOfNode(node: Nodes): string {
  return plainText(node, { includeImageAlt: false });
}

/** Every node of a tree with those around it, the nearest last, in the order of the text. */
export function* everyNode(
  node: Nodes,
  around: readonly Parents[] = [],
): Generator<{ node: Nodes; around: readonly Parents[] }> {
  yield { node, around };
  if (!('children' in node)) return;
  const within = [...around, node];
  for (const child of node.children) yield* everyNode(child, within);
}

/** Where a page leads to: each link with its words. Blocks that lead somewhere are links too. */
export function linksOfPage(tree: PageTree): { href: string; text: string; line: number }[] {
  const definitions = new Map<string, string>();
  for (const { node } of everyNode(tree)) if (node.type === 'definition') definitions.set(node.identifier, node.url);
  return [...everyNode(tree)].flatMap(({ node }) => {
    const at = { text: wordsOfNode(node), line: lineOf(node) };
    if (node.type === 'link') return { href: node.url, ...at };
    if (node.type === 'linkReference') return { href: definitions.get(node.identifier) ?? '', ...at };
    if (node.type !== 'leafDirective') return [];
    if (node.name === 'search') return { href: givenTo(node, 'href'), ...at };
    if (node.name === 'tool') return { href: `/tools/${givenTo(node, 'name')}`, ...at };
    return node.name === 'document' ? { href: `/documents/${givenTo(node, 'name')}`, ...at } : [];
  });
}
