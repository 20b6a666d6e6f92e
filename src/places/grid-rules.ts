import proj4 from 'proj4';
import type { Point } from './distance-rules.ts';

// British National Grid (EPSG:27700), turned to WGS84 by the seven-parameter shift of Ordnance Survey's "A guide to
// coordinate systems in Great Britain", 6.6: right to about 5 metres, which is less than a postcode is wide.
const grid = proj4(
  '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy ' +
    '+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs',
  'WGS84',
);

/** The point of a British National Grid reference in metres, or undefined where the grid does not reach. */
export function pointOfGrid(easting: number, northing: number): Point | undefined {
  if (!(easting > 0 && easting < 700_000 && northing > 0 && northing < 1_300_000)) return undefined;
  const [longitude, latitude] = grid.forward([easting, northing]);
  return { latitude: round(latitude), longitude: round(longitude) };
}

// Five decimals are about a metre.
function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
