import { sql } from 'kysely';
import { type Db, transaction } from '../db/database.ts';
import { addMonths } from '../directory/freshness-rules.ts';
import { dayOf } from '../parts.ts';
import type { Entries, EntryKind } from './entry-kinds.ts';
import { type Factor, memoLines, totalOf } from './formula-rules.ts';
import { correctMemo, memosOfSchool, publishYear } from './memos.ts';
import { saveEntry } from './money-entries.ts';
import { Exact, sumOf, toPenny } from './pounds-rules.ts';
import made from './reference/demonstration.json' with { type: 'json' };
import { saveStatement } from './spending.ts';
import type { Consideration, SpendingLine } from './spending-rules.ts';
import { beginYear, type Counts, fundingYears, saveCounts, saveFactors } from './years.ts';

/** Numbers of a made-up school, of which its counts are made. */
interface SchoolNumbers {
  urn: string;
  pupils: number;
  sen_support: number;
  free_school_meals: number;
}

/**
 * Writes made-up years, memos, a correction, what schools spend, and what the council says about money, where there is no
 * year. The present financial year and the two before are published, the next waits as a draft. Returns how many years.
 */
export async function seedFunding(db: Db, now: Date): Promise<number> {
  const today = dayOf(now);
  const deed = { who: 'demonstration data', now, is_demonstration: true };
  const present = Number(today.slice(0, 4)) - (today.slice(5) < '04-01' ? 1 : 0);
  return transaction(db, async (tx) => {
    if ((await fundingYears(tx)).length > 0) return 0;
    const schools = await madeUpSchools(tx);
    if (schools.length === 0) return 0;
    for (const { from_now, rates, growth } of made.years) {
      const name = nameOf(present + from_now);
      const factors = factorsWith(rates);
      const counts = new Map(schools.map((school) => [school.urn, countsWith(school, growth)]));
      const totals = [...counts.values()].map((its) => totalOf(memoLines('rates', factors, its)));
      const slug = name.replaceAll(' ', '-');
      const starts_on = `${present + from_now}-04-01`;
      await beginYear(
        tx,
        { slug, name, starts_on, method: 'rates', notional_total: sumOf(totals), source: made.source },
        deed,
      );
      const year = (await fundingYears(tx)).find((one) => one.slug === slug);
      if (!year) continue;
      await saveFactors(tx, year.id, factors);
      await saveCounts(tx, year.id, counts);
      // schools are told before the year begins
      const told = new Date(`${present + from_now}-03-02T10:00:00Z`);
      if (from_now <= 0) await publishYear(tx, year, year.version, { ...deed, now: told });
    }
    await correctOne(tx, deed);
    await seedSpending(tx, present, deed);
    await seedEntries(tx, present, today, deed);
    return made.years.length;
  });
}

const nameOf = (begins: number) => `${begins} to ${begins + 1}`;

async function madeUpSchools(tx: Db): Promise<SchoolNumbers[]> {
  const { rows } = await sql<SchoolNumbers>`
    select urn, max(count) filter (where measure = 'pupils') as pupils,
      coalesce(max(count) filter (where measure = 'sen_support'), 0) as sen_support,
      coalesce(max(count) filter (where measure = 'free_school_meals'), 0) as free_school_meals
    from school join school_figure using (urn)
    where school.source = 'demonstration' and area = 'in_area' and kind = 'mainstream' and status in ('open', 'closing')
    group by urn having max(count) filter (where measure = 'pupils') > 0 order by urn`.execute(tx);
  return rows;
}

function factorsWith(rates: readonly string[]): Factor[] {
  return Object.entries(made.labels).map(([code, label], n) => ({
    code,
    label,
    kind: code === 'fixed_sum' ? 'fixed' : 'each',
    rate: rates[n] ?? '0',
    hidden_below: code === 'low_attainment' || code === 'deprivation' ? '5' : null,
  }));
}

/** Counts that differ from school to school and from year to year, by `growth` percent and by the school's number. */
function countsWith({ urn, pupils, sen_support, free_school_meals }: SchoolNumbers, growth: number): Counts {
  const own = growth * (1 + (Number(urn) % 5));
  const grown = (count: number, share: number) => String(Math.max(0, Math.round((count * share * (100 + own)) / 100)));
  return new Map([
    ['pupils', grown(pupils, 1)],
    ['low_attainment', grown(sen_support, 1.3)],
    ['deprivation', grown(free_school_meals, 0.8)],
  ]);
}

type SeedDeed = { who: string; now: Date; is_demonstration: boolean };

async function correctOne(tx: Db, deed: SeedDeed): Promise<void> {
  const { urn, more, reason, met_from } = made.corrected;
  const [memo] = await memosOfSchool(tx, urn);
  const line = memo?.lines.find(({ code }) => code === 'low_attainment');
  if (!memo || !line) return;
  const counts = new Map([[line.code, new Exact(line.count).plus(more).toFixed()]]);
  await correctMemo(tx, memo, { counts, reason, met_from }, deed);
}

async function seedSpending(tx: Db, present: number, deed: SeedDeed): Promise<void> {
  for (const { urn, from_now, considered, note, lines } of made.spending) {
    const memos = await memosOfSchool(tx, urn);
    const memo = memos.find(({ year_name }) => year_name === nameOf(present + from_now));
    if (!memo) continue;
    const written = {
      lines: lines.map(
        ({ part, ...line }) => ({ ...line, amount: toPenny(new Exact(memo.total).times(part)) }) as SpendingLine,
      ),
      considered: considered as Consideration[],
      note,
      is_published: true,
    };
    await saveStatement(tx, memo, 0, written, deed);
  }
}

async function seedEntries(tx: Db, present: number, today: string, deed: SeedDeed): Promise<void> {
  const write = <Kind extends EntryKind>(kind: Kind, entry: unknown) =>
    saveEntry(tx, kind, { of: null, entry: entry as Entries[Kind] }, deed);
  const year = (from_now: number) => nameOf(present + from_now);
  const holds_from = `${present}-04-01`;
  for (const block of made.blocks) await write('block', { ...block, year: year(0), source: made.block_source });
  for (const figure of made.figures) await write('figure', { ...figure, holds_from, source: made.figure_source });
  await write('scheme', { ...made.scheme, holds_from, source: made.figure_source });
  for (const { from_now, ...balance } of made.balances)
    await write('balance', { ...balance, year: year(from_now), source: made.figure_source });
  for (const { from_now, ...award } of made.awards)
    await write('award', { ...award, year: year(from_now), decided_on: `${present + from_now}-04-11`, source: '' });
  for (const [joining, need, pupils, to = ''] of made.forecasts)
    await write('forecast', {
      starts: `September ${present + 1}`,
      joining,
      need,
      to,
      pupils: String(pupils),
      source: made.forecast_source,
    });
  for (const { months, ...meeting } of made.meetings)
    await write('meeting', { ...meeting, held_on: addMonths(today, months) });
}
