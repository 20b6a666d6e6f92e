export interface Point {
  latitude: number;
  longitude: number;
}

/** A rectangle of latitudes and longitudes, in degrees. */
export interface Extent {
  west: number;
  south: number;
  east: number;
  north: number;
}

const earth_radius_miles = 3958.8;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Miles between two points as the crow flies (haversine). */
export function milesBetween(one: Point, other: Point): number {
  const north = Math.sin(radians(other.latitude - one.latitude) / 2) ** 2;
  const east = Math.sin(radians(other.longitude - one.longitude) / 2) ** 2;
  const share = north + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * east;
  return 2 * earth_radius_miles * Math.asin(Math.min(1, Math.sqrt(share)));
}

/** The smallest rectangle that holds every point within so many miles: for an index, before the true distance. */
export function boundingBox(centre: Point, miles: number): Extent {
  const reach = Math.max(0, miles) / earth_radius_miles;
  const north = (reach * 180) / Math.PI;
  // Meridians draw together towards the pole: the widest point of the circle lies somewhat north of its middle.
  const share = Math.sin(reach) / Math.cos(radians(centre.latitude));
  const east = share < 1 ? (Math.asin(share) * 180) / Math.PI : 180;
  return {
    west: centre.longitude - east,
    south: centre.latitude - north,
    east: centre.longitude + east,
    north: centre.latitude + north,
  };
}

/** A distance in words, as exact as a straight line deserves: "less than a mile", "about 1 mile", "about 12 miles". */
export function distanceInWords(miles: number): string {
  if (miles < 0.95) return 'less than a mile';
  const whole = Math.round(miles);
  return whole === 1 ? 'about 1 mile' : `about ${whole} miles`;
}

/** Whether a point lies within an extent. */
export function isWithin({ latitude, longitude }: Point, { west, south, east, north }: Extent): boolean {
  return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
}
