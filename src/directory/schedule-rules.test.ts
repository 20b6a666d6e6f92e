import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextDates, recurrenceRule } from './schedule-dates-rules.ts';
import { type ScheduleParts, scheduleInWords } from './schedule-rules.ts';

const today = '2026-11-22';

const inWords: [string, ScheduleParts][] = [
  [
    'Every Tuesday, 5pm to 6.30pm, in term time',
    { freq: 'WEEKLY', byday: 'TU', opens_at: '17:00', closes_at: '18:30', description: 'Term time only' },
  ],
  [
    'Monday to Friday, 9am to 5pm',
    { freq: 'WEEKLY', byday: 'MO,TU,WE,TH,FR', opens_at: '09:00:00Z', closes_at: '17:00:00Z' },
  ],
  ['Every Monday, Wednesday and Friday, from 5pm', { freq: 'WEEKLY', byday: 'FR,MO,WE', opens_at: '17:00' }],
  [
    'Every day, all day and night',
    { freq: 'WEEKLY', byday: 'MO,TU,WE,TH,FR,SA,SU', opens_at: '00:00', closes_at: '23:59' },
  ],
  [
    'Every other Saturday, 10am to midday',
    { freq: 'WEEKLY', interval: 2, byday: 'SA', opens_at: '10:00', closes_at: '12:00' },
  ],
  ['Every 3 weeks, on Monday', { freq: 'WEEKLY', interval: 3, byday: 'MO' }],
  ['Every other week, Monday to Wednesday', { freq: 'WEEKLY', interval: 2, byday: 'MO,TU,WE' }],
  [
    'The second Monday of every month, 7pm to 9pm',
    { freq: 'MONTHLY', byday: '2MO', opens_at: '19:00', closes_at: '21:00' },
  ],
  ['The first, third and last Tuesday of every month', { freq: 'MONTHLY', byday: '-1TU,3TU,1TU' }],
  ['The 1st and 22nd of every other month', { freq: 'MONTHLY', interval: 2, bymonthday: '1,22' }],
  ['The last day of every month', { freq: 'MONTHLY', bymonthday: '-1' }],
  ['Every Monday', { freq: 'MONTHLY', byday: 'MO' }],
  ['Every Tuesday', { freq: 'WEEKLY', dtstart: '2026-11-24' }],
  ['On Saturday 12 December 2026, 10am to 4pm', { dtstart: '2026-12-12', opens_at: '10:00', closes_at: '16:00' }],
  [
    'Every Thursday, starting on 7 January 2027, until 1 July 2027',
    { freq: 'WEEKLY', byday: 'TH', valid_from: '2027-01-07', valid_to: '2027-07-01' },
  ],
  ['Every Thursday, but this ended on 1 July 2026', { freq: 'WEEKLY', byday: 'TH', valid_to: '2026-07-01' }],
  ['Every Saturday, in the school holidays', { freq: 'WEEKLY', byday: 'SA', description: 'School holidays only' }],
  ['Every Saturday', { freq: 'WEEKLY', byday: 'SA', description: 'Not in the school holidays' }],
  ['9am to 5pm', { opens_at: '09:00', closes_at: '17:00' }],
  ['', { freq: null, byday: 'whenever' }],
];

for (const [words, schedule] of inWords)
  test(`a schedule is said in words: ${words || 'nothing, where nothing is known'}`, () => {
    assert.equal(scheduleInWords(schedule, today), words);
  });

const next: [ScheduleParts, string[]][] = [
  [{ freq: 'WEEKLY', byday: 'TU' }, ['2026-11-24', '2026-12-01', '2026-12-08']],
  [{ freq: 'WEEKLY', byday: 'SU' }, ['2026-11-22', '2026-11-29', '2026-12-06']],
  [{ freq: 'WEEKLY', interval: 2, byday: 'SA', dtstart: '2026-11-14' }, ['2026-11-28', '2026-12-12', '2026-12-26']],
  [{ freq: 'MONTHLY', byday: '2MO' }, ['2026-12-14', '2027-01-11', '2027-02-08']],
  [{ freq: 'MONTHLY', byday: '-1FR' }, ['2026-11-27', '2026-12-25', '2027-01-29']],
  [{ freq: 'MONTHLY', bymonthday: '31' }, ['2026-12-31', '2027-01-31', '2027-03-31']],
  [{ freq: 'WEEKLY', byday: 'TU', valid_to: '2026-12-02' }, ['2026-11-24', '2026-12-01']],
  [{ dtstart: '2026-12-12' }, ['2026-12-12']],
  [{ dtstart: '2026-01-12' }, []],
  [{ opens_at: '09:00' }, []],
];

for (const [schedule, dates] of next)
  test(`the next dates of ${JSON.stringify(schedule)}`, () => {
    assert.deepEqual(nextDates(schedule, today, 3), dates);
  });

test('a schedule becomes a rule that calendars read', () => {
  assert.equal(recurrenceRule({ freq: 'WEEKLY', byday: 'MO,WE', interval: 2 }), 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE');
  assert.equal(
    recurrenceRule({ freq: 'MONTHLY', byday: '-1FR', valid_to: '2027-07-01' }),
    'FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270701T235959',
  );
  assert.equal(recurrenceRule({ dtstart: '2026-12-12' }), undefined);
});
