import { pointOfGrid } from './grid-rules.ts';
import { normalPostcode } from './postcode-rules.ts';

/** A postcode as it goes into the table; without a location, latitude and longitude are null. */
export interface PostcodeRow {
  postcode: string;
  latitude: number | null;
  longitude: number | null;
  district_code: string | null;
}

/** In which columns of a file the parts of a postcode's row stand; -1 where there is none. */
export interface PostcodeColumns {
  postcode: number;
  latitude: number;
  longitude: number;
  easting: number;
  northing: number;
  quality: number;
  district: number;
  /** how many columns a whole row has */
  count: number;
}

/** Code-Point Open has no header: postcode, quality, easting, northing, country, NHS areas, county, district, ward. */
const code_point: PostcodeColumns = {
  postcode: 0,
  latitude: -1,
  longitude: -1,
  easting: 2,
  northing: 3,
  quality: 1,
  district: 8,
  count: 10,
};

const names: Record<Exclude<keyof PostcodeColumns, 'count'>, RegExp> = {
  postcode: /^(pcds|pcd8|pcd7|pcd2|pcd|pc|post ?code)$/,
  latitude: /^lat(itude)?$/,
  longitude: /^(long|lng|lon|longitude)$/,
  easting: /^(ea|eastings?|oseast1m|east1m)$/,
  northing: /^(no|northings?|osnrth1m|north1m)$/,
  quality: /^(pq|positional_quality_indicator)$/,
  district: /^(laua|oslaua|lad(\d\d)?(cd)?|dc|admin_district_code|district(_code)?)$/,
};

/**
 * The columns of a file by its first row, and whether that row is a header: Code-Point Open with or without one, the ONS
 * Postcode Directory (header `pcds`, `lat`, `long`, `laua` …) and files like them. Undefined: no file of postcodes.
 */
export function postcodeColumns(first: string[]): { columns: PostcodeColumns; is_header: boolean } | undefined {
  if (first.length >= 9 && normalPostcode(first[0] ?? '') && first.slice(1, 4).every((cell) => /^\d+$/.test(cell))) {
    return { columns: { ...code_point, count: first.length }, is_header: false };
  }
  const header = first.map((cell) => cell.trim().toLowerCase());
  const find = (shape: RegExp) => header.findIndex((cell) => shape.test(cell));
  const columns: PostcodeColumns = {
    // With spaces (`pcds`) before the fixed-width forms, if the file has several.
    postcode: header.includes('pcds') ? header.indexOf('pcds') : find(names.postcode),
    latitude: find(names.latitude),
    longitude: find(names.longitude),
    easting: find(names.easting),
    northing: find(names.northing),
    quality: find(names.quality),
    district: find(names.district),
    count: header.length,
  };
  const has_degrees = columns.latitude >= 0 && columns.longitude >= 0;
  const has_grid = columns.easting >= 0 && columns.northing >= 0;
  return columns.postcode >= 0 && (has_degrees || has_grid) ? { columns, is_header: true } : undefined;
}

const ons_code = /^[A-Z]\d{8}$/;

/**
 * One row as a postcode, or why it cannot be used. No location: Code-Point's quality 90 and its reference 0, 0; the
 * directory's latitude 99.999999; or empty cells. A district that is no code of the ONS is left out.
 */
export function readPostcodeRow(cells: string[], columns: PostcodeColumns): PostcodeRow | { reason: string } {
  if (cells.length < columns.count) {
    return { reason: `it has ${cells.length} columns where ${columns.count} are needed: it may be cut off` };
  }
  const text = cells[columns.postcode] ?? '';
  const postcode = normalPostcode(text);
  if (!postcode) return { reason: `“${text.slice(0, 30)}” is not a postcode` };
  const code = cells[columns.district]?.trim() ?? '';
  const district_code = ons_code.test(code) ? code : null;
  const nowhere = { postcode, latitude: null, longitude: null, district_code };
  const is_degrees = columns.latitude >= 0;
  const north = (cells[is_degrees ? columns.latitude : columns.northing] ?? '').trim();
  const east = (cells[is_degrees ? columns.longitude : columns.easting] ?? '').trim();
  if ((north === '' && east === '') || cells[columns.quality]?.trim() === '90') return nowhere;
  if (!isNumber(north) || !isNumber(east))
    return { reason: `its location “${north}, ${east}” is not a pair of numbers` };
  const [up, right] = [Number(north), Number(east)];
  if (!is_degrees) {
    if (up === 0 && right === 0) return nowhere;
    const point = pointOfGrid(right, up);
    return point ? { ...nowhere, ...point } : { reason: `its location ${right}, ${up} is off the national grid` };
  }
  if (up > 99 || (up === 0 && right === 0)) return nowhere;
  if (up < 49 || up > 61 || right < -9 || right > 2.2)
    return { reason: `its location ${up}, ${right} is not in the UK` };
  return { ...nowhere, latitude: up, longitude: right };
}

function isNumber(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text);
}

/**
 * Remembers postcodes and tells whether one was seen before, in half a kilobyte for each postcode district: a plain set
 * of 1.7 million texts would take 200 MB.
 */
export function createSeenPostcodes(): (postcode: string) => boolean {
  const seen = new Map<string, Uint8Array>();
  return (postcode) => {
    const outcode = postcode.slice(0, -4);
    let bits = seen.get(outcode);
    if (!bits) {
      bits = new Uint8Array((10 * 26 * 26) / 8);
      seen.set(outcode, bits);
    }
    const letter = (back: number) => postcode.charCodeAt(postcode.length - back) - 65;
    const number = (Number(postcode.at(-3)) * 26 + letter(2)) * 26 + letter(1);
    const bit = 1 << (number % 8);
    const at = number >> 3;
    const was = ((bits[at] ?? 0) & bit) !== 0;
    bits[at] = (bits[at] ?? 0) | bit;
    return was;
  };
}
