import { lastDay } from '../calendar/limit-rules.ts';
import type { WorkedDay } from '../tools/tool.ts';
import { appealDay, claimDay } from './appeal-rules.ts';
import { type RouteName, routes } from './route-rules.ts';
import { type CouncilDisputeRules, disputeRulesOn } from './rule-set-rules.ts';

/** By when to act on a way, counted from the decision or from when it happened; empty where no law sets a day. */
export function daysOfWay(way: RouteName, since: string, { travel_appeal }: CouncilDisputeRules): WorkedDay[] {
  const rules = disputeRulesOn(since);
  const { limits } = rules;
  if (way === 'mediation_appeal' || way === 'appeal_direct') {
    const appeal = {
      key: 'appeal',
      day: appealDay(since, undefined, rules).last,
      what: 'The Tribunal must have your appeal by 5pm',
      who: 'You',
      law: limits.appeal_after_notice.law,
      note: way === 'appeal_direct' ? '' : 'Or one month after the certificate, if that is later.',
    };
    const adviser = {
      key: 'adviser',
      day: lastDay(limits.call_adviser, since),
      what: 'Last day to call a mediation adviser',
      who: 'You',
      law: limits.call_adviser.law,
    };
    return way === 'appeal_direct' ? [appeal] : [adviser, appeal];
  }
  if (way === 'health_care_mediation')
    return [
      {
        key: 'adviser',
        day: lastDay(limits.call_adviser, since),
        what: 'Last day to ask for mediation',
        who: 'You',
        law: limits.call_adviser.law,
      },
    ];
  if (way === 'claim')
    return [
      {
        key: 'claim',
        day: claimDay(since, rules).last,
        what: 'The Tribunal must have your claim by 5pm',
        who: 'You',
        law: limits.claim.law,
      },
    ];
  if (way === 'travel_appeal')
    return [
      {
        key: 'travel',
        day: lastDay(travel_appeal, since),
        what: 'Last day to ask the council to look again',
        who: 'You',
        law: travel_appeal.law,
      },
    ];
  if (way === 'court')
    return [
      {
        key: 'court',
        day: lastDay(limits.judicial_review, since),
        what: 'The very last day for a court, but go at once',
        who: 'Your solicitor',
        law: limits.judicial_review.law,
      },
    ];
  if (way === 'council_complaint' || way === 'health_complaint')
    return [
      {
        key: 'ombudsman',
        day: lastDay(limits.ombudsman, since),
        what:
          way === 'council_complaint'
            ? 'Go to the Ombudsman by this day, after the council’s answer'
            : 'Complain to the NHS by this day',
        who: 'You',
        law: way === 'council_complaint' ? limits.ombudsman.law : routes.health_complaint.law,
      },
    ];
  return [];
}
