import { plusDays, plusMonths } from '../calendar/day-rules.ts';
import { lastDay } from '../calendar/limit-rules.ts';
import { workingDayOnOrBefore } from '../calendar/working-day-rules.ts';
import type { Graph } from '../tools/graph-rules.ts';
import type { CouncilEhcRules, EhcRules, TransferYear } from './rule-set-rules.ts';

/** When the plan must name the next school or college. */
export interface TransferDays {
  due: string;
  /** the law says "before" that day: the last working day that is */
  target: string;
  /** from this day on the child counts among those who will move */
  opens: string;
  law: string;
}

/** A move at the usual time of year: nursery to school, one school to another, or school to post-16 (reg. 18(1)). */
export function transferDays(to: 'school' | 'post_16', year: number, { phase_transfer }: EhcRules): TransferDays {
  const { before, law } = phase_transfer[to];
  const due = `${year}-${before}`;
  return { due, target: workingDayOnOrBefore(plusDays(due, -1)), opens: `${year - 1}-09-01`, law };
}

/** A move from one post-16 place to another, which starts on a day: "at least five months before" (reg. 18(2)). */
export function collegeMoveDays(starts: string, { limits }: EhcRules): TransferDays {
  const due = lastDay(limits.move_between_colleges, starts);
  return {
    due,
    target: workingDayOnOrBefore(due),
    opens: plusMonths(starts, -12),
    law: limits.move_between_colleges.law,
  };
}

/** The move that comes at the end of a school year in this council's area; undefined where there is none. */
export function transferOf(group: number, { transfer_years }: CouncilEhcRules): TransferYear | undefined {
  return transfer_years.find(({ year_group }) => year_group === group);
}

/** What is known of a move to the next stage. */
export interface TransferFacts {
  /** where it leads to; undefined where nobody moves */
  to: TransferYear['to'] | undefined;
  due: string;
  today: string;
}

const isOver = ({ due, today }: TransferFacts) => (today >= due ? 'yes' : 'no');
/** Five months before is the last day itself, where the other days say "before". */
const isPast = ({ due, today }: TransferFacts) => (today > due ? 'yes' : 'no');
const toCome = (question: string, law: string, ask: (facts: TransferFacts) => string) => ({
  question,
  law,
  ask,
  answers: { no: { text: 'No', next: 'ahead' }, yes: { text: 'Yes', next: 'late' } },
});

/** Which limit a move to the next stage has, and whether it has passed. */
export const transferGraph: Graph<TransferFacts, 'none' | 'ahead' | 'late'> = {
  title: 'Moving to the next stage with a plan',
  start: 'stage',
  steps: {
    stage: {
      question: 'Which move is it?',
      ask: ({ to }) => to ?? 'none',
      answers: {
        school: { text: 'Nursery to school, or one school to the next', next: 'february' },
        post_16: { text: 'School to college, sixth form or training', next: 'march' },
        college: { text: 'One college or course to another', next: 'five_months' },
        none: { text: 'Nobody moves after this year group', next: 'none' },
      },
    },
    february: toCome('Has 15 February of the year of the move come?', 'SEND Regulations 2014, reg. 18(1)', isOver),
    march: toCome('Has 31 March of the year of the move come?', 'SEND Regulations 2014, reg. 18(1)', isOver),
    five_months: toCome('Are there less than five months to the move?', 'SEND Regulations 2014, reg. 18(2)', isPast),
  },
  ends: {
    none: { result: 'There is no special day. The yearly review still comes.' },
    ahead: { result: 'Use the review before that day to say which school or college you want.' },
    late: { result: 'If the plan does not name the next place yet, the council is late. Write to it today.' },
  },
};
