import { sql } from 'kysely';
import type { Authority } from '../authority.ts';
import { type Db, transaction } from '../db/database.ts';
import { writeShipped } from './places.ts';
import { type Area, readAreas } from './reference-files.ts';

/**
 * Puts the outlines of the council, its districts and its neighbours into the database, and their middles among the
 * places, so that "near Breckland" is understood. Does nothing when they are there already.
 */
export async function seedAreas(db: Db, authority: Pick<Authority, 'areas_file'>): Promise<void> {
  const reference = await readAreas(authority.areas_file);
  const middles = reference.items.map(({ name, kind, rings }) => {
    return { name, kind, county: null, population: null, ...middleOfRing(rings[0] ?? []) };
  });
  await transaction(db, async (tx) => {
    const is_new = await writeShipped(tx, 'areas', { ...reference, items: middles });
    if (is_new) await writeAreas(tx, reference.items);
  });
}

async function writeAreas(db: Db, areas: Area[]): Promise<void> {
  for (const { code, name, kind, uri = null, rings } of areas) {
    await db
      .insertInto('area')
      .values({ code, name, kind, uri })
      .onConflict((conflict) => conflict.column('code').doUpdateSet({ name, kind, uri }))
      .execute();
    await db.deleteFrom('area_shape').where('area_code', '=', code).execute();
    await db
      .insertInto('area_shape')
      .values(rings.map((ring, part) => ({ area_code: code, part, shape: polygonOf(ring) })))
      .execute();
  }
}

/** The codes of the areas (county, district, neighbour) that cover a point, by outlines good to some hundred metres. */
export async function areasAt(db: Db, latitude: number, longitude: number): Promise<string[]> {
  const found = await sql<{ area_code: string }>`
    select distinct area_code from area_shape where shape @> point(${longitude}::float8, ${latitude}::float8)
    order by area_code`.execute(db);
  return found.rows.map((row) => row.area_code);
}

function polygonOf(ring: [number, number][]): string {
  return `(${ring.map(([longitude, latitude]) => `(${longitude},${latitude})`).join(',')})`;
}

// The centre of gravity of a ring, by the shoelace formula.
function middleOfRing(ring: [number, number][]): { latitude: number; longitude: number } {
  let [weight, longitude, latitude] = [0, 0, 0];
  for (const [i, [x, y]] of ring.entries()) {
    const [next_x, next_y] = ring[(i + 1) % ring.length] ?? [x, y];
    const cross = x * next_y - next_x * y;
    weight += cross / 2;
    longitude += ((x + next_x) * cross) / 6;
    latitude += ((y + next_y) * cross) / 6;
  }
  return { latitude: latitude / weight, longitude: longitude / weight };
}
