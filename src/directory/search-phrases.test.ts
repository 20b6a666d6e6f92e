import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { inTransaction } from '../../test/database.ts';
import type { Db } from '../db/database.ts';
import { saveExample } from './examples.ts';
import { bringIndexUpToDate } from './search-index.ts';
import { markedPhrases, savePhrases } from './search-phrases.ts';

/** The names of the records whose index has a phrase's mark, and in which part. */
async function marked(db: Db, phrase: string, part: string): Promise<string[]> {
  const mark = (await markedPhrases(db)).get(phrase);
  assert.ok(mark, `${phrase} has a mark`);
  const rows = await sql<{ name: string }>`
    select name from search_document where words @@ to_tsquery('english', ${`${mark.word}:${part}`}) order by name`.execute(
    db,
  );
  return rows.rows.map(({ name }) => name);
}

test('a record that has a phrase of the thesaurus has its mark, in the part where it counts most', async (t) => {
  const db = await inTransaction(t);
  await savePhrases(db, ['short break', 'with that', 'no longer there']);
  await bringIndexUpToDate(db);
  await saveExample(db, { source_id: 'a', name: 'Short breaks at the farm', description: 'A short break for you.' });
  await saveExample(db, { source_id: 'b', name: 'The farm', description: 'We give short breaks.' });
  await saveExample(db, { source_id: 'c', name: 'A break that is short' });
  assert.deepEqual(await marked(db, 'short break', 'A'), ['Short breaks at the farm']);
  assert.deepEqual(await marked(db, 'short break', 'C'), ['The farm']);
  const phrases = await markedPhrases(db);
  assert.equal(phrases.get('short break')?.is_used, true);
  assert.equal(
    phrases.get('no longer there')?.is_used,
    undefined,
    'of words that an index leaves out there is no mark',
  );
  assert.equal(phrases.has('with that'), false);
});

test('a phrase that is new in the thesaurus is marked in what is there already, and in nothing else', async (t) => {
  const db = await inTransaction(t);
  await bringIndexUpToDate(db);
  await saveExample(db, { source_id: 'a', name: 'Purple hedgehogs' });
  await saveExample(db, { source_id: 'b', name: 'Purple cats' });
  await savePhrases(db, ['purple hedgehog']);
  assert.equal((await markedPhrases(db)).has('purple hedgehog'), false, 'no query asks for a mark that is not set yet');
  assert.equal(await bringIndexUpToDate(db), 1);
  assert.deepEqual(await marked(db, 'purple hedgehog', 'A'), ['Purple hedgehogs']);
  assert.equal(await bringIndexUpToDate(db), 0);
});
