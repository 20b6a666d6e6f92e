import type { Db } from '../db/database.ts';
import { exampleSchool } from '../schools/examples.ts';
import { type Factor, type Method, memoLines, totalOf } from './formula-rules.ts';
import { publishYear } from './memos.ts';
import { sumOf } from './pounds-rules.ts';
import { beginYear, countsOf, fundingYears, saveCounts, saveFactors } from './years.ts';

/** Rates like those that a council once published; two of them are made up. */
export const exampleFactors: readonly Factor[] = [
  { code: 'pupils', label: 'Pupils', kind: 'each', rate: '60.89', hidden_below: null },
  { code: 'low_attainment', label: 'Low results before', kind: 'each', rate: '610', hidden_below: '5' },
  { code: 'deprivation', label: 'Deprived places', kind: 'each', rate: '300', hidden_below: '5' },
  { code: 'fixed_sum', label: 'The same for each school', kind: 'fixed', rate: '7180', hidden_below: null },
];

/** A school's counts: pupils, low results before, deprived places. */
export type ExampleCounts = readonly [pupils: string, low_attainment: string, deprivation: string];

/**
 * A year with two schools, 990001 and 990002, and their counts; its total is what they come to. Published unless
 * `is_draft` is set.
 */
export async function exampleYear(
  db: Db,
  {
    begins = 2026,
    counts = [
      ['210', '62', '48'],
      ['90', '9', '20'],
    ],
    method = 'rates',
    is_draft = false,
    now,
  }: {
    begins?: number;
    counts?: readonly ExampleCounts[];
    method?: Method;
    is_draft?: boolean;
    now: Date;
  },
): Promise<string> {
  const deed = { who: 'a test', now };
  const bySchool = new Map(
    counts.map(([pupils, low_attainment, deprivation], n) => [
      `99000${n + 1}`,
      new Map(Object.entries({ pupils, low_attainment, deprivation })),
    ]),
  );
  for (const urn of bySchool.keys())
    if (!(await db.selectFrom('school').select('urn').where('urn', '=', urn).executeTakeFirst()))
      await exampleSchool(db, { urn, name: `Example School ${urn.slice(-1)}` });
  const name = `${begins} to ${begins + 1}`;
  const slug = name.replaceAll(' ', '-');
  const notional_total = sumOf([...bySchool.values()].map((its) => totalOf(memoLines(method, exampleFactors, its))));
  await beginYear(db, { slug, name, starts_on: `${begins}-04-01`, method, notional_total, source: 'A test' }, deed);
  const year = (await fundingYears(db)).find((one) => one.slug === slug);
  if (!year) throw new Error('The example is not there.');
  await saveFactors(db, year.id, exampleFactors);
  await saveCounts(db, year.id, bySchool);
  if (is_draft) return slug;
  const came = await publishYear(db, year, year.version, deed);
  if (!came.is_done || (await countsOf(db, year.id)).size === 0) throw new Error('The example is not published.');
  return slug;
}
