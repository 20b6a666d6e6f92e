import { withoutCameraNotes } from './jpeg-rules.ts';
import type { PackageParts } from './package-parts.ts';
import { UnfitFile } from './unfit-file.ts';
import { OddXml, rewriteXml, xmlText } from './xml-pieces.ts';

/** What came of looking through a file: the file as it may be kept, and what an editor is told of it. */
export interface CleanFile {
  format: 'pdf' | 'docx' | 'odt';
  bytes: Uint8Array;
  /** null where the file does not say */
  pages: number | null;
  /** what was taken out of it, in words */
  cleaned: string[];
  /** what stays in it and should be looked at before everybody sees it, in words */
  warnings: string[];
}

/** The text of a part. Refuses (UnfitFile) a part that is missing, and XML that is odd. */
export function partText(parts: PackageParts, name: string): string {
  const bytes = parts.get(name);
  if (!bytes) throw new UnfitFile(`It is damaged: ${name} is missing in it.`);
  return readable(name, () => xmlText(bytes));
}

/** Does something with the XML of a part; what is odd in it is refused (UnfitFile). */
export function readable<Made>(name: string, work: () => Made): Made {
  try {
    return work();
  } catch (error) {
    if (error instanceof OddXml)
      throw new UnfitFile(`It is damaged, or made to deceive: ${name} in it cannot be read.`);
    throw error;
  }
}

/** Takes the notes of cameras out of a document's pictures. Returns whether there were any. */
export function cleanPictures(parts: PackageParts): boolean {
  let found = false;
  for (const [name, bytes] of parts) {
    if (!/\.jpe?g$/i.test(name)) continue;
    const clean = withoutCameraNotes(bytes);
    if (clean.length === bytes.length) continue;
    parts.set(name, Buffer.from(clean));
    found = true;
  }
  return found;
}

/** The text of the first element of that name in a part. */
export function textOf(parts: PackageParts, name: string, local: string): string | undefined {
  let isInside = false;
  let said: string | undefined;
  readable(name, () =>
    rewriteXml(partText(parts, name), (one) => {
      if (one.kind === 'text' && isInside) said ??= one.raw;
      isInside = one.kind === 'start' && one.local === local;
      return undefined;
    }),
  );
  return said;
}

/** How many pages a document's own statistics say that it has; null where that is no number. */
export function pagesSaid(typed: string | undefined): number | null {
  return typed !== undefined && /^[1-9]\d{0,4}$/.test(typed.trim()) ? Number(typed) : null;
}

/** "3 comments": what a reader would find. */
export function counted(n: number, one: string): string {
  return `${n} ${n === 1 ? one : `${one}s`}`;
}
