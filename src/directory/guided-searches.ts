import { readFile } from 'node:fs/promises';
import type { Db } from '../db/database.ts';

/** A saved set of filters with a title and an introduction, at `/find/<slug>`. `query` is a query of `/services`. */
export interface GuidedSearch {
  slug: string;
  title: string;
  introduction: string;
  query: string;
}

/** The guided searches that are shipped. */
export async function shippedGuidedSearches(): Promise<GuidedSearch[]> {
  const file = new URL('./reference/guided-searches.json', import.meta.url);
  return JSON.parse(await readFile(file, 'utf8'));
}

/** Writes the guided searches that are shipped. One that is there already stays as staff have edited it. */
export async function seedGuidedSearches(db: Db): Promise<void> {
  const shipped = await shippedGuidedSearches();
  await db
    .insertInto('guided_search')
    .values(shipped.map((search, position) => ({ ...search, position })))
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .execute();
}

/** Every guided search, in the order in which they are shown. */
export async function guidedSearches(db: Db): Promise<GuidedSearch[]> {
  return db
    .selectFrom('guided_search')
    .select(['slug', 'title', 'introduction', 'query'])
    .orderBy('position')
    .orderBy('title')
    .execute();
}

/** The guided search of that address, if there is one. */
export async function findGuidedSearch(db: Db, slug: string): Promise<GuidedSearch | undefined> {
  return db
    .selectFrom('guided_search')
    .select(['slug', 'title', 'introduction', 'query'])
    .where('slug', '=', slug)
    .executeTakeFirst();
}
