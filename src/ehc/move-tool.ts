import { weekdayInWords } from '../date-rules.ts';
import { type Answers, type Fault, outOfOrder } from '../tools/field-rules.ts';
import { walk } from '../tools/graph-rules.ts';
import type { Answer, Surroundings, Tool } from '../tools/tool.ts';
import { adviceLink } from '../tools/tool-words.ts';
import { afterHandOver, handOver, moveGraph } from './move-rules.ts';
import { ehcRulesOn } from './rule-set-rules.ts';
import { closing, dueDay, sinceTheLawBegan as earliest, group, limitsNamed, whenLate } from './tool-words.ts';

function workOut(answers: Answers, { today }: Surroundings): Answer | Fault[] {
  const { moved, knew, reviewed, letter } = answers;
  if (!moved) return [{ field: 'moved', text: 'Fill in the day of the move' }];
  const faults = outOfOrder(answers, ['reviewed', 'moved', 'letter']);
  if (faults.length) return faults;
  const rules = ehcRulesOn(moved);
  const transfer = handOver(moved, knew, rules);
  const after = afterHandOver(transfer.due, reviewed, rules);
  const { end, steps } = walk(moveGraph, {
    passed_on: transfer.due,
    letter_due: after.letter.due,
    has_letter: Boolean(letter),
    today,
  });
  const isLate = end === 'late';
  return {
    sentence: isLate
      ? `If the new council has not written to you yet, it is late: its letter was due by {${after.letter.due}}.`
      : letter
        ? `The new council wrote on {${letter}} (${letter > after.letter.due ? 'late' : 'in time'}: it was due by {${after.letter.due}}), and next comes the review.`
        : `The old council passes the plan on by {${transfer.due}}, and the new council writes to you by {${after.letter.due}}.`,
    tone: isLate ? 'bad' : end === 'done' ? 'good' : 'note',
    why: [
      knew && transfer.due !== moved
        ? {
            text: 'The old council did not know of the move 15 working days before. So it has 15 working days, and the day it found out is the first.',
            law: transfer.law,
          }
        : {
            text: 'The old council passes the plan on, on the day of the move, if it knew 15 working days before.',
            law: transfer.law,
          },
      {
        text: 'The new council must give all the help in the plan from then on. If the school is too far away, it must find a place for the time being.',
        law: 'Children and Families Act 2014, s. 42; SEND Regulations 2014, reg. 15',
      },
    ],
    todo:
      end === 'before'
        ? [
            'Tell the old and the new council of the move now, in writing, with the new address and the day.',
            'Ask the new council who will look after the plan, and about schools.',
            'Take copies of the plan and all reports with you.',
          ]
        : isLate
          ? whenLate
          : [
              'Ask the new council who looks after the plan.',
              'Is there no school place yet? Ask for education from the first day: the council must arrange it.',
              'Keep the old council’s letters.',
            ],
    days: [
      dueDay('hand-over', transfer, {
        what: 'The plan is passed on to the new council',
        who: 'The old council. The NHS has its own 15 working days to tell the new health board',
      }),
      dueDay('letter', after.letter, {
        what: 'The new council tells you: the plan has come, whether it will assess again, and when it will review',
        who: 'The new council',
      }),
      ...(after.review
        ? [
            dueDay('review', after.review, {
              what: 'The new council has reviewed the plan',
              who: 'The new council',
              note: 'The later of 12 months after it was made or reviewed, and 3 months after it was passed on.',
            }),
          ]
        : []),
    ],
    delays: {
      may: ['The review may wait until 12 months after the last one, or 3 months after the move, whichever is later.'],
      may_not: [
        'The new council may not wait with the help in the plan until it has reviewed it.',
        'Nobody may ask you to start again with a new request.',
      ],
    },
    ...(isLate
      ? {
          letter: {
            title: 'A letter to copy',
            subject: 'Late: the EHC plan of [my child’s name, date of birth] after our move',
            paragraphs: [
              'Dear EHC plan team,',
              `We moved into your area on ${weekdayInWords(moved)}. My child’s EHC plan passed to you by ${weekdayInWords(transfer.due)}. By regulation 15 of the Special Educational Needs and Disability Regulations 2014 you had to tell us within 6 weeks, by ${weekdayInWords(after.letter.due)}, that it has come, whether you will assess again, and when you will review it.`,
              'Please tell us now, and see that all the help in the plan is given meanwhile.',
              ...closing,
            ],
          },
        }
      : {}),
    links: [{ text: 'Work out the yearly review', href: '/tools/annual-review' }, adviceLink],
    walked: steps,
  };
}

/** `/tools/moving`: a move from one council's area to another's with a plan. */
export const moveTool: Tool = {
  slug: 'moving',
  group,
  title: 'Moving to another council’s area with a plan',
  lead: 'The plan comes with you. By when each council must act.',
  fields: [
    { kind: 'day', name: 'moved', label: 'When do you move, or when did you?', earliest },
    {
      kind: 'day',
      name: 'knew',
      label: 'When did the old council find out?',
      hint: 'Leave it out if you told it more than 3 weeks before the move.',
      earliest,
    },
    { kind: 'day', name: 'reviewed', label: 'When was the plan made or last reviewed?', is_more: true, earliest },
    {
      kind: 'day',
      name: 'letter',
      label: 'When did the new council write to you?',
      is_more: true,
      is_past: true,
      earliest,
    },
  ],
  button: 'Work out the dates',
  workOut,
  graphs: [moveGraph],
  limits: limitsNamed('transfer_of_plan', 'new_council_letter', 'review', 'review_after_transfer'),
};
