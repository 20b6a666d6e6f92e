import { lastDay } from '../calendar/limit-rules.ts';
import { workingDayOnOrAfter } from '../calendar/working-day-rules.ts';
import type { CouncilEhcRules } from './rule-set-rules.ts';

/** When SEN support planned on a day is normally looked at again: on a working day. Schools may choose another (Code of Practice, 6.53). */
export function usualSenSupportReview(
  planned: string,
  { sen_support_review }: CouncilEhcRules,
): { counted: string; review: string } {
  const counted = lastDay(sen_support_review, planned);
  return { counted, review: workingDayOnOrAfter(counted) };
}
