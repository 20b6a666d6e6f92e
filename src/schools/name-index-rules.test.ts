import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indexNames, placesNamed } from './name-index-rules.ts';

test('names are found by the beginnings of their words, all of which they must have', () => {
  const index = indexNames([
    'st marys primary school',
    'cromer academy cromer',
    'wensum junior school',
    'marsh academy',
    '',
  ]);
  const cases: [needed: string[], places: number[]][] = [
    [['school'], [0, 2]],
    [['mar'], [0, 3]],
    [['mar', 'academy'], [3]],
    [['cromer', 'crom'], [1]],
    [['a'], [1, 3]],
    [['arys'], []],
    [['zz'], []],
    [['school', 'zz', 'mar'], []],
    [[], []],
  ];
  for (const [needed, places] of cases) assert.deepEqual(placesNamed(index, needed), places, needed.join(' '));
});
