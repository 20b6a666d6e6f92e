import { type PackageParts, unpack } from '../files/package-parts.ts';
import { UnfitFile } from '../files/unfit-file.ts';
import { rewriteXml, tagsOf, valueOf, wordsOf, xmlText } from '../files/xml-pieces.ts';
import {
  headingBlock,
  joinPieces,
  plainText,
  type ReportBlock,
  type ReportLink,
  type ReportText,
  rowBlock,
  textBlock,
} from './report-text-rules.ts';

/** What a Word document (.docx) says, in reading order. Refuses (UnfitFile) what is none. */
export async function readWord(bytes: Uint8Array): Promise<ReportText> {
  const parts = await unpack(Buffer.from(bytes));
  const body = parts.get('word/document.xml');
  if (!body) throw new UnfitFile('It is a zip, and not a Word document.');
  return { format: 'docx', title: '', blocks: blocksOf(xmlText(body), relations(parts)) };
}

function relations(parts: PackageParts): Map<string, string> {
  const file = parts.get('word/_rels/document.xml.rels');
  const tags = file ? tagsOf(xmlText(file)) : [];
  return new Map(
    tags
      .filter((tag) => tag.local === 'Relationship' && /\/hyperlink$/.test(valueOf(tag, 'Type') ?? ''))
      .map((tag) => [valueOf(tag, 'Id') ?? '', valueOf(tag, 'Target') ?? '']),
  );
}

/** A paragraph as it is read. */
interface Open {
  text: string;
  bold: string;
  level: number | undefined;
  is_item: boolean;
  links: ReportLink[];
}

const nothing = (): Open => ({ text: '', bold: '', level: undefined, is_item: false, links: [] });

function blocksOf(xml: string, addresses: Map<string, string>): ReportBlock[] {
  const blocks: ReportBlock[] = [];
  let open = nothing();
  let cells: Open[] | undefined;
  let isBold = false;
  let isText = false;
  let link: ReportLink | undefined;

  function paragraph() {
    const block = blockOf(open);
    if (cells) {
      const cell = cells.at(-1);
      if (cell)
        Object.assign(cell, {
          text: joinPieces(cell.text, open.text),
          bold: cell.text === '' ? open.bold : cell.bold,
          links: [...cell.links, ...open.links],
        });
    } else if (block) blocks.push(block);
    open = nothing();
  }

  function row() {
    const [first, ...others] = cells ?? [];
    cells = undefined;
    if (!first) return;
    // one cell over the whole width
    const block =
      others.length === 0
        ? blockOf(first)
        : rowBlock(
            [first, ...others].map(({ text }) => text),
            [first, ...others].flatMap(({ links }) => links),
          );
    if (block) blocks.push(block);
  }

  rewriteXml(xml, (piece) => {
    const { kind, local } = piece;
    if (kind === 'text') {
      if (!isText) return undefined;
      const words = wordsOf(piece);
      if (isBold && open.bold === open.text) open.bold += words;
      open.text += words;
      if (link) link.text += words;
    } else if (local === 't') isText = kind === 'start' && !piece.is_empty;
    else if (local === 'p' && kind === 'end') paragraph();
    else if (local === 'tr') {
      if (kind === 'end') row();
      else cells = [];
    } else if (local === 'tc' && kind === 'start') cells?.push(nothing());
    else if (local === 'r' && kind === 'start') isBold = false;
    else if (local === 'b' && kind === 'start') isBold = !/^(?:0|false|off)$/.test(valueOf(piece, 'val') ?? '');
    else if (local === 'tab' || local === 'br') open.text += ' ';
    else if (local === 'numPr') open.is_item = true;
    else if (local === 'pStyle') {
      const [, level] = /^(?:heading|title)(\d?)$/i.exec((valueOf(piece, 'val') ?? '').replace(/\s/g, '')) ?? [];
      if (level !== undefined) open.level = Number(level) || 1;
    } else if (local === 'hyperlink') {
      link = undefined;
      const address = kind === 'start' ? addresses.get(valueOf(piece, 'id') ?? '') : undefined;
      if (address) {
        link = { text: '', address };
        open.links.push(link);
      }
    }
    return undefined;
  });
  return blocks;
}

function blockOf({ text, bold, level, is_item, links }: Open): ReportBlock | undefined {
  const plain = plainText(text);
  if (plain === '') return undefined;
  const strong = plainText(bold);
  if (level !== undefined) return headingBlock(plain, Math.min(level, 6), links);
  if (strong.length >= plain.length - 1 && plain.split(' ').length <= 28 && !is_item)
    return headingBlock(plain, 7, links);
  const kind = is_item ? 'item' : 'text';
  const rest = plain.slice(strong.length).replace(/^[\s:.–—-]+/, '');
  return strong.length > 2 && rest
    ? textBlock(rest, { kind, label: strong, links })
    : textBlock(plain, { kind, links });
}
