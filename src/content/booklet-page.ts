import { dayInWords } from '../date-rules.ts';
import type { Parts } from '../parts.ts';
import { type KnownPages, madeOf } from './known-pages.ts';
import { titleOfSection } from './public-pages.ts';

/** A section as a booklet: its pages one after another, to print. */
export interface BookletPage {
  title: string;
  summary: string;
  made_on: string;
  is_large: boolean;
  path: string;
  pages: { id: string; title: string; summary: string; html: string; law: string; checked: string }[];
}

/** The booklet of a section as it stands now; undefined where there is no such section, or nothing in it. */
export async function bookletOf(
  parts: Pick<Parts, 'pages' | 'now'>,
  section: string,
  is_large: boolean,
): Promise<BookletPage | undefined> {
  const known = await parts.pages.now();
  const found = known.sections.find((one) => one.section === section);
  if (!found || (!found.own && found.pages.length === 0)) return undefined;
  const { say } = parts.pages;
  return {
    title: say(found.own?.title ?? titleOfSection(section)),
    summary: say(found.own?.summary ?? ''),
    made_on: dayInWords(parts.now()),
    is_large,
    path: `/copies/${section}`,
    pages: madeOf(known, `booklet ${section}`, () => pagesOf(parts, known, section)),
  };
}

function pagesOf({ pages }: Pick<Parts, 'pages'>, known: KnownPages, section: string): BookletPage['pages'] {
  const found = known.sections.find((one) => one.section === section);
  const all = [...(found?.own ? [found.own] : []), ...(found?.pages ?? [])].filter(
    ({ rewriting_hides }) => !rewriting_hides,
  );
  return all.map((page, at) => ({
    id: `page-${at + 1}`,
    title: pages.say(page.title),
    summary: pages.say(page.summary),
    html: pages.showWithin(known, page, { level: 2, name: `page-${at + 1}-`, title: `${page.title}: ` }).html,
    law: page.law.join('; '),
    checked: dayInWords(page.published_at),
  }));
}
