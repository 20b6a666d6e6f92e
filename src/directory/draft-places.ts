import { randomUUID } from 'node:crypto';
import type { Authority } from '../authority.ts';
import type { Db } from '../db/database.ts';
import { areasAt } from '../places/areas.ts';
import { findPlace } from '../places/find-place.ts';
import type { ServiceRecord } from './records.ts';

type At = ServiceRecord['service_at_locations'][number];

/**
 * Gives new and changed places of a record their point, by postcode, and an id of their own: a building that several
 * services share is not changed for the others. Refuses a postcode that nobody knows, by the place's number.
 */
export async function settlePlaces(
  db: Db,
  before: ServiceRecord,
  after: ServiceRecord,
  authority: Authority,
): Promise<{ record: ServiceRecord } | { errors: { field: string; text: string }[] }> {
  const known = new Set(before.service_at_locations.map((at) => JSON.stringify(at)));
  const errors: { field: string; text: string }[] = [];
  const places: At[] = [];
  for (const [n, at] of after.service_at_locations.entries()) {
    if (known.has(JSON.stringify(at))) {
      places.push(at);
      continue;
    }
    const postcode = at.location.addresses[0]?.postal_code ?? '';
    const location = { ...at.location, id: randomUUID() };
    if (location.latitude === undefined) {
      const found = await findPlace(db, postcode, authority);
      if (found.found) Object.assign(location, { latitude: found.latitude, longitude: found.longitude });
      else if (found.reason === 'unknown') errors.push({ field: `place_${n}_postcode`, text: found.message });
    }
    places.push({ ...at, location });
  }
  if (errors.length > 0) return { errors };
  const local_offer =
    JSON.stringify(places) === JSON.stringify(before.service_at_locations)
      ? after.local_offer
      : {
          ...after.local_offer,
          area: (await areOutside(db, places, authority)) ? ('out_of_area' as const) : ('in_area' as const),
        };
  return { record: { ...after, service_at_locations: places, local_offer } };
}

// Where no outline of the council's area is known, nothing is outside it.
async function areOutside(db: Db, places: readonly At[], { code, districts }: Authority): Promise<boolean> {
  const points = places.flatMap(({ location: { latitude, longitude } }) =>
    latitude !== undefined && longitude !== undefined ? [{ latitude, longitude }] : [],
  );
  const own = [code, ...districts.map((district) => district.code)];
  for (const { latitude, longitude } of points) {
    const areas = await areasAt(db, latitude, longitude);
    if (areas.length === 0 || areas.some((area) => own.includes(area))) return false;
  }
  return points.length > 0;
}
