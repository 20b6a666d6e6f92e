import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayInWords, lateness, momentInWords } from './due-rules.ts';

const cases: [due: string, today: string, words: string, is_late: boolean][] = [
  ['2026-11-16', '2026-11-16', 'due today', false],
  ['2026-11-17', '2026-11-16', 'due in 1 day', false],
  ['2026-12-01', '2026-11-16', 'due in 15 days', false],
  ['2026-11-15', '2026-11-16', '1 day late', true],
  ['2025-11-16', '2026-11-16', '365 days late', true],
  ['2026-03-30', '2026-03-28', 'due in 2 days', false],
];

for (const [due, today, words, is_late] of cases)
  test(`on ${today} what is due on ${due} is ${words}`, () => {
    assert.deepEqual(lateness(due, today), { words, is_late });
  });

test('days and moments are said as people here say them', () => {
  assert.equal(dayInWords('2026-07-01'), '1 July 2026');
  assert.equal(momentInWords(new Date('2026-07-01T23:30:00Z')), '2 July 2026 at 00:30');
});
