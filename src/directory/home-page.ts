import type { Parts } from '../parts.ts';
import { type GuidedSearch, guidedSearches } from './guided-searches.ts';
import { addressOf } from './search-rules.ts';

/** The first page of the site. */
export interface HomePage {
  categories: { text: string; description: string; href: string }[];
  guided: GuidedSearch[];
  common_needs: { text: string; href: string }[];
  /** what there is to read */
  sections: { title: string; href: string }[];
}

const mostGuided = 12;

/** The first page: the great kinds of support, and the guided searches that stand first. */
export async function homePage({
  db,
  known,
  authority,
  pages,
}: Pick<Parts, 'db' | 'known' | 'authority' | 'pages'>): Promise<HomePage> {
  const { terms } = await known();
  return {
    categories: terms
      .filter((term) => term.taxonomy === 'category' && !term.parent)
      .map(({ code, name, description }) => ({ text: name, description, href: addressOf({ category: [code] }) })),
    guided: (await guidedSearches(db)).slice(0, mostGuided),
    common_needs: authority.common_needs,
    sections: (await pages.sections()).map(({ title, href }) => ({ title, href })),
  };
}
