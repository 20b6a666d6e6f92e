import { plusDays } from '../calendar/day-rules.ts';
import { lastDay } from '../calendar/limit-rules.ts';
import type { Walked } from '../tools/graph-rules.ts';
import type { Answer } from '../tools/tool.ts';
import { adviceLink } from '../tools/tool-words.ts';
import { assessmentLetter, assessmentList } from './assessment-list.ts';
import {
  type AssessmentFacts,
  assessmentDays,
  type assessmentGraph,
  closureMayExcuse,
  closureWindow,
  draftDays,
} from './assessment-rules.ts';
import type { CouncilEhcRules } from './rule-set-rules.ts';
import { whenLate } from './tool-words.ts';

type End = keyof typeof assessmentGraph.ends;

const delays = {
  may: [
    'The council asked a school or nursery for advice, and it was closed for 4 weeks or more without a break. The council must have asked in a set time: from a week before it closed to a week before it opened again.',
    'Something exceptional happened to the child, the parent or the young person in that time.',
    'The child, the parent or the young person was away from the area for 4 weeks or more without a break.',
    'Even then, it must be impractical to be in time. The council must tell you, and do it as soon as it can.',
    'A professional may be late with advice for the same kind of reasons, or if your child missed an appointment with them.',
  ],
  may_not: [
    'Too few staff, or too few educational psychologists.',
    'Too much work, or too many requests.',
    'A professional who has not answered the council.',
    'Weekends, bank holidays, and school holidays shorter than 4 weeks. They all count.',
    'A school that has not done enough before you asked.',
  ],
};

/** What an assessment's end in the graph says to a family, with every day that can be worked out. */
export function assessmentAnswers(
  end: End,
  facts: AssessmentFacts,
  { walked, ...more }: { asked: string | undefined; walked: Walked[]; council: CouncilEhcRules },
): Answer {
  const { received, decided, draft, ended } = facts;
  const all = { days: assessmentList(facts, more), delays, walked, links: [adviceLink] };
  const due = received ? assessmentDays(received, facts.rules) : undefined;
  const law = facts.rules.limits;
  const twenty = { text: 'The final plan is due 20 weeks after the council got the request.', law: law.final_plan.law };
  const six = {
    text: 'The council has 6 weeks from the day it got the request to say if it will assess.',
    law: law.decision_to_assess.law,
  };
  const appeal = (kind: string) => ({
    text: 'Work out by when you can appeal',
    href: `/tools/appeal?decision=${kind}&notice=${ended ?? decided ?? ''}`,
  });
  if (end === 'finished' || end === 'no_plan' || end === 'refused') {
    const about = end === 'finished' ? 'content' : end === 'no_plan' ? 'refuse-plan' : 'refuse-assessment';
    const day = end === 'refused' ? decided : ended;
    const sentence =
      end === 'finished'
        ? `The council sent the final plan on {${day}}${judged(due, facts)}, and must now give all the help in section F.`
        : `The council said no on {${day}}${judged(due, facts)}, and you can appeal against that.`;
    return {
      ...all,
      sentence,
      tone: end === 'finished' ? 'good' : 'care',
      why: refusalReasons(end, law.refusal_of_plan.law),
      todo: todoAtEnd(end),
      links: [appeal(about), adviceLink],
    };
  }
  if (end === 'assessing_alone') {
    const full = lastDay(law.final_plan, decided ?? '');
    const usual = plusDays(full, -7 * law.decision_to_assess.n);
    return {
      ...all,
      sentence: `The final plan is due by {${usual}} if the council took its whole 6 weeks to answer, and never later than {${full}}.`,
      tone: 'note',
      why: [
        twenty,
        {
          text: 'The council answered within 6 weeks, or should have. So the request came at most 6 weeks before, unless the council was late: then the plan is due even sooner.',
        },
      ],
      todo: [
        'Ask the council on which day it got the request. Then come back, and fill in that day.',
        'Tell the council whom it should ask for advice, and what you think your child needs.',
      ],
    };
  }
  if (end === 'draft_alone' || end === 'draft_in_time') {
    const { views, earliest_final } = draftDays(draft ?? '', facts.rules);
    return {
      ...all,
      sentence: `You can say what you think of the draft plan until {${views}} at least${due ? `, and the final plan is due by {${due.final.due}}` : ''}.`,
      tone: 'note',
      why: [
        { text: 'You have at least 15 days. The day you got the draft is the first one.', law: law.views_on_draft.law },
        ...(due ? [twenty] : [{ text: 'We need the day of the request to tell you when the final plan is due.' }]),
      ],
      todo: [
        'Read each section. Is every need in section B, and help for each one in section F, with how much and how often?',
        'Say which school or college you want. The draft must not name one.',
        'Ask for a meeting with the council if you want one.',
        `Send your views by {${views}}. If the council makes the plan final before {${earliest_final}}, it has not given you your time.`,
      ],
    };
  }
  const stage = facts.draft || facts.decided ? 'plan' : 'decision';
  const limit = stage === 'plan' ? due?.final : due?.decision;
  const day = limit?.due ?? '';
  const what = stage === 'plan' ? 'final plan' : 'answer';
  if (end === 'decision_awaited' || end === 'plan_awaited')
    return {
      ...all,
      sentence:
        stage === 'plan'
          ? `The final plan is due by {${day}}.`
          : `The council must tell you by {${day}} if it will assess, and the final plan is due by {${due?.final.due}}.`,
      tone: 'note',
      why: [...(stage === 'plan' ? [twenty] : [six, twenty]), ...closureReasons(facts)],
      todo: [
        'Put the dates into your calendar, and keep every letter and e-mail.',
        'Send the council what you think your child needs, and reports that you have.',
        `Has nothing come by {${plusDays(day, 1)}}? Open this page again: it then holds a letter for you to copy.`,
      ],
    };
  const isExcused = end === 'late_with_reason';
  return {
    ...all,
    sentence: isExcused
      ? `The council may have a lawful reason to be late with the ${what}, but it was due by {${day}}, and that day stays.`
      : `If you do not have the ${what} yet, the council is late: it was due by {${day}}.`,
    tone: isExcused ? 'care' : 'bad',
    why: [stage === 'plan' ? twenty : six, ...closureReasons(facts)],
    todo: isExcused
      ? [
          'Ask the council in writing which reason it means, why that made it impractical to be in time, and which new day it sets.',
          ...whenLate.slice(1),
        ]
      : ['Did it come, and you know when? Fill in that day below, under "More, if you know it".', ...whenLate],
    letter: assessmentLetter(stage, received ?? '', day),
  };
}

function refusalReasons(end: End, sixteenWeeks: string): Answer['why'] {
  if (end === 'finished')
    return [
      {
        text: 'The council must see that you get the special educational help in section F.',
        law: 'Children and Families Act 2014, s. 42',
      },
    ];
  if (end === 'no_plan')
    return [
      {
        text: 'If there will be no plan, the council must say so within 16 weeks of the request, with its reasons.',
        law: sixteenWeeks,
      },
    ];
  return [
    {
      text: 'The test is this: your child has or may have special educational needs, and a plan may be needed. If both are true, the council must assess.',
      law: 'Children and Families Act 2014, s. 36(8)',
    },
  ];
}

function todoAtEnd(end: End): string[] {
  if (end === 'finished')
    return [
      'Read the plan. Is all the help there, and is the school right?',
      'Give a copy to everybody who helps your child.',
      'Not right? You can talk to the council, go to mediation, and appeal about sections B, F and I.',
      'Mark the first yearly review in your calendar.',
    ];
  return [
    'Read the reasons in the letter. Ask for a meeting if they are not clear.',
    'Call a mediation adviser. The number is in the letter. It is free, and you need their certificate to appeal.',
    'Ask the school to go on helping your child. It must, with or without a plan.',
  ];
}

function judged(
  due: ReturnType<typeof assessmentDays> | undefined,
  { ended, decided, decision, result }: AssessmentFacts,
): string {
  if (!due) return '';
  const [happened, limit] = ended
    ? [ended, result === 'no_plan' ? due.refusal.due : due.final.due]
    : [decided ?? '', due.decision.due];
  if (!ended && decision !== 'refuse') return '';
  return happened > limit ? ` (late: it was due by {${limit}})` : ` (in time: it was due by {${limit}})`;
}

function closureReasons({ closure, rules, reason }: AssessmentFacts): Answer['why'] {
  const law = rules.limits.long_closure.law;
  if (!closure)
    return reason && reason !== 'none'
      ? [
          {
            text:
              reason === 'other'
                ? 'The reason that you were given is not one that the law allows.'
                : 'The reason that you were given is one that the law allows, if it made it impractical to be in time.',
            law,
          },
        ]
      : [];
  const window = closureWindow(closure, rules);
  if (!window)
    return [{ text: 'The school was closed for less than 4 weeks, so its holiday is no reason for delay.', law }];
  return closureMayExcuse(closure, closure.asked, rules)
    ? [
        {
          text: `The school was asked between {${window.from}} and {${window.to}}, so its holiday can be a reason for delay.`,
          law,
        },
      ]
    : [
        {
          text: `Only a school that was asked between {${window.from}} and {${window.to}} gives a reason for delay. It was asked on {${closure.asked}}.`,
          law,
        },
      ];
}
