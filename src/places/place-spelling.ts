import { distance } from 'fastest-levenshtein';
import type { Db } from '../db/database.ts';
import { boundingBox, milesBetween, type Point } from './distance-rules.ts';
import type { Place } from './places.ts';

const search_miles = 80;
const most = 3;

/** Up to three places in and around the council's area whose names are spelled nearly like this folded one. */
export async function placesSpelledLike(db: Db, folded: string, centre: Point): Promise<Place[]> {
  if (folded.length < 3 || folded.length > 40) return [];
  const errors = folded.length < 5 ? 1 : folded.length < 9 ? 2 : 3;
  const box = boundingBox(centre, search_miles);
  const near = (await db
    .selectFrom('place')
    .select(['name', 'folded_name', 'kind', 'county', 'latitude', 'longitude', 'population'])
    .where('kind', 'in', ['town', 'village'])
    .where((where) =>
      where.between(where.fn<number>('length', ['folded_name']), folded.length - errors, folded.length + errors),
    )
    .where('latitude', '>', box.south)
    .where('latitude', '<', box.north)
    .where('longitude', '>', box.west)
    .where('longitude', '<', box.east)
    .execute()) as Place[];
  const scored = near
    .map((place) => ({ place, errors: distance(place.folded_name, folded), miles: milesBetween(centre, place) }))
    .filter((one) => one.errors <= errors)
    .sort((one, other) => one.errors - other.errors || one.miles - other.miles);
  const names = new Set<string>();
  const best: Place[] = [];
  for (const { place, errors: found } of scored) {
    if (best.length === most || found > (scored[0]?.errors ?? 0) + 1 || names.has(place.folded_name)) continue;
    names.add(place.folded_name);
    best.push(place);
  }
  return best;
}
