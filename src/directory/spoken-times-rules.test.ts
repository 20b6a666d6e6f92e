import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scheduleInWords } from './schedule-rules.ts';
import { readSpokenTimes } from './spoken-times-rules.ts';

const today = '2026-11-16';

function spoken(text: string): string[] {
  const read = readSpokenTimes(text, today);
  if (!read.ok) return read.problems.map(({ problem }) => `? ${problem}`);
  return read.schedules.map((schedule) =>
    [
      scheduleInWords(schedule, today),
      schedule.notes,
      scheduleInWords(schedule, today) ? undefined : schedule.description,
    ]
      .filter(Boolean)
      .join(' | '),
  );
}

const cases: [typed: string, ...read: string[]][] = [
  ['Saturdays 10am to 12 in term time', 'Every Saturday, 10am to midday, in term time'],
  ['Tuesday 5-6.30pm', 'Every Tuesday, 5pm to 6.30pm'],
  ['every Tuesday and Thursday from 5pm to 6.30', 'Every Tuesday and Thursday, 5pm to 6.30pm'],
  ['Mon-Fri 9 to 5', 'Monday to Friday, 9am to 5pm'],
  ['Monday to Friday, 09:00-17:00', 'Monday to Friday, 9am to 5pm'],
  ['weekdays 8am-6pm', 'Monday to Friday, 8am to 6pm'],
  ['Weekends 10-2pm', 'Every Saturday and Sunday, 10am to 2pm'],
  ['Daily 10-4', 'Every day, 10am to 4pm'],
  ['Weds 1.30 - 3pm term time only', 'Every Wednesday, 1.30pm to 3pm, in term time'],
  ['Fridays 4 to 6 in the school holidays', 'Every Friday, 4pm to 6pm, in the school holidays'],
  ['First Saturday of the month 10am-12noon', 'The first Saturday of every month, 10am to midday'],
  ['1st and 3rd Tuesday of every month, 6pm to 8pm', 'The first and third Tuesday of every month, 6pm to 8pm'],
  ['last Friday of the month, from 7pm', 'The last Friday of every month, from 7pm'],
  ['Every other Friday from 8 January 2027, 4-6pm', 'Every other Friday, 4pm to 6pm, starting on 8 January 2027'],
  ['Saturday 12 December 2026, 10am to 1pm', 'On Saturday 12 December 2026, 10am to 1pm'],
  ['Thursdays 3.45pm to 5pm until 16 July', 'Every Thursday, 3.45pm to 5pm, until 16 July 2027'],
  ['Sunday until noon', 'Every Sunday, until midday'],
  ['Mondays at half past 3', 'Every Monday, from 3.30pm'],
  ['Mondays 10am to 12 and 1pm to 3pm', 'Every Monday, 10am to midday', 'Every Monday, 1pm to 3pm'],
  ['Mondays 5pm; Saturdays 9am', 'Every Monday, from 5pm', 'Every Saturday, from 9am'],
  ['The 1st and 15th of every month', 'The 1st and 15th of every month'],
  ['By arrangement', 'By arrangement'],
  ['Mondays 5pm to 6pm, please book first', 'Every Monday, 5pm to 6pm | Please book first'],
  ['', ...[]],
  ['Every other Friday 4-6pm', '? Every other week: write the day on which it starts, such as “from 8 January 2027”.'],
  ['Tuesdays 7 to 9', '? Is 7 in the morning or in the evening? Write 7am or 7pm.'],
  [
    'Tuesdays 25:00 to 26:00',
    '? One of the times is not a time of day. Write it like “10am to 12” or “17:30 to 19:00”.',
  ],
  ['see our website', '? We could not find a day in this. Write it like “Saturdays 10am to 12 in term time”.'],
];

for (const [typed, ...read] of cases)
  test(`times are read as people say them: ${typed || 'nothing'}`, () => assert.deepEqual(spoken(typed), read));

test('what is read is kept as the parts of a rule', () => {
  const read = readSpokenTimes('Every other Friday from 8 January 2027, 4-6pm', today);
  assert.deepEqual(read.ok && read.schedules, [
    {
      freq: 'WEEKLY',
      byday: 'FR',
      dtstart: '2027-01-08',
      valid_from: '2027-01-08',
      interval: 2,
      opens_at: '16:00',
      closes_at: '18:00',
    },
  ]);
});

test('what is said back can be read again', () => {
  for (const [typed] of cases) {
    const read = readSpokenTimes(typed, today);
    if (!read.ok) continue;
    const words = read.schedules.map((schedule) => scheduleInWords(schedule, today)).filter(Boolean);
    const again = readSpokenTimes(words.join('\n'), today);
    assert.ok(again.ok, words.join('\n'));
    assert.deepEqual(
      again.schedules.map((schedule) => scheduleInWords(schedule, today)),
      words,
    );
  }
});
