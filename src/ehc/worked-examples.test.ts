import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAuthority, readCouncilFile } from '../authority.ts';
import { lastDay } from '../calendar/limit-rules.ts';
import { amendmentDays, meetingDays, nextReview } from './annual-review-rules.ts';
import { assessmentDays, closureMayExcuse, closureWindow, draftDays } from './assessment-rules.ts';
import { afterHandOver, handOver } from './move-rules.ts';
import { collegeMoveDays, transferDays } from './phase-transfer-rules.ts';
import { planMayRunTo } from './plan-end-rules.ts';
import { reAssessedPlan, reAssessmentDecision } from './re-assessment-rules.ts';
import { councilEhcRules, dueBy, ehcRulesOn } from './rule-set-rules.ts';
import { usualSenSupportReview } from './sen-support-review-rules.ts';

const rules = ehcRulesOn('2026-01-01');
const authority = await readAuthority(new URL('../../authority.json', import.meta.url).pathname);
const council = await readCouncilFile(authority.ehc_file, councilEhcRules);
assert.ok(council.plan_decision);
const aim = council.plan_decision;
const dueAnd = ({ due, target }: { due: string; target: string | null }) => [due, target ?? due];

const assessment = (received: string) => {
  const { decision, advice_in, refusal, draft, final } = assessmentDays(received, rules);
  return {
    six: dueAnd(decision),
    twelve: advice_in.due,
    fourteen: dueBy(aim, received).due,
    sixteen: dueAnd(refusal),
    draft: dueAnd(draft),
    twenty: final.due,
  };
};

const school = { closed: '2026-07-23', reopens: '2026-09-02' };
const easter = { closed: '2026-03-28', reopens: '2026-04-11' };

/** The worked examples of the law's dates, by number; those of appeals stand with the appeals. */
const examples: { n: number; name: string; found: unknown; expected: unknown }[] = [
  {
    n: 1,
    name: 'a request on 12 January 2026',
    found: { ...assessment('2026-01-12'), draft: undefined },
    expected: {
      six: ['2026-02-23', '2026-02-23'],
      twelve: '2026-04-06',
      fourteen: '2026-04-20',
      sixteen: ['2026-05-04', '2026-05-01'],
      draft: undefined,
      twenty: '2026-06-01',
    },
  },
  {
    n: 2,
    name: 'six weeks that end on Christmas Day',
    found: [assessment('2025-11-13').six, assessment('2025-11-13').sixteen[0], assessment('2025-11-13').twenty],
    expected: [['2025-12-25', '2025-12-24'], '2026-03-05', '2026-04-02'],
  },
  {
    n: 3,
    name: 'six weeks that end on Good Friday',
    found: [assessment('2026-02-20').six, assessment('2026-02-20').sixteen[0], assessment('2026-02-20').twenty],
    expected: [['2026-04-03', '2026-04-02'], '2026-06-12', '2026-07-10'],
  },
  {
    n: 4,
    name: 'a draft served on a Monday',
    found: draftDays('2026-04-27', rules),
    expected: { views: '2026-05-11', earliest_final: '2026-05-12' },
  },
  {
    n: 5,
    name: 'a draft whose 15 days end on a bank holiday',
    found: draftDays('2025-12-18', rules),
    expected: { views: '2026-01-01', earliest_final: '2026-01-02' },
  },
  {
    n: 6,
    name: 'the last draft that leaves 15 days',
    found: assessment('2026-01-12').draft,
    expected: ['2026-05-17', '2026-05-15'],
  },
  {
    n: 7,
    name: 'advice asked for on 24 February 2026',
    found: lastDay(rules.limits.advice, '2026-02-24'),
    expected: '2026-04-07',
  },
  {
    n: 8,
    name: 'a school closed over the summer, and over Easter',
    found: [
      closureWindow(school, rules),
      ...['2026-07-20', '2026-07-10', '2026-08-28'].map((asked) => closureMayExcuse(school, asked, rules)),
      closureMayExcuse(easter, '2026-03-28', rules),
    ],
    expected: [{ from: '2026-07-16', to: '2026-08-26' }, true, false, false, false],
  },
  {
    n: 16,
    name: 'a plan made on 4 June 2025',
    found: [nextReview('2025-06-04', rules).complete.due, nextReview('2025-06-04', rules).latest_meeting.due],
    expected: ['2026-06-03', '2026-05-06'],
  },
  {
    n: 17,
    name: 'a review meeting on 22 April 2026',
    found: Object.values(meetingDays('2026-04-22', rules)).map(({ due }) => due),
    expected: ['2026-04-08', '2026-05-06', '2026-05-20', '2026-07-15'],
  },
  {
    n: 18,
    name: 'changes sent on 11 May 2026',
    found: [amendmentDays('2026-05-11', rules).plan.due, amendmentDays('2026-05-11', rules).views],
    expected: ['2026-07-06', '2026-05-25'],
  },
  {
    n: 19,
    name: 'Year 6 and Year 11 moving in September 2026',
    found: [dueAnd(transferDays('school', 2026, rules)), dueAnd(transferDays('post_16', 2026, rules))],
    expected: [
      ['2026-02-15', '2026-02-13'],
      ['2026-03-31', '2026-03-30'],
    ],
  },
  {
    n: 20,
    name: 'from college to college',
    found: ['2027-01-04', '2026-09-01'].map((starts) => collegeMoveDays(starts, rules).due),
    expected: ['2026-08-04', '2026-04-01'],
  },
  {
    n: 21,
    name: 'the old council learns of a move on 1 April 2026',
    found: handOver('2026-04-01', '2026-04-01', rules).due,
    expected: '2026-04-23',
  },
  {
    n: 22,
    name: 'a plan passed on on 23 April 2026',
    found: [
      afterHandOver('2026-04-23', '2025-05-20', rules).letter.due,
      afterHandOver('2026-04-23', '2025-05-20', rules).review?.due,
    ],
    expected: ['2026-06-04', '2026-07-22'],
  },
  {
    n: 23,
    name: 'a new assessment asked for on 2 March 2026',
    found: [reAssessmentDecision('2026-03-02', rules).due, reAssessedPlan('2026-03-16', rules).due],
    expected: ['2026-03-17', '2026-06-22'],
  },
  {
    n: 29,
    name: 'a young person at college, born on 14 March 2001',
    found: planMayRunTo({ born: '2001-03-14', place: 'college' }, rules),
    expected: '2026-07-31',
  },
  {
    n: 30,
    name: 'SEN support planned on 12 January 2026',
    found: usualSenSupportReview('2026-01-12', council),
    expected: { counted: '2026-04-06', review: '2026-04-07' },
  },
];

for (const { n, name, found, expected } of examples)
  test(`worked example ${n}: ${name}`, () => assert.deepEqual(found, expected));

test('the old council passes a plan on, on the day of the move, if it knew 15 working days before', () => {
  assert.equal(handOver('2026-04-23', '2026-03-30', rules).due, '2026-04-23');
  assert.equal(handOver('2026-04-23', undefined, rules).due, '2026-04-23');
});

test('a plan may run on after 25 in the ways that the law names', () => {
  const born = '2001-03-14';
  assert.equal(planMayRunTo({ born, place: 'apprenticeship', course_ends: '2026-12-18' }, rules), '2026-12-18');
  assert.equal(planMayRunTo({ born, place: 'apprenticeship', course_ends: '2027-09-01' }, rules), '2027-03-13');
  assert.equal(planMayRunTo({ born, place: 'other' }, rules), '2027-03-13');
  assert.equal(planMayRunTo({ born: '2001-08-20', place: 'college' }, rules), '2027-07-31');
});
