import { dayInWords } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import { documentList, type ShownDocument, shownDocument } from './document-page.ts';
import { filesInWords } from './document-rules.ts';
import { type KnownPage, type KnownPages, type KnownSection, madeOf } from './known-pages.ts';
import { pictureOfSection } from './picture-rules.ts';
import { titleOfSection } from './public-pages.ts';
import { comparePages } from './related-page-rules.ts';

interface PageLink {
  href: string;
  title: string;
  summary: string;
}

/** What the public page of a page, a section or a document shows. */
export interface ReadPage {
  title: string;
  summary: string;
  html: string;
  headings: { id: string; text: string }[];
  /** the page is a section's own */
  is_section: boolean;
  is_young: boolean;
  is_document: boolean;
  /** of a document, what else it is to be had as */
  document: ShownDocument | null;
  /** of the list of documents */
  documents: ReturnType<typeof documentList>;
  picture_name: string;
  section: { title: string; href: string };
  /** of a section's own page, those that its text does not lead to; of another, those around it */
  neighbours: (PageLink & { is_current: boolean })[];
  pages_in_section: number;
  /** with the files that a document is to be had as, in words */
  related: (PageLink & { files: string })[];
  law: string[];
  /** who keeps it right, and when */
  kept: { owner: string; checked: string; again: string | null } | null;
  rewriting: { text: string; note: string; hides: boolean } | null;
  easy_read_href: string | null;
  print_href: string;
  large_href: string;
  replaces: PageLink | null;
  replaced_by: PageLink | null;
}

const mostRelated = 4;
/** Fewer headings than these need no list of them. */
const fewHeadings = 4;

type Around = Pick<Parts, 'pages' | 'now'>;

/** The public page at a path of two parts at most; undefined where there is none. */
export async function readPageAt(parts: Around, path: string): Promise<ReadPage | undefined> {
  const known = await parts.pages.now();
  const page = known.byPath.get(path);
  if (page) return pageModel(parts, known, page);
  const section = known.sections.find((one) => `/${one.section}` === path);
  return section && section.pages.length > 0 ? sectionWithoutPage(parts, known, section.section) : undefined;
}

function pageModel({ pages, now }: Around, known: KnownPages, page: KnownPage): ReadPage {
  const { html, headings } = pages.show(known, page);
  const rewriting = rewritingOf(page, dayOf(now()));
  const replacing = [...known.byPath.values()].find(({ replaces }) => replaces === page.path);
  const replaced = page.replaces ? known.byPath.get(page.replaces) : undefined;
  return {
    ...surroundings({ pages }, known, page.section, page.path),
    title: pages.say(page.title),
    summary: pages.say(page.summary),
    document: shownDocument(known, page),
    html: rewriting?.hides ? '' : html,
    headings: rewriting?.hides || headings.length < fewHeadings || page.name === '' ? [] : headings,
    is_section: page.name === '',
    is_young: page.audience === 'young-people',
    related: relatedTo(known, page.path).flatMap((path) => {
      const other = known.byPath.get(path);
      const files = filesInWords(other && known.documents.get(other.id));
      return linkTo(pages, other).map((link) => ({ ...link, files }));
    }),
    law: page.law,
    kept: {
      owner: page.owner,
      checked: dayInWords(page.published_at),
      again: page.review_by ? dayInWords(page.review_by) : null,
    },
    rewriting,
    easy_read_href: page.easy_read && !rewriting?.hides ? `${page.path}/easy-read` : null,
    replaces: linkTo(pages, replaced)[0] ?? null,
    replaced_by: linkTo(pages, replacing)[0] ?? null,
  };
}

function sectionWithoutPage({ pages }: Around, known: KnownPages, section: string): ReadPage {
  return {
    ...surroundings({ pages }, known, section, `/${section}`),
    title: titleOfSection(section),
    summary: '',
    document: null,
    html: '',
    headings: [],
    is_section: true,
    is_young: false,
    related: [],
    law: [],
    kept: null,
    rewriting: null,
    easy_read_href: null,
    replaces: null,
    replaced_by: null,
  };
}

function surroundings({ pages }: Pick<Parts, 'pages'>, known: KnownPages, name: string, path: string) {
  const section = known.sections.find((one) => one.section === name);
  return {
    picture_name: pictureOfSection(name),
    is_document: name === 'documents',
    documents: path === '/documents' ? documentList(known, pages.say) : [],
    section: { title: pages.say(section?.own?.title ?? titleOfSection(name)), href: `/${name}` },
    pages_in_section: section?.pages.length ?? 0,
    neighbours: neighboursOf(section, path).map((page) => ({
      href: page.path,
      title: pages.say(page.title),
      summary: pages.say(page.summary),
      is_current: page.path === path,
    })),
    print_href: `${path}?print=yes`,
    large_href: `${path}?print=large`,
  };
}

/** So many of a section's pages stand beside one of them. */
const mostBeside = 9;

function neighboursOf(section: KnownSection | undefined, path: string): KnownPage[] {
  const pages = section?.pages ?? [];
  const at = pages.findIndex((page) => page.path === path);
  if (at >= 0) {
    const from = Math.max(0, Math.min(at - Math.floor(mostBeside / 2), pages.length - mostBeside));
    return pages.slice(from, from + mostBeside);
  }
  const linked = linksIn(section?.own?.markdown ?? '');
  const others = pages.filter((page) => !linked.has(page.path));
  return others.length > pages.length / 2 ? pages : others;
}

function linksIn(markdown: string): Set<string> {
  return new Set([...markdown.matchAll(/\]\((\/[\w/-]+)/g)].map(([, to]) => to ?? ''));
}

function linkTo(pages: Parts['pages'], page: KnownPage | undefined): PageLink[] {
  return page ? [{ href: page.path, title: pages.say(page.title), summary: pages.say(page.summary) }] : [];
}

function rewritingOf(page: KnownPage, today: string): ReadPage['rewriting'] {
  if (!page.rewriting_until) return null;
  const day = dayInWords(page.rewriting_until);
  const when =
    page.rewriting_until < today ? `It was to be back on ${day}, and is late. We are sorry.` : `It is back on ${day}.`;
  const what = page.rewriting_hides
    ? 'We are rewriting this page.'
    : 'We are rewriting this page. You can still read it as it was.';
  return { text: `${what} ${when}`, note: page.rewriting_note ?? '', hides: page.rewriting_hides };
}

// where a page leads to is read from its text without making a tree of each
function relatedTo(known: KnownPages, path: string): string[] {
  const compare = madeOf(known, 'related', () =>
    comparePages(
      [...known.byPath.values()]
        .filter(({ name }) => name !== '')
        .map((page) => ({ ...page, links: linksIn(page.markdown) })),
    ),
  );
  return madeOf(known, `related ${path}`, () => compare(path, mostRelated));
}
