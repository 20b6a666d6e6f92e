import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endOfYear, isDue, isRenewed, letterOf, roundSteps, yearState } from './round-rules.ts';

const today = '2026-11-16';
const here = (dated: string) => ({ here: { dated, lacks: 0 }, confirmed: null });
const confirmed = (state: 'current' | 'missing' | 'broken_link', dated: string | null) => ({
  here: null,
  confirmed: { state, on: '2026-11-03', dated, lacks: 0, address: null },
});

for (const { name, facts, ends_on } of [
  { name: 'published here', facts: here('2026-02-28'), ends_on: '2027-02-28' },
  { name: 'published on a leap day', facts: here('2028-02-29'), ends_on: '2029-02-28' },
  { name: 'confirmed elsewhere', facts: confirmed('current', '2026-09-01'), ends_on: '2027-09-01' },
  { name: 'confirmed without a date', facts: confirmed('current', null), ends_on: undefined },
  { name: 'confirmed as missing', facts: confirmed('missing', '2026-09-01'), ends_on: undefined },
  { name: 'behind a broken link', facts: confirmed('broken_link', '2026-09-01'), ends_on: undefined },
  { name: 'not known', facts: { here: null, confirmed: null }, ends_on: undefined },
])
  test(`a report ${name} is a year old on ${ends_on ?? 'no day that anybody knows'}`, () => {
    assert.equal(endOfYear(facts, 12), ends_on);
  });

for (const { ends_on, due } of [
  { ends_on: '2026-12-29', due: false },
  { ends_on: '2026-12-28', due: true },
  { ends_on: '2025-01-01', due: true },
  { ends_on: undefined, due: true },
])
  test(`42 days before the end a school is asked: ${ends_on} ${due ? 'is' : 'is not'} due`, () => {
    assert.equal(isDue(ends_on, 42, today), due);
  });

test('a round ends with a report that lasts longer than the one it is about', () => {
  assert.equal(isRenewed({ ends_on: '2026-12-01' }, '2027-11-16'), true);
  assert.equal(isRenewed({ ends_on: '2026-12-01' }, '2026-12-01'), false);
  assert.equal(isRenewed({ ends_on: '2026-12-01' }, undefined), false);
});

for (const { ends_on, done, state } of [
  { ends_on: '2027-05-01', done: [], state: 'not_due' },
  { ends_on: '2026-12-01', done: ['asked'], state: 'asked' },
  { ends_on: '2026-12-01', done: ['asked', 'reminded'], state: 'reminded' },
  { ends_on: '2026-11-15', done: ['asked'], state: 'overdue' },
  { ends_on: '2026-11-16', done: [], state: 'not_due' },
  { ends_on: undefined, done: [], state: 'unknown' },
  { ends_on: undefined, done: ['asked'], state: 'asked' },
])
  test(`in the yearly round, ${ends_on} with ${done.join(', ') || 'nothing done'} is ${state}`, () => {
    assert.equal(yearState(ends_on, new Set(done), today), state);
  });

test('each letter says what is asked, why, and by when; nobody is written to about a phone call', () => {
  const plan = [{ step: 'reminded', on: '2026-12-07', is_done: false }] as const;
  for (const step of roundSteps) {
    const letter = letterOf(step, { school: 'Example School', known_until: '2026-12-28', plan });
    assert.equal(letter === undefined, step === 'to_phone');
    if (letter) assert.match(`${letter.subject} ${letter.paragraphs.join(' ')}`, /Example School.*By law/);
  }
  assert.match(
    letterOf('asked', { school: 'Example School', known_until: undefined, plan })?.by_when ?? '',
    /7 December 2026/,
  );
});
