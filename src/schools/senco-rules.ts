import { addMonths } from '../directory/freshness-rules.ts';
import reference from './reference/senco-qualification.json' with { type: 'json' };
import type { School } from './schools.ts';

export type Qualification = 'nasenco' | 'npq';

/** What is known of a SENCO (special educational needs co-ordinator); days are YYYY-MM-DD. */
export interface SencoFacts {
  appointed_on: string;
  /** for how many months in all they had been a SENCO before that, a month begun being one; null where nobody has said */
  months_before: number | null;
  is_qualified_teacher: boolean | null;
  course_started_on: string | null;
  qualification: Qualification | null;
  qualified_on: string | null;
}

/** Where a SENCO stands with the qualification that the law asks for. */
export interface SencoStanding {
  state: 'held' | 'not_asked' | 'in_time' | 'due_soon' | 'overdue';
  /** by when it must be held; null where the law asks for none */
  due_on: string | null;
  not_asked_because: 'before_the_law' | 'senco_before' | null;
  /** whoever was a SENCO before for more months needs no qualification; null where it is known how long this one was */
  unless_over_months: number | null;
  /** the qualifications that count, the course being begun when it was, or today */
  accepted: Qualification[];
  /** why a qualification that is held does not count */
  does_not_count: string | null;
  /** a SENCO must be a qualified teacher; true where it is known that this one is none */
  is_no_teacher: boolean;
}

/** The names of the qualifications. */
export const qualificationNames = Object.fromEntries(
  reference.rules.flatMap(({ qualifications }) => qualifications.map(({ code, name }) => [code, name])),
) as Record<Qualification, string>;

/**
 * Where a SENCO stands on a day with the qualification of reg 49 of the SEND Regulations 2014: somebody who became SENCO
 * after 1 September 2009, and had not been one for more than twelve months in all before, at this or another school, holds it
 * by the third anniversary. A course begun before 1 September 2024 and completed before 1 September 2027 leads to the former
 * award, any later one to the national professional qualification. The dates are data, each with the day from which it holds.
 */
export function sencoStanding(senco: SencoFacts, today: string): SencoStanding {
  const rule = holding(reference.rules, today);
  const is_no_teacher = senco.is_qualified_teacher === false;
  const not_asked_because = whyNotAsked(rule, senco);
  const none = { does_not_count: null, is_no_teacher, not_asked_because, unless_over_months: null };
  if (!rule || not_asked_because) return { ...none, state: 'not_asked', due_on: null, accepted: [] };
  const due_on = addMonths(senco.appointed_on, rule.within_months);
  const begun_on = senco.course_started_on ?? today;
  const accepted = rule.qualifications.filter(
    ({ started_before, completed_before }) =>
      (started_before === null || begun_on < started_before) &&
      (completed_before === null || (senco.qualified_on ?? today) < completed_before),
  );
  const codes = accepted.map(({ code }) => code as Qualification);
  const held = senco.qualified_on !== null && senco.qualified_on <= today ? senco.qualification : null;
  // who began no course that we know of, and holds the award, began it in time or it would not have been given
  const counts = held !== null && (codes.includes(held) || isFormer(rule, held, senco));
  if (counts) return { ...none, state: 'held', due_on, accepted: codes };
  const does_not_count =
    held === null
      ? null
      : `The ${qualificationNames[held]} does not count for a course that was begun or ended so late.`;
  const soon = holding(reference.soon, today)?.months ?? 0;
  const state = due_on < today ? 'overdue' : due_on <= addMonths(today, soon) ? 'due_soon' : 'in_time';
  const unless_over_months = senco.months_before === null ? rule.exempt_over_months : null;
  return { ...none, state, due_on, accepted: codes, does_not_count, unless_over_months };
}

type Rule = (typeof reference.rules)[number];

function whyNotAsked(
  rule: Rule | undefined,
  { appointed_on, months_before }: SencoFacts,
): SencoStanding['not_asked_because'] {
  if (!rule || appointed_on <= rule.appointed_after) return 'before_the_law';
  return (months_before ?? 0) > rule.exempt_over_months ? 'senco_before' : null;
}

function isFormer(rule: Rule, held: Qualification, { course_started_on, qualified_on }: SencoFacts): boolean {
  const found = rule.qualifications.find(({ code }) => code === held);
  const isInTime = found?.completed_before == null || (qualified_on ?? '') < found.completed_before;
  return course_started_on === null && isInTime;
}

function holding<Dated extends { holds_from: string }>(rows: readonly Dated[], today: string): Dated | undefined {
  return rows.filter(({ holds_from }) => holds_from <= today).at(-1);
}

/** Whether a school must have a SENCO: mainstream schools, academies and nursery schools (Children and Families Act 2014, s.67). */
export function needsSenco({ kind, governance, status }: Pick<School, 'kind' | 'governance' | 'status'>): boolean {
  const isState = governance === 'maintained' || governance === 'academy';
  return isState && (kind === 'mainstream' || kind === 'nursery') && (status === 'open' || status === 'closing');
}
