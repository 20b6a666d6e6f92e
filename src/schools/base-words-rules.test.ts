import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasFreePlace, placesInWords } from './base-words-rules.ts';

test('the places of a base are said in words, and how many children are in it only from five on', () => {
  const cases: [places: number | null, occupied: number | null, words: string, free: boolean | null][] = [
    [10, 8, '10 places, 2 free on 22 September 2026.', true],
    [12, 12, '12 places, all taken on 22 September 2026.', false],
    [12, 13, '12 places, all taken on 22 September 2026.', false],
    [10, 3, '10 places, fewer than 5 taken on 22 September 2026.', true],
    [4, 4, '4 places, fewer than 5 taken on 22 September 2026.', false],
    [8, 0, '8 places, none taken on 22 September 2026.', true],
    [1, null, '1 place. We do not know how many are taken.', null],
    [null, 8, 'We do not know how many places there are.', null],
  ];
  for (const [places, occupied, words, free] of cases) {
    assert.equal(placesInWords({ places, occupied, counted_on: '2026-09-22' }, 5), words);
    assert.equal(hasFreePlace({ places, occupied }), free);
  }
});
