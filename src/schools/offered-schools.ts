import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { School } from './schools.ts';

/** Schools that are alike to the law, in the council's area or outside it: how many, and how many of them say what they do. */
export interface OfferedSchools extends Pick<School, 'kind' | 'governance' | 'is_section_41_approved'> {
  has_nursery: boolean;
  is_outside: boolean;
  schools: number;
  /** with a specialist base */
  with_base: number;
  /** of which something is known for special needs: what they offer, which needs they know well, a base */
  telling: number;
  /** those whose word is not older than asked for: of any of it, of what they offer, of getting in and around */
  fresh: { told: number; offer: number; access: number };
}

/** All schools, nurseries and colleges that are open, those due to close too. What was said since a day (`YYYY-MM-DD`) is fresh. */
export async function offeredSchools(db: Db, since: string): Promise<OfferedSchools[]> {
  const { rows } = await sql<Omit<OfferedSchools, 'fresh'> & Record<'told' | 'offer' | 'access', number>>`
    with newest as (
      select distinct on (urn) urn, addition, (written_at at time zone 'Europe/London')::date as written_on
      from school_addition order by urn, id desc
    ), base as (
      select urn, max(counted_on) as counted_on from specialist_base where ended_at is null group by urn
    ), known as (
      select kind, governance, is_section_41_approved, coalesce(has_nursery, false) as has_nursery,
        area = 'out_of_area' as is_outside, base.urn is not null as has_base,
        case when addition ? 'about' then written_on end as offer_on,
        case when addition ? 'access' then written_on end as access_on,
        greatest(case when addition ?| array['about', 'access', 'needs'] then written_on end, base.counted_on,
          case when needs <> '{}' then coalesce(register_changed_on, imported_at::date) end) as told_on
      from school left join newest using (urn) left join base using (urn)
      where status in ('open', 'closing')
    )
    select kind, governance, is_section_41_approved, has_nursery, is_outside, count(*) as schools,
      count(*) filter (where has_base) as with_base, count(told_on) as telling,
      count(*) filter (where told_on >= ${since}::date) as told,
      count(*) filter (where offer_on >= ${since}::date) as offer,
      count(*) filter (where access_on >= ${since}::date) as access
    from known group by kind, governance, is_section_41_approved, has_nursery, is_outside
    order by kind, governance, is_section_41_approved, has_nursery, is_outside`.execute(db);
  return rows.map(({ told, offer, access, ...row }) => ({ ...row, fresh: { told, offer, access } }));
}

/** How many schools name a type of need, and how many bases and places there are for it. */
export interface OfferedNeed {
  /** a code of the school census */
  need: string;
  inside: number;
  outside: number;
  /** in the council's area */
  bases: number;
  /** in those bases, as far as they are counted */
  places: number;
}

/** The types of need that open schools name, or have a base for. A school that does both counts once. */
export async function offeredNeeds(db: Db): Promise<OfferedNeed[]> {
  const { rows } = await sql<OfferedNeed>`
    with newest as (select distinct on (urn) urn, addition from school_addition order by urn, id desc), named as (
      select urn, area, need, 0 as bases, 0 as places from school left join newest using (urn)
        cross join lateral unnest(case when addition ? 'needs'
          then array(select jsonb_array_elements_text(addition->'needs')) else needs end) need
        where status in ('open', 'closing')
      union all
      select urn, area, need, 1, coalesce(places, 0) from specialist_base base join school using (urn)
        cross join lateral unnest(base.needs) need
        where ended_at is null and status in ('open', 'closing')
    )
    select need, count(distinct urn) filter (where area = 'in_area') as inside,
      count(distinct urn) filter (where area = 'out_of_area') as outside,
      coalesce(sum(bases) filter (where area = 'in_area'), 0)::int as bases,
      coalesce(sum(places) filter (where area = 'in_area'), 0)::int as places
    from named group by need`.execute(db);
  return rows;
}
