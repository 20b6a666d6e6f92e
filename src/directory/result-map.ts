import type { Parts } from '../parts.ts';
import { areasWithin, baseMap } from '../places/base-map.ts';
import { boundingBox, type Extent, type Point } from '../places/distance-rules.ts';
import { type DrawnMap, type DrawnMarker, drawMap, extentAround, type MapMarker } from '../places/map-rules.ts';
import type { ServiceDetail } from './service-detail.ts';

/** A map that stands on a page without JavaScript, and what a script needs to make it one that moves. */
export interface ResultMap {
  label: string;
  drawn: Omit<DrawnMap, 'markers'>;
  markers: (DrawnMarker & { href: string })[];
  /** how many of the results are not on it, in words */
  left_out: string | null;
  shows_hidden_note: boolean;
  /** markers, extent and tiles, as JSON that is safe inside a page; null for a map that stays a picture */
  data: string | null;
}

/** A place on a map with the list entry that it belongs to. */
export interface Spot extends MapMarker {
  href: string;
}

const width = 360;
const mostSpotsOfAService = 6;
const widestMiles = 30;

/**
 * The map of results: each numbered as in the list, linked to its entry. It shows what lies around the place searched
 * for, else the council's area. Hidden places have no coordinates here, so they are never on it.
 */
export async function resultMap(
  parts: Pick<Parts, 'db' | 'authority'>,
  services: readonly { service: ServiceDetail; number: number }[],
  near: { place: Point; within: number } | undefined,
): Promise<ResultMap> {
  const { extent: whole, map } = parts.authority;
  const extent = near ? boundingBox(near.place, Math.min(near.within, widestMiles)) : whole;
  const spots = services.flatMap(({ service, number }) =>
    pointsOf(service)
      .slice(0, mostSpotsOfAService)
      .map((point): Spot => ({ ...point, number, label: service.name, href: `#service-${service.id}` })),
  );
  const missing = services.filter(({ service }) => pointsOf(service).length === 0).length;
  const drawn = await drawSpots(parts, spots, { extent, height: 400, has_county: true });
  const outside = drawn.drawn.hidden_markers;
  const sentences = [
    missing > 0 ? `${missing} of the services on this page ${missing === 1 ? 'has' : 'have'} no place on the map.` : '',
    outside > 0 ? `${outside} ${outside === 1 ? 'place lies' : 'places lie'} outside it.` : '',
  ];
  const data = { extent, markers: spots, tiles_url: map.tiles_url, tiles_attribution: map.tiles_attribution };
  return {
    label: 'Map of the services on this page',
    ...drawn,
    left_out: sentences.filter(Boolean).join(' ') || null,
    shows_hidden_note: true,
    data: JSON.stringify(data).replaceAll('<', '\\u003c'),
  };
}

/** The small map of one service; undefined where it has none to show, or nothing is known around it. */
export async function serviceMap(
  parts: Pick<Parts, 'db' | 'authority'>,
  service: ServiceDetail,
): Promise<ResultMap | undefined> {
  const points = pointsOf(service).slice(0, 20);
  const extent = extentAround(points, 10);
  if (!extent) return undefined;
  const spots = points.map((point, at) => ({ ...point, number: at + 1, label: point.name, href: '#where' }));
  const drawn = await drawSpots(parts, spots, { extent, height: 240, has_county: false });
  // Where we know neither outline nor town, a map would be an empty sheet.
  if (drawn.drawn.areas.length === 0 && drawn.drawn.labels.length === 0) return undefined;
  return { label: `Map of where ${service.name} is`, ...drawn, left_out: null, shows_hidden_note: false, data: null };
}

function pointsOf(service: ServiceDetail): (Point & { name: string })[] {
  return service.service_at_locations.flatMap(({ location }) => {
    const { latitude, longitude } = location;
    if (service.is_place_hidden || latitude === undefined || longitude === undefined) return [];
    return [{ latitude, longitude, name: location.name ?? location.addresses[0]?.city ?? service.name }];
  });
}

/** Draws spots on outlines and towns; `has_county` draws the council's own outline too. */
export async function drawSpots(
  { db, authority }: Pick<Parts, 'db' | 'authority'>,
  spots: readonly Spot[],
  { extent, height, has_county }: { extent: Extent; height: number; has_county: boolean },
): Promise<Pick<ResultMap, 'drawn' | 'markers'>> {
  const base = await baseMap(db, authority.extent);
  // The districts fill the county: close by, its own outline would only double theirs.
  const areas = areasWithin(base.areas, extent).filter(({ code }) => has_county || code !== authority.code);
  const { markers, ...drawn } = drawMap({ areas, towns: base.towns, markers: [...spots], extent, width, height });
  const hrefs = new Map(spots.map(({ number, href }) => [number, href]));
  return {
    drawn,
    markers: markers.map((marker) => ({ ...marker, href: hrefs.get(marker.numbers[0] ?? 0) ?? '#' })),
  };
}

/** What a map that moves draws below its markers: outlines, and the towns of the area. */
export async function mapData(parts: Pick<Parts, 'db' | 'authority'>) {
  const { areas, towns } = await baseMap(parts.db, parts.authority.extent);
  return {
    areas: areas.map(({ code, name, kind, rings }) => ({ code, name, kind, rings })),
    towns: towns.map(({ name, kind, population, latitude, longitude }) => ({
      name,
      kind,
      population,
      latitude,
      longitude,
    })),
  };
}
