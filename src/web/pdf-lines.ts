import { createRequire } from 'node:module';
import type PDFDocument from 'pdfkit';

/** Words of one kind within a text. */
export interface PdfRun {
  text: string;
  is_strong?: boolean;
  is_slanted?: boolean;
  /** an absolute address, or `#name` of a heading of the same document */
  href?: string;
}

/** A document of the library. */
export type Pdf = InstanceType<typeof PDFDocument>;
/** A part of the structure that a screen reader is told. */
export type Element = PDFKit.PDFStructureElement;

/** Words of one font that stand on one line. */
interface Piece {
  run: PdfRun;
  text: string;
  font: string;
  /** points */
  width: number;
}
/** What stands on one line. */
export type PdfLine = Piece[];

const { resolve } = createRequire(import.meta.url);
const files = (script: string, weight: string) =>
  resolve(`@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-${script}-${weight}.woff`);
const weights = { plain: '400-normal', strong: '700-normal', slanted: '400-italic' };

/** Gives a document its fonts: easy to read, and part of the file, so that it looks the same everywhere. */
export function registerFonts(doc: Pdf): void {
  for (const [name, weight] of Object.entries(weights)) {
    doc.registerFont(name, files('latin', weight));
    doc.registerFont(`${name}-more`, files('latin-ext', weight));
  }
}

/** Letters that the fonts hold in a file of their own: those of Welsh and Polish, say. */
const moreLetters = /([\u0100-\u02ba\u1e00-\u1eff]+)/;

function piecesOf(doc: Pdf, run: PdfRun, text: string, size: number): Piece[] {
  const font = run.is_strong ? 'strong' : run.is_slanted ? 'slanted' : 'plain';
  return text.split(moreLetters).flatMap((part, at) => {
    if (part === '') return [];
    const name = at % 2 === 1 ? `${font}-more` : font;
    return { run, text: part, font: name, width: doc.font(name).fontSize(size).widthOfString(part) };
  });
}

/** How wide what stands on a line is, in points. */
export function widthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { width }) => sum + width, 0);
}

/** Parts a text into words, each with the space after it; a word may be of several runs. */
function wordsOf(doc: Pdf, runs: readonly PdfRun[], size: number): Piece[][] {
  const words: Piece[][] = [];
  let isOpen = false;
  for (const run of runs) {
    for (const text of run.text.replace(/\s+/g, ' ').match(/\S+ ?| /g) ?? []) {
      const pieces = piecesOf(doc, run, text, size);
      const last = words.at(-1);
      if (last && (isOpen || text === ' ')) last.push(...pieces);
      else words.push(pieces);
      isOpen = !text.endsWith(' ');
    }
  }
  return words;
}

/** The least and the most that a text needs, in points: its longest word, and all of it on one line. */
export function widthsOf(doc: Pdf, runs: readonly PdfRun[], size: number): { least: number; most: number } {
  const words = wordsOf(doc, runs, size).map(widthOf);
  return { least: Math.max(0, ...words), most: words.reduce((sum, width) => sum + width, 0) };
}

/** Parts a text into lines of a width in points. A word that is wider than that is broken. */
export function linesOf(
  doc: Pdf,
  runs: readonly PdfRun[],
  { size, width }: { size: number; width: number },
): PdfLine[] {
  const lines: PdfLine[] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const word of wordsOf(doc, runs, size)) {
    const whole = widthOf(word);
    const parts = whole > width ? word.flatMap((piece) => letters(doc, piece, size)) : [word];
    for (const part of parts) {
      const wide = widthOf(part);
      if (used + wide > width + 0.01) {
        lines.push([]);
        used = 0;
      }
      lines.at(-1)?.push(...part);
      used += wide;
    }
  }
  return lines.map(joined);
}

function letters(doc: Pdf, piece: Piece, size: number): Piece[][] {
  return Array.from(piece.text, (letter) => piecesOf(doc, piece.run, letter, size));
}

// what is of one run and one font is drawn at once
function joined(line: PdfLine): PdfLine {
  const pieces: PdfLine = [];
  for (const piece of line) {
    const last = pieces.at(-1);
    if (last?.run === piece.run && last.font === piece.font)
      pieces[pieces.length - 1] = { ...last, text: last.text + piece.text, width: last.width + piece.width };
    else pieces.push(piece);
  }
  return pieces;
}

/** Of a link that is being drawn: a link goes on over lines, but not over pages. */
export interface OpenLink {
  run: PdfRun;
  page: unknown;
  element: Element;
}

const linkColour = '#0b4a8f';

/**
 * Draws a line at a place, as content of an element of the document's structure; without one, as an ornament that nobody
 * hears. Returns the link that may go on in the next line.
 */
export function drawLine(
  doc: Pdf,
  line: PdfLine,
  at: { x: number; y: number; size: number; colour: string },
  to: { element: Element; tag: string } | undefined,
  open?: OpenLink,
): OpenLink | undefined {
  let { x } = at;
  let link = open;
  for (const piece of line) {
    const { href } = piece.run;
    if (link && (link.run !== piece.run || link.page !== doc.page)) {
      link.element.end();
      link = undefined;
    }
    if (to && href && !link) {
      link = { run: piece.run, page: doc.page, element: doc.struct('Link', { alt: piece.run.text.trim() }) };
      to.element.add(link.element);
    }
    if (to) (link?.element ?? to.element).add(doc.markStructureContent(link ? 'Link' : to.tag));
    else doc.markContent('Artifact', { type: 'Pagination' });
    doc
      .font(piece.font)
      .fontSize(at.size)
      .fillColor(href ? linkColour : at.colour)
      .text(piece.text, x, at.y, { lineBreak: false, underline: Boolean(href) });
    doc.endMarkedContent();
    if (link && href) {
      const wide = piece.width;
      const high = at.size * 1.3;
      // a plain string would be written as a name
      const about = { structParent: link.element, Contents: Object(piece.run.text.trim()) };
      if (href.startsWith('#')) doc.goTo(x, at.y, wide, high, href.slice(1), about);
      else doc.link(x, at.y, wide, high, href, about);
    }
    x += piece.width;
  }
  return link;
}
