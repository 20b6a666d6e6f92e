import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageSteps } from './pages-rules.ts';
import { shorten } from './result-card-rules.ts';
import { addressWithout, chipsOf } from './search-chips-rules.ts';
import { facetsOf, switchesOf } from './search-facets-rules.ts';
import { readSearch, type Terms } from './search-rules.ts';
import { normalWords, outcodeOf } from './searches-without-result.ts';

const terms: Terms = {
  category: new Map([
    ['health', 'Health'],
    ['hearing', 'Hearing services'],
    ['money', 'Money and benefits'],
  ]),
  need: new Map([
    ['ASD', 'Autism'],
    ['HI', 'Deaf or hearing loss'],
  ]),
};
const parents = new Map([['category:hearing', 'health']]);
const search = (query: Record<string, unknown>) => readSearch(query, terms).search;
const nothingTaken = { taken: [] };

test('a filter is read by its codes, with commas between them, and by its name, with a comma in it', () => {
  const named = { ...terms, need: new Map([...(terms.need ?? []), ['SEMH', 'Social, emotional and mental health']]) };
  const read = (need: unknown) => readSearch({ need }, named).search.need;
  assert.deepEqual(read('ASD,hi'), ['ASD', 'HI']);
  assert.deepEqual(read(['social, emotional and mental health', 'ASD']), ['SEMH', 'ASD']);
  assert.deepEqual(read('ASD,NOPE,'), ['ASD']);
});

test('each filter that is on can be removed by itself, and the page begins anew', () => {
  const asked = search({ q: 'club', near: 'NR1', within: '5', need: ['ASD', 'HI'], free: '1', page: '3' });
  const chips = chipsOf(asked, nothingTaken, terms, 'NR1');
  assert.deepEqual(
    chips.map((chip) => [chip.text, addressWithout(asked, chip)]),
    [
      ['Near NR1', '/services?q=club&need=ASD&need=HI&free=1'],
      ['Within 5 miles', '/services?q=club&near=NR1&need=ASD&need=HI&free=1'],
      ['Autism', '/services?q=club&near=NR1&within=5&need=HI&free=1'],
      ['Deaf or hearing loss', '/services?q=club&near=NR1&within=5&need=ASD&free=1'],
      ['Free', '/services?q=club&near=NR1&within=5&need=ASD&need=HI'],
    ],
  );
});

test('a filter of the address takes the place of the same kind in the words', () => {
  const taken = [{ kind: 'age' as const, text: '9 year old', value: '9', without: 'swimming' }];
  const inWords = search({ q: 'swimming 9 year old' });
  assert.deepEqual(
    chipsOf(inWords, { taken }, terms, undefined).map((chip) => [chip.text, addressWithout(inWords, chip)]),
    [['Age 9', '/services?q=swimming']],
  );
  const overruled = search({ q: 'swimming 9 year old', age: '12' });
  assert.deepEqual(
    chipsOf(overruled, { taken }, terms, undefined).map((chip) => chip.text),
    ['Age 12'],
  );
});

test('a facet shows what would find something, and the parts of a kind once it is chosen', () => {
  const counts = new Map([
    ['category:health', 7],
    ['category:hearing', 2],
    ['category:money', 0],
    ['need:ASD', 3],
    ['need:HI', 1],
  ]);
  const shown = (query: Record<string, unknown>) =>
    facetsOf(search(query), counts, terms, parents).map(({ key, choices }) => [
      key,
      choices.map(({ code, count }) => `${code} ${count}`),
    ]);
  assert.deepEqual(shown({}), [['need', ['ASD 3', 'HI 1']]]);
  assert.deepEqual(shown({ category: 'health' })[0], ['category', ['health 7', 'hearing 2']]);
  assert.deepEqual(shown({ category: 'money' })[0], ['category', ['health 7', 'money 0']]);
  assert.deepEqual(
    switchesOf(search({ free: '1' }), new Map([['self_refer:1', 4]])).map(({ key, count }) => [key, count]),
    [
      ['free', 0],
      ['self_refer', 4],
    ],
  );
});

const steps: [current: number, pages: number, shown: string][] = [
  [1, 1, ''],
  [1, 2, '[1] 2'],
  [1, 9, '[1] 2 … 9'],
  [5, 9, '1 … 4 [5] 6 … 9'],
  [9, 9, '1 … 8 [9]'],
];
for (const [current, pages, shown] of steps)
  test(`page ${current} of ${pages} offers ${shown || 'no others'}`, () => {
    const made = pageSteps(current, pages, (page) => `?page=${page}`);
    const words = (made?.steps ?? []).map(({ number, is_current }) => (is_current ? `[${number}]` : (number ?? '…')));
    assert.equal(words.join(' '), shown);
  });

test('a summary ends with a sentence where it can', () => {
  assert.equal(shorten('Short.'), 'Short.');
  const long = `${'We play together every week. '.repeat(12)}`;
  assert.match(shorten(long), /week\.$/);
  assert.match(shorten('word '.repeat(100)), /word …$/);
});

test('what is counted of a search without a result tells nothing about who searched', () => {
  assert.equal(normalWords('  Swimming   CLUBS! '), 'swimming clubs');
  assert.equal(normalWords('call me 07700 900123 at sam@example.org'), 'call me at');
  assert.equal(normalWords('club near nr27 9aa'), 'club near');
  assert.equal(outcodeOf('nr27 9aa'), 'NR27');
  assert.equal(outcodeOf('NR1 1'), 'NR1');
  assert.equal(outcodeOf('Great  Yarmouth'), 'great yarmouth');
});
