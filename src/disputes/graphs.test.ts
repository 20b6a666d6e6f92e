import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkGraph } from '../../test/graph.ts';
import { type AppealFacts, appealGraph, decisions } from './appeal-rules.ts';
import { type ClaimFacts, claimGraph } from './discrimination-rules.ts';
import {
  type ActorFacts,
  actorGraph,
  problems,
  problemsIn,
  type RouteFacts,
  type RouteName,
  routeGraph,
  routes,
} from './route-rules.ts';
import { disputeRulesOn } from './rule-set-rules.ts';
import { type OrderFacts, orderGraph } from './tribunal-order-rules.ts';

const rules = disputeRulesOn('2026-03-09');
const appeal = (today: string, more: Partial<AppealFacts>): AppealFacts => ({
  decision: 'refuse-plan',
  notice: '2026-03-09',
  today,
  rules,
  ...more,
});
const appeals: Case<AppealFacts, keyof typeof appealGraph.ends>[] = [
  ['no_appeal', appeal('2026-04-01', { decision: 'other' })],
  ['direct', appeal('2026-05-11', { decision: 'placement' })],
  ['direct_late', appeal('2026-05-12', { decision: 'placement' })],
  ['ready', appeal('2026-06-01', { certificate: '2026-05-01' })],
  ['late', appeal('2026-06-02', { certificate: '2026-05-01' })],
  ['call_adviser', appeal('2026-05-09', {})],
  ['leave_needed', appeal('2026-05-10', {})],
  ['leave_needed', appeal('2026-05-12', { called_adviser: '2026-05-10' })],
  ['certificate_coming', appeal('2026-05-12', { called_adviser: '2026-05-09' })],
];

const routed: Case<RouteFacts, RouteName>[] = [
  ['school', { problem: 'school-support' }],
  ['disagreement', { problem: 'school-support', talked: true }],
  ['school_complaint', { problem: 'school-conduct' }],
  ['claim', { problem: 'discrimination' }],
  ['admission_panel', { problem: 'discrimination', about: 'place' }],
  ['exclusion_panel', { problem: 'discrimination', about: 'exclusion' }],
  ['exclusion_panel', { problem: 'exclusion' }],
  ['admission_panel', { problem: 'admission' }],
  ['mediation_appeal', { problem: 'refuse-assessment' }],
  ['mediation_appeal', { problem: 'refuse-plan' }],
  ['mediation_appeal', { problem: 'content' }],
  ['appeal_direct', { problem: 'placement' }],
  ['mediation_appeal', { problem: 'refuse-amend' }],
  ['mediation_appeal', { problem: 'cease' }],
  ['council_complaint', { problem: 'late' }],
  ['council_complaint', { problem: 'not-delivered' }],
  ['disagreement', { problem: 'process' }],
  ['recommendation', { problem: 'health-care-sections', with_education: true }],
  ['health_care_mediation', { problem: 'health-care-sections' }],
  ['budget_review', { problem: 'personal-budget' }],
  ['health_complaint', { problem: 'health' }],
  ['council_complaint', { problem: 'social-care' }],
  ['travel_appeal', { problem: 'transport' }],
  ['comment', { problem: 'local-offer' }],
  ['court', { problem: 'unlawful' }],
];

const actors: Case<ActorFacts, keyof typeof actorGraph.ends>[] = [
  ['parent', { age: 15, can_decide: true }],
  ['around_16', { age: 16, can_decide: true }],
  ['young_person', { age: 17, can_decide: true }],
  ['alternative', { age: 25, can_decide: false }],
];

const orders: Case<OrderFacts, keyof typeof orderGraph.ends>[] = [
  ['at_once', { order: 'keep', last: undefined, today: '2026-06-02' }],
  ['at_once', { order: 'end', last: undefined, today: '2026-06-02' }],
  ['recommended', { order: 'recommendation', last: '2026-07-05', today: '2026-06-02' }],
  ['awaited', { order: 'school', last: '2026-06-15', today: '2026-06-15' }],
  ['late', { order: 'school', last: '2026-06-15', today: '2026-06-16' }],
];

const claims: Case<ClaimFacts, keyof typeof claimGraph.ends>[] = [
  ['panel', { about: 'admission', happened: '2026-02-12', today: '2026-03-01', rules }],
  ['panel', { about: 'exclusion', happened: '2026-02-12', today: '2026-03-01', rules }],
  ['claim', { about: 'school', happened: '2026-02-12', today: '2026-08-11', rules }],
  ['late', { about: 'school', happened: '2026-02-12', today: '2026-08-12', rules }],
];

checkGraph('an appeal', appealGraph, appeals);
checkGraph('when things go wrong', routeGraph, routed);
checkGraph('whose right it is', actorGraph, actors);
checkGraph('after an order', orderGraph, orders);
checkGraph('disability discrimination', claimGraph, claims);

test('every problem leads somewhere, every way is reached, and every appealable decision is a problem or a choice', () => {
  assert.deepEqual(new Set(routed.map(([, { problem }]) => problem)), new Set(problems.map(({ key }) => key)));
  assert.deepEqual(
    Object.keys(routes).filter((name) => !routed.some(([end]) => end === name)),
    [],
  );
  assert.equal(Object.keys(decisions).length, 7);
});

test('a family’s own words lead to the problem that they mean', () => {
  const said: [string, string][] = [
    ['They won’t assess my child', 'refuse-assessment'],
    ['the council is late with the plan, it has been 20 weeks', 'late'],
    ['he is not getting the speech therapy', 'not-delivered'],
    ['taxi to school refused', 'transport'],
    ['she was suspended again', 'exclusion'],
    ['CAMHS waiting list', 'health'],
    ['the EHCP is too vague', 'content'],
    ['the SENCO gives no help', 'school-support'],
    ['they named the wrong school', 'placement'],
    ['they want to end the plan', 'cease'],
    ['refused a personal budget', 'personal-budget'],
    ['school will not give him the help in his plan', 'not-delivered'],
    ["the school isn't following his EHCP", 'not-delivered'],
    ['they took away her 1:1', 'not-delivered'],
    ["school won't give him support", 'school-support'],
    ['they said no to an assessment', 'refuse-assessment'],
    ['our request for an EHCP was turned down', 'refuse-assessment'],
    ['we were refused an EHC plan after the assessment', 'refuse-plan'],
    ['no EHCP yet after 25 weeks', 'late'],
    ['the annual review is late', 'late'],
    ['he is 22 and they ended the plan', 'cease'],
    ['I disagree with the school that they named', 'placement'],
    ["my child can't get a place at any school", 'admission'],
    ['he must go home at lunchtime every day', 'exclusion'],
    ['picked on because of autism', 'discrimination'],
    ["they won't amend the plan", 'refuse-amend'],
    ['nobody listens to us during the assessment', 'process'],
    ['section G of the plan is wrong', 'health-care-sections'],
    ['they are breaking the law', 'unlawful'],
  ];
  for (const [words, key] of said) assert.equal(problemsIn(words)[0]?.key, key, words);
  assert.deepEqual(problemsIn('xyzzy'), []);
  assert.deepEqual(problemsIn(''), []);
});
