import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOfList, readList } from './list-rules.ts';

const many = Array.from({ length: 103 }, (_, n) => `club-${n}`);

const cases: { name: string; query: unknown; ids: string[]; ignored: RegExp[] }[] = [
  { name: 'no list', query: {}, ids: [], ignored: [] },
  { name: 'nothing at all', query: undefined, ids: [], ignored: [] },
  { name: 'one service', query: { s: 'swim' }, ids: ['swim'], ignored: [] },
  {
    name: 'several keep their order, each once',
    query: { s: ['swim', 'art', 'swim'] },
    ids: ['swim', 'art'],
    ignored: [],
  },
  { name: 'joined by commas', query: { s: 'swim, art,' }, ids: ['swim', 'art'], ignored: [] },
  { name: 'one added goes to the end', query: { s: 'swim', add: 'art' }, ids: ['swim', 'art'], ignored: [] },
  {
    name: 'ids count too',
    query: { s: '0b0f8c1e-6f2a-4c39-9f9a-0123456789ab' },
    ids: ['0b0f8c1e-6f2a-4c39-9f9a-0123456789ab'],
    ignored: [],
  },
  {
    name: 'a kept list that is pasted comes first',
    query: { list: ' https://offer.example/my-list?s=swim&s=art#top ', add: 'judo' },
    ids: ['swim', 'art', 'judo'],
    ignored: [],
  },
  {
    name: 'something else that is pasted',
    query: { list: 'my favourite clubs', add: 'judo' },
    ids: ['judo'],
    ignored: [/not the address of a list/],
  },
  { name: 'script and SQL', query: { s: ['<script>', "x' or 1=1--", 'swim'] }, ids: ['swim'], ignored: [/2 entries/] },
  { name: 'a character that no database keeps', query: { s: 'swim\u0000' }, ids: [], ignored: [/One entry/] },
  { name: 'far too long', query: { s: 'a'.repeat(10_000) }, ids: [], ignored: [/One entry/] },
  { name: 'wrong types', query: { s: [{ a: 1 }, 7, null, 'swim'] }, ids: ['swim'], ignored: [] },
  { name: 'more than a list holds', query: { s: many }, ids: many.slice(0, 100), ignored: [/left out the 3/] },
];

for (const { name, query, ids, ignored } of cases)
  test(`my list: ${name}`, () => {
    const list = readList(query);
    assert.deepEqual(list.ids, ids);
    assert.equal(list.ignored.length, ignored.length, list.ignored.join(' '));
    for (const [n, pattern] of ignored.entries()) assert.match(list.ignored[n] ?? '', pattern);
  });

test('my list: its address holds the ids of services and nothing else', () => {
  assert.equal(addressOfList('/my-list', ['swim', 'art']), '/my-list?s=swim&s=art');
  assert.equal(addressOfList('/my-list/booklet', ['swim'], { size: 'large' }), '/my-list/booklet?s=swim&size=large');
  assert.equal(addressOfList('/my-list', []), '/my-list');
});
