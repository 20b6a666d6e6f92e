import { z } from 'zod';
import { inForceOn, limit } from '../calendar/limit-rules.ts';
import sets from './reference/appeal-rule-sets.json' with { type: 'json' };

const dayOfYear = z.string().regex(/^\d{2}-\d{2}$/);

const ruleSet = z.strictObject({
  name: z.string(),
  effective_from: z.iso.date(),
  effective_to: z.iso.date().nullable(),
  /** an appeal's time that ends in them ends on the first working day after them (rule 12(3)(a)) */
  holidays: z.array(z.strictObject({ from: dayOfYear, to: dayOfYear })),
  /** whether that holds for claims of disability discrimination too: not since 21 July 2020 */
  claims_wait_for_holidays: z.boolean(),
  limits: z.strictObject({
    appeal_after_notice: limit,
    appeal_after_certificate: limit,
    call_adviser: limit,
    certificate_without_mediation: limit,
    mediation_held: limit,
    mediation_told: limit,
    certificate_after_mediation: limit,
    mediation_agreement: limit,
    order_assess_told: limit,
    order_assess_no_plan: limit,
    order_assess_plan: limit,
    order_plan_draft: limit,
    order_plan_final: limit,
    order_look_again: limit,
    order_amend: limit,
    order_school: limit,
    order_keep_and_amend: limit,
    recommendation_answered: limit,
    recommendation_copied: limit,
    claim: limit,
    judicial_review: limit,
    ombudsman: limit,
  }),
});

/** What a council has settled for itself about disagreements: the shape of the file that authority.json names. */
export const councilDisputeRules = z.strictObject({
  about: z.string().optional(),
  /** how long a family has to ask the council to look again at a refusal of school transport */
  travel_appeal: limit,
});

/** The law of appeals and other ways to disagree as it stands from a day on. */
export type DisputeRules = z.output<typeof ruleSet>;
export type CouncilDisputeRules = z.output<typeof councilDisputeRules>;
export type DisputeLimit = keyof DisputeRules['limits'];

/** Every set of rules, the oldest first. */
export const disputeRuleSets = z.tuple([ruleSet], ruleSet).parse(sets);

/** The first day on which there were appeals under the present law. */
export const lawBegan = disputeRuleSets[0].effective_from;

/** The law of appeals on a day. */
export function disputeRulesOn(day: string): DisputeRules {
  return inForceOn(disputeRuleSets, day);
}
