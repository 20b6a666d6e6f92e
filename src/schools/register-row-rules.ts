import { readWebAddress } from '../exchange/incoming-value-rules.ts';
import { pointOfGrid } from '../places/grid-rules.ts';
import { foldName } from '../places/name-rules.ts';
import { normalPostcode } from '../places/postcode-rules.ts';
import { establishmentType, phaseOf } from './establishment-type-rules.ts';
import { needsOfRegister } from './need-rules.ts';
import type { School } from './schools.ts';

/** A school as a register says it, before it is known whose area it is in and when it was read. */
export interface RegisterSchool
  extends Omit<School, 'area' | 'source' | 'register_hash' | 'imported_at' | 'latitude' | 'longitude'> {
  latitude: number | null;
  longitude: number | null;
  /** the council's code in statistics: E10000020 */
  gss_code: string | null;
  figures: { measure: 'pupils' | 'sen_support' | 'ehc_plans' | 'free_school_meals'; as_of: string; count: number }[];
  bases: RegisterBase[];
}

/** Places for children with SEN within a school, as the register counts them. */
export interface RegisterBase {
  kind: 'resource_base' | 'sen_unit';
  name: string;
  needs: string[];
  places: number | null;
  occupied: number | null;
  counted_on: string;
}

/** A cell of the row by the name of its column, trimmed; empty where the register says nothing. */
export type Cell = (column: string) => string;

/** A value that cannot be: its message is the reason, in words that follow "line 12: ". */
export class WrongValue extends Error {}

const statuses: Record<string, School['status']> = {
  open: 'open',
  closed: 'closed',
  'open, but proposed to close': 'closing',
  'proposed to open': 'proposed',
};

/** Words of the register that say nothing. */
const saysNothing = /^(?:not applicable|does not apply|not recorded|none|)$/i;

/** The columns of the register of which something is taken. */
export const readColumns = [
  ...['URN', 'LA (code)', 'LA (name)', 'EstablishmentNumber', 'EstablishmentName', 'TypeOfEstablishment (code)'],
  ...['TypeOfEstablishment (name)', 'EstablishmentStatus (name)', 'OpenDate', 'CloseDate', 'PhaseOfEducation (name)'],
  ...['StatutoryLowAge', 'StatutoryHighAge', 'Boarders (name)', 'NurseryProvision (name)', 'OfficialSixthForm (name)'],
  ...['Gender (name)', 'ReligiousCharacter (name)', 'AdmissionsPolicy (name)', 'SchoolCapacity', 'CensusDate'],
  ...['NumberOfPupils', 'Trusts (name)', 'OfstedLastInsp', 'LastChangedDate', 'Street', 'Locality', 'Town'],
  ...['County (name)', 'Postcode', 'SchoolWebsite', 'TelephoneNum', 'DateOfLastInspectionVisit'],
  ...['Section41Approved (name)', ...Array.from({ length: 13 }, (_, n) => `SEN${n + 1} (name)`)],
  ...['ResourcedProvisionOnRoll', 'ResourcedProvisionCapacity', 'SenUnitOnRoll', 'SenUnitCapacity'],
  ...['DistrictAdministrative (code)', 'GSSLACode (name)', 'Easting', 'Northing', 'SENStat', 'SENNoStat', 'UPRN'],
];

/**
 * Reads a row of the Department's register. Refuses (WrongValue) a URN that is none, a school without a name, a state that
 * nobody knows, an age above 99, a day that is not in the calendar, and a place outside Great Britain. A type that is not
 * known yet is kept in the register's words, as `other`.
 */
export function readRegisterRow(cell: Cell, today: string): RegisterSchool {
  const name = readName(cell('EstablishmentName'));
  const type = establishmentType({ code: cell('TypeOfEstablishment (code)') }, name);
  const kind = type?.kind ?? 'other';
  const ages = readAges(cell('StatutoryLowAge'), cell('StatutoryHighAge'));
  const needs = [...new Set(Array.from({ length: 13 }, (_, n) => needsOfRegister(cell(`SEN${n + 1} (name)`))).flat())];
  const changed_on = readDay(cell('LastChangedDate'), 'LastChangedDate');
  const counted_on = readDay(cell('CensusDate'), 'CensusDate');
  return {
    urn: readUrn(cell('URN')),
    name,
    folded_name: foldName(name),
    la_code: words(cell('LA (code)')),
    establishment_number: words(cell('EstablishmentNumber')),
    la_name: words(cell('LA (name)')),
    gss_code: words(cell('GSSLACode (name)')),
    type: type?.name ?? (cell('TypeOfEstablishment (name)') || 'Other'),
    kind,
    governance: type?.governance ?? 'other',
    phase: phaseOf(cell('PhaseOfEducation (name)'), { kind, ...ages }),
    status: readStatus(cell('EstablishmentStatus (name)')),
    opened_on: readDay(cell('OpenDate'), 'OpenDate'),
    closed_on: readDay(cell('CloseDate'), 'CloseDate'),
    ...ages,
    gender: words(cell('Gender (name)')),
    religious_character: words(cell('ReligiousCharacter (name)')),
    admissions_policy: words(cell('AdmissionsPolicy (name)')),
    boarders: words(cell('Boarders (name)')),
    has_nursery: readHas(cell('NurseryProvision (name)')),
    has_sixth_form: readHas(cell('OfficialSixthForm (name)')),
    capacity: readCount(cell('SchoolCapacity'), 'SchoolCapacity'),
    trust: words(cell('Trusts (name)')),
    is_section_41_approved: /^approved$/i.test(cell('Section41Approved (name)')),
    needs,
    street: words(cell('Street')),
    locality: words(cell('Locality')),
    town: words(cell('Town')),
    county: words(cell('County (name)')),
    postcode: readPostcode(cell('Postcode')),
    uprn: /^\d{1,12}$/.test(cell('UPRN')) ? cell('UPRN') : null,
    ...readPoint(cell('Easting'), cell('Northing')),
    district_code: words(cell('DistrictAdministrative (code)')),
    website: readWebsite(cell('SchoolWebsite')),
    phone: readPhone(cell('TelephoneNum')),
    inspected_on: readInspection(cell),
    register_changed_on: changed_on,
    figures: counted_on === null ? [] : readFigures(cell, counted_on),
    bases: readBases(cell, needs, counted_on ?? changed_on ?? today),
  };
}

function readFigures(cell: Cell, as_of: string): RegisterSchool['figures'] {
  const columns = { pupils: 'NumberOfPupils', ehc_plans: 'SENStat', sen_support: 'SENNoStat' } as const;
  return Object.entries(columns).flatMap(([measure, column]) => {
    const count = readCount(cell(column), column);
    return count === null ? [] : [{ measure: measure as keyof typeof columns, as_of, count }];
  });
}

function readBases(cell: Cell, needs: string[], counted_on: string): RegisterBase[] {
  const kinds = [
    ['resource_base', 'Resourced provision', 'ResourcedProvision'],
    ['sen_unit', 'SEN unit', 'SenUnit'],
  ] as const;
  return kinds.flatMap(([kind, name, column]) => {
    const places = readCount(cell(`${column}Capacity`), `${column}Capacity`);
    const occupied = readCount(cell(`${column}OnRoll`), `${column}OnRoll`);
    return places || occupied ? [{ kind, name, needs, places, occupied, counted_on }] : [];
  });
}

function readInspection(cell: Cell): string | null {
  const days = ['OfstedLastInsp', 'DateOfLastInspectionVisit'].flatMap((column) => readDay(cell(column), column) ?? []);
  return days.sort().at(-1) ?? null;
}

/** A school's unique reference number. Refuses what is not five or six digits. */
export function readUrn(text: string): string {
  if (!/^\d{5,6}$/.test(text)) throw new WrongValue(`“${text.slice(0, 40)}” is no URN: it has five or six digits`);
  return text;
}

/** A school's name on one line. Refuses none. */
export function readName(text: string): string {
  const name = text.replace(/\s+/g, ' ').trim();
  if (name === '') throw new WrongValue('the school has no name');
  return name;
}

/** The state of a school in the register's words. Refuses others. */
export function readStatus(text: string): School['status'] {
  const status = statuses[text.toLowerCase()];
  if (!status) throw new WrongValue(`“${text.slice(0, 40)}” is no state of a school that we know`);
  return status;
}

/** Ages in years. Refuses what is no whole number up to 99, and a highest age below the lowest. */
export function readAges(low: string, high: string): { low_age: number | null; high_age: number | null } {
  const [low_age, high_age] = [readCount(low, 'the lowest age'), readCount(high, 'the highest age')];
  for (const age of [low_age, high_age])
    if (age !== null && age > 99) throw new WrongValue(`${age} is no age of a pupil`);
  if (low_age !== null && high_age !== null && high_age < low_age)
    throw new WrongValue(`the highest age, ${high_age}, is below the lowest, ${low_age}`);
  return { low_age, high_age };
}

/** A count. Refuses what is no whole number from 0 to a million. */
export function readCount(text: string, column: string): number | null {
  if (saysNothing.test(text)) return null;
  const count = /^\d{1,7}(?:\.0+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(count <= 1_000_000)) throw new WrongValue(`${column} is “${text.slice(0, 40)}”, which is no count`);
  return count;
}

/** A day as the register writes it (`31-08-2025`, also with slashes) or as `2025-08-31`. Refuses days that are in no calendar. */
export function readDay(text: string, column: string): string | null {
  if (text === '') return null;
  const [, d, m, y] = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/.exec(text) ?? [];
  const [year = 0, month = 0, day = 0] = (y ? [y, m, d] : (/^(\d{4})-(\d\d)-(\d\d)$/.exec(text)?.slice(1) ?? [])).map(
    Number,
  );
  const daysOfMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (!(year >= 1000 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= daysOfMonth))
    throw new WrongValue(`${column} is “${text.slice(0, 40)}”, which is no day: it is written 31-08-2025`);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The point of a National Grid reference in metres; null where there is none. Refuses what the grid does not hold. */
export function readPoint(easting: string, northing: string): { latitude: number | null; longitude: number | null } {
  if (/^0*$/.test(easting) && /^0*$/.test(northing)) return { latitude: null, longitude: null };
  const isNumber = /^\d+(?:\.\d+)?$/.test(easting) && /^\d+(?:\.\d+)?$/.test(northing);
  const point = isNumber ? pointOfGrid(Number(easting), Number(northing)) : undefined;
  if (!point)
    throw new WrongValue(
      `Easting “${easting.slice(0, 20)}”, Northing “${northing.slice(0, 20)}” is no place on the grid`,
    );
  return point;
}

/** Words of the register; null for those that say nothing, such as "Not applicable". */
export function words(text: string): string | null {
  const line = text.replace(/\s+/g, ' ').trim();
  return saysNothing.test(line) ? null : line;
}

/** A postcode in its usual form; what is none stays as it is written. */
export function readPostcode(text: string): string | null {
  return normalPostcode(text) ?? words(text);
}

/** A web address with its `http` and without what counts clicks; null for what is none. */
export function readWebsite(text: string): string | null {
  const address = readWebAddress(text, () => {});
  const url = address ? URL.parse(address) : null;
  if (!address || !url) return null;
  const tracking = [...url.searchParams.keys()].filter((name) =>
    /^(?:utm_\w+|gclid|fbclid|msclkid|mc_[ce]id)$/i.test(name),
  );
  if (tracking.length === 0) return address;
  for (const name of tracking) url.searchParams.delete(name);
  return url.href;
}

/** A phone number; the nought that spreadsheets drop is put back. */
export function readPhone(text: string): string | null {
  const phone = words(text);
  return phone && /^[1-9]\d{9}$/.test(phone) ? `0${phone}` : phone;
}

function readHas(text: string): boolean | null {
  if (/^has\b/i.test(text)) return true;
  return /^(?:no|does not have)\b/i.test(text) ? false : null;
}
