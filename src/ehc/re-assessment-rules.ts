import { plusMonths } from '../calendar/day-rules.ts';
import type { Graph } from '../tools/graph-rules.ts';
import { type DueDay, dueBy, type EhcRules } from './rule-set-rules.ts';

/** By when the council says whether it assesses again, after it was asked (SEND Regulations 2014, reg. 25). */
export function reAssessmentDecision(asked: string, { limits }: EhcRules): DueDay {
  return dueBy(limits.re_assessment_decision, asked);
}

/** By when the plan is final, after the council told the family that it assesses again (reg. 27). */
export function reAssessedPlan(told: string, { limits }: EhcRules): DueDay {
  return dueBy(limits.re_assessed_plan, told);
}

/** From which day on the council may no longer refuse because the last assessment was less than six months ago (reg. 24). */
export function barEnds(lastAssessed: string, { limits }: EhcRules): string {
  return plusMonths(lastAssessed, limits.earlier_assessment.n);
}

/** What is known of a request to assess again: days as `YYYY-MM-DD`. */
export interface ReAssessmentFacts {
  asked?: string | undefined;
  last_assessed?: string | undefined;
  told?: string | undefined;
  decision?: 'assess' | 'refuse' | undefined;
  today: string;
  rules: EhcRules;
}

/** Where a request to assess again stands. */
export const reAssessmentGraph: Graph<
  ReAssessmentFacts,
  'refused' | 'plan_awaited' | 'plan_late' | 'may_be_refused' | 'awaited' | 'late'
> = {
  title: 'A new assessment for somebody with a plan',
  start: 'told',
  steps: {
    told: {
      question: 'Has the council answered?',
      law: 'SEND Regulations 2014, reg. 25',
      ask: ({ told, decision }) => (told === undefined ? 'no' : decision === 'refuse' ? 'refused' : 'agreed'),
      answers: {
        no: { text: 'No', next: 'decision_overdue' },
        refused: { text: 'Yes, it said no', next: 'refused' },
        agreed: { text: 'Yes, it will assess again', next: 'plan_overdue' },
      },
    },
    decision_overdue: {
      question: 'Have 15 days passed since the council got the request?',
      law: 'SEND Regulations 2014, reg. 25',
      ask: ({ asked, today, rules }) =>
        asked !== undefined && today > reAssessmentDecision(asked, rules).due ? 'yes' : 'no',
      answers: { yes: { text: 'Yes', next: 'late' }, no: { text: 'No', next: 'recent' } },
    },
    recent: {
      question: 'Was the last assessment less than 6 months before you asked?',
      law: 'SEND Regulations 2014, reg. 24',
      ask: ({ asked, last_assessed, rules }) =>
        asked !== undefined && last_assessed !== undefined && asked < barEnds(last_assessed, rules) ? 'yes' : 'no',
      answers: { yes: { text: 'Yes', next: 'may_be_refused' }, no: { text: 'No', next: 'awaited' } },
    },
    plan_overdue: {
      question: 'Have 14 weeks passed since it told you?',
      law: 'SEND Regulations 2014, reg. 27(2)',
      ask: ({ told, today, rules }) => (told !== undefined && today > reAssessedPlan(told, rules).due ? 'yes' : 'no'),
      answers: { no: { text: 'No', next: 'plan_awaited' }, yes: { text: 'Yes', next: 'plan_late' } },
    },
  },
  ends: {
    refused: { result: 'You can appeal.', law: 'Children and Families Act 2014, s. 51(2)(d)' },
    plan_awaited: { result: 'The new plan is on its way.' },
    plan_late: { result: 'The new plan is late. Write to the council today.' },
    may_be_refused: {
      result: 'The council may say no because the last assessment is so new, but it may also say yes.',
    },
    awaited: { result: 'The council’s answer is on its way.' },
    late: { result: 'The council’s answer is late. Write to it today.' },
  },
};
