import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scheduleInWords } from './schedule-rules.ts';
import { readSpokenTimes } from './spoken-times-rules.ts';

const today = '2026-11-16';

function spoken(text: string): string[] {
  const { schedules, problems } = readSpokenTimes(text, today);
  if (problems.length > 0) return problems.map(({ problem }) => `? ${problem}`);
  return schedules.map((schedule) =>
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
  // as clubs write it
  ['Tuesdays 4-5.30pm term time', 'Every Tuesday, 4pm to 5.30pm, in term time'],
  ['every other Monday from 7 January', 'Every other Monday, starting on 11 January 2027'],
  ['weekdays 9am–5pm except bank holidays', 'Monday to Friday, 9am to 5pm | Except bank holidays'],
  [
    'Mon to Thurs: 08:30 - 17:00, Fri: 08:30 - 16:30',
    'Monday to Thursday, 8.30am to 5pm',
    'Every Friday, 8.30am to 4.30pm',
  ],
  ['Open Monday to Friday 9am - 5pm, Saturday 9am - 1pm', 'Monday to Friday, 9am to 5pm', 'Every Saturday, 9am to 1pm'],
  ['Monday 10-12 Tuesday 2-4', 'Every Monday, 10am to midday', 'Every Tuesday, 2pm to 4pm'],
  ['Mon 9-5, Tue, Wed 10-4', 'Every Monday, 9am to 5pm', 'Every Tuesday and Wednesday, 10am to 4pm'],
  ['9-5 Mon-Thu, 9-4 Fri', 'Monday to Thursday, 9am to 5pm', 'Every Friday, 9am to 4pm'],
  ['Mondays 5pm and Saturdays', 'Every Monday and Saturday, from 5pm'],
  [
    'Mon-Fri 9-5, Sat 9-1, term time only',
    'Monday to Friday, 9am to 5pm, in term time',
    'Every Saturday, 9am to 1pm, in term time',
  ],
  [
    'Mondays 5pm in term time, Fridays 6pm in the school holidays',
    'Every Monday, from 5pm, in term time',
    'Every Friday, from 6pm, in the school holidays',
  ],
  ['Mondays & Wednesdays 6.00pm - 7.30pm (term time only)', 'Every Monday and Wednesday, 6pm to 7.30pm, in term time'],
  ['Saturday mornings 9.30-11.30', 'Every Saturday, 9.30am to 11.30am'],
  ['Every Tuesday evening 6-8', 'Every Tuesday, 6pm to 8pm'],
  ['Tuesday evenings, 7 to 9', 'Every Tuesday, 7pm to 9pm'],
  [
    'Monday 5-6pm ages 5-8, 6-7pm ages 9-12',
    'Every Monday, 5pm to 6pm | Ages 5-8',
    'Every Monday, 6pm to 7pm | Ages 9-12',
  ],
  [
    'Tuesdays: 9.30am, 11am and 1pm (45 minutes each)',
    'Every Tuesday, from 9.30am | 45 minutes each',
    'Every Tuesday, from 11am | 45 minutes each',
    'Every Tuesday, from 1pm | 45 minutes each',
  ],
  [
    'Last Friday of every month (not December) 6:30pm to 8:30pm',
    'The last Friday of every month, 6.30pm to 8.30pm | Not December',
  ],
  ['every second Tuesday of the month 2pm', 'The second Tuesday of every month, from 2pm'],
  ['First Monday and Tuesday of the month 10am', 'The first Monday and the first Tuesday of every month, from 10am'],
  [
    'First Monday of every other month from 4 January 2027, 7pm',
    'The first Monday of every other month, from 7pm, starting on 4 January 2027',
  ],
  [
    'Fortnightly on Wednesdays, 4.30-6pm, from 13/01/2027',
    'Every other Wednesday, 4.30pm to 6pm, starting on 13 January 2027',
  ],
  ['Every 4 weeks on a Tuesday from 5 January 2027', 'Every 4 weeks, on Tuesday, starting on 5 January 2027'],
  ['every day except Monday 10am-4pm', 'Tuesday to Sunday, 10am to 4pm'],
  ['24 hours a day, 7 days a week', 'Every day, all day and night'],
  ['24/7', 'Every day, all day and night'],
  [
    'half term: Monday 15 February to Friday 19 February 2027, 10am - 3pm',
    'Monday to Friday, 10am to 3pm, starting on 15 February 2027, until 19 February 2027 | Half term',
  ],
  [
    'Saturday 5 December 2026 10am-12 and Sunday 6 December 2026 2-4pm',
    'On Saturday 5 December 2026, 10am to midday',
    'On Sunday 6 December 2026, 2pm to 4pm',
  ],
  [
    'We meet on the second Thursday of each month at 7.30pm at the village hall',
    'The second Thursday of every month, from 7.30pm | At the village hall',
  ],
  ['Fridays 6pm for 6.30pm start', 'Every Friday, from 6pm | For 6.30pm start'],
  ['Mondays from September to July 5pm-6pm', 'Every Monday, 5pm to 6pm | From September to July'],
  ['Thursdays (except in August) 4-5pm £3', 'Every Thursday, 4pm to 5pm | Except in August, £3'],
  ['Friday 10pm to 6am', 'Every Friday, 10pm to 6am'],
  ['Times vary, please see our Facebook page', 'Times vary, please see our Facebook page'],
  ['by appointment', 'by appointment'],
  // what is not understood is said
  [
    'Every other Friday 4-6pm',
    '? Write the day on which it starts, such as “from 8 January 2027”: without it nobody knows which weeks.',
  ],
  ['Tuesdays 7 to 9', '? Is 7 in the morning or in the evening? Write 7am or 7pm.'],
  ['Tuesdays 5pm to 3pm', '? It ends before it begins. Write it like “10am to 12” or “17:30 to 19:00”.'],
  [
    'Tuesdays 25:00 to 26:00',
    '? One of the times is not a time of day. Write it like “10am to 12” or “17:30 to 19:00”.',
  ],
  ['31 February 2027 10am', '? One of the dates is not a real day. Write it like “8 January 2027”.'],
  ['1 to 28 August 10am-3pm', '? Write the days of the week, too, such as “Monday to Friday”.'],
  [
    'closed on Mondays',
    '? This says when it is closed. Write when it is open, such as “Tuesday to Saturday 10am to 4pm”.',
  ],
  ['bank holidays 10am-4pm', '? We could not find a day in this. Write it like “Saturdays 10am to 12 in term time”.'],
  ['see our website', '? We could not find a day in this. Write it like “Saturdays 10am to 12 in term time”.'],
  [`Mondays ${'mon '.repeat(200)}`, '? This is long. Write each time on its own line, and all else on another page.'],
];

for (const [typed, ...read] of cases)
  test(`times are read as people say them: ${typed.slice(0, 80) || 'nothing'}`, () =>
    assert.deepEqual(spoken(typed), read));

test('what is read is kept as the parts of a rule', () => {
  const read = readSpokenTimes('Every other Friday from 8 January 2027, 4-6pm', today);
  assert.deepEqual(read.schedules, [
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
    const { schedules, problems } = readSpokenTimes(typed, today);
    if (problems.length > 0) continue;
    const words = schedules.map((schedule) => scheduleInWords(schedule, today)).filter(Boolean);
    const again = readSpokenTimes(words.join('\n'), today);
    assert.deepEqual(again.problems, [], words.join('\n'));
    assert.deepEqual(
      again.schedules.map((schedule) => scheduleInWords(schedule, today)),
      words,
    );
  }
});

test('what is not understood is kept in its own words, beside what is', () => {
  const { schedules, problems } = readSpokenTimes('Mondays 5pm\nChristmas Eve 2pm; see our website', today);
  assert.deepEqual(schedules.slice(1), [{ description: 'Christmas Eve 2pm' }, { description: 'see our website' }]);
  assert.equal(schedules[0]?.byday, 'MO');
  assert.deepEqual(
    problems.map(({ line }) => line),
    ['Christmas Eve 2pm', 'see our website'],
  );
});

test('very many lines are read no further than anybody needs', () => {
  assert.equal(readSpokenTimes('Mondays 5pm\n'.repeat(5000), today).schedules.length, 100);
});
