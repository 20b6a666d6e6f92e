import { sql } from 'kysely';
import type { KnownPages } from '../content/known-pages.ts';
import { type Db, transaction } from '../db/database.ts';
import { addMonths } from '../directory/freshness-rules.ts';
import { publicationCycle } from '../participation/published-answers.ts';
import { offeredSchools } from '../schools/offered-schools.ts';
import { allConsultations } from './consultations.ts';
import type { CountedItem, CoverageFacts, Measured } from './counted-rules.ts';
import { countCoverage } from './coverage-rules.ts';
import { countSchools } from './school-count-rules.ts';
import { countServices, type ServiceCounts } from './service-counts.ts';
import { servingPages } from './serving-pages.ts';
import { clicksOfWalk, lastWalk } from './walks.ts';

/** How much of what the law asks for is there, as it was counted on a day. */
export interface Coverage {
  /** YYYY-MM-DD */
  day: string;
  items: CountedItem[];
}

export interface Policy {
  most_clicks: number;
  consulted_months: number;
  criteria_percent: number;
  contact_percent: number;
  fresh_percent: number;
  outside_services: number;
  schools_months: number;
}

/** What the council measures itself by on a day. */
export async function policyOn(db: Db, day: string): Promise<Policy> {
  return db
    .selectFrom('coverage_policy')
    .selectAll()
    .orderBy(sql`holds_from <= ${day}::date`, 'desc')
    .orderBy('holds_from', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
}

/** Counts how everything stands on the day that it is (`YYYY-MM-DD`). */
export async function coverageNow(db: Db, known: KnownPages, today: string): Promise<Coverage> {
  const policy = await policyOn(db, today);
  const counts = await countServices(db, today);
  const since = addMonths(today, -policy.consulted_months);
  const facts: CoverageFacts = {
    today,
    pages: await servingPages(db, known, today),
    services: counts.byKey,
    schools: countSchools(await offeredSchools(db, addMonths(today, -policy.schools_months))),
    clicks: (await lastWalk(db)) && (await clicksOfWalk(db)),
    consulted: (await allConsultations(db)).map(({ consultee, topics, asked_on }) => ({
      consultee,
      topics,
      is_recent: asked_on >= since && asked_on <= today,
    })),
    measures: { ...measuresOf(counts, policy), comments: await commentsMeasure(db, today) },
    most_clicks: policy.most_clicks,
  };
  return { day: today, items: countCoverage(facts) };
}

/** A share in words, rounded down, so that "100%" is said of the whole only. */
export function shareInWords(part: number, of: number): string {
  return of === 0 ? 'none' : `${Math.floor((100 * part) / of)}%`;
}

function measuresOf(counts: ServiceCounts, policy: Policy): Omit<CoverageFacts['measures'], 'comments'> {
  const share = (part: number, percent: number, what: string): Measured => ({
    state: counts.all > 0 && part * 100 >= percent * counts.all ? 'covered' : 'missing',
    why: `${part} of ${counts.all} services (${shareInWords(part, counts.all)}) ${what}; ${percent}% is the aim.`,
  });
  return {
    criteria: share(counts.with_criteria, policy.criteria_percent, 'say who can get them'),
    contact: share(counts.with_contact, policy.contact_percent, 'name whom to contact'),
    fresh: share(counts.fresh, policy.fresh_percent, 'were confirmed in time'),
    outside: {
      state: counts.outside >= policy.outside_services ? 'covered' : 'missing',
      why: `${counts.outside} of ${counts.all} services are outside the area.`,
    },
  };
}

// SEND Regulations 2014, reg. 56: what people said is published with the answers at least once a year.
async function commentsMeasure(db: Db, today: string): Promise<Measured> {
  const cycle = await publicationCycle(db, today);
  const { last_on, due_on } = cycle ?? { last_on: null, due_on: null };
  if (!last_on) return { state: 'missing', why: 'No comment has been published yet.' };
  const is_late = due_on !== null && due_on < today;
  return {
    state: is_late ? 'stale' : 'covered',
    why: is_late ? 'It is over a year since comments were last published.' : '',
  };
}

/** Keeps how everything stands today, in place of what was counted earlier in the day. */
export async function keepCoverage(db: Db, { day, items }: Coverage, now: Date): Promise<void> {
  await transaction(db, async (tx) => {
    const row = { counted_at: now, items: JSON.stringify(items) };
    await tx
      .insertInto('coverage_day')
      .values({ day, ...row })
      .onConflict((conflict) => conflict.column('day').doUpdateSet(row))
      .execute();
  });
}

const noSchools = { schools: 0, schools_href: null };

/** How everything stood on a day: as it was last counted on it or before it. Undefined before the first count. */
export async function coverageOn(db: Db, day: string): Promise<Coverage | undefined> {
  const row = await db
    .selectFrom('coverage_day')
    .select(['day', 'items'])
    .where('day', '<=', day)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst();
  // before schools were counted, no item said how many
  const items = row?.items as unknown as CountedItem[];
  return row && { day: row.day, items: items.map((item) => ({ ...noSchools, ...item })) };
}

/** Of each month the last day that was counted, the newest first: how many of each set were covered. */
export async function coverageByMonth(
  db: Db,
  most: number,
): Promise<{ day: string; set: string; covered: number; of: number }[]> {
  const rows = await sql<{ day: string; set: string; covered: number; of: number }>`
    with last as (
      select distinct on (date_trunc('month', day)) day, items from coverage_day
      order by date_trunc('month', day) desc, day desc limit ${most}
    )
    select day, item ->> 'set' as set, count(*) filter (where item ->> 'state' = 'covered')::int as covered, count(*)::int as of
    from last cross join lateral jsonb_array_elements(items) item
    group by day, item ->> 'set' order by day desc`.execute(db);
  return rows.rows;
}

/** The first day that was counted; undefined before it. */
export async function firstCounted(db: Db): Promise<string | undefined> {
  const row = await db.selectFrom('coverage_day').select('day').orderBy('day').limit(1).executeTakeFirst();
  return row?.day;
}
