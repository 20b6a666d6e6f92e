import { normalPostcode } from '../places/postcode-rules.ts';

/** Where the columns of a file of deprivation stand; -1 for one that it does not have. */
export interface DeprivationColumns {
  postcode: number;
  lsoa: number;
  decile: number;
  latitude: number;
  longitude: number;
  /** what the column of the decile is called */
  measure: string;
}

/** The columns of a file by its first row: children's deprivation (IDACI) before the general one. Undefined for other files. */
export function deprivationColumns(header: readonly string[]): DeprivationColumns | undefined {
  const names = header.map((name) => name.trim().toLowerCase());
  const find = (...shapes: RegExp[]) =>
    shapes.map((shape) => names.findIndex((name) => shape.test(name))).find((at) => at >= 0) ?? -1;
  const columns = {
    postcode: find(/^(?:pcds|pcd|postcode)$/, /^pcd\d$/),
    lsoa: find(/^lsoa(?:\d\d)?_?(?:code|cd)$/, /lsoa code/),
    decile: find(/idaci.*decile/, /^imd.*decile/, /\(?imd\)? decile/, /^decile$/),
    latitude: find(/^(?:rep_)?lat(?:itude)?$/),
    longitude: find(/^(?:rep_)?(?:lng|long|longitude|lon)$/),
  };
  if (columns.lsoa < 0 || columns.decile < 0) return undefined;
  return { ...columns, measure: header[columns.decile]?.trim() ?? '' };
}

/** A row of such a file: of a postcode, or of a neighbourhood with its middle. */
export interface DeprivationRow {
  postcode: string | null;
  lsoa_code: string;
  decile: number;
  latitude: number | null;
  longitude: number | null;
}

/** Reads a row, or says why it cannot be used. */
export function readDeprivationRow(
  cells: readonly string[],
  columns: DeprivationColumns,
): DeprivationRow | { reason: string } {
  const cell = (at: number) => cells[at]?.trim() ?? '';
  const lsoa_code = cell(columns.lsoa);
  if (!/^[EW]01\d{6}$/.test(lsoa_code))
    return { reason: `“${lsoa_code.slice(0, 20)}” is not the code of a neighbourhood (LSOA)` };
  const decile = Number(cell(columns.decile));
  if (!/^\d{1,2}$/.test(cell(columns.decile)) || decile < 1 || decile > 10)
    return { reason: `the decile “${cell(columns.decile).slice(0, 20)}” is not a number from 1 to 10` };
  const postcode = columns.postcode < 0 ? null : normalPostcode(cell(columns.postcode));
  if (postcode === undefined) return { reason: `“${cell(columns.postcode).slice(0, 20)}” is not a postcode` };
  const [latitude, longitude] = [degrees(cell(columns.latitude), 90), degrees(cell(columns.longitude), 180)];
  const is_placed = latitude !== null && longitude !== null;
  return {
    postcode,
    lsoa_code,
    decile,
    latitude: is_placed ? latitude : null,
    longitude: is_placed ? longitude : null,
  };
}

function degrees(text: string, most: number): number | null {
  return /^-?\d{1,3}(?:\.\d+)?$/.test(text) && Math.abs(Number(text)) <= most ? Number(text) : null;
}

/** How deprived the place of a postcode is; `is_nearest` where it is that of the nearest neighbourhood known. */
export interface Decile {
  decile: number;
  is_nearest: boolean;
}

/** What postcodes of pupils say of a school: an estimate. */
export interface DeprivationCount {
  urn: string;
  pupils: number;
  /** whose postcode is known */
  known: number;
  /** known by the nearest neighbourhood only */
  nearest: number;
  deprived: number;
}

/** Counts, school by school, how many pupils live in one of the so many most deprived tenths of England. */
export function countDeprived(
  pupils: readonly { urn: string; postcode: string }[],
  deciles: ReadonlyMap<string, Decile>,
  up_to: number,
): DeprivationCount[] {
  const bySchool = Map.groupBy(pupils, ({ urn }) => urn);
  return [...bySchool].map(([urn, its]) => {
    const known = its.flatMap(({ postcode }) => deciles.get(postcode) ?? []);
    return {
      urn,
      pupils: its.length,
      known: known.length,
      nearest: known.filter(({ is_nearest }) => is_nearest).length,
      deprived: known.filter(({ decile }) => decile <= up_to).length,
    };
  });
}

/** A count that does not tell of single children: null where fewer than `least` are counted, or fewer than that are not. */
export function tellable(count: number, of: number, least: number): number | null {
  return count < least || (of - count > 0 && of - count < least) ? null : count;
}
