import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/database.ts';

/** What became of the listings of the directory in one month, neighbours' records left out. */
export interface MonthOfGrowth {
  /** its first day, `YYYY-MM-DD` */
  month: string;
  /** public when it ended */
  at_end: number;
  /** public for the first time */
  fresh: number;
  /** public again, having been taken down before */
  back: number;
  /** taken down, and not public again when it ended */
  closed: number;
  /** records that were changed in it, by whoever it was */
  changed: number;
  /** searches that found nothing */
  misses: number;
}

const london = (day: RawBuilder<unknown>) => sql`(${day})::timestamp at time zone 'Europe/London'`;
const monthOf = (moment: RawBuilder<unknown>) => sql`date_trunc('month', ${moment} at time zone 'Europe/London')::date`;
/** Every time for which a record of our own was public. */
const spells = sql`spell as (
  select publication.service_id, published_at, coalesce(withdrawn_at, 'infinity') as withdrawn_at,
    min(published_at) over (partition by publication.service_id) as first_at
  from publication join service on service.id = publication.service_id
    join source on source.code = service.source and not source.is_neighbour)`;

/**
 * So many months, the first of which begins on `first` (`YYYY-MM-01`). What is left over of the last one is still to come.
 * Where a record was taken down and public again at the end of the same month, nothing came and nothing went.
 */
export async function growthByMonth(db: Db, first: string, months: number): Promise<MonthOfGrowth[]> {
  const { rows } = await sql<MonthOfGrowth>`
    with month as (
      select starts::date from generate_series(${first}::timestamp,
        ${first}::timestamp + make_interval(months => ${months - 1}), interval '1 month') starts
    ),
    ${spells},
    -- public at the end of each month from the one in which it came to that before the one in which it went
    lasting as (
      select *, lag(went) over by_service as left_before, lead(came) over by_service as comes_again
      from (select service_id, ${monthOf(sql`first_at`)} as first_came, ${monthOf(sql`published_at`)} as came,
        ${monthOf(sql`withdrawn_at`)} as went from spell) as each
      where went > came window by_service as (partition by service_id order by came, went)
    ),
    event as (
      select came as starts, (first_came = came)::int as fresh, (first_came < came)::int as back, 0 as closed
      from lasting where left_before is null or left_before < came
      union all
      select went, 0, 0, 1 from lasting where went < 'infinity' and (comes_again is null or comes_again > went)
    ),
    counted as (
      select starts, sum(fresh) as fresh, sum(back) as back, sum(closed) as closed,
        sum(sum(fresh) + sum(back) - sum(closed)) over (order by starts) as at_end
      from (select starts, fresh, back, closed from event union all select starts, 0, 0, 0 from month) as all_of_them
      group by starts
    ),
    edited as (
      select ${monthOf(sql`changed_at`)} as starts, count(distinct entity_id) as changed
      from change join source on source.code = change.source and not source.is_neighbour
      where entity = 'service' and field <> 'record' and changed_at >= ${london(sql`${first}::date`)} group by 1
    ),
    missed as (
      select date_trunc('month', searched_on)::date as starts, sum(times) as misses
      from search_without_result where searched_on >= ${first}::date group by 1
    )
    select starts as month, at_end::int, fresh::int, back::int, closed::int, coalesce(changed, 0)::int as changed,
      coalesce(misses, 0)::int as misses
    from month join counted using (starts) left join edited using (starts) left join missed using (starts)
    order by starts`.execute(db);
  return rows;
}

/** How many listings there are of something, how many there were, and how many came and went between. */
export interface Growth {
  code: string;
  was: number;
  fresh: number;
  back: number;
  closed: number;
  stands: number;
}

/** Listings of our own on two days (`YYYY-MM-DD`): at the start of the one, and at the end of the other. */
const standingBetween = (from: string, to: string) => sql`${spells},
  standing as (
    select service_id, min(first_at) >= ${london(sql`${from}::date`)} as is_fresh,
      bool_or(published_at < ${london(sql`${from}::date`)} and withdrawn_at >= ${london(sql`${from}::date`)}) as was,
      bool_or(published_at < ${london(sql`${to}::date + 1`)} and withdrawn_at >= ${london(sql`${to}::date + 1`)}) as stands
    from spell where published_at < ${london(sql`${to}::date + 1`)} and withdrawn_at >= ${london(sql`${from}::date`)}
    group by service_id)`;

const counts = sql`count(*) filter (where was) as was, count(*) filter (where stands and not was and is_fresh) as fresh,
  count(*) filter (where stands and not was and not is_fresh) as back,
  count(*) filter (where was and not stands) as closed, count(*) filter (where stands) as stands`;

/** The kinds of support of each record, with the kinds above them: each once. */
const ofKind = sql`above (term_id, code, is_top, parent_id) as (
    select term.id, term.code, term.parent_id is null, term.parent_id from taxonomy_term term
      join taxonomy on taxonomy.id = term.taxonomy_id and taxonomy.code = 'category' and taxonomy.uri is null
    union select above.term_id, term.code, term.parent_id is null, term.parent_id
    from above join taxonomy_term term on term.id = above.parent_id
  ),
  kind as (
    select distinct attribute.link_id as service_id, above.code, above.is_top
    from attribute join above on above.term_id = attribute.taxonomy_term_id)`;

/** Growth by kind of support, a record under each of its kinds and those above them. */
export async function growthByKind(db: Db, from: string, to: string): Promise<Growth[]> {
  const { rows } = await sql<Growth>`
    with recursive ${standingBetween(from, to)}, ${ofKind}
    select kind.code, ${counts} from standing join kind using (service_id) group by kind.code`.execute(db);
  return rows;
}

/** Areas in which records are counted: the council's districts, and the council itself for what is for all of it. */
export interface CountedAreas {
  districts: readonly string[];
  county: string;
}

/** Where each record is: in districts by its places and areas; else for the whole county; else in none ('none'). */
const ofArea = ({ districts, county }: CountedAreas) => sql`placed as (
    select distinct at.service_id, area_shape.area_code as code
    from service_at_location at join location on location.id = at.location_id and latitude is not null
      join area_shape on area_shape.area_code = any(${districts}::text[])
        and box(area_shape.shape) @> point(longitude, latitude) and area_shape.shape @> point(longitude, latitude)
    union
    select service_area.service_id, area.code from service_area
      join area on area.code = service_area.area_code or lower(area.name) = lower(service_area.name)
    where area.code = any(${[...districts, county]}::text[])
  ),
  found as (
    select standing.service_id, coalesce(placed.code, 'none') as code
    from standing left join placed using (service_id))`;

/** Growth by district, a record under each in which it is; `none` is what is in no district and not for all of the county. */
export async function growthByDistrict(db: Db, from: string, to: string, areas: CountedAreas): Promise<Growth[]> {
  const { rows } = await sql<Growth>`
    with ${standingBetween(from, to)}, ${ofArea(areas)}
    select found.code, ${counts} from standing join found using (service_id) group by found.code`.execute(db);
  return rows;
}

/** How many listings of each of the highest kinds of support stand at the end of a day in each district. */
export async function listingsByKindAndDistrict(
  db: Db,
  day: string,
  areas: CountedAreas,
): Promise<{ kind: string; area: string; n: number }[]> {
  const { rows } = await sql<{ kind: string; area: string; n: number }>`
    with recursive ${standingBetween(day, day)}, ${ofKind}, ${ofArea(areas)}
    select kind.code as kind, found.code as area, count(*) as n
    from standing join found using (service_id) join kind using (service_id)
    where stands and is_top group by kind.code, found.code`.execute(db);
  return rows;
}
