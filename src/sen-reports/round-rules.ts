import { dayInWords } from '../date-rules.ts';
import { addDays } from '../directory/date-rules.ts';
import { addMonths } from '../directory/freshness-rules.ts';
import type { PlannedStep, Step } from '../freshness/plan-rules.ts';
import type { ReportFacts } from './report-state-rules.ts';

/** The steps of a round about a school's yearly report: those of the chase after records, without taking anything down. */
export const roundSteps = [
  'asked',
  'reminded',
  'others_asked',
  'to_phone',
  'warned',
] as const satisfies readonly Step[];
export type RoundStep = (typeof roundSteps)[number];

/** Whether a step of the chase is one that is taken about reports. */
export function isRoundStep(step: Step): step is RoundStep {
  return (roundSteps as readonly string[]).includes(step);
}

/** The day (YYYY-MM-DD) on which a school's report is a year old; undefined where nobody knows of one with a date. */
export function endOfYear(
  { here, confirmed }: Pick<ReportFacts, 'here' | 'confirmed'>,
  stale_months: number,
): string | undefined {
  const isThere = confirmed && confirmed.state !== 'missing' && confirmed.state !== 'broken_link';
  const dated = here?.dated ?? (isThere ? confirmed.dated : null);
  return dated ? addMonths(dated, stale_months) : undefined;
}

/** Whether a school is to be asked for its report today, so many days before it is a year old; one without a date is. */
export function isDue(ends_on: string | undefined, ask_days: number, today: string): boolean {
  return ends_on === undefined || addDays(ends_on, -ask_days) <= today;
}

/** Whether a round has come to its end: the school has a report that lasts longer than the one it was asked about. */
export function isRenewed(round: { ends_on: string }, ends_on: string | undefined): boolean {
  return ends_on !== undefined && ends_on > round.ends_on;
}

/** Where a school stands in the yearly round, for the council. */
export type YearState = 'not_due' | 'asked' | 'reminded' | 'overdue' | 'unknown';
export const yearNames: Record<YearState, string> = {
  not_due: 'Not due',
  asked: 'Asked',
  reminded: 'Reminded',
  overdue: 'Overdue',
  unknown: 'No date known',
};

/** Where a school stands in the yearly round on a day; `done` are the steps of the round that is open. */
export function yearState(ends_on: string | undefined, done: ReadonlySet<string>, today: string): YearState {
  if (ends_on !== undefined && ends_on < today) return 'overdue';
  if (done.has('reminded') || done.has('others_asked') || done.has('to_phone')) return 'reminded';
  if (done.has('asked')) return 'asked';
  return ends_on === undefined ? 'unknown' : 'not_due';
}

/** What a letter to a school says about its report; who signs it, and its link, are added where they are known. */
export interface RoundLetter {
  subject: string;
  paragraphs: string[];
  action_text: string;
  by_when: string;
}

/** The letter of a step; undefined for a step without one. `ends_on` is when the report is a year old. */
export function letterOf(
  step: RoundStep,
  { school, known_until, plan }: { school: string; known_until: string | undefined; plan: readonly PlannedStep[] },
): RoundLetter | undefined {
  const last = known_until
    ? `The report that we know of is a year old on ${dayInWords(known_until)}.`
    : 'We do not know of a report with a date.';
  const law = 'By law the school publishes it on its website, and brings it up to date at least once a year.';
  const how =
    'You can write it here, several of you at once, with last year’s answers as a start. Or tell us where the new one stands on your website.';
  const until = (wanted: RoundStep) => {
    const on = plan.find((one) => one.step === wanted)?.on;
    return on ? `Please do so by ${dayInWords(on)}.` : 'Please do so as soon as you can.';
  };
  const action_text = 'Write or renew the report';
  switch (step) {
    case 'asked':
      return {
        subject: `The SEN information report of ${school} is due`,
        paragraphs: [`It is time for this year’s SEN information report of ${school}. ${last} ${law}`, how],
        action_text,
        by_when: until('reminded'),
      };
    case 'reminded':
      return {
        subject: `Reminder: the SEN information report of ${school}`,
        paragraphs: [
          `We asked for this year’s SEN information report of ${school}, and have not seen it yet. ${last} ${law}`,
          how,
        ],
        action_text,
        by_when: until('others_asked'),
      };
    case 'others_asked':
      return {
        subject: `Can you help with the SEN information report of ${school}?`,
        paragraphs: [`We asked the SENCO of ${school} for this year’s report, and have no answer. ${last} ${law}`, how],
        action_text,
        by_when: until('to_phone'),
      };
    case 'warned':
      return {
        subject: `Families now read that the report of ${school} is not up to date`,
        paragraphs: [
          known_until
            ? `The SEN information report of ${school} is more than a year old. Its page on the Local Offer says so to families.`
            : `We know of no SEN information report of ${school}. Its page on the Local Offer shows families none.`,
          `${law} Once a new one is there, the words go.`,
        ],
        action_text,
        by_when: 'Please do so as soon as you can.',
      };
    case 'to_phone':
      return undefined;
  }
}
