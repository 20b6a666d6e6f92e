import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { School } from '../schools/schools.ts';
import { itemsFor } from './item-rules.ts';
import type { ReportContent } from './publications.ts';
import { reportPolicy } from './report-policies.ts';
import { type CheckState, type ReportFacts, reportState, reportWords } from './report-state-rules.ts';

/** What a person who looked at a check confirmed of one item, or what was written here. */
export interface ShownItem {
  is_there: boolean;
  passage: string;
}

/** What is known of one school's report. */
export interface SchoolReport {
  school: Pick<School, 'urn' | 'name' | 'kind' | 'governance' | 'phase' | 'area'>;
  facts: ReportFacts;
  /** of what is published here, else of the check that a person confirmed; empty where nothing is */
  items: Map<string, ShownItem>;
  /** the check that waits for a person, else the one that was confirmed last */
  check_id: number | null;
}

interface Row extends Pick<School, 'urn' | 'name' | 'kind' | 'governance' | 'phase' | 'area'> {
  here_dated: string | null;
  content: ReportContent | null;
  address: string | null;
  address_given_at: Date | null;
  newest_id: number | null;
  newest_state: CheckState | null;
  newest_on: string | null;
  confirmed_id: number | null;
  confirmed_state: CheckState | null;
  confirmed_on: string | null;
  confirmed_address: string | null;
  confirmed_dated: string | null;
  result: { items?: Record<string, { found?: boolean; passage?: string }> } | null;
  corrections: Record<string, boolean> | null;
}

const reports = sql`
    select school.urn, school.name, school.kind, school.governance, school.phase, school.area,
      here.report_date as here_dated, here.content, place.address, place.given_at as address_given_at,
      newest.id as newest_id, newest.state as newest_state, (newest.checked_at at time zone 'Europe/London')::date as newest_on,
      confirmed.id as confirmed_id, confirmed.state as confirmed_state, confirmed.address as confirmed_address,
      (confirmed.checked_at at time zone 'Europe/London')::date as confirmed_on, confirmed.dated as confirmed_dated,
      confirmed.result, confirmed.corrections
    from school
    left join lateral (select report_date, content from report_publication p where p.urn = school.urn
      order by p.id desc limit 1) here on true
    left join lateral (select address, given_at from report_address a where a.urn = school.urn order by a.id desc limit 1) place on true
    left join lateral (select id, state, checked_at from report_check c where c.urn = school.urn
      order by c.id desc limit 1) newest on true
    left join lateral (select c.id, k.state, c.address, c.checked_at, c.dated, c.result, k.corrections
      from report_check c join report_confirmation k on k.check_id = c.id where c.urn = school.urn
      order by c.id desc limit 1) confirmed on true`;

/** What is known of the reports of some schools, by URN. */
export async function reportsOf(db: Db, urns: readonly string[]): Promise<Map<string, SchoolReport>> {
  if (urns.length === 0) return new Map();
  const found = await reportsWhere(db, sql`school.urn = any(${[...urns]}::text[])`);
  return new Map(found.map((one) => [one.school.urn, one]));
}

/** What is known of the reports of all schools of the council's own area that are open, by name. */
export async function allReports(db: Db): Promise<SchoolReport[]> {
  return reportsWhere(db, sql`school.area = 'in_area' and school.status in ('open', 'closing')`);
}

async function reportsWhere(db: Db, condition: RawBuilder<unknown>): Promise<SchoolReport[]> {
  const { rows } = await sql<Row>`${reports} where ${condition} order by school.name, school.urn`.execute(db);
  return rows.map(readRow);
}

function readRow(row: Row): SchoolReport {
  const { urn, name, kind, governance, phase, area } = row;
  const { duty, items: asked } = itemsFor(row);
  const checked = new Map<string, ShownItem>(
    asked.map(({ key }) => {
      const { found = false, passage = '' } = row.result?.items?.[key] ?? {};
      return [key, { is_there: row.corrections?.[key] ?? found, passage: passage ?? '' }];
    }),
  );
  const confirmed = row.confirmed_id === null ? new Map<string, ShownItem>() : checked;
  const items = row.content ? writtenItems(row.content) : confirmed;
  return {
    school: { urn, name, kind, governance, phase, area },
    facts: {
      is_required: duty === 'required',
      asked: asked.length,
      here: row.here_dated && row.content ? { dated: row.here_dated, lacks: row.content.missing.length } : null,
      address: row.address,
      is_looked_for: row.newest_id !== null || row.address_given_at !== null,
      confirmed:
        row.confirmed_state && row.confirmed_on
          ? {
              state: row.confirmed_state,
              on: row.confirmed_on,
              dated: row.confirmed_dated,
              lacks: [...checked.values()].filter(({ is_there }) => !is_there).length,
              address: row.confirmed_address,
            }
          : null,
      waiting:
        row.newest_state && row.newest_on && row.newest_id !== row.confirmed_id
          ? { state: row.newest_state, on: row.newest_on }
          : null,
    },
    items,
    check_id: row.newest_id ?? row.confirmed_id,
  };
}

function writtenItems({ items, missing }: ReportContent): Map<string, ShownItem> {
  const found = new Map<string, ShownItem>(missing.map(({ key }) => [key, { is_there: false, passage: '' }]));
  for (const { key, text } of items) found.set(key, { is_there: true, passage: text });
  return found;
}

/** Where a school's report is said to stand on its own website; null where nobody knows. */
export async function reportAddress(db: Db, urn: string): Promise<string | null> {
  return (await reportsOf(db, [urn])).get(urn)?.facts.address ?? null;
}

/** What families read of a school's report on a day; null where there is no such school. */
export async function reportStateWords(db: Db, urn: string, today: string): Promise<string | null> {
  const report = (await reportsOf(db, [urn])).get(urn);
  if (!report) return null;
  const state = reportState(report.facts, { today, ...(await reportPolicy(db, today)) });
  return reportWords(report.facts, state, `/schools/${urn}/report`).state;
}
