import type { Element, OpenLink, Pdf } from './pdf-lines.ts';

/** Where the next thing is drawn. */
export interface Sheet {
  doc: Pdf;
  /** points */
  size: number;
  y: number;
  /** the bars of the boxes that are open, by where they stand */
  bars: number[];
  /** links that may go on in the next line of their text */
  links: OpenLink[];
  /** of the second level */
  headings: { text: string; name: string; page: number }[];
}

/** From left, of which width, in points; part of what. */
export interface Column {
  x: number;
  width: number;
  parent: Element;
}

/** A4, in points. */
export const page = { width: 595.28, height: 841.89, side: 62, top: 62, bottom: 76 };
/** Where the text of a page ends. */
export const limit = page.height - page.bottom;
/** How much higher a line is than its letters. */
export const high = 1.4;
export const ink = '#1a1a1a';
export const quiet = '#4a4a4a';
const bar = '#7a5ea8';

/** Goes on on a new page. A link that began on the last one begins anew. */
export function newPage(sheet: Sheet): void {
  for (const { element } of sheet.links.splice(0)) element.end();
  sheet.doc.addPage();
  sheet.y = page.top;
}

/** Goes to a new page where so many points are not left of this one. */
export function need(sheet: Sheet, height: number): void {
  if (sheet.y + height > limit && sheet.y > page.top) newPage(sheet);
}

/** Goes down by so many points. */
export function advance(sheet: Sheet, height: number): void {
  if (sheet.bars.length > 0)
    ornament(sheet.doc, () => {
      for (const x of sheet.bars)
        sheet.doc.rect(x, sheet.y, 3, Math.max(0, Math.min(height, limit - sheet.y))).fill(bar);
    });
  sheet.y += height;
}

/** Draws what nobody needs to hear. */
export function ornament(doc: Pdf, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' });
  draw();
  doc.endMarkedContent();
}

/** Adds an element of the document's structure to another: `P`, `LI`. */
export function child({ doc }: Sheet, parent: Element, tag: string): Element {
  const element = doc.struct(tag);
  parent.add(element);
  return element;
}
