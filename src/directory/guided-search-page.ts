import type { Parts } from '../parts.ts';
import { findGuidedSearch } from './guided-searches.ts';
import { chipsOf } from './search-chips-rules.ts';
import { answerSearch, type ResultsModel, resultsModel } from './search-page.ts';
import { addressOf } from './search-rules.ts';

/** The page of a guided search: its words, and the first results of its filters. */
export interface GuidedSearchPage {
  title: string;
  introduction: string;
  shows_crisis: boolean;
  change_href: string;
  results: ResultsModel;
}

/** The page of the guided search of that address; undefined when there is none. Its further pages are those of `/services`. */
export async function guidedSearchPage(parts: Parts, slug: string): Promise<GuidedSearchPage | undefined> {
  const guided = await findGuidedSearch(parts.db, slug);
  if (!guided) return undefined;
  const saved = new URLSearchParams(guided.query);
  const query = Object.fromEntries([...saved.keys()].map((key) => [key, saved.getAll(key)]));
  const answered = await answerSearch(parts, query);
  const { search, found, known } = answered;
  const chips = chipsOf(search, found.understood, known.names, found.place?.name);
  return {
    title: guided.title,
    introduction: guided.introduction,
    shows_crisis: search.category.some((code) => crisisKinds.includes(code)),
    change_href: addressOf(search),
    results: await resultsModel(parts, answered, chips),
  };
}

const crisisKinds = ['crisis', 'camhs', 'counselling', 'mental-health'];
