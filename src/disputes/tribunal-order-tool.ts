import { weekdayInWords } from '../date-rules.ts';
import type { Answers, Fault } from '../tools/field-rules.ts';
import { walk } from '../tools/graph-rules.ts';
import type { Answer, Surroundings, Tool, WorkedDay } from '../tools/tool.ts';
import { adviceLink, signature } from '../tools/tool-words.ts';
import { disputeRulesOn } from './rule-set-rules.ts';
import { sinceTheLawBegan as earliest, group, limitsNamed, routerLink } from './tool-words.ts';
import { daysAfterOrder, type Order, orderGraph, orders, recommendationCopied } from './tribunal-order-rules.ts';

const isOrder = (value: string | undefined): value is Order => value !== undefined && Object.hasOwn(orders, value);

function workOut({ ordered, order, answered }: Answers, { today }: Surroundings): Answer | Fault[] {
  const faults: Fault[] = [];
  if (!ordered) faults.push({ field: 'ordered', text: 'Fill in the day of the order' });
  if (!isOrder(order)) faults.push({ field: 'order', text: 'Choose what the Tribunal ordered' });
  if (ordered && answered && answered < ordered)
    faults.push({ field: 'answered', text: 'The answer cannot be before the recommendation' });
  if (faults.length || !ordered || !isOrder(order)) return faults;
  const rules = disputeRulesOn(ordered);
  const follow = daysAfterOrder(order, ordered, rules);
  const last = follow.at(-1)?.day;
  const { end, steps } = walk(orderGraph, { order, last, today });
  const days: WorkedDay[] = follow.map(({ key, day, words, law }) => ({
    key: key.replaceAll('_', '-'),
    day,
    what: words,
    who: order === 'recommendation' ? 'The council or the NHS' : 'The council',
    law,
  }));
  if (order === 'recommendation' && answered)
    days.push({
      key: 'copied',
      day: recommendationCopied(answered, rules),
      what: rules.limits.recommendation_copied.words,
      who: 'The council',
      law: rules.limits.recommendation_copied.law,
    });
  const isLate = end === 'late';
  return {
    sentence:
      end === 'at_once'
        ? order === 'keep'
          ? 'The plan goes on as it is, from now on.'
          : 'The council may end the plan now.'
        : end === 'recommended'
          ? `The council or the NHS must answer the recommendation by {${last}}, and give its reasons.`
          : isLate
            ? `If the council is not done yet, it is late: it had to be done by {${last}}.`
            : follow.length > 1
              ? `The council must act by {${follow[0]?.day}}, and be done by {${last}}.`
              : `The council must do this by {${last}}.`,
    tone: isLate ? 'bad' : 'note',
    why: [
      {
        text: 'The time runs from the day of the order. If the council gave in, it runs from the day on which it told the Tribunal.',
        law: 'SEND Regulations 2014, regs 44 and 45',
      },
      { text: 'August and Christmas count like any other days here.' },
    ],
    todo: isLate
      ? [
          'Write to the council today, and to its lawyers if you know them. Use the letter below.',
          'Nothing after 5 working days? Ask a solicitor about judicial review: for a child it is often free. You can also complain, and go to the Ombudsman.',
        ]
      : ['Put the days into your calendar.', 'Send the order to the school or college, so that it knows.'],
    days,
    delays: {
      may: [
        'Something exceptional in the family.',
        'The family was away from the area for 2 weeks or more without a break.',
        'A school that was closed for 4 weeks or more, if the council had to ask it for advice.',
      ],
      may_not: [
        'Too few staff.',
        'August, Christmas, weekends and bank holidays.',
        'A wish to appeal that is not yet an appeal.',
      ],
    },
    ...(isLate
      ? {
          letter: {
            title: 'A letter to copy',
            subject: 'The Tribunal’s order for [my child’s name, number of the appeal]',
            paragraphs: [
              'Dear EHC plan team,',
              `The Tribunal made its order on ${weekdayInWords(ordered)}. By regulation 44 of the Special Educational Needs and Disability Regulations 2014 you had to carry it out by ${weekdayInWords(last ?? '')}. You have not done so.`,
              'Please carry it out now, and write to me within 5 working days. If not, I will take advice on judicial review.',
              signature,
            ],
          },
        }
      : {}),
    links: [adviceLink, routerLink],
    walked: steps,
  };
}

/** `/tools/tribunal-order`: by when the council must carry out what the Tribunal ordered. */
export const tribunalOrderTool: Tool = {
  slug: 'tribunal-order',
  group,
  title: 'After the Tribunal: by when must the council act?',
  lead: 'You won, or the council gave in. What must happen by when.',
  fields: [
    {
      kind: 'day',
      name: 'ordered',
      label: 'What is the date of the order?',
      hint: 'If the council gave in: the day on which it told the Tribunal.',
      earliest,
    },
    {
      kind: 'choice',
      name: 'order',
      label: 'What must the council do?',
      choices: Object.entries(orders).map(([value, { text }]) => ({ value, text })),
    },
    {
      kind: 'day',
      name: 'answered',
      label: 'After a recommendation: when did the council get the answer?',
      is_more: true,
      earliest,
    },
  ],
  button: 'Work out the dates',
  workOut,
  graphs: [orderGraph],
  limits: limitsNamed(
    'order_assess_told',
    'order_assess_no_plan',
    'order_assess_plan',
    'order_plan_draft',
    'order_plan_final',
    'order_look_again',
    'order_amend',
    'order_school',
    'order_keep_and_amend',
    'recommendation_answered',
    'recommendation_copied',
  ),
};
