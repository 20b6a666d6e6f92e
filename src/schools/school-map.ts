import { drawSpots, type ResultMap, type Spot } from '../directory/result-map.ts';
import type { Parts } from '../parts.ts';
import { boundingBox, type Point } from '../places/distance-rules.ts';
import { extentAround } from '../places/map-rules.ts';
import type { FoundSchool } from './school-finder.ts';

const widestMiles = 30;

/** The map of a page of results, numbered as the list: around the place asked for, else all that the page lists. */
export async function mapOfSchools(
  parts: Pick<Parts, 'db' | 'authority'>,
  schools: readonly FoundSchool[],
  { first, near }: { first: number; near: (Point & { miles: number }) | undefined },
): Promise<ResultMap> {
  const spots = schools.flatMap((school, at): Spot[] => {
    const { urn, name, latitude, longitude } = school;
    if (latitude === null || longitude === null) return [];
    return [{ latitude, longitude, number: first + at, label: name, href: `#school-${urn}` }];
  });
  const { extent: area, map } = parts.authority;
  const around = near ? boundingBox(near, Math.min(near.miles, widestMiles)) : extentAround(spots, widestMiles);
  const extent = around ?? area;
  const drawn = await drawSpots(parts, spots, { extent, height: 400, has_county: true });
  const missing = schools.length - spots.length;
  const data = { extent, markers: spots, tiles_url: map.tiles_url, tiles_attribution: map.tiles_attribution };
  return {
    label: 'Map of the schools on this page',
    ...drawn,
    left_out: [
      'The numbers are those of the list.',
      drawn.markers.some(({ numbers }) => numbers.length > 1) ? 'With a + it is several schools close together.' : '',
      missing > 0 ? `${missing} ${missing === 1 ? 'school is' : 'schools are'} not on it: we do not know where.` : '',
      drawn.drawn.hidden_markers > 0 ? `${drawn.drawn.hidden_markers} lie outside it.` : '',
    ]
      .filter(Boolean)
      .join(' '),
    shows_hidden_note: false,
    data: JSON.stringify(data).replaceAll('<', '\\u003c'),
  };
}

/** The small map of one school; null where nobody knows where it is. */
export async function mapOfSchool(
  parts: Pick<Parts, 'db' | 'authority'>,
  { name, latitude, longitude }: { name: string; latitude: number | null; longitude: number | null },
): Promise<ResultMap | null> {
  if (latitude === null || longitude === null) return null;
  const extent = extentAround([{ latitude, longitude }], 10);
  if (!extent) return null;
  const spots = [{ latitude, longitude, number: 1, label: name, href: '#contact' }];
  const drawn = await drawSpots(parts, spots, { extent, height: 240, has_county: false });
  if (drawn.drawn.areas.length === 0 && drawn.drawn.labels.length === 0) return null;
  return { label: `Map of where ${name} is`, ...drawn, left_out: null, shows_hidden_note: false, data: null };
}
