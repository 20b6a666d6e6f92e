import { pointOfGrid } from './grid-rules.ts';

/** A town or village as it goes into the table `place`. */
export interface PlaceRow {
  name: string;
  kind: 'town' | 'village';
  county: string | null;
  latitude: number;
  longitude: number;
  population: number | null;
}

type Part = 'name' | 'county' | 'latitude' | 'longitude' | 'easting' | 'northing' | 'population' | 'type' | 'class';

/** In which columns of a file the parts of a place stand; -1 where there is none. */
export type PlaceColumns = Record<Part, number> & { count: number };

const nothing: Record<Part, number> = {
  name: -1,
  county: -1,
  latitude: -1,
  longitude: -1,
  easting: -1,
  northing: -1,
  population: -1,
  type: -1,
  class: -1,
};

/** GeoNames' own files (19 columns) and OS Open Names (34) come without a header. */
const geonames: PlaceColumns = {
  ...nothing,
  name: 1,
  latitude: 4,
  longitude: 5,
  class: 6,
  type: 7,
  population: 14,
  count: 19,
};
const os_names: PlaceColumns = {
  ...nothing,
  name: 2,
  class: 6,
  type: 7,
  easting: 8,
  northing: 9,
  county: 24,
  count: 34,
};

const names: Record<Part, RegExp> = {
  name: /^(name|name1|place|place_?name|town|settlement)$/,
  county: /^(county|county_unitary|admin2(_name)?|county_name|admin_county|authority|admin)$/,
  latitude: /^(lat|latitude)$/,
  longitude: /^(lng|lon|long|longitude)$/,
  easting: /^(easting|eastings|geometry_x|x)$/,
  northing: /^(northing|northings|geometry_y|y)$/,
  population: /^(pop|population)$/,
  type: /^(feature_code|local_type|type|kind|place_?type)$/,
  class: /^(feature_class)$/,
};

/**
 * The columns of a gazetteer by its first row, and whether that row is a header: any CSV that names a name and a
 * latitude and longitude (or an easting and northing), GeoNames' own files, or OS Open Names. Undefined: no gazetteer.
 */
export function placeColumns(first: string[]): { columns: PlaceColumns; is_header: boolean } | undefined {
  if (first.length === 19 && /^\d+$/.test(first[0] ?? '') && isNumber(first[4] ?? '')) {
    return { columns: geonames, is_header: false };
  }
  if (first.length === 34 && isNumber(first[8] ?? '')) return { columns: os_names, is_header: false };
  const header = first.map((cell) => cell.trim().toLowerCase().replace(/[ -]/g, '_'));
  const columns: PlaceColumns = { ...nothing, count: header.length };
  for (const [part, shape] of Object.entries(names) as [Part, RegExp][]) {
    columns[part] = header.findIndex((cell) => shape.test(cell));
  }
  // OS Open Names' header has TYPE (populatedPlace, transportNetwork …) and LOCAL_TYPE (Town, Village, A Road …).
  if (header.includes('local_type')) {
    columns.type = header.indexOf('local_type');
    columns.class = header.indexOf('type');
  }
  const is_placed =
    (columns.latitude >= 0 && columns.longitude >= 0) || (columns.easting >= 0 && columns.northing >= 0);
  return columns.name >= 0 && is_placed ? { columns, is_header: true } : undefined;
}

/** From this many people on, a place whose file does not say what it is counts as a town. */
const town_people = 8_000;

/**
 * One row as a town or village, `not a settlement` (a road or hill, which gazetteers hold too), or why it cannot be
 * used.
 */
export function readPlaceRow(
  cells: string[],
  columns: PlaceColumns,
): PlaceRow | 'not a settlement' | { reason: string } {
  if (cells.length < columns.count) {
    return { reason: `it has ${cells.length} columns where ${columns.count} are needed: it may be cut off` };
  }
  const cell = (part: Part) => (cells[columns[part]] ?? '').trim();
  if (columns.class >= 0 && !/^(P|populatedPlace)$/i.test(cell('class'))) return 'not a settlement';
  const name = cell('name');
  if (name === '' || name.length > 100) return { reason: 'it has no name' };
  const population = cell('population') === '' ? 0 : Number(cell('population').replaceAll(',', ''));
  if (!Number.isInteger(population) || population < 0 || population > 50_000_000) {
    return { reason: `its population “${cell('population')}” is not a number of people` };
  }
  const point = pointOf(cell, columns);
  if ('reason' in point) return point;
  const county = /^(|ENG|SCT|WLS|NIR|England|Scotland|Wales|Northern Ireland)$/.test(cell('county'))
    ? null
    : cell('county');
  return { name, kind: kindOf(cell('type'), population), county, ...point, population: population || null };
}

function pointOf(
  cell: (part: Part) => string,
  columns: PlaceColumns,
): { latitude: number; longitude: number } | { reason: string } {
  const is_degrees = columns.latitude >= 0;
  const north = cell(is_degrees ? 'latitude' : 'northing');
  const east = cell(is_degrees ? 'longitude' : 'easting');
  if (!isNumber(north) || !isNumber(east))
    return { reason: `its location “${north}, ${east}” is not a pair of numbers` };
  if (!is_degrees) {
    return (
      pointOfGrid(Number(east), Number(north)) ?? { reason: `its location ${east}, ${north} is off the national grid` }
    );
  }
  const [latitude, longitude] = [Number(north), Number(east)];
  if (latitude < 49 || latitude > 61 || longitude < -9 || longitude > 2.2) {
    return { reason: `its location ${north}, ${east} is not in the UK` };
  }
  return { latitude, longitude };
}

function kindOf(type: string, population: number): 'town' | 'village' {
  if (/^(city|town)$/i.test(type)) return 'town';
  if (/^(village|hamlet|suburban area|suburb|other settlement)$/i.test(type)) return 'village';
  return population >= town_people ? 'town' : 'village';
}

function isNumber(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text);
}
