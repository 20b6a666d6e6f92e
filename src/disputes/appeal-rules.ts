import { laterOf, plusDays } from '../calendar/day-rules.ts';
import { lastDay } from '../calendar/limit-rules.ts';
import { workingDayOnOrAfter } from '../calendar/working-day-rules.ts';
import type { Graph } from '../tools/graph-rules.ts';
import { type DisputeRules, disputeRulesOn } from './rule-set-rules.ts';

/** The last day of a time limit for the Tribunal, with every move of it on the way. */
export interface TribunalDay {
  /** as counted, before holidays */
  counted: string;
  /** until 5pm on this day (rule 12) */
  last: string;
  moved_because: 'holidays' | 'no working day' | null;
}

/** An appeal's day in August or from Christmas to New Year moves to the first working day after it; any other to the next working day (rule 12). */
export function tribunalDay(counted: string, { holidays }: Pick<DisputeRules, 'holidays'>): TribunalDay {
  const holiday = holidays.find(({ from, to }) => isWithin(counted.slice(5), from, to));
  const after = holiday ? plusDays(endOf(counted, holiday), 1) : counted;
  const last = workingDayOnOrAfter(after);
  return { counted, last, moved_because: last === counted ? null : holiday ? 'holidays' : 'no working day' };
}

/** By when the Tribunal must have an appeal: two months after the notice, or one month after the certificate if that is later (rule 20). */
export function appealDay(notice: string, certificate: string | undefined, rules: DisputeRules): TribunalDay {
  const fromNotice = lastDay(rules.limits.appeal_after_notice, notice);
  const counted = certificate
    ? laterOf(fromNotice, lastDay(rules.limits.appeal_after_certificate, certificate))
    : fromNotice;
  return tribunalDay(counted, rules);
}

/** By when the Tribunal must have a claim of disability discrimination: without more time for holidays since 21 July 2020. */
export function claimDay(happened: string, rules: DisputeRules): TribunalDay {
  const counted = lastDay(rules.limits.claim, happened);
  const { claims_wait_for_holidays, holidays } = disputeRulesOn(counted);
  return tribunalDay(counted, { holidays: claims_wait_for_holidays ? holidays : [] });
}

function isWithin(dayOfYear: string, from: string, to: string): boolean {
  return from <= to ? from <= dayOfYear && dayOfYear <= to : dayOfYear >= from || dayOfYear <= to;
}

function endOf(day: string, { from, to }: { from: string; to: string }): string {
  const year = Number(day.slice(0, 4));
  return `${from > to && day.slice(5) >= from ? year + 1 : year}-${to}`;
}

/** What can be appealed to the Tribunal (CFA 2014, s. 51(2)), by the value in the address. */
export const decisions = {
  'refuse-assessment': 'not to assess',
  'refuse-plan': 'not to make a plan',
  content: 'on what the plan says: sections B, F, or B, F and I',
  placement: 'only on the school or college in section I',
  'refuse-reassess': 'not to assess again',
  'refuse-amend': 'not to change the plan after a review',
  cease: 'to end the plan',
} as const;

export type Decision = keyof typeof decisions;

/** What is known of a decision and of mediation: days as `YYYY-MM-DD`. */
export interface AppealFacts {
  decision: Decision | 'other';
  notice: string;
  certificate?: string | undefined;
  /** when a mediation adviser was told what the family wants */
  called_adviser?: string | undefined;
  today: string;
  rules: DisputeRules;
}

const isOver = ({ notice, certificate, today, rules }: AppealFacts) =>
  today > appealDay(notice, certificate, rules).last ? 'yes' : 'no';

/** Whether and how a decision can be appealed, and if there is still time. */
export const appealGraph: Graph<
  AppealFacts,
  'no_appeal' | 'direct' | 'direct_late' | 'ready' | 'late' | 'certificate_coming' | 'call_adviser' | 'leave_needed'
> = {
  title: 'From the council’s decision to an appeal',
  start: 'decision',
  steps: {
    decision: {
      question: 'What is the decision that you do not agree with?',
      law: 'Children and Families Act 2014, s. 51(2)',
      ask: ({ decision }) => (decision === 'other' ? 'other' : decision === 'placement' ? 'placement' : 'appealable'),
      answers: {
        appealable: {
          text: 'Not to assess, no plan, what the plan says, not to change it, or to end it',
          next: 'certificate',
        },
        placement: {
          text: 'Only the school or college that the plan names, or that it names none',
          next: 'direct_over',
        },
        other: { text: 'Something else', next: 'no_appeal' },
      },
    },
    direct_over: {
      question: 'Is the time for an appeal over?',
      law: 'Tribunal Procedure Rules 2008, rules 12 and 20',
      ask: isOver,
      answers: { no: { text: 'No', next: 'direct' }, yes: { text: 'Yes', next: 'direct_late' } },
    },
    certificate: {
      question: 'Do you have a mediation certificate?',
      law: 'Children and Families Act 2014, s. 55',
      ask: ({ certificate }) => (certificate ? 'yes' : 'no'),
      answers: { yes: { text: 'Yes', next: 'over' }, no: { text: 'No', next: 'adviser' } },
    },
    over: {
      question:
        'Is the time for an appeal over? It is the later of 2 months from the decision, and 1 month from the certificate.',
      law: 'Tribunal Procedure Rules 2008, rules 12 and 20',
      ask: isOver,
      answers: { no: { text: 'No', next: 'ready' }, yes: { text: 'Yes', next: 'late' } },
    },
    adviser: {
      question: 'Have you called a mediation adviser within 2 months of the decision, or can you still?',
      law: 'SEND Regulations 2014, regs 33 and 34',
      ask({ notice, called_adviser, today, rules }) {
        const last = lastDay(rules.limits.call_adviser, notice);
        if (called_adviser !== undefined && called_adviser <= last) return 'called';
        return today <= last ? 'can' : 'missed';
      },
      answers: {
        called: { text: 'Yes, I have', next: 'certificate_coming' },
        can: { text: 'Not yet, but I can', next: 'call_adviser' },
        missed: { text: 'No, the 2 months are over', next: 'leave_needed' },
      },
    },
  },
  ends: {
    no_appeal: { result: 'The Tribunal cannot look at this. There are other ways.' },
    direct: { result: 'Appeal without a certificate.', law: 'Children and Families Act 2014, s. 55(2)' },
    direct_late: {
      result: 'The time is over. Ask the Tribunal for more time, and say why.',
      law: 'Tribunal Procedure Rules 2008, rule 5(3)(a)',
    },
    ready: { result: 'Send the appeal with the certificate.' },
    late: {
      result: 'The time is over. Ask the Tribunal for more time, and say why.',
      law: 'Tribunal Procedure Rules 2008, rule 5(3)(a)',
    },
    certificate_coming: { result: 'The certificate is on its way. You have one month from its date.' },
    call_adviser: { result: 'Call a mediation adviser now. You need their certificate to appeal.' },
    leave_needed: {
      result: 'There can be no certificate. Ask the Tribunal for permission to appeal.',
      law: 'SEND Regulations 2014, reg. 34(2) and (3)',
    },
  },
};
