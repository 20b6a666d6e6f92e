import { weekdayInWords } from '../date-rules.ts';
import { type Answers, type Fault, outOfOrder } from '../tools/field-rules.ts';
import { walk } from '../tools/graph-rules.ts';
import type { Answer, Surroundings, Tool, WorkedDay } from '../tools/tool.ts';
import { adviceLink } from '../tools/tool-words.ts';
import {
  barEnds,
  type ReAssessmentFacts,
  reAssessedPlan,
  reAssessmentDecision,
  reAssessmentGraph,
} from './re-assessment-rules.ts';
import { ehcRulesOn } from './rule-set-rules.ts';
import { closing, dueDay, sinceTheLawBegan as earliest, group, limitsNamed, whenLate } from './tool-words.ts';

function workOut(answers: Answers, { today }: Surroundings): Answer | Fault[] {
  const { asked, last_assessed, told, decision } = answers;
  if (!asked && !told)
    return [{ field: 'asked', text: 'Fill in the day the council got your request, or the day of its answer' }];
  const faults = outOfOrder(answers, ['last_assessed', 'asked', 'told']);
  if (faults.length) return faults;
  if (decision && !told) return [{ field: 'told', text: 'Fill in the day of the council’s answer' }];
  const rules = ehcRulesOn(asked ?? told ?? today);
  const { limits } = rules;
  const facts: ReAssessmentFacts = {
    asked,
    last_assessed,
    told,
    decision: decision === 'refuse' ? 'refuse' : 'assess',
    today,
    rules,
  };
  const { end, steps } = walk(reAssessmentGraph, facts);
  const decided = asked ? reAssessmentDecision(asked, rules) : undefined;
  const plan = told && facts.decision === 'assess' ? reAssessedPlan(told, rules) : undefined;
  const days: WorkedDay[] = [];
  if (decided)
    days.push(dueDay('decision', decided, { what: 'The council says if it will assess again', who: 'The council' }));
  if (plan) days.push(dueDay('plan', plan, { what: 'The final plan is sent', who: 'The council' }));
  if (last_assessed)
    days.push({
      key: 'six-months',
      day: barEnds(last_assessed, rules),
      what: 'From this day on the council cannot say no only because the last assessment is new',
      law: limits.earlier_assessment.law,
    });
  const sentences = {
    refused: 'The council will not assess again, and you can appeal against that.',
    plan_awaited: `The final plan is due by {${plan?.due}}.`,
    plan_late: `If you do not have the final plan yet, the council is late: it was due by {${plan?.due}}.`,
    may_be_refused: `The council answers by {${decided?.due}}, and may say no because the last assessment was less than 6 months before.`,
    awaited: `The council must answer by {${decided?.due}}.`,
    late: `If you do not have the answer yet, the council is late: it was due by {${decided?.due}}.`,
  };
  const isLate = end === 'late' || end === 'plan_late';
  return {
    sentence: sentences[end],
    tone: isLate ? 'bad' : end === 'refused' || end === 'may_be_refused' ? 'care' : 'note',
    why: [
      { text: 'The council has 15 days from the day it got your request.', law: limits.re_assessment_decision.law },
      {
        text: 'It must assess again if you or the school ask, unless it did so in the 6 months before, or it is not necessary.',
        law: 'Children and Families Act 2014, s. 44(2); SEND Regulations 2014, reg. 24',
      },
      ...(plan
        ? [{ text: 'The final plan follows within 14 weeks of the letter.', law: limits.re_assessed_plan.law }]
        : []),
    ],
    todo: isLate
      ? whenLate
      : end === 'refused'
        ? [
            'Read the reasons.',
            'Call a mediation adviser: the number is in the letter, and it is free.',
            'Ask for an early review of the plan meanwhile: it can change the plan too.',
          ]
        : [
            'Write down what has changed since the last assessment, and send reports.',
            'The help in the plan goes on meanwhile.',
          ],
    days,
    delays: {
      may: [
        'For the final plan: the same four reasons as for a first assessment, if they make it impractical to be in time.',
      ],
      may_not: ['Too few staff.', 'Weekends, bank holidays and short school holidays: they all count.'],
    },
    ...(isLate
      ? {
          letter: {
            title: 'A letter to copy',
            subject: `Late: ${end === 'late' ? 'your answer to my request to assess again' : 'the final plan'} for [my child’s name, date of birth]`,
            paragraphs: [
              'Dear EHC plan team,',
              end === 'late'
                ? `You received my request to assess again on ${weekdayInWords(asked ?? '')}. By regulation 25 of the Special Educational Needs and Disability Regulations 2014 your answer was due within 15 days, by ${weekdayInWords(decided?.due ?? '')}. I have not received it.`
                : `You told me on ${weekdayInWords(told ?? '')} that you would assess again. By regulation 27 of the Special Educational Needs and Disability Regulations 2014 the final plan was due within 14 weeks, by ${weekdayInWords(plan?.due ?? '')}. I have not received it.`,
              'Please send it to me now.',
              ...closing,
            ],
          },
        }
      : {}),
    links: [
      ...(end === 'refused'
        ? [{ text: 'Work out by when you can appeal', href: `/tools/appeal?decision=refuse-reassess&notice=${told}` }]
        : []),
      adviceLink,
    ],
    walked: steps,
  };
}

/** `/tools/re-assessment`: a new assessment for somebody who has a plan. */
export const reAssessmentTool: Tool = {
  slug: 're-assessment',
  group,
  title: 'Asking for a new assessment',
  lead: 'Your child has a plan, but much has changed. By when the council answers.',
  fields: [
    { kind: 'day', name: 'asked', label: 'When did the council get your request?', earliest },
    {
      kind: 'day',
      name: 'last_assessed',
      label: 'When was the last assessment finished?',
      hint: 'The day of the plan that came of it.',
      is_more: true,
      earliest,
    },
    { kind: 'day', name: 'told', label: 'When did the council answer?', is_more: true, earliest },
    {
      kind: 'choice',
      name: 'decision',
      label: 'What did it answer?',
      is_more: true,
      choices: [
        { value: 'assess', text: 'It will assess again' },
        { value: 'refuse', text: 'It will not assess again' },
      ],
    },
  ],
  button: 'Work out the dates',
  workOut,
  graphs: [reAssessmentGraph],
  limits: limitsNamed('re_assessment_decision', 're_assessed_plan', 'earlier_assessment'),
};
