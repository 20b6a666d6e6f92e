import { laterOf } from '../calendar/day-rules.ts';
import { lastDay } from '../calendar/limit-rules.ts';
import { plusWorkingDays } from '../calendar/working-day-rules.ts';
import type { Graph } from '../tools/graph-rules.ts';
import { type DueDay, dueBy, dueOn, type EhcRules } from './rule-set-rules.ts';

/** By when the old council passes the plan on: the day of the move, or 15 working days beginning with the day it knew of it (reg. 15). */
export function handOver(moved: string, knew: string | undefined, { limits }: EhcRules): DueDay {
  const { n, law } = limits.transfer_of_plan;
  if (knew === undefined || knew <= plusWorkingDays(moved, -n)) return dueOn(moved, law);
  return dueBy(limits.transfer_of_plan, knew);
}

/** What the new council must do, from the day on which the plan was passed on; `reviewed` is when it was made or last reviewed. */
export function afterHandOver(
  passedOn: string,
  reviewed: string | undefined,
  { limits }: EhcRules,
): { letter: DueDay; review: DueDay | undefined } {
  const law = limits.review_after_transfer.law;
  const fromTransfer = lastDay(limits.review_after_transfer, passedOn);
  return {
    letter: dueBy(limits.new_council_letter, passedOn),
    review: reviewed ? dueOn(laterOf(lastDay(limits.review, reviewed), fromTransfer), law) : undefined,
  };
}

/** What is known of a move from one council to another. */
export interface MoveFacts {
  /** the day on which the plan was or will be passed on */
  passed_on: string;
  /** the day on which the new council's letter is due */
  letter_due: string;
  has_letter: boolean;
  today: string;
}

/** Where a move between councils stands. */
export const moveGraph: Graph<MoveFacts, 'before' | 'waiting' | 'done' | 'late'> = {
  title: 'Moving to another council with a plan',
  start: 'passed_on',
  steps: {
    passed_on: {
      question: 'Has the day come on which the old council must have passed the plan on?',
      law: 'SEND Regulations 2014, reg. 15',
      ask: ({ passed_on, today }) => (today >= passed_on ? 'yes' : 'no'),
      answers: { no: { text: 'No', next: 'before' }, yes: { text: 'Yes', next: 'letter' } },
    },
    letter: {
      question: 'Has the new council written to you about the plan?',
      law: 'SEND Regulations 2014, reg. 15',
      ask: ({ has_letter }) => (has_letter ? 'yes' : 'no'),
      answers: { yes: { text: 'Yes', next: 'done' }, no: { text: 'No', next: 'weeks' } },
    },
    weeks: {
      question: 'Have 6 weeks passed since then?',
      law: 'SEND Regulations 2014, reg. 15',
      ask: ({ letter_due, today }) => (today > letter_due ? 'yes' : 'no'),
      answers: { no: { text: 'No', next: 'waiting' }, yes: { text: 'Yes', next: 'late' } },
    },
  },
  ends: {
    before: { result: 'Tell both councils of your move now, in writing.' },
    waiting: { result: 'The new council has the plan, and must give all the help in it. Its letter is on its way.' },
    done: { result: 'The new council has done what it must. Next is the review.' },
    late: { result: 'The new council’s letter is late. Write to it today.' },
  },
};
