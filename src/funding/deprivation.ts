import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { Decile, DeprivationRow } from './deprivation-rules.ts';

/** Writes rows of postcodes or of neighbourhoods, in the place of older ones. Returns how many are new and changed. */
export async function saveDeprivation(
  db: Db,
  rows: readonly DeprivationRow[],
  { measure, dry_run }: { measure: string; dry_run: boolean },
): Promise<{ new: number; changed: number }> {
  if (rows.length === 0) return { new: 0, changed: 0 };
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as given (postcode text, lsoa_code text, decile int, latitude float8, longitude float8)`;
  const isOfPostcodes = rows[0]?.postcode != null;
  const table = sql.id(isOfPostcodes ? 'deprivation_postcode' : 'deprivation_area');
  const key = sql.id(isOfPostcodes ? 'postcode' : 'lsoa_code');
  const known = await sql<{ is_new: boolean }>`
    select known.${key} is null as is_new from ${given} left join ${table} known on known.${key} = given.${key}
    where known.${key} is null or known.decile <> given.decile or known.measure <> ${measure}`.execute(db);
  const counts = {
    new: known.rows.filter(({ is_new }) => is_new).length,
    changed: known.rows.filter(({ is_new }) => !is_new).length,
  };
  if (dry_run) return counts;
  if (isOfPostcodes)
    await sql`insert into deprivation_postcode (postcode, lsoa_code, decile, measure)
      select postcode, lsoa_code, decile, ${measure} from ${given}
      on conflict (postcode) do update set lsoa_code = excluded.lsoa_code, decile = excluded.decile,
        measure = excluded.measure`.execute(db);
  else
    await sql`insert into deprivation_area (lsoa_code, decile, measure, latitude, longitude)
      select lsoa_code, decile, ${measure}, latitude, longitude from ${given}
      on conflict (lsoa_code) do update set decile = excluded.decile, measure = excluded.measure,
        latitude = coalesce(excluded.latitude, deprivation_area.latitude),
        longitude = coalesce(excluded.longitude, deprivation_area.longitude)`.execute(db);
  return counts;
}

/** How many postcodes and neighbourhoods have a decile, and by which measures. */
export async function knownDeprivation(db: Db): Promise<{ postcodes: number; areas: number; measures: string[] }> {
  const { rows } = await sql<{ postcodes: number; areas: number; measures: string[] }>`
    select (select count(*) from deprivation_postcode) as postcodes, (select count(*) from deprivation_area) as areas,
      array(select distinct measure from (select measure from deprivation_postcode union all
        select measure from deprivation_area) all_measures order by 1) as measures`.execute(db);
  return rows[0] ?? { postcodes: 0, areas: 0, measures: [] };
}

/** Beyond so many degrees the nearest neighbourhood is not that of a postcode. */
const farthest = 0.1;

/**
 * The decile of each postcode that is known: its own, else that of the neighbourhood whose middle is nearest to the place of
 * the postcode.
 */
export async function decilesOf(db: Db, postcodes: readonly string[]): Promise<Map<string, Decile>> {
  const asked = [...new Set(postcodes)];
  const own = await sql<{ postcode: string; decile: number }>`
    select postcode, decile from deprivation_postcode where postcode = any(${asked}::text[])`.execute(db);
  const deciles = new Map<string, Decile>(
    own.rows.map(({ postcode, decile }) => [postcode, { decile, is_nearest: false }]),
  );
  const rest = asked.filter((postcode) => !deciles.has(postcode));
  const nearest = await sql<{ postcode: string; decile: number }>`
    select postcode.postcode, near.decile from postcode
    cross join lateral (
      select decile, point(area.longitude, area.latitude) <-> point(postcode.longitude, postcode.latitude) as distance
      from deprivation_area area where area.latitude is not null
      order by point(area.longitude, area.latitude) <-> point(postcode.longitude, postcode.latitude) limit 1) near
    where postcode.postcode = any(${rest}::text[]) and postcode.latitude is not null and near.distance < ${farthest}`.execute(
    db,
  );
  for (const { postcode, decile } of nearest.rows) deciles.set(postcode, { decile, is_nearest: true });
  return deciles;
}
