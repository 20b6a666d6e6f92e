import { type Answers, type Fault, type Field, outOfOrder } from '../tools/field-rules.ts';
import { walk } from '../tools/graph-rules.ts';
import type { Answer, Surroundings, Tool, WorkedDay } from '../tools/tool.ts';
import { delays, reviewAnswer } from './annual-review-answers.ts';
import { amendmentDays, meetingDays, nextReview, type ReviewFacts, reviewGraph } from './annual-review-rules.ts';
import { ehcRulesOn } from './rule-set-rules.ts';
import { dueDay, sinceTheLawBegan as earliest, group, limitsNamed } from './tool-words.ts';

const fields: Field[] = [
  {
    kind: 'day',
    name: 'plan_made',
    label: 'When was the plan made?',
    hint: 'The day of the final plan. It stands on its first or last page.',
    earliest,
  },
  {
    kind: 'day',
    name: 'last_review',
    label: 'When was it last reviewed?',
    hint: 'Leave this out if there was no review yet. It is the day of the council’s letter after the review.',
    earliest,
  },
  { kind: 'day', name: 'meeting', label: 'When is or was the review meeting?', earliest },
  {
    kind: 'day',
    name: 'notice',
    label: 'When did the council write after the meeting?',
    hint: 'The letter that says if the plan stays, changes or ends.',
    is_more: true,
    earliest,
  },
  {
    kind: 'choice',
    name: 'outcome',
    label: 'What did that letter say?',
    is_more: true,
    choices: [
      { value: 'change', text: 'The plan will be changed' },
      { value: 'keep', text: 'The plan stays as it is' },
      { value: 'end', text: 'The plan will end' },
    ],
  },
];

function workOut(answers: Answers, { today }: Surroundings): Answer | Fault[] {
  const { plan_made, last_review, meeting, notice, outcome } = answers;
  const faults = outOfOrder(answers, ['plan_made', 'last_review', 'meeting', 'notice']);
  if (outcome && !notice) faults.push({ field: 'notice', text: 'Fill in the day of the council’s letter' });
  if (faults.length) return faults;
  const counted_from = last_review ?? plan_made;
  const first = counted_from ?? meeting ?? notice ?? today;
  const rules = ehcRulesOn(first);
  const facts: ReviewFacts = {
    counted_from,
    meeting,
    notice,
    outcome: outcome === 'keep' || outcome === 'end' ? outcome : notice ? 'change' : undefined,
    today,
    rules,
  };
  const { end, steps } = walk(reviewGraph, facts);
  return { ...reviewAnswer(end, facts), days: daysOf(facts), delays, walked: steps };
}

function daysOf({ counted_from, meeting, notice, outcome, rules }: ReviewFacts): WorkedDay[] {
  const days: WorkedDay[] = [];
  if (counted_from) {
    const { complete, latest_meeting } = nextReview(counted_from, rules);
    days.push(
      dueDay('latest-meeting', latest_meeting, {
        what: 'Latest day for the review meeting',
        who: 'School or council',
        note: 'So that the council’s letter still comes in time.',
      }),
      dueDay('review', complete, { what: 'The yearly review is complete', who: 'The council' }),
    );
  }
  if (meeting) {
    const { papers, report, decision, latest_plan } = meetingDays(meeting, rules);
    days.push(
      dueDay('papers', papers, {
        what: 'Everybody has notice of the meeting, and all papers',
        who: 'School or council',
      }),
      {
        key: 'meeting',
        day: meeting,
        what: 'The review meeting',
        who: 'You, your child, school, council, health, social care',
      },
      dueDay('report', report, {
        what: 'The report of the meeting is sent to everybody',
        who: 'The head, or the council',
      }),
      dueDay('decision', decision, {
        what: 'The council decides, and sends any changes with its letter',
        who: 'The council',
      }),
      ...(notice
        ? []
        : [dueDay('latest-plan', latest_plan, { what: 'The final changed plan, at the latest', who: 'The council' })]),
    );
  }
  if (notice && outcome === 'change') {
    const { views, plan } = amendmentDays(notice, rules);
    days.push(
      {
        key: 'views',
        day: views,
        what: 'The last of your 15 days to say what you think of the changes',
        who: 'You',
        law: rules.limits.views_on_amendment.law,
      },
      dueDay('plan', plan, { what: 'The final changed plan, or the reasons for no change', who: 'The council' }),
    );
  }
  return days;
}

/** `/tools/annual-review`: the yearly review of a plan. */
export const annualReviewTool: Tool = {
  slug: 'annual-review',
  group,
  title: 'The yearly review of an EHC plan',
  lead: 'When the meeting must be, when papers and the decision are due, and what to do if they are late.',
  introduction: ['Fill in what you know. One day is enough.'],
  fields,
  button: 'Work out the dates',
  workOut,
  graphs: [reviewGraph],
  limits: limitsNamed(
    'review',
    'review_papers',
    'review_report',
    'review_decision',
    'views_on_amendment',
    'amended_plan',
  ),
};
