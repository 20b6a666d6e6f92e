import type { Graph } from '../tools/graph-rules.ts';
import { type DueDay, dueBy, type EhcRules } from './rule-set-rules.ts';

/** By when the council first checks how a direct payment is used, after the first one was paid. */
export function firstPaymentCheck(firstPaid: string, { limits }: EhcRules): DueDay {
  return dueBy(limits.direct_payment_check, firstPaid);
}

/** What is known of a wish for a personal budget. */
export interface BudgetFacts {
  stage: 'draft' | 'review' | 'have_plan' | 'no_plan';
  wants?: 'budget' | 'payments' | undefined;
  school_agrees?: 'yes' | 'no' | 'elsewhere' | undefined;
  refused?: boolean | undefined;
}

/** Whether somebody can ask for a personal budget and for direct payments now (CFA 2014, s. 49; SI 2014/1652). */
export const budgetGraph: Graph<
  BudgetFacts,
  'not_yet' | 'at_review' | 'review_refusal' | 'must_prepare' | 'need_consent' | 'ask_payments'
> = {
  title: 'A personal budget',
  start: 'stage',
  steps: {
    stage: {
      question: 'How far are you with the plan?',
      law: 'Children and Families Act 2014, s. 49; SEN (Personal Budgets) Regulations 2014',
      ask: ({ stage }) => stage,
      answers: {
        no_plan: { text: 'There is no plan, and no draft of one', next: 'not_yet' },
        have_plan: { text: 'There is a plan, and no review just now', next: 'at_review' },
        draft: { text: 'The council is drafting a plan', next: 'refused' },
        review: { text: 'The plan is being reviewed, or there is a new assessment', next: 'refused' },
      },
    },
    refused: {
      question: 'Has the council refused direct payments?',
      law: 'SEN (Personal Budgets) Regulations 2014, reg. 7',
      ask: ({ refused }) => (refused ? 'yes' : 'no'),
      answers: { yes: { text: 'Yes', next: 'review_refusal' }, no: { text: 'No', next: 'wants' } },
    },
    wants: {
      question: 'Do you want the money paid to you?',
      ask: ({ wants }) => (wants === 'payments' ? 'yes' : 'no'),
      answers: {
        no: { text: 'No, we want to see the amount and have a say', next: 'must_prepare' },
        yes: { text: 'Yes, as direct payments', next: 'school' },
      },
    },
    school: {
      question: 'Is the money for help in a school or college, and does its head or principal agree in writing?',
      law: 'SEN (Personal Budgets) Regulations 2014',
      ask: ({ school_agrees }) => (school_agrees === 'no' ? 'no' : 'yes'),
      answers: {
        no: { text: 'It is for help there, and nobody has agreed yet', next: 'need_consent' },
        yes: { text: 'They agree, or the help is somewhere else', next: 'ask_payments' },
      },
    },
  },
  ends: {
    not_yet: { result: 'Not yet: a personal budget belongs to an EHC plan.' },
    at_review: { result: 'Ask at the next review, or ask for an early one.' },
    review_refusal: {
      result: 'Ask the council to look at its refusal again: it must.',
      law: 'SEN (Personal Budgets) Regulations 2014, reg. 7',
    },
    must_prepare: {
      result: 'Yes, the council must prepare a personal budget if you ask.',
      law: 'Children and Families Act 2014, s. 49(1)',
    },
    need_consent: { result: 'First ask the head or principal to agree in writing.' },
    ask_payments: { result: 'Yes, you can ask for direct payments.', law: 'SEN (Personal Budgets) Regulations 2014' },
  },
};
