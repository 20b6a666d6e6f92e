import { sql } from 'kysely';
import { insertRows } from '../db/bulk.ts';
import type { Db } from '../db/database.ts';
import { addMonths } from '../directory/freshness-rules.ts';
import { readPromises } from '../directory/promises.ts';
import { type Countable, countFreshness } from './figure-rules.ts';

/** How much of the offer was confirmed within its promise on a day, for one kind of support or (`all`) the whole. */
export interface Figure {
  day: string;
  category: string;
  services: number;
  within_promise: number;
  never_confirmed: number;
}

/** The days for which the figure is shown: today, and the same day of each of the twelve months before it, oldest first. */
export function figureDays(today: string): string[] {
  return Array.from({ length: 13 }, (_, n) => addMonths(today, n - 12));
}

/**
 * Counts the day's figure, and those of the last twelve months that nobody counted then, from what is known of
 * publications and confirmations. A day that was counted before stays, but for today. Runs once a day.
 */
export async function keepFigures(db: Db, today: string): Promise<void> {
  const known = await sql<{ day: string }>`select distinct day from freshness_day where day <> ${today}`.execute(db);
  const days = new Set(known.rows.map(({ day }) => day));
  const missing = figureDays(today).filter((day) => !days.has(day));
  const figures = await countOn(db, missing);
  await sql`delete from freshness_day where day = ${today}`.execute(db);
  await insertRows(db, 'freshness_day', figures);
}

/** The figures of some days: as kept, else counted now. */
export async function figuresOf(db: Db, days: readonly string[]): Promise<Figure[]> {
  const kept = await db.selectFrom('freshness_day').selectAll().where('day', 'in', days).execute();
  const known = new Set(kept.map(({ day }) => day));
  const missing = days.filter((day) => !known.has(day));
  return [...kept, ...(await countOn(db, missing))];
}

/** Changes whenever a figure may: with each publication, confirmation and change of a record, promise, and day's job. */
export async function figuresVersion(db: Db): Promise<string> {
  const { rows } = await sql<{ version: string }>`
    select concat_ws(' ', (select max(id) from publication), (select count(withdrawn_at) from publication),
      (select max(id) from confirmation), (select max(id) from commitment), (select max(id) from change),
      (select count(*) from freshness_promise), (select count(*) from freshness_day)) as version`.execute(db);
  return rows[0]?.version ?? '';
}

async function countOn(db: Db, days: readonly string[]): Promise<(Figure & Record<string, unknown>)[]> {
  if (days.length === 0) return [];
  const promises = await readPromises(db);
  const services = await countables(db);
  return days.flatMap((day) => countFreshness(services, promises, day).map((figure) => ({ ...figure })));
}

// Each record with the days on which it was public, and those on which it was confirmed.
async function countables(db: Db): Promise<Countable[]> {
  const london = (at: ReturnType<typeof sql>) => sql`to_char(${at} at time zone 'Europe/London', 'YYYY-MM-DD')`;
  const rows = await sql<Countable>`
    select
      array(select term.code from attribute join taxonomy_term term on term.id = taxonomy_term_id
        join taxonomy on taxonomy.id = term.taxonomy_id and taxonomy.code = 'category' and taxonomy.uri is null
        where link_id = service.id and link_entity = 'service') as categories,
      (select jsonb_agg(jsonb_build_object('from', ${london(sql`published_at`)}, 'to', ${london(sql`withdrawn_at`)}))
        from publication where publication.service_id = service.id) as public_times,
      array(select ${london(sql`confirmed_at`)} from confirmation where confirmation.service_id = service.id
        union select to_char(assured_date, 'YYYY-MM-DD') where assured_date is not null
          and not exists (select from confirmation where confirmation.service_id = service.id)
        order by 1) as confirmed_on,
      (select jsonb_agg(jsonb_build_object('from', ${london(sql`recorded_at`)}, 'is_closed', commitment = 'closed') order by recorded_at, id)
        from commitment where commitment.service_id = service.id) as commitments
    from service join source on source.code = service.source and not is_neighbour
    where exists (select from publication where publication.service_id = service.id)`.execute(db);
  return rows.rows;
}

/** Forgets figures that no page shows any more: all but the last 13 months. */
export async function forgetOldFigures(db: Db, today: string): Promise<void> {
  await db.deleteFrom('freshness_day').where('day', '<', addMonths(today, -13)).execute();
}

/** The first day on which a record of the council's own offer was public here: there are no figures before it. */
export async function firstDay(db: Db): Promise<string | undefined> {
  const row = await sql<{ day: string | null }>`
    select to_char(min(published_at) at time zone 'Europe/London', 'YYYY-MM-DD') as day
    from publication join service on service.id = service_id
      join source on source.code = service.source and not is_neighbour`.execute(db);
  return row.rows[0]?.day ?? undefined;
}
