import { plusDays } from '../calendar/day-rules.ts';
import { lastDay } from '../calendar/limit-rules.ts';
import type { Graph } from '../tools/graph-rules.ts';
import { type DueDay, dueBy, dueOn, type EhcRules } from './rule-set-rules.ts';

/** The next review, counted from the day the plan was made or last reviewed (CFA 2014, s. 44). */
export function nextReview(madeOrReviewed: string, { limits }: EhcRules): { complete: DueDay; latest_meeting: DueDay } {
  const complete = dueBy(limits.review, madeOrReviewed);
  return {
    complete,
    // the letter that ends a review must still fit into the twelve months
    latest_meeting: dueOn(plusDays(complete.due, -7 * limits.review_decision.n), limits.review_decision.law),
  };
}

/** What is due around the meeting of a review. */
export interface MeetingDays {
  papers: DueDay;
  report: DueDay;
  decision: DueDay;
  /** the latest day for the final changed plan, if the council's letter comes on its last day */
  latest_plan: DueDay;
}

/** What is due before and after a review meeting (SEND Regulations 2014, regs 20 and 22). */
export function meetingDays(meeting: string, { limits }: EhcRules): MeetingDays {
  const decision = dueBy(limits.review_decision, meeting);
  return {
    papers: dueBy(limits.review_papers, meeting),
    report: dueBy(limits.review_report, meeting),
    decision,
    latest_plan: dueBy(limits.amended_plan, decision.due),
  };
}

/** After the council sent the changes that it proposes: the last of the family's days, and the limit for the final plan. */
export function amendmentDays(sent: string, { limits }: EhcRules): { views: string; plan: DueDay } {
  return { views: lastDay(limits.views_on_amendment, sent), plan: dueBy(limits.amended_plan, sent) };
}

/** What is known of a review: days as `YYYY-MM-DD`. */
export interface ReviewFacts {
  /** the day the plan was made, or the last review of it was complete */
  counted_from?: string | undefined;
  meeting?: string | undefined;
  notice?: string | undefined;
  outcome?: 'keep' | 'change' | 'end' | undefined;
  today: string;
  rules: EhcRules;
}

/** Where an annual review stands, and what follows. */
export const reviewGraph: Graph<
  ReviewFacts,
  | 'review_ahead'
  | 'review_late'
  | 'meeting_ahead'
  | 'decision_awaited'
  | 'decision_late'
  | 'kept_or_ended'
  | 'change_awaited'
  | 'change_late'
> = {
  title: 'The annual review of a plan',
  start: 'stage',
  steps: {
    stage: {
      question: 'What is the last thing that happened?',
      ask: ({ notice, meeting }) => (notice ? 'notice' : meeting ? 'meeting' : 'plan'),
      answers: {
        plan: { text: 'The plan was made, or last reviewed', next: 'review_overdue' },
        meeting: { text: 'A day for the meeting is set', next: 'meeting_held' },
        notice: { text: 'The council wrote after the meeting', next: 'outcome' },
      },
    },
    review_overdue: {
      question: 'Have 12 months passed?',
      law: 'Children and Families Act 2014, s. 44(1)',
      ask: ({ counted_from, today, rules }) =>
        counted_from !== undefined && today > nextReview(counted_from, rules).complete.due ? 'yes' : 'no',
      answers: { no: { text: 'No', next: 'review_ahead' }, yes: { text: 'Yes', next: 'review_late' } },
    },
    meeting_held: {
      question: 'Has the meeting been?',
      ask: ({ meeting, today }) => (meeting !== undefined && meeting < today ? 'yes' : 'no'),
      answers: { no: { text: 'No', next: 'meeting_ahead' }, yes: { text: 'Yes', next: 'decision_overdue' } },
    },
    decision_overdue: {
      question: 'Have 4 weeks passed since the meeting?',
      law: 'SEND Regulations 2014, reg. 20(10)',
      ask: ({ meeting, today, rules }) =>
        meeting !== undefined && today > meetingDays(meeting, rules).decision.due ? 'yes' : 'no',
      answers: { no: { text: 'No', next: 'decision_awaited' }, yes: { text: 'Yes', next: 'decision_late' } },
    },
    outcome: {
      question: 'What did the council decide?',
      law: 'SEND Regulations 2014, reg. 20(10)',
      ask: ({ outcome }) => (outcome === 'keep' || outcome === 'end' ? 'other' : 'change'),
      answers: {
        change: { text: 'To change the plan', next: 'change_overdue' },
        other: { text: 'To keep it as it is, or to end it', next: 'kept_or_ended' },
      },
    },
    change_overdue: {
      question: 'Have 8 weeks passed since the council sent its changes?',
      law: 'SEND Regulations 2014, reg. 22(3) and (4)',
      ask: ({ notice, today, rules }) =>
        notice !== undefined && today > amendmentDays(notice, rules).plan.due ? 'yes' : 'no',
      answers: { no: { text: 'No', next: 'change_awaited' }, yes: { text: 'Yes', next: 'change_late' } },
    },
  },
  ends: {
    review_ahead: { result: 'The review is still to come.' },
    review_late: { result: 'The review is late. Ask for the meeting today.' },
    meeting_ahead: { result: 'Get ready for the meeting. You must get the papers two weeks before.' },
    decision_awaited: { result: 'The council’s decision is on its way.' },
    decision_late: { result: 'The council’s decision is late. Write to it today.' },
    kept_or_ended: { result: 'You can appeal if you do not agree.', law: 'Children and Families Act 2014, s. 51' },
    change_awaited: { result: 'Say what you think of the changes. The final plan is on its way.' },
    change_late: { result: 'The final plan is late. Write to the council today.' },
  },
};
