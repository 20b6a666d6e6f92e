import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { milesBetween, type Point } from './distance-rules.ts';
import type { Home, PlaceFound, PlaceNotFound } from './find-place.ts';
import { middleOf } from './places.ts';
import { type PostcodeReading, postcodesOfSector } from './postcode-rules.ts';

/** Beyond this, in another country than England, nobody is a neighbour of the council. */
const reach_miles = 60;

type BritishReading = Extract<PostcodeReading, { outcode: string }>;

/** Finds what has been read as a postcode, a sector or a district. */
export async function findPostcode(
  db: Db,
  text: string,
  reading: BritishReading,
  home: Home,
): Promise<PlaceFound | PlaceNotFound> {
  const name =
    reading.kind === 'postcode' ? reading.postcode : reading.kind === 'sector' ? reading.sector : reading.outcode;
  const district = await middleOf(db, reading.outcode);
  const found = await pointOfPostcode(db, reading);
  const not_found = { found: false as const, text, choices: [], suggestions: [] };
  if (!found) {
    const message = `We do not know a postcode that begins with ${reading.outcode}. Check it, or type a town or village.`;
    return { ...not_found, reason: 'unknown', message };
  }
  const miles_from_centre = milesBetween(home.centre, found);
  const county = district?.county ?? null;
  if (county && miles_from_centre > reach_miles && outside_england.has(county)) {
    return { ...not_found, reason: 'outside', message: `${name} is in ${county}. ${whereToLook(home)}` };
  }
  const { latitude, longitude } = found;
  const note = `We do not have the exact place of ${name}. Distances are from the middle of ${found.middle_of}.`;
  return {
    found: true,
    kind: reading.kind,
    name,
    latitude,
    longitude,
    outcode: reading.outcode,
    county,
    approximate: found.middle_of !== undefined,
    ...(found.middle_of === undefined ? {} : { note }),
    others: [],
    miles_from_centre,
  };
}

const outside_england = new Set(['Scotland', 'Wales', 'Northern Ireland', 'Jersey', 'Guernsey', 'the Isle of Man']);

/** The point of a postcode, sector or district; `middle_of` tells what it is the middle of, if of more than was asked. */
async function pointOfPostcode(db: Db, reading: BritishReading): Promise<(Point & { middle_of?: string }) | undefined> {
  if (reading.kind === 'outcode') return middleOf(db, reading.outcode);
  if (reading.kind === 'postcode') {
    const exact = await db
      .selectFrom('postcode')
      .selectAll()
      .where('postcode', '=', reading.postcode)
      .executeTakeFirst();
    if (exact?.latitude != null && exact.longitude != null) {
      return { latitude: exact.latitude, longitude: exact.longitude };
    }
  }
  const sector = (await middleOfImportedSector(db, reading.sector)) ?? (await middleOf(db, reading.sector));
  if (sector) return reading.kind === 'sector' ? sector : { ...sector, middle_of: reading.sector };
  const district = await middleOf(db, reading.outcode);
  return district && { ...district, middle_of: reading.outcode };
}

async function middleOfImportedSector(db: Db, sector: string): Promise<Point | undefined> {
  const { rows } = await sql<{ latitude: number | null; longitude: number | null }>`
    select avg(latitude)::float8 as latitude, avg(longitude)::float8 as longitude from postcode
    where postcode = any(${postcodesOfSector(sector)}::text[])`.execute(db);
  const [middle] = rows;
  return middle?.latitude != null && middle.longitude != null
    ? { latitude: middle.latitude, longitude: middle.longitude }
    : undefined;
}

/** What to do about a place that is none of ours, as a sentence. */
export function whereToLook(home: Home): string {
  return `This site lists support in and near ${home.short_name}. Type a town or postcode there.`;
}
