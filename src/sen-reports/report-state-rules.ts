import { dayInWords } from '../date-rules.ts';
import { addMonths } from '../directory/freshness-rules.ts';

/** What a check found, or a person who looked at it. */
export type CheckState =
  | 'missing'
  | 'incomplete'
  | 'stale'
  | 'broken_link'
  | 'wrong_local_offer_link'
  | 'current'
  | 'unreadable';

/** What is known of a school's report. Days are YYYY-MM-DD. */
export interface ReportFacts {
  /** whether the law asks the school for a report */
  is_required: boolean;
  /** how many things the law asks of it */
  asked: number;
  /** the newest that was published here */
  here: { dated: string; lacks: number } | null;
  /** where it stands elsewhere */
  address: string | null;
  /** whether anybody has looked for it: a check, or a person who said that it stands nowhere */
  is_looked_for: boolean;
  /** the newest check that a person confirmed */
  confirmed: { state: CheckState; on: string; dated: string | null; lacks: number; address: string | null } | null;
  /** the newest check, where nobody has confirmed it yet */
  waiting: { state: CheckState; on: string } | null;
}

/** Where a school's report stands, as the council counts it. */
export type ReportState =
  | CheckState
  | 'here'
  | 'here_gaps'
  | 'here_old'
  | 'unchecked'
  | 'no_address'
  | 'not_looked'
  | 'not_asked';

/** What each state is called at the council. */
export const stateNames: Record<ReportState, string> = {
  here: 'Published here',
  here_gaps: 'Published here, with gaps',
  here_old: 'Published here, more than a year old',
  current: 'Checked: nothing missing',
  incomplete: 'Checked: something is missing',
  stale: 'Checked: more than a year old',
  wrong_local_offer_link: 'Checked: wrong link to the Local Offer',
  unreadable: 'Checked: cannot be read by a machine',
  broken_link: 'Checked: the link is broken',
  missing: 'Checked: not found',
  unchecked: 'Address known, nobody has confirmed a check',
  no_address: 'Address unknown',
  not_looked: 'Nobody has looked for it yet',
  not_asked: 'Not asked for by law, none known',
};

/** States of which families can say: the school has the report that the law asks for. */
export const goodStates: readonly ReportState[] = ['here', 'current'];

/**
 * Where a school's report stands on a day: what is published here counts first, then what a person confirmed, never what a
 * check alone says. A report whose date is more than `stale_months` ago is old, also where nobody has checked it since.
 */
export function reportState(
  { is_required, here, address, is_looked_for, confirmed }: ReportFacts,
  { today, stale_months }: { today: string; stale_months: number },
): ReportState {
  const isOld = (dated: string | null) => dated !== null && addMonths(dated, stale_months) < today;
  if (here) return isOld(here.dated) ? 'here_old' : here.lacks > 0 ? 'here_gaps' : 'here';
  if (confirmed) return confirmed.state === 'current' && isOld(confirmed.dated) ? 'stale' : confirmed.state;
  if (address !== null) return 'unchecked';
  if (!is_required) return 'not_asked';
  return is_looked_for ? 'no_address' : 'not_looked';
}

const nowhere: readonly ReportState[] = ['missing', 'broken_link', 'no_address', 'not_looked', 'not_asked'];

/** What families read of a school's report. */
export interface ReportWords {
  state: string;
  /** where it can be read, on this site or elsewhere; null where nobody found it */
  href: string | null;
  /** the report's own date, in words */
  dated: string | null;
}

/** A school's report in words for families; `own` is where this site shows what was published here. */
export function reportWords(facts: ReportFacts, state: ReportState, own: string): ReportWords {
  const { here, address, confirmed, asked } = facts;
  const dated = here?.dated ?? confirmed?.dated ?? null;
  const elsewhere = confirmed?.address ?? address;
  const on = confirmed ? dayInWords(confirmed.on) : '';
  const words: Record<ReportState, string> = {
    here: `Published on ${here ? dayInWords(here.dated) : ''}: nothing missing.`,
    here_gaps: `Published on ${here ? dayInWords(here.dated) : ''}: ${count(here?.lacks ?? 0, asked)} still to be written.`,
    here_old: `Published on ${here ? dayInWords(here.dated) : ''}: more than a year ago. Schools must renew it each year.`,
    current: `Report checked on ${on}: nothing missing.`,
    incomplete: `Report checked on ${on}: ${count(confirmed?.lacks ?? 0, asked)} missing.`,
    stale: `Report checked on ${on}: it is more than a year old. Schools must renew it each year.`,
    wrong_local_offer_link: `Report checked on ${on}: its link to this Local Offer is wrong.`,
    unreadable: `Report checked on ${on}: a machine cannot read it, and perhaps a screen reader cannot.`,
    broken_link: `Report checked on ${on}: the link to it does not work.`,
    missing: 'We could not find this school’s report. Ask the school for it.',
    unchecked: 'We have not checked this school’s report yet.',
    no_address: 'We could not find this school’s report. Ask the school for it.',
    not_looked: 'We have not looked for this school’s report yet. Ask the school for it.',
    not_asked: 'The law does not ask this school for a report. You can ask how it supports children.',
  };
  const isNowhere = nowhere.includes(state);
  return {
    state: words[state],
    href: here ? own : isNowhere ? null : elsewhere,
    dated: isNowhere || dated === null ? null : dayInWords(dated),
  };
}

function count(lacks: number, of: number): string {
  const verb = lacks === 1 ? 'is' : 'are';
  return `${lacks} of the ${of} things that the law asks for ${verb}`;
}
