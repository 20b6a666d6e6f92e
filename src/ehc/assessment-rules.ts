import { daysFrom, plusDays } from '../calendar/day-rules.ts';
import { lastDay } from '../calendar/limit-rules.ts';
import type { Graph } from '../tools/graph-rules.ts';
import { type DueDay, dueBy, dueOn, type EhcRules } from './rule-set-rules.ts';

/** The days of a first assessment, counted from the day on which the council got the request (CFA 2014, s. 36). */
export interface AssessmentDays {
  decision: DueDay;
  /** not a limit of the law: when advice is in if the council asked for it on the last day */
  advice_in: DueDay;
  refusal: DueDay;
  /** the last day to serve a draft that leaves the family its 15 days */
  draft: DueDay;
  final: DueDay;
}

/** What is due when after a request for an EHC needs assessment. Nothing moves because a day is a holiday. */
export function assessmentDays(received: string, { limits }: EhcRules): AssessmentDays {
  const decision = dueBy(limits.decision_to_assess, received);
  const final = dueBy(limits.final_plan, received);
  return {
    decision,
    advice_in: dueBy(limits.advice, decision.due),
    refusal: dueBy(limits.refusal_of_plan, received),
    draft: dueOn(
      plusDays(final.due, -limits.views_on_draft.n),
      'SEND Regulations 2014, reg. 13(1) and (2), worked out',
    ),
    final,
  };
}

/** After a draft plan was served: the last of the family's days, and the first on which the plan may be made final. */
export function draftDays(served: string, { limits }: EhcRules): { views: string; earliest_final: string } {
  const views = lastDay(limits.views_on_draft, served);
  return { views, earliest_final: plusDays(views, 1) };
}

/** A school's or nursery's holiday: closed from one day, open again on another. */
export interface Closure {
  closed: string;
  reopens: string;
}

/**
 * In which days a council must have asked a school for advice so that the school's holiday can be a lawful reason for
 * delay; undefined when the holiday is shorter than four weeks (SEND Regulations 2014, reg. 5(4)(a) and (b)).
 */
export function closureWindow(
  { closed, reopens }: Closure,
  { limits }: EhcRules,
): { from: string; to: string } | undefined {
  if (daysFrom(closed, reopens) < limits.long_closure.n * 7) return undefined;
  return { from: lastDay(limits.closure_notice, closed), to: lastDay(limits.closure_notice, reopens) };
}

/** Whether a school's holiday can be a lawful reason for delay, when the council asked for advice on a day. */
export function closureMayExcuse(closure: Closure, asked: string, rules: EhcRules): boolean {
  const window = closureWindow(closure, rules);
  return window !== undefined && window.from <= asked && asked <= window.to;
}

/** The four reasons for which a council need not keep a limit, if it is impractical to keep it (regs 5(4), 10(4), 13(3)). */
export const lawfulReasons = ['school_closed', 'nursery_closed', 'exceptional', 'away'] as const;

/** What is known of an assessment: days as `YYYY-MM-DD`. */
export interface AssessmentFacts {
  received?: string | undefined;
  decided?: string | undefined;
  decision?: 'assess' | 'refuse' | undefined;
  draft?: string | undefined;
  ended?: string | undefined;
  result?: 'plan' | 'no_plan' | undefined;
  /** one of the lawful reasons, or another, or none that the family was told of */
  reason?: string | undefined;
  /** the school's holiday, and the day on which the school was asked: where known, they decide about that reason */
  closure?: (Closure & { asked: string }) | undefined;
  today: string;
  rules: EhcRules;
}

const overdue =
  (due: (days: AssessmentDays) => DueDay) =>
  ({ received, today, rules }: AssessmentFacts) =>
    received !== undefined && today > due(assessmentDays(received, rules)).due ? 'yes' : 'no';

const exceptions = 'SEND Regulations 2014, regs 5(4), 10(4) and 13(3)';

/** Where a first assessment stands, and what follows. */
export const assessmentGraph: Graph<
  AssessmentFacts,
  | 'finished'
  | 'no_plan'
  | 'refused'
  | 'draft_alone'
  | 'assessing_alone'
  | 'decision_awaited'
  | 'plan_awaited'
  | 'draft_in_time'
  | 'late'
  | 'late_with_reason'
> = {
  title: 'From a request to a plan',
  start: 'stage',
  steps: {
    stage: {
      question: 'What is the last thing that happened?',
      ask: ({ ended, result, draft, decided, decision }) =>
        ended ? (result ?? 'plan') : draft ? 'draft' : decided ? (decision ?? 'assess') : 'received',
      answers: {
        received: { text: 'The council got the request', next: 'decision_overdue' },
        refuse: { text: 'The council said that it will not assess', next: 'refused' },
        assess: { text: 'The council said that it will assess', next: 'start_known' },
        draft: { text: 'The council sent a draft plan', next: 'start_known_at_draft' },
        no_plan: { text: 'The council said that it will make no plan', next: 'no_plan' },
        plan: { text: 'The council sent the final plan', next: 'finished' },
      },
    },
    decision_overdue: {
      question: 'Have the 6 weeks for the council’s answer passed?',
      law: 'SEND Regulations 2014, regs 4(1) and 5(1)',
      ask: overdue(({ decision }) => decision),
      answers: { no: { text: 'No', next: 'decision_awaited' }, yes: { text: 'Yes', next: 'reason' } },
    },
    start_known: {
      question: 'Do you know when the council got the request?',
      ask: ({ received }) => (received ? 'yes' : 'no'),
      answers: { no: { text: 'No', next: 'assessing_alone' }, yes: { text: 'Yes', next: 'plan_overdue' } },
    },
    plan_overdue: {
      question: 'Have the 20 weeks for the final plan passed?',
      law: 'SEND Regulations 2014, reg. 13(2)',
      ask: overdue(({ final }) => final),
      answers: { no: { text: 'No', next: 'plan_awaited' }, yes: { text: 'Yes', next: 'reason' } },
    },
    start_known_at_draft: {
      question: 'Do you know when the council got the request?',
      ask: ({ received }) => (received ? 'yes' : 'no'),
      answers: { no: { text: 'No', next: 'draft_alone' }, yes: { text: 'Yes', next: 'draft_overdue' } },
    },
    draft_overdue: {
      question: 'There is a draft. Have the 20 weeks for the final plan passed?',
      law: 'SEND Regulations 2014, reg. 13(2)',
      ask: overdue(({ final }) => final),
      answers: { no: { text: 'No', next: 'draft_in_time' }, yes: { text: 'Yes', next: 'reason' } },
    },
    reason: {
      question: 'Is there one of the four lawful reasons, and does it make it impractical to be in time?',
      law: exceptions,
      ask: ({ reason, closure, rules }) => {
        const isClosure = reason === 'school_closed' || reason === 'nursery_closed';
        if (isClosure && closure) return closureMayExcuse(closure, closure.asked, rules) ? 'yes' : 'no';
        return lawfulReasons.some((lawful) => lawful === reason) ? 'yes' : 'no';
      },
      answers: { no: { text: 'No', next: 'late' }, yes: { text: 'Yes', next: 'late_with_reason' } },
    },
  },
  ends: {
    finished: {
      result: 'You have a plan. You can appeal about what it says.',
      law: 'Children and Families Act 2014, s. 51',
    },
    no_plan: { result: 'You can appeal against the decision.', law: 'Children and Families Act 2014, s. 51' },
    refused: { result: 'You can appeal against the decision.', law: 'Children and Families Act 2014, s. 51' },
    draft_alone: {
      result: 'You have 15 days for your views. The first day of the request tells when the plan is due.',
    },
    assessing_alone: {
      result: 'The plan is due 20 weeks after the request. We can tell the latest day that is possible.',
    },
    decision_awaited: { result: 'The council is in time. Wait for its answer.' },
    plan_awaited: { result: 'The council is in time. Take part in the assessment.' },
    draft_in_time: { result: 'The council is in time. Say what you think of the draft.' },
    late: {
      result: 'The council is late without a lawful reason. Write to it today.',
      law: 'Local Government Act 1974, s. 26',
    },
    late_with_reason: {
      result: 'The day has passed, but the council may have a lawful reason. It must explain, and carry on.',
      law: exceptions,
    },
  },
};
