import assert from 'node:assert/strict';
import { test } from 'node:test';
import { yearPromise } from '../directory/examples.ts';
import { planOf, type Step, stepDue } from './plan-rules.ts';

const halfYear = { ...yearPromise, months: 6 };
const days = (ends_on: string, opened_on: string, done: [Step, string][] = []) =>
  Object.fromEntries(
    planOf({ ends_on, opened_on, done: new Map(done) }, halfYear).map(({ step, on }) => [step, on] as const),
  );

test('a round that begins in time keeps the promised days', () => {
  assert.deepEqual(days('2026-11-16', '2026-10-19'), {
    asked: '2026-10-19',
    reminded: '2026-11-02',
    others_asked: '2026-11-09',
    to_phone: '2026-11-23',
    warned: '2026-11-30',
    dropped: '2026-12-28',
    lapsed: '2026-12-28',
    hidden: '2027-02-14',
  });
});

test('a record that comes long after its promise gets every step, with the promised time between them', () => {
  const late = days('2020-01-01', '2026-11-16');
  assert.equal(late.asked, '2026-11-16');
  assert.equal(late.reminded, '2026-11-30');
  assert.equal(late.hidden, '2027-03-14');
});

test('a job that stood still does not hurry: each step counts from when the one before was done', () => {
  const plan = days('2026-11-16', '2026-10-19', [
    ['asked', '2026-10-19'],
    ['reminded', '2026-12-20'],
  ]);
  assert.equal(plan.others_asked, '2026-12-27');
  assert.equal(plan.hidden, '2027-04-03');
});

test('one step is due at a time, and none twice', () => {
  const on = (today: string, done: [Step, string][]) =>
    stepDue(planOf({ ends_on: '2026-11-16', opened_on: '2026-10-19', done: new Map(done) }, halfYear), today);
  assert.equal(on('2026-10-19', []), 'asked');
  assert.equal(on('2026-10-19', [['asked', '2026-10-19']]), undefined);
  assert.equal(on('2026-12-24', [['asked', '2026-10-19']]), 'reminded');
});
