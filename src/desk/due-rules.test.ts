import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lateness } from './due-rules.ts';

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
