import { lastDay } from '../calendar/limit-rules.ts';
import type { DisputeRules } from './rule-set-rules.ts';

/** By when the adviser sends the certificate to a family that wants no mediation (SEND Regulations 2014, reg. 34(1)). */
export function certificateWithoutMediation(told: string, { limits }: DisputeRules): string {
  return lastDay(limits.certificate_without_mediation, told);
}

/** By when the council holds the mediation, once it was told that the family wants it (regs 35 and 36). */
export function mediationHeldBy(councilTold: string, { limits }: DisputeRules): string {
  return lastDay(limits.mediation_held, councilTold);
}

/** Around a mediation meeting: by when the family is told of it, and by when the certificate follows (regs 37 and 39). */
export function mediationDays(meeting: string, { limits }: DisputeRules): { told: string; certificate: string } {
  return {
    told: lastDay(limits.mediation_told, meeting),
    certificate: lastDay(limits.certificate_after_mediation, meeting),
  };
}
