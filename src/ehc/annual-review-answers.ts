import { weekdayInWords } from '../date-rules.ts';
import type { Answer, Letter } from '../tools/tool.ts';
import { adviceLink } from '../tools/tool-words.ts';
import { amendmentDays, meetingDays, nextReview, type ReviewFacts, type reviewGraph } from './annual-review-rules.ts';
import { closing, whenLate } from './tool-words.ts';

export const delays = {
  may: ['You and the council may agree to look again at a draft. That does not move the limits.'],
  may_not: [
    'School holidays, weekends and bank holidays: they all count.',
    'Too few staff, or a meeting that nobody from the council came to.',
    'A report that the school did not send.',
  ],
};

/** What an annual review's end in the graph says to a family. */
export function reviewAnswer(end: keyof typeof reviewGraph.ends, facts: ReviewFacts): Omit<Answer, 'days' | 'walked'> {
  const { counted_from, meeting = '', notice = '', outcome, rules } = facts;
  const { limits } = rules;
  if (end === 'review_ahead' || end === 'review_late') {
    const { complete, latest_meeting } = nextReview(counted_from ?? '', rules);
    const isLate = end === 'review_late';
    return {
      sentence: isLate
        ? `If there was no review yet, the council is late: it had to be complete by {${complete.due}}.`
        : `The review must be complete by {${complete.due}}, so the meeting should be by {${latest_meeting.due}}.`,
      tone: isLate ? 'bad' : 'note',
      why: [
        { text: 'A plan is reviewed at least once every 12 months.', law: limits.review.law },
        {
          text: 'The council’s letter ends the review, and comes up to 4 weeks after the meeting.',
          law: limits.review_decision.law,
        },
      ],
      todo: isLate
        ? [
            'Was there a review since? Fill in its day below.',
            'If not, ask the school today for the day of the meeting.',
            ...whenLate,
          ]
        : [
            'Ask the school which day it plans for the meeting.',
            'Write down what goes well, what does not, and what you and your child want to be different. You can ask for an earlier review at any time.',
            'From Year 9 on, the review must also look at growing up: work, home, friends and health.',
          ],
      ...(isLate
        ? {
            letter: letter(
              'the annual review of the EHC plan',
              `The plan was made or last reviewed on ${weekdayInWords(counted_from ?? '')}. By section 44 of the Children and Families Act 2014 the next review was due by ${weekdayInWords(complete.due)}.`,
              'Please tell me the day of the review meeting.',
            ),
          }
        : {}),
      links: [adviceLink],
    };
  }
  if (end === 'meeting_ahead') {
    const { papers, decision } = meetingDays(meeting, rules);
    return {
      sentence: `You must get the papers by {${papers.due}}, and the council’s decision by {${decision.due}}.`,
      tone: 'note',
      why: [
        {
          text: 'Everybody who is invited gets notice of the meeting, and all advice, two weeks before it.',
          law: limits.review_papers.law,
        },
        { text: 'The council decides within 4 weeks of the meeting.', law: limits.review_decision.law },
      ],
      todo: [
        'Send the school your own views, and ask your child for theirs.',
        'Ask who will be there: school, council, health and social care must be invited.',
        'No papers two weeks before? Ask for them. You can ask for another day if you need time to read.',
      ],
      links: [adviceLink],
    };
  }
  if (end === 'decision_awaited' || end === 'decision_late') {
    const { report, decision, latest_plan } = meetingDays(meeting, rules);
    const isLate = end === 'decision_late';
    return {
      sentence: isLate
        ? `If you do not have the decision yet, the council is late: it was due by {${decision.due}}.`
        : `The council must tell you by {${decision.due}} if the plan stays, changes or ends.`,
      tone: isLate ? 'bad' : 'note',
      why: [
        {
          text: 'The council has 4 weeks from the meeting. If it wants to change the plan, it must send the changes with that letter.',
          law: limits.review_decision.law,
        },
        {
          text: `The final changed plan then follows within 8 weeks: by {${latest_plan.due}} at the latest.`,
          law: limits.amended_plan.law,
        },
      ],
      todo: isLate
        ? ['Did the letter come? Fill in its day below.', ...whenLate]
        : [
            `Ask for the report of the meeting if you do not have it by {${report.due}}.`,
            'Check that it says what was agreed. Send the council your own notes if it does not.',
          ],
      ...(isLate
        ? {
            letter: letter(
              'your decision after the annual review',
              `The review meeting was on ${weekdayInWords(meeting)}. By regulation 20(10) of the Special Educational Needs and Disability Regulations 2014 your decision was due within 4 weeks, by ${weekdayInWords(decision.due)}, and so were any changes that you propose.`,
              'Please send me your decision and the changes now.',
            ),
          }
        : {}),
      links: [adviceLink],
    };
  }
  const appeal = {
    text: 'Work out by when you can appeal',
    href: `/tools/appeal?decision=${outcome === 'end' ? 'cease' : 'refuse-amend'}&notice=${notice}`,
  };
  if (end === 'kept_or_ended')
    return {
      sentence:
        outcome === 'end'
          ? 'The council wants to end the plan, but must keep it up until the time for an appeal is over, or the appeal is decided.'
          : 'The plan stays as it is, and you can appeal if you think it should change.',
      tone: 'care',
      why: [
        {
          text:
            outcome === 'end'
              ? 'A plan may only end if the council is no longer responsible, or the plan is no longer needed.'
              : 'You can appeal when the council does not change a plan after a review.',
          law: outcome === 'end' ? 'Children and Families Act 2014, s. 45' : 'Children and Families Act 2014, s. 51(2)',
        },
      ],
      todo: [
        'Read the reasons in the letter.',
        'Call a mediation adviser: the number is in the letter, and it is free.',
        'Work out by when you can appeal.',
      ],
      links: [appeal, adviceLink],
    };
  const { views, plan } = amendmentDays(notice, rules);
  const isLate = end === 'change_late';
  return {
    sentence: isLate
      ? `If you do not have the final plan yet, the council is late: it was due by {${plan.due}}.`
      : `Say what you think of the changes by {${views}}: the final plan is due by {${plan.due}}.`,
    tone: isLate ? 'bad' : 'note',
    why: [
      {
        text: 'You have at least 15 days for your views. The day the changes were sent counts as the first.',
        law: limits.views_on_amendment.law,
      },
      {
        text: 'The final plan, or the reasons why nothing changes, must come within 8 weeks of the proposed changes.',
        law: limits.amended_plan.law,
      },
    ],
    todo: isLate
      ? whenLate
      : [
          'Compare the changes with the plan, line by line.',
          'Say which school or college you want. You can ask for a meeting.',
          'Send your views in writing.',
        ],
    ...(isLate
      ? {
          letter: letter(
            'the final EHC plan after the annual review',
            `You sent your proposed changes on ${weekdayInWords(notice)}. By regulation 22(3) and (4) of the Special Educational Needs and Disability Regulations 2014 the final plan was due within 8 weeks, by ${weekdayInWords(plan.due)}.`,
            'Please send me the final plan now.',
          ),
        }
      : {}),
    links: [appeal, adviceLink],
  };
}

function letter(what: string, facts: string, please: string): Letter {
  return {
    title: 'A letter to copy',
    subject: `Late: ${what} of [my child’s name, date of birth]`,
    paragraphs: ['Dear EHC plan team,', `${facts} I have not received it.`, please, ...closing],
  };
}
