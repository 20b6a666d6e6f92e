import type { Root } from 'hast';
import type { Authority } from '../authority.ts';
import type { Db } from '../db/database.ts';
import type { UnderstoodQuery } from '../thesaurus/query-rules.ts';
import { filesInWords } from './document-rules.ts';
import { type KnownPage, type KnownPages, keepPages, madeOf } from './known-pages.ts';
import type { Around } from './page-block-rules.ts';
import { pageElements, type ShownPage, showPage, type Within } from './page-html-rules.ts';
import { type FoundPage, searchPages } from './page-search.ts';
import { readPage } from './page-tree-rules.ts';
import { fillPlaces, type Places, placesOf } from './place-rules.ts';

/** The Local Offer's own pages, as everybody reads them. */
export interface PublicPages {
  /** all of them, as they stand now */
  now: () => Promise<KnownPages>;
  places: Places;
  /** a text with the council's own words */
  say: (text: string) => string;
  /** a page's text as HTML, made once for each of its versions */
  show: (known: KnownPages, page: KnownPage) => ShownPage;
  /** a page's text as elements of HTML, to stand among others */
  elementsWithin: (known: KnownPages, page: KnownPage, within: Within) => Root;
  /** a text that is not public, as HTML */
  preview: (known: KnownPages, markdown: string) => ShownPage;
  /** the pages that a question is about, the nearest first */
  search: (understood: UnderstoodQuery, most: number) => Promise<FoundPage[]>;
  /** what stands in lists of sections: public sections with a page, in their order */
  sections: () => Promise<SectionLink[]>;
}

/** A section in a list. */
export interface SectionLink {
  href: string;
  title: string;
  summary: string;
  section: string;
}

/** Gives the public pages of a council. */
export function publicPages(db: Db, authority: Authority): PublicPages {
  const now = keepPages(db);
  const places = placesOf(authority);
  const say = (text: string) => fillPlaces(text, places);
  const around = (known: KnownPages): Around =>
    madeOf(known, 'around', () => ({ places, contacts: authority.contacts, documents: documentsOf(known) }));
  return {
    now,
    places,
    say,
    show: (known, page) =>
      madeOf(known, `html ${page.version_id}`, () => showPage(readPage(page.markdown), around(known))),
    elementsWithin: (known, page, within) => pageElements(readPage(page.markdown), around(known), within).html,
    preview: (known, markdown) => showPage(readPage(markdown), around(known)),
    search: async (understood, most) => searchPages(db, await now(), understood, { most, say }),
    sections: async () => {
      const known = await now();
      return madeOf(known, 'sections', () => sectionsOf(known, say));
    },
  };
}

function documentsOf(known: KnownPages): Around['documents'] {
  const documents = known.sections.find(({ section }) => section === 'documents')?.pages ?? [];
  return new Map(
    documents.map(({ id, name, title }) => [name, { title, files: filesInWords(known.documents.get(id)) }]),
  );
}

function sectionsOf(known: KnownPages, say: (text: string) => string): SectionLink[] {
  return known.sections.flatMap(({ section, own, pages }) =>
    own || pages.length > 0
      ? {
          href: `/${section}`,
          section,
          title: say(own?.title ?? titleOfSection(section)),
          summary: say(own?.summary ?? ''),
        }
      : [],
  );
}

/** The sections that a page may stand in, by what readers know them as, as a form lists them. */
export async function sectionChoices(pages: PublicPages, sections: readonly string[]) {
  const { byPath } = await pages.now();
  return sections.map((section) => ({
    value: section,
    text: pages.say(byPath.get(`/${section}`)?.title ?? titleOfSection(section)),
  }));
}

/** What a section without a page of its own is called: `for-professionals` is "For professionals". */
export function titleOfSection(section: string): string {
  const words = section.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
