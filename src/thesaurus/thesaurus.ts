import { readFile } from 'node:fs/promises';
import { insertRows } from '../db/bulk.ts';
import type { Db } from '../db/database.ts';
import type { ThesaurusGroup } from './thesaurus-rules.ts';

/** Writes the thesaurus as it is shipped into an empty table; what staff made of it later stays. */
export async function seedThesaurus(db: Db): Promise<void> {
  const there = await db.selectFrom('thesaurus_group').select('code').limit(1).execute();
  if (there.length > 0) return;
  const file = new URL('./reference/thesaurus.json', import.meta.url);
  const groups: ThesaurusGroup[] = JSON.parse(await readFile(file, 'utf8'));
  const rows = groups.map(({ code, words, means, note }) => ({ code, words, means: means ?? [], note }));
  await insertRows(db, 'thesaurus_group', rows);
}

/** Every group of the thesaurus. */
export async function allThesaurusGroups(db: Db): Promise<ThesaurusGroup[]> {
  const rows = await db.selectFrom('thesaurus_group').select(['code', 'words', 'means']).orderBy('code').execute();
  return rows;
}
