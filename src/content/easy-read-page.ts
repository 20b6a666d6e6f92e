import { dayInWords } from '../date-rules.ts';
import type { Parts } from '../parts.ts';
import { type EasyLine, easyReadOf, linesFromText } from './easy-read-rules.ts';
import { findEasyRead } from './easy-reads.ts';
import { type KnownPage, type KnownPages, madeOf } from './known-pages.ts';
import { readPage } from './page-tree-rules.ts';

/** What the Easy Read of a page shows. */
export interface EasyReadPage {
  title: string;
  path: string;
  parts: { heading: string | null; lines: EasyLine[] }[];
  /** a person has gone through it */
  is_written: boolean;
  checked: string;
}

/** The lines that the program makes of a page. */
export function madeEasy(
  { pages, authority }: Pick<Parts, 'pages' | 'authority'>,
  known: KnownPages,
  page: Pick<KnownPage, 'version_id' | 'markdown'>,
): EasyLine[] {
  return madeOf(known, `easy ${page.version_id}`, () =>
    easyReadOf(readPage(page.markdown), { places: pages.places, contacts: authority.contacts }),
  );
}

/**
 * The Easy Read of a public page: as staff have written it, as long as the page has not changed since, else made from it.
 * Undefined where the page has none.
 */
export async function easyReadPage(
  parts: Pick<Parts, 'db' | 'pages' | 'authority'>,
  path: string,
): Promise<EasyReadPage | undefined> {
  const known = await parts.pages.now();
  const page = known.byPath.get(path);
  if (!page?.easy_read || page.rewriting_hides) return undefined;
  const written = await findEasyRead(parts.db, page.id);
  const isWritten = written?.version_id === page.version_id;
  const lines = isWritten ? linesFromText(written.lines, parts.pages.places) : madeEasy(parts, known, page);
  return {
    title: parts.pages.say(page.title),
    path,
    parts: partsOf(lines),
    is_written: isWritten,
    checked: dayInWords(isWritten ? written.written_at : page.published_at),
  };
}

function partsOf(lines: readonly EasyLine[]): EasyReadPage['parts'] {
  const parts: EasyReadPage['parts'] = [];
  for (const line of lines) {
    if (line.kind === 'heading') parts.push({ heading: line.text, lines: [] });
    else if (parts.length === 0) parts.push({ heading: null, lines: [line] });
    else parts.at(-1)?.lines.push(line);
  }
  return parts.filter((part) => part.lines.length > 0);
}
