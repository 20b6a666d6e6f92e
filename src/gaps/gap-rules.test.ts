import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepareKnowledge } from '../thesaurus/knowledge-rules.ts';
import groups from '../thesaurus/reference/thesaurus.json' with { type: 'json' };
import { byPlace, groupMisses, type Miss, meaningOf, placeInWords } from './gap-rules.ts';

const knowledge = prepareKnowledge({ vocabulary: new Map([['swimming', 9]]), total: 100, groups, places: new Map() });
const names = { category: new Map([['sport', 'Sport']]), need: new Map([['ASD', 'Autism']]) };
const keyOf = (words: string, filters = '') => meaningOf({ words, filters }, knowledge, names).key;

const same: [string, string][] = [
  ["won't go to school", 'school refusal'],
  ['swimming lessons', 'swimming lesson'],
  ['autism swimming', 'swimming for autism'],
  ['help with judo', 'judo'],
  ['bad handwriting', 'handwriting'],
  ['sensory room', 'sensory rooms'],
  ['goalball', 'goalball clubs'],
  ['judo classes', 'judo group'],
  ['unicycle lesson', 'unicycle'],
];
for (const [a, b] of same) test(`"${a}" and "${b}" mean the same`, () => assert.equal(keyOf(a), keyOf(b)));

const different: [string, string][] = [
  ['judo', 'swimming'],
  ['swimming', 'swimming autism'],
  ['', 'judo'],
  ['club', 'group'],
  ['swimming group', 'singing group'],
];
for (const [a, b] of different)
  test(`"${a}" and "${b}" do not mean the same`, () => assert.notEqual(keyOf(a), keyOf(b)));

test('a search without words is named by its filters, in one order', () => {
  assert.equal(keyOf('', 'need=ASD&category=sport'), keyOf('', 'category=sport&need=ASD&age=7'));
  assert.equal(meaningOf({ words: '', filters: 'need=ASD' }, knowledge, names).name, 'No words, only: Autism');
  assert.match(meaningOf({ words: '', filters: 'age=7' }, knowledge, names).name, /Anything at all/);
});

const miss = (words: string, times: number, outcode = ''): Miss => ({ words, times, outcode, filters: '' });
const group = (misses: Miss[]) => groupMisses(misses, (one) => meaningOf(one, knowledge, names), 5);

test('what fewer than five people looked for is counted without its words', () => {
  const found = group([miss('goat yoga', 4), miss('judo', 5), miss('secret of somebody', 1)]);
  assert.deepEqual(
    found.groups.map(({ name, searches }) => [name, searches]),
    [['martial arts', 5]],
  );
  assert.deepEqual(found.rest, { meanings: 2, searches: 5 });
  assert.doesNotMatch(JSON.stringify(found), /goat|secret/);
});

test('a way of saying something is shown only when five people used it', () => {
  const [ebsa] = group([
    miss("won't go to school", 4),
    miss('school refusal', 6),
    miss('school phobia of john smith', 1),
  ]).groups;
  assert.equal(ebsa?.searches, 10);
  assert.deepEqual(ebsa?.phrasings, [{ words: 'school refusal', times: 6 }]);
  assert.equal(ebsa?.name, 'EBSA');
});

test('a group that only rare ways of saying make up has a name without any of them', () => {
  const [only] = group([miss('unicycle lesson', 3), miss('unicycle lessons', 3)]).groups;
  assert.deepEqual([only?.searches, only?.phrasings], [6, []]);
  assert.match(only?.name ?? '', /unicycl/);
});

test('places with few searches stand together, and cannot be found by taking away', () => {
  assert.deepEqual(byPlace([miss('', 9, 'NR27'), miss('', 6, 'NR1'), miss('', 2, 'NR2')], 5), {
    districts: [{ district: 'NR27', times: 9 }],
    elsewhere: 8,
  });
  assert.deepEqual(byPlace([miss('', 9, 'NR27'), miss('', 5, 'NR1')], 5).elsewhere, 0);
  assert.deepEqual(byPlace([miss('', 2, 'NR27')], 5), { districts: [], elsewhere: 2 });
});

test('places are written as people write them', () => {
  assert.deepEqual(['nr27', 'great yarmouth', ''].map(placeInWords), ['NR27', 'Great Yarmouth', 'No place given']);
});
