import type { WorkedDay } from '../tools/tool.ts';
import { limitsOf, signature } from '../tools/tool-words.ts';
import { type DueDay, type EhcRules, ehcRuleSets, lawBegan } from './rule-set-rules.ts';

export const group = 'Education, health and care plans';

/** Refuses a day before the law on EHC plans began. */
export const sinceTheLawBegan = {
  day: lawBegan,
  message: 'The law on these plans began on 1 September 2014. Fill in that day or a later one',
};

/** The limits of some names, with from when they hold, for the page on how a tool works. */
export const limitsNamed = (...names: (keyof EhcRules['limits'])[]) => limitsOf(ehcRuleSets, names);

/** A due day as an answer lists it. */
export function dueDay(
  key: string,
  { due, target, law }: DueDay,
  words: { what: string; who?: string; note?: string; is_marker?: boolean },
): WorkedDay {
  return { key, day: due, target, law, ...words };
}

/** How each letter about lateness ends: what the family asks for. */
export const closing = [
  'Please write to me within 5 working days, and tell me the day on which you will do this. If there is a lawful reason for the delay, please tell me which one, and why it made it impractical to keep the time limit.',
  'If I do not hear from you, I will make a formal complaint, and may then go to the Local Government and Social Care Ombudsman.',
  signature,
];

/** Whom to turn to when a council is late; the same for every limit. */
export const whenLate = [
  'Write to the council today. Use the letter below. Keep a copy.',
  'Wait 5 working days. If nothing comes, make a formal complaint to the council: its website says how.',
  'Still nothing? The Local Government and Social Care Ombudsman looks at delay. It is free. Go to it within 12 months.',
  'The free information, advice and support service can help you with all of this.',
];
