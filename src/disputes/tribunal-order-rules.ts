import { lastDay } from '../calendar/limit-rules.ts';
import type { Graph } from '../tools/graph-rules.ts';
import type { DisputeLimit, DisputeRules } from './rule-set-rules.ts';

/** What the Tribunal orders, with what the council must then do and by which limits (SEND Regulations 2014, reg. 44). */
export const orders = {
  assess: { text: 'To assess', limits: ['order_assess_told', 'order_assess_no_plan', 'order_assess_plan'] },
  plan: { text: 'To make a plan', limits: ['order_plan_draft', 'order_plan_final'] },
  again: { text: 'To decide again', limits: ['order_look_again'] },
  amend: { text: 'To change what the plan says', limits: ['order_amend'] },
  school: { text: 'To change the school or college', limits: ['order_school'] },
  keep: { text: 'To keep the plan as it is', limits: [] },
  'keep-amend': { text: 'To keep the plan and change it', limits: ['order_keep_and_amend'] },
  end: { text: 'The plan may end (the appeal was lost)', limits: [] },
  recommendation: { text: 'It recommends something about health or social care', limits: ['recommendation_answered'] },
} as const satisfies Record<string, { text: string; limits: readonly DisputeLimit[] }>;

export type Order = keyof typeof orders;

/** The days that follow an order: August and Christmas count like any other time, for these are not limits of the Tribunal's rules. */
export function daysAfterOrder(
  order: Order,
  ordered: string,
  { limits }: DisputeRules,
): { key: DisputeLimit; day: string; words: string; law: string }[] {
  return orders[order].limits.map((key) => ({
    key,
    day: lastDay(limits[key], ordered),
    words: limits[key].words,
    law: limits[key].law,
  }));
}

/** By when the answer to a recommendation is sent on, after the council got it. */
export function recommendationCopied(answered: string, { limits }: DisputeRules): string {
  return lastDay(limits.recommendation_copied, answered);
}

/** What is known after an order. */
export interface OrderFacts {
  order: Order;
  /** the last of the days by which the council must act */
  last: string | undefined;
  today: string;
}

/** What follows an order of the Tribunal. */
export const orderGraph: Graph<OrderFacts, 'at_once' | 'recommended' | 'awaited' | 'late'> = {
  title: 'After the Tribunal has decided',
  start: 'order',
  steps: {
    order: {
      question: 'What has the Tribunal ordered?',
      law: 'SEND Regulations 2014, reg. 44',
      ask: ({ order }) =>
        order === 'recommendation' ? 'recommendation' : orders[order].limits.length ? 'limit' : 'at_once',
      answers: {
        at_once: { text: 'The plan stays as it is, or may end', next: 'at_once' },
        limit: { text: 'The council must assess, make or change a plan, or decide again', next: 'over' },
        recommendation: { text: 'It recommends something about health or social care', next: 'recommended' },
      },
    },
    over: {
      question: 'Is the last day over?',
      law: 'SEND Regulations 2014, reg. 44(2)',
      ask: ({ last, today }) => (last !== undefined && today > last ? 'yes' : 'no'),
      answers: { no: { text: 'No', next: 'awaited' }, yes: { text: 'Yes', next: 'late' } },
    },
  },
  ends: {
    at_once: { result: 'There is no day to wait for: the decision works at once.' },
    recommended: {
      result: 'A recommendation does not bind, but there must be an answer with reasons.',
      law: 'SEND First-tier Tribunal (Recommendations Power) Regulations 2017',
    },
    awaited: { result: 'The council must act by these days.' },
    late: { result: 'The council is late. Write to it today.' },
  },
};
