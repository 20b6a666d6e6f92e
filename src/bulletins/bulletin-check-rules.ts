import { type CheckFacts, checkPage, type Finding } from '../content/page-check-rules.ts';
import { readPage } from '../content/page-tree-rules.ts';
import { dayInWords } from '../date-rules.ts';
import type { Audience } from './audience-rules.ts';
import type { BulletinContent } from './bulletin-rules.ts';

/** Something that keeps a bulletin from going out, and in which part of its form. */
export interface BulletinFinding extends Finding {
  where: string;
}

/** What the rules must know besides the bulletin. */
export interface BulletinFacts extends CheckFacts {
  /** the day on which it comes out, or came out first: YYYY-MM-DD */
  out_on: string;
  /** whether it is for any school that is open */
  reaches: (audience: Audience) => boolean;
}

/** Everything in a bulletin that must be mended before it goes out. Refuses a text that nobody could follow (`UnreadableText`). */
export function checkBulletin(content: BulletinContent, facts: BulletinFacts): BulletinFinding[] {
  return [
    ...checkDays(content, facts),
    ...checkAudience(content, facts),
    ...checkPage(content, readPage(content.markdown), facts).map((one) => ({
      ...one,
      where: one.line ? `Line ${one.line}` : 'Title and summary',
    })),
  ];
}

function checkDays(
  { due_on, event_on }: Pick<BulletinContent, 'due_on' | 'event_on'>,
  { out_on }: Pick<BulletinFacts, 'out_on'>,
): BulletinFinding[] {
  const over = (day: string | null, where: string, what: string) =>
    day !== null && day < out_on
      ? [{ line: null, where, quote: dayInWords(day), what, mend: 'Choose a day that is still to come.' }]
      : [];
  return [
    ...over(due_on, 'To be done by', 'This day is over before it comes out'),
    ...over(event_on, 'Day of the event', 'The event is over before it comes out'),
  ];
}

function checkAudience(content: BulletinContent, { reaches }: Pick<BulletinFacts, 'reaches'>): BulletinFinding[] {
  if (reaches(content)) return [];
  const what = 'No school that is open is like that';
  return [{ line: null, where: 'For whom', quote: '', what, mend: 'Look at kinds, stages and clusters.' }];
}

/** What was found that nobody has accepted: `accepted` is what was found when somebody said why it goes out all the same. */
export function notAccepted(
  findings: readonly BulletinFinding[],
  accepted: readonly Pick<Finding, 'what' | 'quote'>[],
): BulletinFinding[] {
  return findings.filter((one) => !accepted.some(({ what, quote }) => what === one.what && quote === one.quote));
}
