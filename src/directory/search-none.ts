import type { Db } from '../db/database.ts';
import type { KnownDirectory } from './knowledge.ts';
import { type SearchContext, type SearchResult, searchServices } from './search.ts';
import { addressWithout, type Chip, withinInWords } from './search-chips-rules.ts';
import { addressOf, type Search } from './search-rules.ts';

/** What helps when nothing was found: each with the address that would find something. */
export interface NothingFound {
  /** which filter to drop, and how many there would be without it */
  drops: { text: string; count: number; href: string }[];
  wider: { text: string; count: number; href: string } | null;
  without_words: { count: number; href: string } | null;
  related: { text: string; href: string }[];
}

const mostDrops = 8;
const widerMiles = [2, 5, 10, 20, 40, 80];
const mostRelated = 6;

/**
 * Looks for what would give results: the search without each of its filters, within a wider distance, without its words,
 * and kinds of support that the words point to. At most fourteen more searches, none of them long.
 */
export async function whatWouldHelp(
  db: Db,
  known: KnownDirectory,
  search: Search,
  found: SearchResult,
  chips: readonly Chip[],
  context: SearchContext,
): Promise<NothingFound> {
  const count = async (changes: Partial<Search>) =>
    (await searchServices(db, known, { ...search, ...changes, page: 1 }, context)).total;
  const drops: NothingFound['drops'] = [];
  for (const chip of chips.slice(0, mostDrops)) {
    const total = await count(chip.without);
    if (total > 0) drops.push({ text: chip.text, count: total, href: addressWithout(search, chip) });
  }
  drops.sort((a, b) => a.count - b.count);
  let wider: NothingFound['wider'] = null;
  const within = found.within;
  if (found.place && within !== undefined)
    for (const miles of widerMiles.filter((distance) => distance > within)) {
      const total = await count({ within: miles });
      if (total === 0) continue;
      wider = { text: withinInWords(miles).toLowerCase(), count: total, href: addressOf(search, { within: miles }) };
      break;
    }
  const hasWords = found.understood.concepts.length > 0;
  const others = hasWords && chips.length > 0 ? await count({ q: '' }) : 0;
  return {
    drops,
    wider,
    without_words: others > 0 ? { count: others, href: addressOf(search, { q: '' }) } : null,
    related: relatedKinds(known, search, found),
  };
}

function relatedKinds({ terms }: KnownDirectory, search: Search, found: SearchResult): NothingFound['related'] {
  const wanted = new Set([
    ...found.understood.hints,
    ...search.category.map((code) => `category:${parentOf(terms, code) ?? code}`),
    ...found.understood.hints.flatMap((hint) => {
      const parent = hint.startsWith('category:') ? parentOf(terms, hint.slice('category:'.length)) : undefined;
      return parent ? [`category:${parent}`] : [];
    }),
  ]);
  const named = terms.filter(
    ({ taxonomy, code }) => wanted.has(`${taxonomy}:${code}`) && (taxonomy === 'category' || taxonomy === 'need'),
  );
  const kinds = named.length > 0 ? named : terms.filter((term) => term.taxonomy === 'category' && !term.parent);
  return kinds
    .slice(0, named.length > 0 ? mostRelated : 12)
    .map(({ taxonomy, code, name }) => ({ text: name, href: addressOf({ [taxonomy]: [code] }) }));
}

function parentOf(terms: KnownDirectory['terms'], code: string): string | undefined {
  return terms.find((term) => term.taxonomy === 'category' && term.code === code)?.parent;
}
