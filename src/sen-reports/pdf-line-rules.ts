import { joinCells } from './pdf-cell-rules.ts';
import {
  headingBlock,
  looksLikeHeading,
  plainText,
  type ReportBlock,
  type ReportLink,
  textBlock,
} from './report-text-rules.ts';

/** A line of a page of a PDF, where it stands in points from below, and how it is written. */
export interface PdfLine {
  page: number;
  x: number;
  /** where it ends to the right */
  end: number;
  y: number;
  size: number;
  /** in which it begins, and in which it ends */
  font: string;
  last_font: string;
  is_one_font: boolean;
  text: string;
  /** as far as it is written in the font that it begins with */
  lead: string;
  /** of a row of a table: what stands in its first cell */
  label?: string;
  links: ReportLink[];
}

const isFoot = /page\s+\d{1,3}(?:\s+of\s+\d{1,3})?\s*$/i;
const bullet = /^(?:[•●▪■◦‣–\uf0b7*-]|o(?=\s))\s*/;

/** Puts lines together to headings, paragraphs and items, without what is repeated on every page. */
export function joinLines(all: readonly PdfLine[]): ReportBlock[] {
  const body = mostUsed(withoutFrames(all));
  const lines = joinCells(withoutFrames(all), body.step * body.size);
  const blocks: ReportBlock[] = [];
  let open: PdfLine[] = [];
  let kind: 'text' | 'item' = 'text';

  function close() {
    const [first] = open;
    if (!first) return;
    const text = plainText(
      open
        .map((line) => line.text.trim())
        .join(' ')
        .replace(/(\p{L})- (\p{Ll})/gu, '$1-$2'),
    );
    const links = open.flatMap((line) => line.links);
    const isAlone = open.length === 1;
    open = [];
    if (first.label !== undefined) {
      const row = textBlock(text, { label: first.label, links });
      if (row) blocks.push(row);
      return;
    }
    // bold words at the beginning say what a paragraph is about
    const lead = first.font !== body.font && !first.is_one_font ? plainText(first.lead).replace(bullet, '') : '';
    const bare = text.replace(bullet, '');
    if (lead.length > 2 && lead.split(' ').length <= 18 && bare.startsWith(lead)) {
      const rest = bare.slice(lead.length).replace(/^[\s:.–—-]+/, '');
      const block = textBlock(rest, { kind, label: lead, links });
      if (block) blocks.push(block);
      return;
    }
    if (isHeading(first, text, body, isAlone) && kind === 'text') {
      blocks.push(headingBlock(text, levelOf(first.size, body.size), links));
      return;
    }
    const block = textBlock(text.replace(bullet, ''), { kind, links });
    if (block) blocks.push(block);
  }

  for (const line of lines) {
    const last = open.at(-1);
    const isItem = bullet.test(line.text.trim());
    if (isItem || (last && (last.label !== undefined || line.label !== undefined || !belongs(last, line, body))))
      close();
    if (open.length === 0) kind = isItem ? 'item' : 'text';
    open.push(line);
  }
  close();
  return blocks;
}

interface Body {
  size: number;
  font: string;
  /** from line to line, in sizes of letters */
  step: number;
}

function belongs(last: PdfLine, line: PdfLine, body: Body): boolean {
  const isOnNextPage = line.page === last.page + 1;
  const down = (last.y - line.y) / Math.max(last.size, 1);
  if (!isOnNextPage && (down < -0.3 || down > body.step * 1.35)) return false;
  if (isOnNextPage && (/[.?!:]$/.test(last.text.trim()) || isFoot.test(last.text) || isFoot.test(line.text)))
    return false;
  if (Math.abs(last.size - line.size) > 0.6) return false;
  const isNewFont = last.font !== line.font && last.is_one_font && line.is_one_font;
  if (isNewFont && [last, line].some(({ text }) => looksLikeHeading(text.trim()))) return false;
  // on the same height, but further away: another cell
  if (!isOnNextPage && Math.abs(down) < 0.3) return false;
  return !/\?\s*$/.test(last.text) || !isOther(last, body) || isOther(line, body);
}

const isOther = (line: PdfLine, body: Body) =>
  line.size > body.size + 0.6 || (line.is_one_font && line.font !== body.font);

function isHeading(first: PdfLine, text: string, body: Body, isAlone: boolean): boolean {
  const words = text.split(' ').length;
  if (words > 30 || text.length < 3 || bullet.test(text)) return false;
  if (first.size > body.size * 1.12) return true;
  if (isOther(first, body) && words <= 22 && !/[.;,]$/.test(text)) return true;
  if (!looksLikeHeading(text)) return false;
  return /\?$/.test(text) || /^\(?[\da-z]{1,3}(?:\.\d+)*[.)]\s/.test(text) || (isAlone && words <= 8);
}

function levelOf(size: number, body: number): number {
  const times = size / body;
  if (times > 1.75) return 1;
  if (times > 1.35) return 2;
  return times > 1.12 ? 3 : 7;
}

function mostUsed(lines: readonly PdfLine[]): Body {
  const characters = new Map<string, number>();
  for (const { size, font, last_font, text, lead } of lines)
    for (const [of, count] of [
      [font, lead.length],
      [last_font, text.length - lead.length],
    ] as const) {
      const key = `${size} ${of}`;
      characters.set(key, (characters.get(key) ?? 0) + count);
    }
  const [[key] = ['11 ']] = [...characters].sort(([, one], [, other]) => other - one);
  const [size = '11', font = ''] = key.split(' ');
  const steps = lines
    .flatMap((line, at) => {
      const last = lines[at - 1];
      const down = last ? (last.y - line.y) / Math.max(line.size, 1) : 0;
      return last?.page === line.page && last.size === line.size && down > 0.8 && down < 3 ? [down] : [];
    })
    .sort((one, other) => one - other);
  // most lines stand within paragraphs; where they do not, it is what is usual
  return { size: Number(size), font, step: Math.min(steps[Math.floor(steps.length * 0.2)] ?? 1.3, 1.6) };
}

/** Without the lines that stand at the head or foot of most pages, whatever their number; the first of each stays. */
function withoutFrames(lines: readonly PdfLine[]): PdfLine[] {
  const pages = Math.max(0, ...lines.map(({ page }) => page));
  if (pages < 3) return lines.filter(({ text }) => !/^\s*(?:page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?\s*$/i.test(text));
  const keyOf = ({ text, y }: PdfLine) => `${Math.round(y / 8)} ${text.replace(/\d+/g, '#').trim()}`;
  const pagesOf = new Map<string, Set<number>>();
  for (const line of lines) pagesOf.set(keyOf(line), (pagesOf.get(keyOf(line)) ?? new Set()).add(line.page));
  return lines.filter((line) => {
    if (/^\s*(?:page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?\s*$/i.test(line.text)) return false;
    const on = pagesOf.get(keyOf(line)) ?? new Set();
    return on.size < Math.max(3, pages * 0.6) || line.page === Math.min(...on);
  });
}
