import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterAnswer, isOwnFault, readFailure, readNameFailure, readStatus } from './check-rules.ts';

const statuses: [status: number, state: string][] = [
  [200, 'good'],
  [204, 'good'],
  [304, 'good'],
  [404, 'bad'],
  [410, 'bad'],
  [500, 'bad'],
  [403, 'unsure'],
  [405, 'unsure'],
  [429, 'unsure'],
  [503, 'unsure'],
  [999, 'unsure'],
];
for (const [status, state] of statuses)
  test(`a server that answers ${status} is ${state}`, () => assert.equal(readStatus(status).state, state));

const failures: [code: string | undefined, connecting: string, looking_up: string][] = [
  ['ENOTFOUND', 'bad', 'bad'],
  ['ENODATA', 'bad', 'bad'],
  ['EAI_AGAIN', 'unsure', 'unsure'],
  ['ENETUNREACH', 'unsure', 'unsure'],
  ['ECONNREFUSED', 'bad', 'unsure'],
  ['CERT_HAS_EXPIRED', 'bad', 'unsure'],
  ['ECONNRESET', 'bad', 'unsure'],
  [undefined, 'bad', 'unsure'],
];
for (const [code, connecting, looking_up] of failures)
  test(`${code ?? 'an unknown failure'} is ${connecting} for a website, ${looking_up} for a mail domain`, () => {
    assert.equal(readFailure(code).state, connecting);
    assert.equal(readNameFailure(code).state, looking_up);
  });

const policy = { every_days: 14, broken_after_days: 2 };
const bad = { state: 'bad', reason: 'gone' } as const;
const fails = (failed_days: number, checked_on: string) => ({
  is_good: false,
  reason: 'gone',
  failed_days,
  checked_on,
  next_on: checked_on,
});

test('a failure counts once a day, is asked again the next day, and less often when it is certain', () => {
  const first = afterAnswer(undefined, bad, policy, '2026-11-16');
  assert.deepEqual(first, { is_good: false, reason: 'gone', failed_days: 1, next_on: '2026-11-17' });
  assert.equal(afterAnswer(fails(1, '2026-11-16'), bad, policy, '2026-11-16').failed_days, 1);
  const second = afterAnswer(fails(1, '2026-11-16'), bad, policy, '2026-11-17');
  assert.deepEqual(second, { is_good: false, reason: 'gone', failed_days: 2, next_on: '2026-11-24' });
});

test('an answer ends the count; what is unsure changes nothing', () => {
  const good = afterAnswer(fails(5, '2026-11-16'), { state: 'good', reason: null }, policy, '2026-11-17');
  assert.deepEqual(good, { is_good: true, reason: null, failed_days: 0, next_on: '2026-12-01' });
  const unsure = afterAnswer(fails(1, '2026-11-16'), { state: 'unsure', reason: '503' }, policy, '2026-11-17');
  assert.equal(unsure.failed_days, 1);
});

test('where nothing answers at all, the fault is ours', () => {
  assert.equal(isOwnFault([bad, bad, bad, bad, bad]), true);
  assert.equal(isOwnFault([bad, bad, bad, bad, { state: 'good', reason: null }]), false);
  assert.equal(isOwnFault([bad]), false);
});
