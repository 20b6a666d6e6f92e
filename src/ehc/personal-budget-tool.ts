import type { Answers, Fault } from '../tools/field-rules.ts';
import { walk } from '../tools/graph-rules.ts';
import type { Answer, Tool } from '../tools/tool.ts';
import { adviceLink, signature, yesNo } from '../tools/tool-words.ts';
import { type BudgetFacts, budgetGraph, firstPaymentCheck } from './personal-budget-rules.ts';
import { ehcRulesOn } from './rule-set-rules.ts';
import { dueDay, sinceTheLawBegan as earliest, group, limitsNamed } from './tool-words.ts';

const stages = ['draft', 'review', 'have_plan', 'no_plan'] as const;
const law = 'Children and Families Act 2014, s. 49; SEN (Personal Budgets) Regulations 2014';

const words: Record<keyof typeof budgetGraph.ends, { tone: Answer['tone']; why: string; todo: string[] }> = {
  not_yet: {
    tone: 'care',
    why: 'You can ask as soon as the council is drafting a plan.',
    todo: [
      'Ask for an EHC needs assessment if your child may need one.',
      'Other money may help now: short breaks, or direct payments from social care.',
    ],
  },
  at_review: {
    tone: 'note',
    why: 'You have the right to ask while a plan is drafted, reviewed or assessed again.',
    todo: [
      'Ask the school or the council for an early review, and say why.',
      'Say that you will ask for a personal budget there.',
    ],
  },
  review_refusal: {
    tone: 'care',
    why: 'If the council refuses direct payments, it must give its reasons in writing, and look again if you ask.',
    todo: [
      'Ask for the written reasons if you have none.',
      'Write to the council and ask it to look again. Say what you think of each reason.',
      'You cannot appeal to the Tribunal about this, but you can appeal about the help in section F.',
    ],
  },
  must_prepare: {
    tone: 'good',
    why: 'The council must work out which money it can show for the help in the plan, and what for.',
    todo: [
      'Write to the council: "Please prepare a personal budget."',
      'Ask how it worked out the amount.',
      'Decide later who should look after the money: you, the council, the school or somebody else.',
    ],
  },
  need_consent: {
    tone: 'care',
    why: 'Money paid to you for help in a school or college needs the written consent of its head or principal.',
    todo: [
      'Talk to the head or principal: what should be bought, and who would give it?',
      'Ask for their answer in writing.',
      'If they say no, the council can still look after the money for you.',
    ],
  },
  ask_payments: {
    tone: 'good',
    why: 'The council must consider it. It may refuse if the money would cost others their help, or is not well spent, and must then say why in writing.',
    todo: [
      'Write to the council, and say what you would buy, from whom, and why.',
      'Agree in writing what the money is for. It cannot pay for a school place.',
      'Open a bank account that is only for this money, and keep the receipts.',
    ],
  },
};

function workOut({ stage, wants, school, refused, first_paid }: Answers): Answer | Fault[] {
  const at = stages.find((one) => one === stage);
  if (!at && first_paid === undefined) return [{ field: 'stage', text: 'Choose how far you are with the plan' }];
  const facts: BudgetFacts = {
    stage: at ?? 'have_plan',
    wants: wants === 'payments' ? 'payments' : 'budget',
    school_agrees: school === 'no' ? 'no' : school === 'yes' ? 'yes' : 'elsewhere',
    refused: refused === 'yes',
  };
  const { end, steps } = walk(budgetGraph, facts);
  const check = first_paid ? firstPaymentCheck(first_paid, ehcRulesOn(first_paid)) : undefined;
  const { tone, why, todo } = words[end];
  return {
    sentence:
      at || !check ? budgetGraph.ends[end].result : `The council checks by {${check.due}} how the money is used.`,
    tone,
    why: [{ text: why, law }],
    todo,
    days: check
      ? [
          dueDay('check', check, {
            what: 'The council has checked at least once how the direct payment is used',
            who: 'The council',
            note: 'After that it looks again at each review of the plan.',
          }),
        ]
      : [],
    more: [
      {
        title: 'Who can be paid',
        items: [
          'A parent.',
          'A young person after school age who can decide about it.',
          'Somebody whom the young person has chosen, or who acts for them.',
        ],
      },
      {
        title: 'What it cannot be',
        items: [
          'Money for a place at a school or college.',
          'A way to pay for less than the plan says. The help in section F must be given, with or without a personal budget.',
        ],
      },
    ],
    ...(end === 'review_refusal'
      ? {
          letter: {
            title: 'A letter to copy',
            subject: 'Please look again at direct payments for [my child’s name, date of birth]',
            paragraphs: [
              'Dear EHC plan team,',
              'You have refused direct payments for help in the EHC plan. I ask you to review that decision, as regulation 7 of the Special Educational Needs (Personal Budgets) Regulations 2014 lets me.',
              '[Say what you think of each reason, and what the money would be for.]',
              'If you have not given me your reasons in writing, please do so now.',
              signature,
            ],
          },
        }
      : {}),
    links: [{ text: 'Work out the yearly review', href: '/tools/annual-review' }, adviceLink],
    walked: at ? steps : [],
  };
}

/** `/tools/personal-budget`: whether to ask for a personal budget now, and how. */
export const personalBudgetTool: Tool = {
  slug: 'personal-budget',
  group,
  title: 'A personal budget',
  lead: 'Can you ask for money in place of help that the council buys? When and how?',
  introduction: [
    'A personal budget is an amount of money for some of the help in an EHC plan. You have a say in how it is used.',
  ],
  fields: [
    {
      kind: 'choice',
      name: 'stage',
      label: 'How far are you with the plan?',
      choices: [
        { value: 'no_plan', text: 'There is no plan, and no draft' },
        { value: 'draft', text: 'The council is drafting a plan' },
        { value: 'have_plan', text: 'There is a plan' },
        { value: 'review', text: 'The plan is being reviewed or assessed again' },
      ],
    },
    {
      kind: 'choice',
      name: 'wants',
      label: 'What would you like?',
      choices: [
        { value: 'budget', text: 'To know the amount, and have a say' },
        { value: 'payments', text: 'The money paid to us (direct payments)' },
      ],
    },
    {
      kind: 'choice',
      name: 'school',
      label: 'Is it for help in a school or college?',
      choices: [
        { value: 'yes', text: 'Yes, and the head or principal agrees in writing' },
        { value: 'no', text: 'Yes, and nobody has agreed yet' },
        { value: 'elsewhere', text: 'No, it is for help somewhere else' },
      ],
    },
    {
      kind: 'choice',
      name: 'refused',
      label: 'Has the council refused direct payments?',
      is_more: true,
      choices: yesNo,
    },
    { kind: 'day', name: 'first_paid', label: 'When was the first direct payment made?', is_more: true, earliest },
  ],
  button: 'Show me',
  workOut,
  graphs: [budgetGraph],
  limits: limitsNamed('direct_payment_check'),
};
