import { plusDays } from '../calendar/day-rules.ts';
import { lastDay } from '../calendar/limit-rules.ts';
import { type Answers, type Fault, type Field, outOfOrder } from '../tools/field-rules.ts';
import { walk } from '../tools/graph-rules.ts';
import type { Answer, Surroundings, Tool } from '../tools/tool.ts';
import { assessmentAnswers } from './assessment-answers.ts';
import { type AssessmentFacts, assessmentGraph } from './assessment-rules.ts';
import { type CouncilEhcRules, ehcRulesOn } from './rule-set-rules.ts';
import { sinceTheLawBegan as earliest, group, limitsNamed } from './tool-words.ts';

const fields: Field[] = [
  {
    kind: 'day',
    name: 'received',
    label: 'When did the council get the request?',
    hint: 'The day it arrived, for example 12 1 2026. If you sent an e-mail, that is the same day.',
    earliest: {
      day: earliest.day,
      message: 'The law on EHC needs assessments began on 1 September 2014. The request must be from that day or later',
    },
  },
  {
    kind: 'day',
    name: 'decided',
    label: 'When did the council say if it will assess?',
    hint: 'The day of its letter.',
    is_more: true,
    earliest,
  },
  {
    kind: 'choice',
    name: 'decision',
    label: 'What did that letter say?',
    is_more: true,
    choices: [
      { value: 'assess', text: 'The council will assess' },
      { value: 'refuse', text: 'The council will not assess' },
    ],
  },
  { kind: 'day', name: 'draft', label: 'When did you get the draft plan?', is_more: true, earliest },
  {
    kind: 'day',
    name: 'ended',
    label: 'When did the council send its last letter?',
    is_past: true,
    hint: 'The letter with the final plan, or the one that says there will be no plan.',
    is_more: true,
    earliest,
  },
  {
    kind: 'choice',
    name: 'result',
    label: 'What came with that last letter?',
    is_more: true,
    choices: [
      { value: 'plan', text: 'The final plan' },
      { value: 'no_plan', text: 'A decision that there will be no plan' },
    ],
  },
  {
    kind: 'choice',
    name: 'reason',
    label: 'Has the council told you why it is late?',
    is_more: true,
    choices: [
      { value: 'none', text: 'No, it gave no reason' },
      { value: 'school_closed', text: 'The school was closed for 4 weeks or more' },
      { value: 'nursery_closed', text: 'The nursery was closed for 4 weeks or more' },
      { value: 'exceptional', text: 'Something exceptional happened in your family' },
      { value: 'away', text: 'You or your child were away from the area for 4 weeks or more' },
      { value: 'other', text: 'Another reason, for example too few staff' },
    ],
  },
  {
    kind: 'day',
    name: 'asked',
    label: 'When did the council ask the school, or another professional, for advice?',
    is_more: true,
    earliest,
  },
  { kind: 'day', name: 'closed', label: 'First day on which the school was closed', is_more: true, earliest },
  { kind: 'day', name: 'reopens', label: 'Day on which it opened again', is_more: true, earliest },
];

/** In which order things happen: a later one cannot have an earlier day. */
const order = ['received', 'decided', 'draft', 'ended'] as const;

function faultsOf(answers: Answers): Fault[] {
  const faults = outOfOrder(answers, order);
  if (answers.decision && !answers.decided)
    faults.push({ field: 'decided', text: 'Fill in the day of the letter about the assessment' });
  if (answers.result && !answers.ended) faults.push({ field: 'ended', text: 'Fill in the day of the last letter' });
  if (answers.closed && !answers.reopens)
    faults.push({ field: 'reopens', text: 'Fill in the day on which the school opened again' });
  if (answers.reopens && !answers.closed)
    faults.push({ field: 'closed', text: 'Fill in the first day on which the school was closed' });
  if (answers.closed && answers.reopens && answers.reopens <= answers.closed)
    faults.push({ field: 'reopens', text: 'The school must open again after it closed' });
  return faults;
}

function workOut(answers: Answers, { today }: Surroundings, council: CouncilEhcRules): Answer | Fault[] {
  const faults = faultsOf(answers);
  if (faults.length) return faults;
  const first = order.map((name) => answers[name]).find(Boolean);
  if (!first) {
    if (answers.asked) return adviceAlone(answers.asked);
    const text = 'Fill in this day, or open "More, if you know it" and fill in a later one';
    return [{ field: 'received', text }];
  }
  const facts: AssessmentFacts = {
    ...answers,
    decision: answers.decision === 'refuse' ? 'refuse' : 'assess',
    result: answers.result === 'no_plan' ? 'no_plan' : 'plan',
    closure:
      answers.closed && answers.reopens && answers.asked
        ? { closed: answers.closed, reopens: answers.reopens, asked: answers.asked }
        : undefined,
    today,
    rules: ehcRulesOn(first),
  };
  const { end, steps } = walk(assessmentGraph, facts);
  return assessmentAnswers(end, facts, { asked: answers.asked, walked: steps, council });
}

function adviceAlone(asked: string): Answer {
  const { advice } = ehcRulesOn(asked).limits;
  const due = lastDay(advice, asked);
  return {
    sentence: `Whoever was asked for advice on {${asked}} must answer by {${due}}.`,
    tone: 'note',
    why: [{ text: 'Each professional has 6 weeks from the day they got the request.', law: advice.law }],
    todo: [
      'Ask the council which professionals it has asked, and when.',
      `Has one not answered by {${plusDays(due, 1)}}? Ask the council to chase them.`,
    ],
    days: [{ key: 'advice', day: due, what: 'Advice is due', who: 'The professional who was asked', law: advice.law }],
    walked: [],
  };
}

/** `/tools/ehc-dates`: from a request for an EHC needs assessment to the final plan. */
export const assessmentTool = (council: CouncilEhcRules): Tool => ({
  slug: 'ehc-dates',
  group,
  title: 'When is the answer due? From request to EHC plan',
  lead: 'Tell us when you asked for an assessment, and we tell you who must do what by when.',
  introduction: [
    'The whole way, from the day the council gets a request to the final plan, must take no longer than 20 weeks.',
  ],
  fields,
  button: 'Work out the dates',
  workOut: (answers, around) => workOut(answers, around, council),
  graphs: [assessmentGraph],
  limits: limitsNamed(
    'decision_to_assess',
    'advice',
    'refusal_of_plan',
    'views_on_draft',
    'school_answers',
    'final_plan',
    'long_closure',
    'closure_notice',
    'earlier_assessment',
  ),
});
