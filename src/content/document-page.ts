import { dayInWords } from '../date-rules.ts';
import { fileInWords } from '../files/format-rules.ts';
import { addressOfFile, documentKinds, type KnownDocument, type PublicFile } from './document-rules.ts';
import type { KnownPage, KnownPages } from './known-pages.ts';

interface FileLink {
  href: string;
  title: string;
  /** "PDF, 81 KB, 4 pages" */
  words: string;
  dated: string;
  /** "replaced on 4 May 2026": of an earlier one */
  became: string;
}

/** What a document's page shows beside its text. */
export interface ShownDocument {
  kind: string;
  is_draft: boolean;
  files: FileLink[];
  earlier: FileLink[];
}

/** A document in the list of all. */
export interface DocumentLine extends Pick<ShownDocument, 'is_draft' | 'files'> {
  href: string;
  title: string;
  summary: string;
  checked: string;
}

/** What is shown of a document; null of other pages. What was withdrawn is not shown. */
export function shownDocument(known: KnownPages, page: KnownPage): ShownDocument | null {
  const document = known.documents.get(page.id);
  if (!document || page.name === '') return null;
  const there = document.files.filter(({ withdrawn_at }) => withdrawn_at === null);
  return {
    kind: documentKinds[document.kind],
    is_draft: document.is_draft,
    files: there.filter(({ replaced_by }) => replaced_by === null).map((file) => linkTo(file, addressOfFile(file), '')),
    earlier: there
      .filter(({ replaced_by }) => replaced_by !== null)
      .map((file) => linkTo(file, `/files/${file.id}`, whenReplaced(file, document))),
  };
}

function linkTo(file: PublicFile, href: string, became: string): FileLink {
  return { href, title: file.title, words: fileInWords(file), dated: dayInWords(file.dated), became };
}

/** When another took the place of a file, in words: `replaced on 4 May 2026`; empty where none did. */
export function whenReplaced({ replaced_by }: PublicFile, { files }: KnownDocument): string {
  const later = files.find(({ id }) => id === replaced_by);
  return later ? `replaced on ${dayInWords(later.published_at)}` : '';
}

/** Every public document by its sort; one whose place another has taken stands last, under a heading of its own. */
export function documentList(
  known: KnownPages,
  say: (text: string) => string,
): { title: string; documents: DocumentLine[] }[] {
  const pages = known.sections.find(({ section }) => section === 'documents')?.pages ?? [];
  const replaced = new Set(pages.map(({ replaces }) => replaces));
  const headings = [...Object.values(documentKinds), 'Replaced by newer ones'];
  const headingOf = (page: KnownPage) =>
    replaced.has(page.path) ? headings.at(-1) : documentKinds[known.documents.get(page.id)?.kind ?? 'guidance'];
  const byHeading = Map.groupBy(pages, headingOf);
  return headings.flatMap((title) => {
    const documents = (byHeading.get(title) ?? []).map((page) => lineOf(known, page, say));
    return documents.length > 0 ? [{ title, documents }] : [];
  });
}

function lineOf(known: KnownPages, page: KnownPage, say: (text: string) => string): DocumentLine {
  const { is_draft = false, files = [] } = shownDocument(known, page) ?? {};
  return {
    href: page.path,
    title: say(page.title),
    summary: say(page.summary),
    checked: dayInWords(page.published_at),
    is_draft,
    files,
  };
}
