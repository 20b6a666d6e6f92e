import assert from 'node:assert/strict';
import { test } from 'node:test';
import { needsSenco, type SencoFacts, sencoStanding } from './senco-rules.ts';

const today = '2026-11-22';
const facts: SencoFacts = {
  appointed_on: '2025-01-06',
  months_before: null,
  is_qualified_teacher: true,
  course_started_on: null,
  qualification: null,
  qualified_on: null,
};

const cases: [
  name: string,
  senco: Partial<SencoFacts>,
  day: string,
  state: string,
  due_on: string | null,
  accepted: string[],
][] = [
  ['SENCO since 1 September 2023', { appointed_on: '2023-09-01' }, '2025-11-22', 'in_time', '2026-09-01', ['npq']],
  ['SENCO since 6 January 2025', { appointed_on: '2025-01-06' }, today, 'in_time', '2028-01-06', ['npq']],
  ['on the third anniversary', { appointed_on: '2023-11-22' }, today, 'due_soon', '2026-11-22', ['npq']],
  ['on the day after', { appointed_on: '2023-11-21' }, today, 'overdue', '2026-11-21', ['npq']],
  ['half a year before', { appointed_on: '2024-05-22' }, today, 'due_soon', '2027-05-22', ['npq']],
  ['appointed on a leap day', { appointed_on: '2024-02-29' }, today, 'due_soon', '2027-02-28', ['npq']],
  ['SENCO before September 2009', { appointed_on: '2009-08-31' }, today, 'not_asked', null, []],
  ['SENCO on 1 September 2009', { appointed_on: '2009-09-01' }, today, 'not_asked', null, []],
  ['SENCO after 1 September 2009', { appointed_on: '2009-09-02' }, today, 'overdue', '2012-09-02', ['npq']],
  ['never a SENCO before', { months_before: 0 }, today, 'in_time', '2028-01-06', ['npq']],
  ['a SENCO for twelve months before', { months_before: 12 }, today, 'in_time', '2028-01-06', ['npq']],
  ['a SENCO for more than twelve months before', { months_before: 13 }, today, 'not_asked', null, []],
  [
    'SENCO since 1 September 2023, and for years before',
    { appointed_on: '2023-09-01', months_before: 40 },
    '2026-09-02',
    'not_asked',
    null,
    [],
  ],
  [
    'SENCO since 1 September 2023, and for a year before',
    { appointed_on: '2023-09-01', months_before: 12 },
    '2026-09-02',
    'overdue',
    '2026-09-01',
    ['npq'],
  ],
  [
    'course begun before September 2024',
    { course_started_on: '2024-08-31' },
    today,
    'in_time',
    '2028-01-06',
    ['nasenco', 'npq'],
  ],
  ['course begun on 1 September 2024', { course_started_on: '2024-09-01' }, today, 'in_time', '2028-01-06', ['npq']],
  [
    'course begun before, not done by September 2027',
    { course_started_on: '2024-03-01' },
    '2027-09-01',
    'due_soon',
    '2028-01-06',
    ['npq'],
  ],
  [
    'award held, begun and done in time',
    { course_started_on: '2024-03-01', qualification: 'nasenco', qualified_on: '2026-07-01' },
    today,
    'held',
    '2028-01-06',
    ['nasenco', 'npq'],
  ],
  [
    'award held, done before the new law',
    { appointed_on: '2019-09-01', qualification: 'nasenco', qualified_on: '2021-07-01' },
    today,
    'held',
    '2022-09-01',
    ['npq'],
  ],
  [
    'award of a course that began too late',
    { course_started_on: '2024-09-01', qualification: 'nasenco', qualified_on: '2026-07-01' },
    today,
    'in_time',
    '2028-01-06',
    ['npq'],
  ],
  [
    'the new qualification',
    { course_started_on: '2025-02-01', qualification: 'npq', qualified_on: '2026-07-01' },
    today,
    'held',
    '2028-01-06',
    ['npq'],
  ],
  [
    'a qualification that is still to come',
    { qualification: 'npq', qualified_on: '2027-07-01' },
    today,
    'in_time',
    '2028-01-06',
    ['npq'],
  ],
  ['before the change of 2024', { appointed_on: '2020-09-01' }, '2023-01-01', 'in_time', '2023-09-01', ['nasenco']],
];
for (const [name, senco, day, state, due_on, accepted] of cases)
  test(`the qualification of a SENCO: ${name}`, () => {
    const standing = sencoStanding({ ...facts, ...senco }, day);
    assert.deepEqual([standing.state, standing.due_on, standing.accepted], [state, due_on, accepted]);
  });

test('why no qualification is asked for is said, and that experience before counts where nobody has said how long', () => {
  const why = (senco: Partial<SencoFacts>) => {
    const standing = sencoStanding({ ...facts, ...senco }, today);
    return [standing.not_asked_because, standing.unless_over_months];
  };
  assert.deepEqual(why({ appointed_on: '2009-09-01' }), ['before_the_law', null]);
  assert.deepEqual(why({ months_before: 13 }), ['senco_before', null]);
  assert.deepEqual(why({ months_before: 3 }), [null, null]);
  assert.deepEqual(why({}), [null, 12]);
});

test('a qualification that does not count says why, and somebody who is no teacher is told', () => {
  const late = { course_started_on: '2024-09-01', qualification: 'nasenco' as const, qualified_on: '2026-07-01' };
  const standing = sencoStanding({ ...facts, ...late, is_qualified_teacher: false }, today);
  assert.match(standing.does_not_count ?? '', /National Award for SEN Co-ordination does not count/);
  assert.equal(standing.is_no_teacher, true);
});

test('mainstream schools, academies and nursery schools need a SENCO; special, closed and independent ones do not', () => {
  const school = { kind: 'mainstream', governance: 'maintained', status: 'open' } as const;
  assert.deepEqual(
    [
      needsSenco(school),
      needsSenco({ ...school, governance: 'academy', kind: 'nursery' }),
      needsSenco({ ...school, kind: 'special' }),
      needsSenco({ ...school, governance: 'independent' }),
      needsSenco({ ...school, status: 'closed' }),
    ],
    [true, true, false, false, false],
  );
});
