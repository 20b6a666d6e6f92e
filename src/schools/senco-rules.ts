import { addMonths } from '../directory/freshness-rules.ts';
import reference from './reference/senco-qualification.json' with { type: 'json' };
import type { School } from './schools.ts';

export type Qualification = 'nasenco' | 'npq';

/** What is known of a SENCO (special educational needs co-ordinator); days are YYYY-MM-DD. */
export interface SencoFacts {
  appointed_on: string;
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
 * after 1 September 2009 holds it by the third anniversary. A course begun before 1 September 2024 and completed before
 * 1 September 2027 leads to the former award, any later one to the national professional qualification. The dates are data,
 * each with the day from which it holds. Whether somebody was a SENCO before for more than a year, which ends the duty, is
 * for the school to say.
 */
export function sencoStanding(senco: SencoFacts, today: string): SencoStanding {
  const rule = holding(reference.rules, today);
  const is_no_teacher = senco.is_qualified_teacher === false;
  const none = { does_not_count: null, is_no_teacher };
  if (!rule || senco.appointed_on < rule.appointed_from)
    return { ...none, state: 'not_asked', due_on: null, accepted: [] };
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
  return { state, due_on, accepted: codes, does_not_count, is_no_teacher };
}

type Rule = (typeof reference.rules)[number];

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
