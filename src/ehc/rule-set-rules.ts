import { z } from 'zod';
import { inForceOn, type Limit, lastDay, limit } from '../calendar/limit-rules.ts';
import { workingDayOnOrBefore } from '../calendar/working-day-rules.ts';
import sets from './reference/ehc-rule-sets.json' with { type: 'json' };

const day = z.iso.date();
const dayOfYear = z.string().regex(/^\d{2}-\d{2}$/);
const law = z.string().min(1);

const ruleSet = z.strictObject({
  name: z.string(),
  effective_from: day,
  effective_to: day.nullable(),
  limits: z.strictObject({
    decision_to_assess: limit,
    advice: limit,
    refusal_of_plan: limit,
    final_plan: limit,
    views_on_draft: limit,
    school_answers: limit,
    long_closure: limit,
    closure_notice: limit,
    earlier_assessment: limit,
    review: limit,
    review_papers: limit,
    review_report: limit,
    review_decision: limit,
    amended_plan: limit,
    views_on_amendment: limit,
    re_assessment_decision: limit,
    re_assessed_plan: limit,
    transfer_of_plan: limit,
    new_council_letter: limit,
    review_after_transfer: limit,
    move_between_colleges: limit,
    direct_payment_check: limit,
  }),
  phase_transfer: z.strictObject({
    school: z.strictObject({ before: dayOfYear, law }),
    post_16: z.strictObject({ before: dayOfYear, law }),
  }),
  oldest_age: z.strictObject({ n: z.int(), college_year_ends: dayOfYear, law }),
});

/** What a council has settled for itself within the law: the shape of the file that authority.json names. */
export const councilEhcRules = z.strictObject({
  about: z.string().optional(),
  /** by when it aims to decide whether a plan is needed, if it has such an aim */
  plan_decision: limit.optional(),
  sen_support_review: limit,
  /** after which school years children with a plan move on here */
  transfer_years: z
    .array(
      z.strictObject({
        year_group: z.int().min(-1).max(14),
        to: z.enum(['school', 'post_16', 'college']),
        words: z.string(),
      }),
    )
    .min(1),
});

export type CouncilEhcRules = z.output<typeof councilEhcRules>;

/** The law of EHC plans as it stands from a day on. */
export type EhcRules = z.output<typeof ruleSet>;
export type TransferYear = CouncilEhcRules['transfer_years'][number];

/** Every set of rules, the oldest first. */
export const ehcRuleSets = z.tuple([ruleSet], ruleSet).parse(sets);

/** The first day on which there was a right to ask for an EHC needs assessment. */
export const lawBegan = ehcRuleSets[0].effective_from;

/** The law of EHC plans on a day. */
export function ehcRulesOn(onDay: string): EhcRules {
  return inForceOn(ehcRuleSets, onDay);
}

/** A day by which something is due, with the working day to aim for when it is not one; the due day stays what it is. */
export interface DueDay {
  due: string;
  /** the last working day before, when nobody works on the due day */
  target: string | null;
  law: string;
}

/** The day that a limit ends, counted from a day. */
export function dueBy(rule: Limit, from: string): DueDay {
  return dueOn(lastDay(rule, from), rule.law);
}

/** A due day that is known already. */
export function dueOn(due: string, citation: string): DueDay {
  const target = workingDayOnOrBefore(due);
  return { due, target: target === due ? null : target, law: citation };
}
