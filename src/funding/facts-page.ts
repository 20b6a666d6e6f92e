import { dayInWords } from '../date-rules.ts';
import type { Db } from '../db/database.ts';
import { balanceNames, type Entries } from './entry-kinds.ts';
import { entriesOf } from './money-entries.ts';
import { Exact, pounds, roundPounds } from './pounds-rules.ts';
import { recipientsOf } from './recipients.ts';
import { figuresKnown, named } from './schools-money-page.ts';

/** `/money/delegated`: who was given what, for what, newest year first. */
export interface DelegatedPage {
  years: {
    year: string;
    total: string;
    awards: { to: string; href: string | null; amount: string; what_for: string; decided: string; source: string }[];
  }[];
  is_demonstration: boolean;
}

/** An amount that a school or a cluster was given. */
interface Award extends Omit<Entries['award'], 'to'> {
  to: string;
  urn: string | null;
  is_demonstration: boolean;
}

/** Every amount that was given, the newest year first, and in it by who has it. */
async function awardsOf(db: Db): Promise<Award[]> {
  const entries = await entriesOf(db, 'award');
  const names = await recipientsOf(
    db,
    entries.map(({ entry }) => entry.to),
  );
  const awards = entries.map(({ entry, is_demonstration }) => ({
    ...entry,
    is_demonstration,
    to: names.get(entry.to)?.name ?? entry.to,
    urn: names.get(entry.to)?.urn ?? null,
  }));
  return awards.toSorted((one, other) => other.year.localeCompare(one.year) || one.to.localeCompare(other.to, 'en-GB'));
}

/** `/money/delegated.csv`: the same, as a table. */
export async function awardsTable(db: Db): Promise<string[][]> {
  const rows = (await awardsOf(db)).map((one) => [
    one.year,
    one.urn ?? '',
    one.to,
    one.amount,
    one.what_for,
    one.decided_by,
    one.decided_on,
    one.source,
    one.is_demonstration ? 'yes' : 'no',
  ]);
  return [['year', 'urn', 'to', 'amount', 'what_for', 'decided_by', 'decided_on', 'source', 'made_up'], ...rows];
}

/** What `/money/delegated` shows. */
export async function delegatedPage(db: Db): Promise<DelegatedPage> {
  const awards = await awardsOf(db);
  const years = [...Map.groupBy(awards, ({ year }) => year)].map(([year, its]) => ({
    year,
    total: pounds(its.reduce((sum, { amount }) => sum.plus(amount), new Exact(0))),
    awards: its.map(({ to, urn, amount, what_for, decided_by, decided_on, source }) => ({
      to,
      href: urn && `/money/schools/${urn}`,
      amount: pounds(amount),
      what_for,
      decided: `${decided_by}, ${dayInWords(decided_on)}`,
      source,
    })),
  }));
  return { years, is_demonstration: awards.some((one) => one.is_demonstration) };
}

/** `/money/balance`: what was planned, spent and owed, year by year. */
export interface BalancePage {
  parts: {
    title: string;
    years: {
      year: string;
      planned: string;
      spent: string;
      over: string;
      balance: string;
      is_owed: boolean;
      note: string;
      source: string;
    }[];
  }[];
  is_demonstration: boolean;
}

/** What `/money/balance` shows. */
export async function balancePage(db: Db): Promise<BalancePage> {
  const entries = await entriesOf(db, 'balance');
  const parts = Object.entries(balanceNames).map(([of, title]) => ({
    title,
    years: entries
      .map(({ entry }) => entry)
      .filter((entry) => entry.of === of)
      .toSorted((one, other) => other.year.localeCompare(one.year))
      .map(({ year, planned, spent, balance, note, source }) => {
        const over = new Exact(spent).minus(planned);
        return {
          year,
          planned: roundPounds(planned),
          spent: roundPounds(spent),
          over: over.isZero()
            ? 'as planned'
            : `${roundPounds(over.abs())} ${over.gt(0) ? 'more' : 'less'} than planned`,
          balance: roundPounds(new Exact(balance).abs()),
          is_owed: new Exact(balance).lt(0),
          note,
          source,
        };
      }),
  }));
  return {
    parts: parts.filter(({ years }) => years.length > 0),
    is_demonstration: entries.some((one) => one.is_demonstration),
  };
}

/** `/money/forum`: when the Schools Forum met, what it read and decided. */
export interface ForumPage {
  meetings: { title: string; held: string; papers: { title: string; href: string }[]; decided: string }[];
  is_demonstration: boolean;
}

/** What `/money/forum` shows. */
export async function forumPage(db: Db): Promise<ForumPage> {
  const entries = await entriesOf(db, 'meeting');
  const meetings = entries
    .map(({ entry }) => entry)
    .toSorted((one, other) => other.held_on.localeCompare(one.held_on))
    .map(({ title, held_on, papers, decided }) => ({
      title,
      held: dayInWords(held_on),
      papers: papers
        .split(/\r?\n/)
        .filter((line) => line.includes('|'))
        .map((line) => {
          const bar = line.lastIndexOf('|');
          return { title: line.slice(0, bar).trim(), href: line.slice(bar + 1).trim() };
        }),
      decided,
    }));
  return { meetings, is_demonstration: entries.some((one) => one.is_demonstration) };
}

/** `/money/early-years`: the extra money that a nursery or childminder can have, and how. */
export interface EarlyYearsPage {
  rates: ReturnType<typeof named>;
}

/** What `/money/early-years` shows. */
export async function earlyYearsPage(db: Db, today: string): Promise<EarlyYearsPage> {
  const figures = await figuresKnown(db, today);
  return {
    rates: named(figures, [
      ['early_years_inclusion', 'Inclusion money, for an hour of care'],
      ['early_years_disability_access', 'Disability Access Fund, a year for a child'],
      ['early_years_pupil_premium', 'Pupil premium, for an hour of care'],
    ]),
  };
}
