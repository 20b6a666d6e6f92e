import { limitsOf } from '../tools/tool-words.ts';
import { type DisputeLimit, disputeRuleSets, lawBegan } from './rule-set-rules.ts';

export const group = 'When you do not agree';

/** Refuses a day before the law on EHC plans began. */
export const sinceTheLawBegan = {
  day: lawBegan,
  message: 'The law on these appeals began on 1 September 2014. Fill in that day or a later one',
};

/** The limits of some names, by the time in which they hold, for the page on how a tool works. */
export const limitsNamed = (...names: DisputeLimit[]) => limitsOf(disputeRuleSets, names);

export const tribunalLink = {
  text: 'The SEND Tribunal on GOV.UK: forms, and where to send them',
  href: 'https://www.gov.uk/courts-tribunals/first-tier-tribunal-special-educational-needs-and-disability',
};

export const routerLink = { text: 'All the ways to put things right', href: '/tools/when-things-go-wrong' };
