import { dayInWords } from '../date-rules.ts';
import type { Db } from '../db/database.ts';
import { dayOf } from '../parts.ts';
import { dutiesOfReports } from './duties.ts';
import type { Duty } from './duty-rules.ts';
import { reportPolicy } from './report-policies.ts';
import { type ReportState, reportState, stateNames } from './report-state-rules.ts';
import { allReports, type SchoolReport } from './report-states.ts';
import { endOfYear, type YearState, yearNames, yearState } from './round-rules.ts';
import { openRounds } from './rounds.ts';

/** A school in the council's view. */
export interface StaffRow {
  urn: string;
  name: string;
  href: string;
  phase: string;
  state: ReportState;
  state_words: string;
  tone: string;
  is_required: boolean;
  /** a check waits for a person */
  waits: boolean;
  dated: string | null;
  address: string | null;
  year: YearState;
  year_words: string;
  /** when the report is a year old */
  due: string | null;
}

/** What `/staff/reports` shows. */
export interface StaffReportsPage {
  values: { state: string; phase: string; year: string; waits: string };
  states: { value: string; text: string }[];
  years: { value: string; text: string }[];
  phases: { value: string; text: string }[];
  counts: { text: string; n: number; href: string }[];
  waiting: { n: number; href: string };
  of: number;
  rows: StaffRow[];
  shown: number;
  before_href: string | null;
  next_href: string | null;
  csv_href: string;
}

const good: readonly ReportState[] = ['here', 'current'];
const quiet: readonly ReportState[] = ['not_asked', 'unchecked'];
const aPage = 50;
const phases: Record<string, string> = {
  nursery: 'Nursery',
  primary: 'Primary',
  secondary: 'Secondary',
  all_through: 'All ages',
  sixteen_plus: 'After 16',
  none: 'No phase',
};

/** Every open school of the area with the state of its report and where it stands in the yearly round. */
export async function staffRows(db: Db, now: Date): Promise<{ rows: StaffRow[]; reports: SchoolReport[] }> {
  const today = dayOf(now);
  const policy = await reportPolicy(db, today);
  const rounds = await openRounds(db);
  const reports = await allReports(db);
  const rows = reports.map((report): StaffRow => {
    const { school, facts } = report;
    const state = reportState(facts, { today, stale_months: policy.stale_months });
    const ends_on = endOfYear(facts, policy.stale_months);
    const done = new Set<string>(rounds.get(school.urn)?.done.keys());
    const year = facts.is_required ? yearState(ends_on, done, today) : 'not_due';
    const dated = facts.here?.dated ?? facts.confirmed?.dated ?? null;
    return {
      urn: school.urn,
      name: school.name,
      href: `/staff/reports/${school.urn}`,
      phase: school.phase,
      state,
      state_words: stateNames[state],
      tone: good.includes(state) ? 'good' : quiet.includes(state) ? '' : 'care',
      is_required: facts.is_required,
      waits: facts.waiting !== null,
      dated: dated && dayInWords(dated),
      address: facts.here ? `/schools/${school.urn}/report` : (facts.confirmed?.address ?? facts.address),
      year,
      year_words: yearNames[year],
      due: ends_on && facts.is_required ? dayInWords(ends_on) : null,
    };
  });
  return { rows, reports };
}

/** The rows that an address asks for. */
export function filterRows(rows: readonly StaffRow[], query: Record<string, string>) {
  const values = {
    state: Object.hasOwn(stateNames, query.state ?? '') ? (query.state ?? '') : '',
    phase: Object.hasOwn(phases, query.phase ?? '') ? (query.phase ?? '') : '',
    year: Object.hasOwn(yearNames, query.year ?? '') ? (query.year ?? '') : '',
    waits: query.waits === 'yes' ? 'yes' : '',
  };
  const found = rows.filter(
    (row) =>
      (values.state === '' || row.state === values.state) &&
      (values.phase === '' || row.phase === values.phase) &&
      (values.year === '' || (row.year === values.year && row.is_required)) &&
      (values.waits === '' || row.waits),
  );
  return { values, found };
}

/** The council's view of all reports, as an address asks. */
export function staffReportsPage(all: readonly StaffRow[], query: Record<string, string>): StaffReportsPage {
  const { values, found } = filterRows(all, query);
  const page = /^[1-9]\d{0,3}$/.test(query.page ?? '') ? Number(query.page) : 1;
  const address = (fields: Record<string, string>, at = '/staff/reports') => {
    const given = Object.entries(fields).filter(([, value]) => value !== '');
    return given.length > 0 ? `${at}?${new URLSearchParams(given)}` : at;
  };
  const counts = Object.entries(stateNames).flatMap(([state, text]) => {
    const n = all.filter((row) => row.state === state).length;
    return n > 0 ? [{ text, n, href: address({ state }) }] : [];
  });
  const choices = (names: Record<string, string>, every: string) => [
    { value: '', text: every },
    ...Object.entries(names).map(([value, text]) => ({ value, text })),
  ];
  return {
    values,
    states: choices(stateNames, 'Every state'),
    years: choices(yearNames, 'Everywhere in the round'),
    phases: choices(phases, 'Every phase'),
    counts,
    waiting: { n: all.filter(({ waits }) => waits).length, href: address({ waits: 'yes' }) },
    of: all.length,
    rows: found.slice((page - 1) * aPage, page * aPage),
    shown: found.length,
    before_href: page > 1 ? address({ ...values, page: page === 2 ? '' : String(page - 1) }) : null,
    next_href: page * aPage < found.length ? address({ ...values, page: String(page + 1) }) : null,
    csv_href: address(values, '/staff/reports.csv'),
  };
}

/** The rows as lines of a table, with the five duties of those that have them. */
export async function reportLines(
  db: Db,
  { rows, reports }: { rows: readonly StaffRow[]; reports: readonly SchoolReport[] },
  now: Date,
): Promise<string[][]> {
  const today = dayOf(now);
  const { stale_months } = await reportPolicy(db, today);
  const wanted = new Set(rows.map(({ urn }) => urn));
  const duties = await dutiesOfReports(
    db,
    reports.filter(({ school }) => wanted.has(school.urn)),
    { today, stale_months },
  );
  const names = ['Best endeavours', 'Join activities', 'SENCO', 'Tell parents', 'Yearly report'];
  return [
    ['URN', 'School', 'Phase', 'Law asks for a report', 'State', 'A check waits', 'Report dated', 'A year old on']
      .concat('Yearly round', 'Address')
      .concat(names.flatMap((name) => [name, `${name}: what shows it`])),
    ...rows.map((row) => [
      row.urn,
      row.name,
      phases[row.phase] ?? row.phase,
      row.is_required ? 'yes' : 'no',
      row.state_words,
      row.waits ? 'yes' : 'no',
      row.dated ?? '',
      row.due ?? '',
      row.year_words,
      row.address ?? '',
      ...dutyCells(duties.get(row.urn), names.length),
    ]),
  ];
}

function dutyCells(duties: readonly Duty[] | undefined, count: number): string[] {
  if (!duties) return Array.from({ length: count * 2 }, (_, at) => (at % 2 === 0 ? 'does not apply' : ''));
  return duties.flatMap(({ state, evidence }) => [state, evidence ?? '']);
}
