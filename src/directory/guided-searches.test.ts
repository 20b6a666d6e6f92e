import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { inTransaction } from '../../test/database.ts';
import { findGuidedSearch, guidedSearches, seedGuidedSearches, shippedGuidedSearches } from './guided-searches.ts';
import { readSearch, type Terms } from './search-rules.ts';

async function shippedTerms(): Promise<Terms> {
  const taxonomies: { code: string; terms: { code: string; name: string }[] }[] = JSON.parse(
    await readFile(new URL('./reference/taxonomies.json', import.meta.url), 'utf8'),
  );
  return Object.fromEntries(taxonomies.map(({ code, terms }) => [code, new Map(terms.map((t) => [t.code, t.name]))]));
}

test('every shipped guided search asks only for what there is', async () => {
  const terms = await shippedTerms();
  const shipped = await shippedGuidedSearches();
  assert.ok(shipped.length >= 24);
  assert.equal(new Set(shipped.map((search) => search.slug)).size, shipped.length);
  for (const { slug, query } of shipped) {
    assert.match(slug, /^[a-z-]+$/);
    const keys = new URLSearchParams(query);
    const asked = Object.fromEntries([...keys.keys()].map((key) => [key, keys.getAll(key)]));
    assert.deepEqual(readSearch(asked, terms).ignored, [], slug);
    assert.notEqual(query, '', slug);
  }
});

test('the searches that families ask for most are among them', async () => {
  const slugs = (await shippedGuidedSearches()).map((search) => search.slug);
  for (const slug of [
    'nurture-groups',
    'supported-internships',
    'short-breaks',
    'travel-training',
    'newly-diagnosed',
    'something-to-do-this-saturday',
  ])
    assert.ok(slugs.includes(slug), slug);
});

test('seeding again keeps what staff have edited', async (t) => {
  const db = await inTransaction(t);
  await seedGuidedSearches(db);
  await db.updateTable('guided_search').set({ title: 'A rest for you' }).where('slug', '=', 'short-breaks').execute();
  await seedGuidedSearches(db);
  assert.equal((await findGuidedSearch(db, 'short-breaks'))?.title, 'A rest for you');
  assert.equal((await guidedSearches(db)).length, (await shippedGuidedSearches()).length);
  assert.equal(await findGuidedSearch(db, 'nothing-of-that-name'), undefined);
});
