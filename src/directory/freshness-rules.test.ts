import assert from 'node:assert/strict';
import { test } from 'node:test';
import { yearPromise } from './examples.ts';
import {
  addMonths,
  type FreshnessPromise,
  isLate,
  isWithinPromise,
  promiseFor,
  type Stage,
  stageOfPromise,
} from './freshness-rules.ts';

const halfYear = { ...yearPromise, months: 6 };

const months: [from: string, months: number, to: string][] = [
  ['2026-08-31', 6, '2027-02-28'],
  ['2027-08-31', 6, '2028-02-29'],
  ['2024-02-29', 12, '2025-02-28'],
  ['2023-02-28', 12, '2024-02-28'],
  ['2026-12-31', 2, '2027-02-28'],
  ['2026-10-31', 1, '2026-11-30'],
  ['2026-01-15', 12, '2027-01-15'],
  ['2026-07-01', 6, '2027-01-01'],
];
for (const [from, count, to] of months)
  test(`${count} months after ${from} is ${to}`, () => assert.equal(addMonths(from, count), to));

const stages: [confirmed: string | undefined, promise: FreshnessPromise, today: string, stage: Stage][] = [
  ['2026-05-16', halfYear, '2026-05-16', 'fresh'],
  // the promise ends on 16 November: asked 28 days before, reminded 14 days before
  ['2026-05-16', halfYear, '2026-10-18', 'fresh'],
  ['2026-05-16', halfYear, '2026-10-19', 'due'],
  ['2026-05-16', halfYear, '2026-11-01', 'due'],
  ['2026-05-16', halfYear, '2026-11-02', 'reminded'],
  ['2026-05-16', halfYear, '2026-11-16', 'reminded'],
  ['2026-05-16', halfYear, '2026-11-29', 'reminded'],
  ['2026-05-16', halfYear, '2026-11-30', 'warned'],
  ['2026-05-16', halfYear, '2026-12-27', 'warned'],
  ['2026-05-16', halfYear, '2026-12-28', 'dropped'],
  ['2026-05-16', halfYear, '2027-02-13', 'dropped'],
  ['2026-05-16', halfYear, '2027-02-14', 'hidden'],
  ['2026-05-16', yearPromise, '2027-02-14', 'fresh'],
  // the end of a month, and a leap year's last day
  ['2026-08-31', halfYear, '2027-01-31', 'due'],
  ['2026-08-31', halfYear, '2027-01-30', 'fresh'],
  ['2024-02-29', yearPromise, '2025-01-30', 'fresh'],
  ['2024-02-29', yearPromise, '2025-01-31', 'due'],
  ['2027-08-31', halfYear, '2028-02-01', 'due'],
  ['2027-08-31', halfYear, '2028-03-14', 'warned'],
  [undefined, yearPromise, '2026-11-16', 'warned'],
  // whoever is warned at once is not warned while the promise still holds
  ['2026-05-16', { ...halfYear, warn_days: 0 }, '2026-11-16', 'reminded'],
  ['2026-05-16', { ...halfYear, warn_days: 0 }, '2026-11-17', 'warned'],
];
for (const [confirmed, promise, today, stage] of stages)
  test(`confirmed ${confirmed ?? 'never'}, promise of ${promise.months} months: ${stage} on ${today}`, () =>
    assert.equal(stageOfPromise(confirmed, promise, today), stage));

test('a confirmation holds through its last day', () => {
  assert.equal(isWithinPromise('2026-05-16', halfYear, '2026-11-16'), true);
  assert.equal(isWithinPromise('2026-05-16', halfYear, '2026-11-17'), false);
  assert.equal(isWithinPromise(undefined, halfYear, '2026-11-16'), false);
});

const parents = new Map([
  ['sport', 'things-to-do'],
  ['libraries', 'things-to-do'],
  ['camhs', 'mental-health'],
]);
const promises: FreshnessPromise[] = [
  { ...yearPromise, category: 'any' },
  { ...halfYear, category: 'things-to-do' },
  { ...yearPromise, category: 'libraries' },
  { ...yearPromise, category: 'things-to-do', holds_from: '2027-01-01', months: 9 },
];
const kinds: [categories: string[], day: string, months: number][] = [
  [['sport'], '2026-11-16', 6],
  [['sport'], '2027-01-01', 9],
  [['libraries'], '2026-11-16', 12],
  [['libraries', 'things-to-do'], '2026-11-16', 12],
  [['libraries', 'sport'], '2026-11-16', 6],
  [['camhs'], '2026-11-16', 12],
  [['camhs', 'sport'], '2026-11-16', 6],
  [[], '2026-11-16', 12],
];
for (const [categories, day, expected] of kinds)
  test(`the promise for ${categories.join(' and ') || 'no kind'} on ${day} is ${expected} months`, () =>
    assert.equal(promiseFor(categories, { promises, parentOf: parents }, day)?.months, expected));

test('where nothing is promised yet, there is no promise', () => {
  assert.equal(promiseFor(['sport'], { promises, parentOf: parents }, '2025-12-31'), undefined);
});

const late: [confirmed_on: string | undefined, categories: string[], is_late: boolean][] = [
  // a club's six months ended on 1 November, and the public is warned 14 days after
  ['2026-05-01', ['sport'], true],
  ['2026-05-03', ['sport'], false],
  ['2026-05-01', ['libraries'], false],
  ['2025-10-01', ['libraries'], true],
  [undefined, ['sport'], true],
];
for (const [confirmed_on, categories, is_late] of late)
  test(`confirmed ${confirmed_on ?? 'never'}, ${categories[0]}: ${is_late ? 'late' : 'not late'}`, () =>
    assert.equal(isLate({ confirmed_on, categories }, { promises, parentOf: parents }, '2026-11-16'), is_late));

test('where nothing is promised, nothing is late', () => {
  const none = { promises: [], parentOf: parents };
  assert.equal(isLate({ confirmed_on: '2000-01-01', categories: ['sport'] }, none, '2026-11-16'), false);
});
