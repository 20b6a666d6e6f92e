import type { Format } from './format-rules.ts';
import type { PackageParts } from './package-parts.ts';
import { withoutCameraNotes } from './picture-notes-rules.ts';
import { UnfitFile } from './unfit-file.ts';
import { OddXml, xmlText } from './xml-pieces.ts';

/** What came of looking through a file: the file as it may be kept, and what an editor is told of it. */
export interface CleanFile {
  format: Format;
  bytes: Uint8Array;
  /** null where the file does not say */
  pages: number | null;
  /** what was taken out of it, in words */
  cleaned: string[];
  /** what stays in it and should be looked at before everybody sees it, in words */
  warnings: string[];
}

/** What is found in a document on the way through its parts. */
export interface Found {
  authors: boolean;
  template: boolean;
  camera_notes: boolean;
  comments: number;
  changes: number;
}

/** Nothing found yet. */
export function nothingFound(): Found {
  return { authors: false, template: false, camera_notes: false, comments: 0, changes: 0 };
}

/** What an editor is told of what was found. */
export function foundInWords(found: Found): Pick<CleanFile, 'cleaned' | 'warnings'> {
  const counted = (n: number, one: string) => `It holds ${n} ${n === 1 ? one : `${one}s`}.`;
  return {
    cleaned: [
      'Who wrote it, when, with which program, and its other properties',
      ...(found.authors ? ['The names of those who commented or changed it'] : []),
      ...(found.template ? ['The link to its template'] : []),
      ...(found.camera_notes ? ['What cameras wrote into its pictures'] : []),
    ],
    warnings: [
      ...(found.comments ? [`${counted(found.comments, 'comment')} Everybody can read them.`] : []),
      ...(found.changes
        ? [`${counted(found.changes, 'tracked change')} Everybody can see what was there before.`]
        : []),
    ],
  };
}

/** What is read from the XML of a part. Refuses (UnfitFile) a part that is missing, and XML that is odd. */
export function readPart<Made>(parts: PackageParts, name: string, read: (text: string) => Made): Made {
  const bytes = parts.get(name);
  if (!bytes) throw new UnfitFile(`It is damaged: ${name} is missing in it.`);
  try {
    return read(xmlText(bytes));
  } catch (error) {
    if (error instanceof OddXml)
      throw new UnfitFile(`It is damaged, or made to deceive: ${name} in it cannot be read.`);
    throw error;
  }
}

/** Cleans every part: of XML `clean` gives what stands in its place, and pictures lose the notes of cameras. */
export function cleanParts(parts: PackageParts, found: Found, clean: (text: string, name: string) => string): void {
  for (const [name, bytes] of parts)
    if (/\.(?:xml|rels)$/i.test(name))
      parts.set(
        name,
        readPart(parts, name, (text) => Buffer.from(clean(text, name))),
      );
    else {
      const picture = withoutCameraNotes(bytes);
      if (picture.length === bytes.length) continue;
      parts.set(name, Buffer.from(picture));
      found.camera_notes = true;
    }
}

/** How many pages a document's own statistics say that it has; null where they say nothing. */
export function pagesSaid(parts: PackageParts, name: string, wanted: RegExp): number | null {
  const [, pages] = wanted.exec(parts.get(name)?.toString() ?? '') ?? [];
  return pages ? Number(pages) : null;
}
