import { dayInWords, momentInWords } from '../date-rules.ts';
import { dayOf, type Parts } from '../parts.ts';
import type { School } from '../schools/schools.ts';
import { sencoOf } from '../schools/sencos.ts';
import { type FormError, fieldsOf } from '../web/form.ts';
import { newestCheck, type ReportCheck } from './confirmations.ts';
import { dutiesOfReports } from './duties.ts';
import { itemsFor } from './item-rules.ts';
import { visitOf } from './report-asks.ts';
import { reportPolicy } from './report-policies.ts';
import { type CheckState, reportState, reportWords, stateNames } from './report-state-rules.ts';
import { reportsOf } from './report-states.ts';
import { endOfYear, yearNames, yearState } from './round-rules.ts';
import { openRounds } from './rounds.ts';
import { type VisitWords, visitWords } from './visit-rules.ts';

/** What `/staff/reports/<urn>` shows. */
export interface SchoolReportPage {
  school: { urn: string; name: string; href: string };
  errors: FormError[];
  values: { address: string; state: string; note: string };
  done: string | null;
  state: string;
  /** what families read now */
  words: string;
  href: string | null;
  year: string;
  steps: string[];
  visit: VisitWords;
  check: {
    id: number;
    at: string;
    address: string | null;
    state: string;
    dated: string | null;
    problems: string[];
    /** its way from the home page, its link to the Local Offer and the advice service it names, in words; null where nobody looked */
    clicks: string | null;
    local_offer: string | null;
    advice_service: string | null;
    items: {
      key: string;
      title: string;
      is_there: boolean;
      sure: string;
      passage: string | null;
      was_corrected: boolean;
    }[];
    /** the SENCO in the register, to compare */
    senco: string | null;
    confirmed: { by: string; at: string; state: string; note: string } | null;
    choices: { value: string; text: string }[];
  } | null;
  duties: { duty: string; law: string; state: string; evidence: string | null }[];
}

const checkStates: CheckState[] = [
  'current',
  'incomplete',
  'stale',
  'wrong_local_offer_link',
  'unreadable',
  'broken_link',
  'missing',
];
const doneWords: Record<string, string> = {
  confirmed: 'Families read this from now on.',
  address: 'The address is kept.',
  asked: 'The report is looked at now.',
};
const stepWords: Record<string, string> = {
  asked: 'Asked by mail',
  reminded: 'Reminded by mail',
  others_asked: 'Others at the school asked by mail',
  to_phone: 'Put on the phone list',
  warned: 'Told that families read that the report is not up to date',
};

/** Everything about one school's report, for who confirms what a check found. */
export async function schoolReportPage(
  { db, now }: Pick<Parts, 'db' | 'now'>,
  school: School,
  { errors, values, done }: { errors: FormError[]; values: Record<string, string>; done: string },
): Promise<SchoolReportPage> {
  const { urn, name } = school;
  const today = dayOf(now());
  const { stale_months } = await reportPolicy(db, today);
  const known = (await reportsOf(db, [urn])).get(urn);
  if (!known) throw new Error(`School ${urn} has gone.`);
  const { facts } = known;
  const state = reportState(facts, { today, stale_months });
  const told = reportWords(facts, state, `/schools/${urn}/report`);
  const check = await newestCheck(db, urn);
  const round = (await openRounds(db, urn)).get(urn);
  const duties = (await dutiesOfReports(db, [known], { today, stale_months })).get(urn) ?? [];
  const senco = await sencoOf(db, urn);
  return {
    school: { urn, name, href: `/schools/${urn}` },
    errors,
    values: {
      address: values.address ?? facts.address ?? '',
      state: values.state ?? check?.confirmation?.state ?? check?.state ?? '',
      note: values.note ?? '',
    },
    done: doneWords[done] ?? null,
    state: stateNames[state],
    words: told.state,
    href: told.href,
    year: yearNames[yearState(endOfYear(facts, stale_months), new Set<string>(round?.done.keys()), today)],
    steps: [...(round?.done ?? [])].map(([step, on]) => `${stepWords[step] ?? step}, ${dayInWords(on)}`),
    visit: visitWords(await visitOf(db, urn), check?.checked_at ?? null),
    check: check ? checkView(school, check, values, senco?.name ?? null) : null,
    duties: duties.map(({ duty, law, state: shown, evidence }) => ({ duty, law, state: shown, evidence })),
  };
}

function checkView(
  school: School,
  check: ReportCheck,
  values: Record<string, string>,
  senco: string | null,
): NonNullable<SchoolReportPage['check']> {
  const { confirmation } = check;
  return {
    id: check.id,
    at: momentInWords(check.checked_at),
    address: check.address,
    state: stateNames[check.state],
    dated: check.dated && dayInWords(check.dated),
    problems: check.problems,
    clicks: check.clicks === null ? null : `${check.clicks} from the school’s home page`,
    local_offer: check.local_offer ? offerWords[check.local_offer] : null,
    advice_service: check.advice_service ? adviceWords[check.advice_service] : null,
    items: itemsFor(school).items.map(({ key, title }) => {
      const item = check.items[key];
      const typed = values[`item-${key}`];
      const corrected = confirmation?.corrections[key];
      return {
        key,
        title,
        is_there: typed === undefined ? (corrected ?? item?.found ?? false) : typed === 'yes',
        sure: `${Math.round((item?.confidence ?? 0) * 100)} %`,
        passage: item?.passage ?? null,
        was_corrected: corrected !== undefined,
      };
    }),
    senco,
    confirmed: confirmation
      ? {
          by: confirmation.by,
          at: momentInWords(confirmation.at),
          state: stateNames[confirmation.state],
          note: confirmation.note,
        }
      : null,
    choices: checkStates.map((value) => ({ value, text: stateNames[value].replace('Checked: ', '') })),
  };
}

const offerWords: Record<NonNullable<ReportCheck['local_offer']>, string> = {
  right: 'right',
  wrong: 'leads to another council',
  named: 'this Local Offer is named, without a link',
  unclear: 'nobody can tell where it leads',
  none: 'there is none',
};

const adviceWords: Record<NonNullable<ReportCheck['advice_service']>, string> = {
  right: 'right',
  wrong: 'that of another council',
  named: 'ours by name, without a way to reach it',
  unclear: 'nobody can tell whose it is',
  none: 'there is none',
};

const longestNote = 2000;

/**
 * Reads what a person says of a check: for each item whether it is there, what it comes to, and why where it is not what the
 * check said. Refuses what contradicts itself.
 */
export function readConfirmation(
  school: Pick<School, 'kind' | 'governance'>,
  check: ReportCheck,
  body: unknown,
):
  | { ok: true; value: { corrections: Record<string, boolean>; state: CheckState; note: string } }
  | { ok: false; errors: FormError[]; values: Record<string, string> } {
  const values = fieldsOf(body);
  const errors: FormError[] = [];
  const asked = itemsFor(school).items;
  const there = (key: string) => values[`item-${key}`];
  for (const { key, title } of asked)
    if (!['yes', 'no'].includes(there(key) ?? ''))
      errors.push({ field: `item-${key}`, text: `Say of “${title}” whether it is there` });
  const corrections = Object.fromEntries(
    asked.flatMap(({ key }) => {
      const isThere = there(key) === 'yes';
      return isThere === (check.items[key]?.found ?? false) ? [] : [[key, isThere]];
    }),
  );
  const state = checkStates.find((one) => one === values.state);
  const lacks = asked.filter(({ key }) => there(key) !== 'yes').length;
  if (!state) errors.push({ field: 'state', text: 'Choose what it comes to' });
  if (state === 'current' && lacks > 0)
    errors.push({
      field: 'state',
      text: `${lacks} of ${asked.length} things are not there: it is not “nothing missing”`,
    });
  if (state === 'incomplete' && lacks === 0 && check.dated)
    errors.push({ field: 'state', text: 'Everything is there: it is not “something is missing”' });
  const note = (values.note ?? '').trim();
  const isCorrected = Object.keys(corrections).length > 0 || (state !== undefined && state !== check.state);
  if (isCorrected && note === '') errors.push({ field: 'note', text: 'Write why it is not as the check says' });
  if (note.length > longestNote) errors.push({ field: 'note', text: 'Make the reason 2,000 characters or fewer' });
  return errors.length > 0 || !state
    ? { ok: false, errors, values }
    : { ok: true, value: { corrections, state, note } };
}
