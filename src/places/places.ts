import { sql } from 'kysely';
import type { Authority } from '../authority.ts';
import { type Db, transaction } from '../db/database.ts';
import { boundingBox, milesBetween, type Point } from './distance-rules.ts';
import { foldName } from './name-rules.ts';
import { type NewPlace, type Reference, readGazetteer, readPostcodeDistricts } from './reference-files.ts';

/** A town, village, district or county by its name. */
export interface Place extends Point {
  name: string;
  folded_name: string;
  kind: 'town' | 'village' | 'district' | 'county';
  county: string | null;
  population: number | null;
}

/**
 * Puts the towns, villages, postcode districts and sectors that ship with the site into the database, so that places
 * can be found without any import. Does nothing when they are there already; replaces them when the files have changed.
 */
export async function seedPlaces(db: Db, authority: Pick<Authority, 'gazetteer_file'>): Promise<void> {
  await writeShipped(db, 'gazetteer', await readGazetteer(authority.gazetteer_file));
  await writeShipped(db, 'postcode districts', await readPostcodeDistricts());
}

/**
 * Writes the places of a shipped file under the source `<name> <mark>`, in place of what an older file gave. Says
 * whether they were new.
 */
export async function writeShipped(db: Db, name: string, reference: Reference<NewPlace>): Promise<boolean> {
  const source = `${name} ${reference.mark}`;
  const there = await db.selectFrom('place').select('id').where('source', '=', source).limit(1).executeTakeFirst();
  if (there) return false;
  const { items } = reference;
  await transaction(db, async (tx) => {
    await tx.deleteFrom('place').where('source', 'like', `${name} %`).execute();
    await sql`
      insert into place (source, name, folded_name, kind, county, latitude, longitude, population)
      select ${source}, * from unnest(
        ${items.map((item) => item.name)}::text[], ${items.map((item) => foldName(item.name))}::text[],
        ${items.map((item) => item.kind)}::text[], ${items.map((item) => item.county)}::text[],
        ${items.map((item) => item.latitude)}::float8[], ${items.map((item) => item.longitude)}::float8[],
        ${items.map((item) => item.population)}::int[])
      on conflict do nothing`.execute(tx);
  });
  return true;
}

/**
 * All towns, villages, districts and counties, without postcode districts: the vocabulary of places by which a query
 * is understood. A place that two sources know stands once.
 */
export async function allPlaces(db: Db): Promise<Place[]> {
  const rows = await named(db).orderBy('folded_name').orderBy('source').execute();
  const byName = Map.groupBy(rows as Place[], (row) => row.folded_name);
  return [...byName.values()].flatMap(withoutDoubles);
}

/** The places whose folded name is one of these, a place that two sources know only once. */
export async function placesNamed(db: Db, folded_names: string[]): Promise<Place[]> {
  const rows = await named(db).where('folded_name', 'in', folded_names).orderBy('source').execute();
  const byName = Map.groupBy(rows as Place[], (row) => row.folded_name);
  return [...byName.values()].flatMap(withoutDoubles);
}

/** The middle of a postcode district or sector, with its county, or outside England its country. */
export async function middleOf(db: Db, name: string): Promise<(Point & { county: string | null }) | undefined> {
  return db
    .selectFrom('place')
    .select(['latitude', 'longitude', 'county'])
    .where('folded_name', '=', foldName(name))
    .where('kind', 'in', ['outcode', 'sector'])
    .executeTakeFirst();
}

function named(db: Db) {
  return db
    .selectFrom('place')
    .select(['name', 'folded_name', 'kind', 'county', 'latitude', 'longitude', 'population'])
    .where('kind', 'in', ['town', 'village', 'district', 'county']);
}

// Two sources put the middle of a town up to some miles apart; two towns of one name are never so near to one another.
const same_place_miles = 3;

function withoutDoubles(places: Place[]): Place[] {
  const kept: Place[] = [];
  for (const place of places) {
    const double = kept.find(
      (other) => isSettlement(other) === isSettlement(place) && milesBetween(place, other) < same_place_miles,
    );
    if (!double) kept.push({ ...place });
    else {
      double.county ??= place.county;
      double.population ??= place.population;
    }
  }
  return kept;
}

/** The postcode district whose middle is nearest to a point, such as `NR12`. */
export async function nearestOutcode(db: Db, point: Point): Promise<string | undefined> {
  const box = boundingBox(point, 30);
  const near = await db
    .selectFrom('place')
    .select(['name', 'latitude', 'longitude'])
    .where('kind', '=', 'outcode')
    .where('latitude', '>', box.south)
    .where('latitude', '<', box.north)
    .where('longitude', '>', box.west)
    .where('longitude', '<', box.east)
    .execute();
  return near.sort((one, other) => milesBetween(point, one) - milesBetween(point, other))[0]?.name;
}

/** Whether a place is a town or village, and not an area that may bear its name. */
export function isSettlement(place: Pick<Place, 'kind'>): boolean {
  return place.kind === 'town' || place.kind === 'village';
}
