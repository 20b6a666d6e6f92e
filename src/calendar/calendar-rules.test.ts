import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDay, plusMonths } from './day-rules.ts';
import { lastDay } from './limit-rules.ts';
import {
  beginOfCompulsorySchoolAge,
  birthday,
  endOfCompulsorySchoolAge,
  schoolLeavingDay,
  yearGroup,
} from './school-age-rules.ts';
import {
  isWorkingDay,
  knownYears,
  plusWorkingDays,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
} from './working-day-rules.ts';

test('a day is one that there is', () => {
  for (const day of ['2026-02-28', '2024-02-29', '2000-02-29']) assert.ok(isDay(day), day);
  for (const day of [
    '2025-02-30',
    '2025-02-29',
    '1900-02-29',
    '2025-13-01',
    '2025-00-10',
    '2025-1-1',
    '',
    'today',
    '2025-04-31',
  ])
    assert.ok(!isDay(day), day);
});

test('a month on is the same date, or the last of a shorter month', () => {
  const cases: [string, number, string][] = [
    ['2025-12-31', 2, '2026-02-28'],
    ['2023-12-31', 2, '2024-02-29'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-10-15', 3, '2027-01-15'],
    ['2027-01-04', -5, '2026-08-04'],
    ['2026-02-28', 12, '2027-02-28'],
  ];
  for (const [day, months, expected] of cases) assert.equal(plusMonths(day, months), expected, day);
});

test('Christmas Day and Good Friday are no working days in any known year, nor is Easter Monday', () => {
  for (let year = knownYears.first; year <= knownYears.last; year++)
    assert.ok(!isWorkingDay(`${year}-12-25`), String(year));
  for (const day of ['2018-03-30', '2026-04-03', '2026-04-06', '2028-04-14', '2020-05-08', '2022-09-19', '2023-05-08'])
    assert.ok(!isWorkingDay(day), day);
  assert.ok(isWorkingDay('2026-04-07'));
});

test('working days are counted over weekends and bank holidays', () => {
  assert.equal(plusWorkingDays('2026-04-02', 3), '2026-04-09');
  assert.equal(plusWorkingDays('2026-04-29', -5), '2026-04-22');
  assert.equal(workingDayOnOrBefore('2026-04-06'), '2026-04-02');
  assert.equal(workingDayOnOrAfter('2026-12-25'), '2026-12-29');
});

test('a limit that begins with a day counts it, working days only if it is one', () => {
  const fifteen = { n: 15, unit: 'working days', count: 'beginning with' } as const;
  assert.equal(lastDay(fifteen, '2026-04-01'), '2026-04-23');
  assert.equal(lastDay({ ...fifteen, n: 1 }, '2026-04-04'), '2026-04-07');
  assert.equal(lastDay({ ...fifteen, n: 1 }, '2026-04-07'), '2026-04-07');
  assert.equal(lastDay({ n: 12, unit: 'months', count: 'beginning with' }, '2024-02-29'), '2025-02-27');
  assert.equal(lastDay({ n: 15, unit: 'days', count: 'beginning with' }, '2026-04-27'), '2026-05-11');
});

test('compulsory school age begins on the prescribed day and ends on the last Friday of June', () => {
  assert.equal(schoolLeavingDay(2026), '2026-06-26');
  assert.equal(schoolLeavingDay(2027), '2027-06-25');
  const born: [string, string, string][] = [
    ['2010-09-01', '2015-12-31', '2027-06-25'],
    ['2010-08-31', '2015-08-31', '2026-06-26'],
    ['2011-01-15', '2016-03-31', '2027-06-25'],
    ['2011-04-01', '2016-08-31', '2027-06-25'],
    ['2011-03-31', '2016-03-31', '2027-06-25'],
  ];
  for (const [day, begins, ends] of born) {
    assert.equal(beginOfCompulsorySchoolAge(day), begins, day);
    assert.equal(endOfCompulsorySchoolAge(day), ends, day);
  }
});

test('the year group and birthdays of a leap day', () => {
  assert.equal(yearGroup('2015-05-01', 2026), 6);
  assert.equal(yearGroup('2015-09-01', 2026), 5);
  assert.equal(yearGroup('2014-09-01', 2026), 6);
  assert.equal(birthday('2012-02-29', 16), '2028-02-29');
  assert.equal(birthday('2012-02-29', 17), '2029-03-01');
});
