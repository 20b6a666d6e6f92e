import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutSmallNumbers } from './small-number-rules.ts';

const cases: [counts: number[], shown: (number | null)[]][] = [
  [[], []],
  [
    [0, 0],
    [0, 0],
  ],
  [
    [7, 5, 0],
    [7, 5, 0],
  ],
  // one alone would be found by taking the others from the sum
  [
    [12, 4, 7],
    [12, null, null],
  ],
  [
    [12, 4, 3],
    [12, null, null],
  ],
  [
    [1, 0, 0],
    [null, 0, 0],
  ],
];

for (const [counts, shown] of cases)
  test(`of ${JSON.stringify(counts)} the public reads ${JSON.stringify(shown)}`, () => {
    assert.deepEqual(withoutSmallNumbers(counts, 5), shown);
  });
