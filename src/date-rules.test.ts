import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayInWords, momentInWords } from './date-rules.ts';

test('days and moments are said as people here say them', () => {
  assert.equal(dayInWords('2026-07-01'), '1 July 2026');
  assert.equal(momentInWords(new Date('2026-07-01T23:30:00Z')), '2 July 2026 at 00:30');
});
