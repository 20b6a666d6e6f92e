import { dayInWords } from '../date-rules.ts';
import { addMonths } from '../directory/freshness-rules.ts';
import type { School } from '../schools/schools.ts';
import { plainWords } from './document-rules.ts';
import type { CheckState } from './report-state-rules.ts';

/** Whether a duty is met, as far as anybody can see: `unknown` where there is nothing to see it by. */
export type DutyState = 'met' | 'not shown' | 'unknown';

/** One of the five duties of a mainstream school, and what shows whether it is met. */
export interface Duty {
  key: 'best_endeavours' | 'join_in' | 'senco' | 'tell_parents' | 'yearly_report';
  duty: string;
  law: string;
  state: DutyState;
  evidence: string | null;
}

/** What the duties are judged by. Days are YYYY-MM-DD. */
export interface DutyFacts {
  /** what the report says, published here or confirmed by a person, by item; undefined where there is no such report */
  items: ReadonlyMap<string, { is_there: boolean; passage: string }> | undefined;
  /** what the report of a person's confirmation, or of this site, is: undefined where nobody has looked */
  report: { state: CheckState | 'here'; dated: string | null } | undefined;
  /** the SENCO whom the school named; by when the qualification must be held, and whether it is, or none is asked for */
  senco: { since: string; must_hold_by: string | null; holds: boolean; is_no_teacher: boolean } | undefined;
  today: string;
  stale_months: number;
}

/** Which schools have the duties: mainstream schools and maintained nursery schools (Children and Families Act 2014, ss 66 to 69). */
export function hasDuties({ kind, governance }: Pick<School, 'kind' | 'governance'>): boolean {
  return (kind === 'mainstream' || kind === 'nursery') && (governance === 'maintained' || governance === 'academy');
}

/** What the law calls each duty, in families' words. */
const duties: Pick<Duty, 'key' | 'duty' | 'law'>[] = [
  {
    key: 'best_endeavours',
    duty: 'Do its best to give each child the help that their needs call for',
    law: 'Children and Families Act 2014, section 66',
  },
  {
    key: 'join_in',
    duty: 'Let children with special needs join activities with the others',
    law: 'Children and Families Act 2014, section 35',
  },
  {
    key: 'senco',
    duty: 'Have a SENCO, a qualified teacher who leads on special needs',
    law: 'Children and Families Act 2014, section 67',
  },
  {
    key: 'tell_parents',
    duty: 'Tell parents when their child gets help for special needs',
    law: 'Children and Families Act 2014, section 68',
  },
  {
    key: 'yearly_report',
    duty: 'Publish a report about special needs each year',
    law: 'Children and Families Act 2014, section 69',
  },
];

/**
 * The five duties of a mainstream school, each met, not shown or unknown, with what shows it. A report shows what it says,
 * not what happens in a classroom: "not shown" is no breach of the law. Without a report that somebody looked at, what only a
 * report could show is unknown.
 */
export function dutiesOf(facts: DutyFacts): Duty[] {
  const judged: Record<Duty['key'], Pick<Duty, 'state' | 'evidence'>> = {
    best_endeavours: byItems(facts, ['IR-3e', 'IR-3c']),
    join_in: byItems(facts, ['IR-3f']),
    senco: bySenco(facts),
    tell_parents: byItems(facts, ['IR-7']),
    yearly_report: byReport(facts),
  };
  return duties.map((one) => ({ ...one, ...judged[one.key] }));
}

type Judged = Pick<Duty, 'state' | 'evidence'>;
const unknown: Judged = { state: 'unknown', evidence: null };

function byItems({ items }: DutyFacts, keys: readonly string[]): Judged {
  if (!items) return unknown;
  const found = keys.map((key) => items.get(key));
  const lacking = found.findIndex((item) => !item?.is_there);
  const passage = found.find((item) => item?.is_there && item.passage)?.passage;
  if (lacking === -1) return { state: 'met', evidence: passage ? `Its report says: “${beginning(passage)}”` : null };
  return { state: 'not shown', evidence: 'Its report does not say how.' };
}

function bySenco(facts: DutyFacts): Judged {
  const { senco, items, today } = facts;
  if (!senco) {
    const named = items?.get('IR-4');
    if (!items) return unknown;
    return named?.is_there
      ? { state: 'met', evidence: 'Its report names the SENCO.' }
      : { state: 'not shown', evidence: 'Its report does not name a SENCO.' };
  }
  const since = `The school has a SENCO since ${dayInWords(senco.since)}.`;
  if (senco.is_no_teacher)
    return { state: 'not shown', evidence: `${since} A SENCO must be a qualified teacher: this one is not.` };
  if (senco.holds || senco.must_hold_by === null) return { state: 'met', evidence: since };
  const by = dayInWords(senco.must_hold_by);
  return senco.must_hold_by >= today
    ? { state: 'met', evidence: `${since} The SENCO qualification is to be held by ${by}.` }
    : {
        state: 'not shown',
        evidence: `${since} The SENCO qualification was to be held by ${by}: we do not know of it.`,
      };
}

function byReport({ report, today, stale_months }: DutyFacts): Judged {
  if (!report) return unknown;
  const { state, dated } = report;
  if (state === 'missing') return { state: 'not shown', evidence: 'We looked for its report, and did not find it.' };
  if (state === 'broken_link') return { state: 'not shown', evidence: 'The link to its report does not work.' };
  if (dated === null)
    return state === 'stale' || state === 'unreadable'
      ? { state: 'not shown', evidence: 'Its report does not show a date of the last year.' }
      : { state: 'not shown', evidence: 'Its report bears no date.' };
  return addMonths(dated, stale_months) < today
    ? { state: 'not shown', evidence: `Its report is of ${dayInWords(dated)}, more than a year ago.` }
    : { state: 'met', evidence: `Its report is of ${dayInWords(dated)}.` };
}

const longest = 160;

function beginning(passage: string): string {
  const plain = plainWords(passage).replace(/\s+/g, ' ').trim();
  if (plain.length <= longest) return plain;
  const cut = plain.slice(0, longest);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longest / 2))} …`;
}
