import { weekdayInWords } from '../date-rules.ts';
import type { Answers } from '../tools/field-rules.ts';
import type { Letter } from '../tools/tool.ts';
import { signature } from '../tools/tool-words.ts';
import { mediationHeldBy } from './mediation-rules.ts';
import { disputeRulesOn } from './rule-set-rules.ts';

/** When a mediation had to be, and a letter about it, where its day has passed and no meeting is known; otherwise undefined. */
export function lateMediation(
  { mediation, meeting, certificate }: Answers,
  today: string,
): { due: string; letter: Letter } | undefined {
  if (!mediation || meeting || certificate) return undefined;
  const due = mediationHeldBy(mediation, disputeRulesOn(mediation));
  if (today <= due) return undefined;
  return {
    due,
    letter: {
      title: 'A letter to copy',
      subject: 'Late: mediation about [my child’s name, date of birth]',
      paragraphs: [
        'Dear EHC plan team,',
        `You were told on ${weekdayInWords(mediation)} that I want mediation. By regulations 35 and 36 of the Special Educational Needs and Disability Regulations 2014 it had to take place within 30 days, by ${weekdayInWords(due)}. It has not.`,
        'Please tell me within 5 working days where and when it will be. If you cannot arrange it, please tell the mediation adviser now, so that I get my certificate.',
        signature,
      ],
    },
  };
}
