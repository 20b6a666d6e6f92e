import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkGraph } from '../../test/graph.ts';
import { walk } from '../tools/graph-rules.ts';
import { type ReviewFacts, reviewGraph } from './annual-review-rules.ts';
import { type AssessmentFacts, assessmentGraph, lawfulReasons } from './assessment-rules.ts';
import { type LifeFacts, lifeGraph } from './life-course-rules.ts';
import { type MoveFacts, moveGraph } from './move-rules.ts';
import { type BudgetFacts, budgetGraph } from './personal-budget-rules.ts';
import { type TransferFacts, transferGraph } from './phase-transfer-rules.ts';
import { type ReAssessmentFacts, reAssessmentGraph } from './re-assessment-rules.ts';
import { ehcRulesOn } from './rule-set-rules.ts';

const rules = ehcRulesOn('2026-01-12');

const received = '2026-01-12';
const decided = '2026-02-23';
const assessment = (today: string, more: Partial<AssessmentFacts>) => ({ today, rules, ...more });
const assessments: Case<AssessmentFacts, keyof typeof assessmentGraph.ends>[] = [
  ['decision_awaited', assessment('2026-02-23', { received })],
  ['late', assessment('2026-02-24', { received })],
  ['late', assessment('2026-02-24', { received, reason: 'other' })],
  ...lawfulReasons.map((reason) => ['late_with_reason', assessment('2026-02-24', { received, reason })] as const),
  ['refused', assessment('2026-02-24', { received, decided, decision: 'refuse' })],
  ['assessing_alone', assessment('2026-02-24', { decided, decision: 'assess' })],
  ['plan_awaited', assessment('2026-06-01', { received, decided })],
  ['late', assessment('2026-06-02', { received, decided })],
  ['late_with_reason', assessment('2026-06-02', { received, decided, reason: 'away' })],
  ['draft_alone', assessment('2026-06-02', { draft: '2026-05-17' })],
  ['draft_in_time', assessment('2026-06-01', { received, draft: '2026-05-17' })],
  ['late', assessment('2026-06-02', { received, draft: '2026-05-17', reason: 'none' })],
  ['late_with_reason', assessment('2026-06-02', { received, draft: '2026-05-17', reason: 'exceptional' })],
  ['no_plan', assessment('2026-06-02', { received, ended: '2026-05-04', result: 'no_plan' })],
  ['finished', assessment('2026-06-02', { received, ended: '2026-05-04', result: 'plan' })],
];

const review = (today: string, more: Partial<ReviewFacts>) => ({ today, rules, ...more });
const reviews: Case<ReviewFacts, keyof typeof reviewGraph.ends>[] = [
  ['review_ahead', review('2026-06-03', { counted_from: '2025-06-04' })],
  ['review_late', review('2026-06-04', { counted_from: '2025-06-04' })],
  ['meeting_ahead', review('2026-04-22', { meeting: '2026-04-22' })],
  ['decision_awaited', review('2026-05-20', { meeting: '2026-04-22' })],
  ['decision_late', review('2026-05-21', { meeting: '2026-04-22' })],
  ['kept_or_ended', review('2026-05-21', { notice: '2026-05-11', outcome: 'keep' })],
  ['kept_or_ended', review('2026-05-21', { notice: '2026-05-11', outcome: 'end' })],
  ['change_awaited', review('2026-07-06', { notice: '2026-05-11', outcome: 'change' })],
  ['change_late', review('2026-07-07', { notice: '2026-05-11', outcome: 'change' })],
];

const transfers: Case<TransferFacts, keyof typeof transferGraph.ends>[] = [
  ['ahead', { to: 'school', due: '2026-02-15', today: '2026-02-14' }],
  ['late', { to: 'school', due: '2026-02-15', today: '2026-02-15' }],
  ['ahead', { to: 'post_16', due: '2026-03-31', today: '2026-03-30' }],
  ['late', { to: 'post_16', due: '2026-03-31', today: '2026-03-31' }],
  ['ahead', { to: 'college', due: '2026-08-04', today: '2026-08-04' }],
  ['late', { to: 'college', due: '2026-08-04', today: '2026-08-05' }],
  ['none', { to: undefined, due: '2026-02-15', today: '2026-02-14' }],
];

const move = { passed_on: '2026-04-23', letter_due: '2026-06-04' };
const moves: Case<MoveFacts, keyof typeof moveGraph.ends>[] = [
  ['before', { ...move, has_letter: false, today: '2026-04-22' }],
  ['waiting', { ...move, has_letter: false, today: '2026-06-04' }],
  ['late', { ...move, has_letter: false, today: '2026-06-05' }],
  ['done', { ...move, has_letter: true, today: '2026-06-05' }],
];

const again = (today: string, more: Partial<ReAssessmentFacts>) => ({ today, rules, ...more });
const reAssessments: Case<ReAssessmentFacts, keyof typeof reAssessmentGraph.ends>[] = [
  ['awaited', again('2026-03-17', { asked: '2026-03-02' })],
  ['awaited', again('2026-03-17', { asked: '2026-03-02', last_assessed: '2025-09-02' })],
  ['may_be_refused', again('2026-03-16', { asked: '2026-03-01', last_assessed: '2025-09-02' })],
  ['late', again('2026-03-18', { asked: '2026-03-02' })],
  ['refused', again('2026-03-18', { told: '2026-03-16', decision: 'refuse' })],
  ['plan_awaited', again('2026-06-22', { told: '2026-03-16', decision: 'assess' })],
  ['plan_late', again('2026-06-23', { told: '2026-03-16', decision: 'assess' })],
];

const stages = ['draft', 'review'] as const;
const budgets: Case<BudgetFacts, keyof typeof budgetGraph.ends>[] = [
  ['not_yet', { stage: 'no_plan' }],
  ['at_review', { stage: 'have_plan' }],
  ...stages.flatMap((stage): Case<BudgetFacts, keyof typeof budgetGraph.ends>[] => [
    ['review_refusal', { stage, refused: true }],
    ['must_prepare', { stage, wants: 'budget' }],
    ['need_consent', { stage, wants: 'payments', school_agrees: 'no' }],
    ['ask_payments', { stage, wants: 'payments', school_agrees: 'elsewhere' }],
  ]),
];

const lives: Case<LifeFacts, keyof typeof lifeGraph.ends>[] = [
  ['early', { born: '2022-09', today: '2026-11-16' }],
  ['primary', { born: '2022-08', today: '2026-11-16' }],
  ['secondary', { born: '2013-08', today: '2026-11-16' }],
  ['secondary', { born: '2010-09', today: '2026-11-16' }],
  ['after_16', { born: '2010-08', today: '2026-11-16' }],
  ['adult', { born: '2008-11', today: '2026-11-16' }],
];

checkGraph('a first assessment', assessmentGraph, assessments);
checkGraph('an annual review', reviewGraph, reviews);
checkGraph('a phase transfer', transferGraph, transfers);
checkGraph('a move between councils', moveGraph, moves);
checkGraph('a new assessment', reAssessmentGraph, reAssessments);
checkGraph('a personal budget', budgetGraph, budgets);
checkGraph('from 0 to 25', lifeGraph, lives);

test('a school’s holiday is judged by its days where they are known', () => {
  const closed = { closed: '2026-07-23', reopens: '2026-09-02' };
  const late = (asked: string) =>
    walk(
      assessmentGraph,
      assessment('2026-10-01', { received: '2026-06-01', reason: 'school_closed', closure: { ...closed, asked } }),
    ).end;
  assert.equal(late('2026-07-20'), 'late_with_reason');
  assert.equal(late('2026-07-10'), 'late');
});
