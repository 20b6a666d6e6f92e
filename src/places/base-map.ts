import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import type { Extent } from './distance-rules.ts';
import type { MapArea, MapTown } from './map-rules.ts';

/** What every map is drawn on: outlines of areas, and towns and villages, larger first. */
export interface BaseMap {
  areas: MapArea[];
  towns: MapTown[];
}

const mostTowns = 400;
/** How far beyond the council's own extent towns are known to its maps, in degrees. */
const beyond = 0.4;

const kept = new WeakMap<Db, Promise<BaseMap>>();

/** The outlines and towns in and around an extent, from the site's own data: read once for each database. */
export function baseMap(db: Db, extent: Extent): Promise<BaseMap> {
  const known = kept.get(db);
  if (known) return known;
  const read = readBaseMap(db, extent);
  kept.set(db, read);
  read.catch(() => kept.delete(db));
  return read;
}

async function readBaseMap(db: Db, extent: Extent): Promise<BaseMap> {
  const shapes = await sql<{ code: string; name: string; kind: string; shape: string }>`
    select area.code, area.name, area.kind, shape::text as shape
    from area join area_shape on area_shape.area_code = area.code order by area.kind, area.code, part`.execute(db);
  const areas = new Map<string, MapArea>();
  for (const { code, name, kind, shape } of shapes.rows) {
    const area = areas.get(code) ?? { code, name, kind, rings: [] };
    area.rings.push(ringOf(shape));
    areas.set(code, area);
  }
  const towns = await db
    .selectFrom('place')
    .select(['name', 'kind', 'population', 'latitude', 'longitude'])
    .where('kind', 'in', ['town', 'village'])
    .where('latitude', '>', extent.south - beyond)
    .where('latitude', '<', extent.north + beyond)
    .where('longitude', '>', extent.west - beyond)
    .where('longitude', '<', extent.east + beyond)
    .orderBy('population', (order) => order.desc().nullsLast())
    .orderBy('name')
    .limit(mostTowns)
    .execute();
  return { areas: [...areas.values()], towns };
}

/** PostgreSQL writes a polygon as `((1.3,52.9),(1.4,52.8),…)`. */
function ringOf(polygon: string): [number, number][] {
  return [...polygon.matchAll(/\((-?[\d.e+-]+),(-?[\d.e+-]+)\)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

/** The areas that reach into an extent. */
export function areasWithin(areas: readonly MapArea[], extent: Extent): MapArea[] {
  return areas.filter(({ rings }) => rings.some((ring) => reaches(ring, extent)));
}

function reaches(ring: [number, number][], { west, south, east, north }: Extent): boolean {
  const xs = ring.map(([x]) => x);
  const ys = ring.map(([, y]) => y);
  return Math.min(...xs) < east && Math.max(...xs) > west && Math.min(...ys) < north && Math.max(...ys) > south;
}
