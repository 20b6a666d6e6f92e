import type { ServiceRecordInput } from '../directory/records.ts';
import { normalPostcode, postcodeWithin } from '../places/postcode-rules.ts';
import { townNotCounty } from './county-rules.ts';
import { readSchedules } from './incoming-schedule-rules.ts';
import { readLine, readParagraphs } from './incoming-text-rules.ts';
import { type Note, readList, readNumber, readPostcode, readUuid, readWebAddress } from './incoming-value-rules.ts';

type AtLocation = NonNullable<ServiceRecordInput['service_at_locations']>[number];
type Location = AtLocation['location'];
type Address = NonNullable<Location['addresses']>[number];
type Kind = 'physical' | 'postal' | 'virtual';

/**
 * The places of a service in somebody else's record, each once. A place of which nothing is known is left out. Schedules
 * of the service that name a place by `service_at_location_id` go to it.
 */
export function readPlaces(value: unknown, ofService: unknown, note: Note): AtLocation[] {
  const seen = new Set<string>();
  const timed = readList(ofService);
  return readList(value).flatMap((raw) => {
    const location = readLocation(raw.location, note);
    const id = readUuid(raw.id);
    const here = timed.filter((schedule) => id && readUuid(schedule.service_at_location_id) === id);
    const schedules = readSchedules([...readList(raw.schedules), ...here], note);
    const sameness = JSON.stringify(location?.id ?? location);
    if (!location || seen.has(sameness)) return [];
    seen.add(sameness);
    return { id, description: readParagraphs(raw.description), location, schedules };
  });
}

function readLocation(value: unknown, note: Note): Location | undefined {
  const [raw] = readList(value);
  if (!raw) return undefined;
  const name = readLine(raw.name);
  const addresses = readAddresses(raw.addresses, note);
  const position = readPosition(raw.latitude, raw.longitude, note);
  const description = readParagraphs(raw.description);
  if (!name && !description && addresses.length === 0 && position.latitude === undefined) return undefined;
  const identifier = readLine(raw.external_identifier);
  return {
    id: readUuid(raw.id),
    location_type: readKind(raw.location_type),
    name,
    description,
    ...position,
    external_identifier: identifier,
    external_identifier_type: identifier ? readLine(raw.external_identifier_type) : undefined,
    addresses,
    accessibility: readAccessibility(raw.accessibility, note),
  };
}

function readKind(value: unknown): Kind {
  const text = readLine(value)?.toLowerCase();
  return text === 'postal' || text === 'virtual' ? text : 'physical';
}

/**
 * A position in degrees (WGS84), as far as it can be one of the British Isles; latitude and longitude that stand in each
 * other's place are put right. 0, 0 is how systems write that they do not know.
 */
export function readPosition(
  latitude: unknown,
  longitude: unknown,
  note: Note,
): { latitude?: number; longitude?: number } {
  const [a, b] = [readNumber(latitude), readNumber(longitude)];
  if (a === undefined || b === undefined || (a === 0 && b === 0)) return {};
  if (isInBritishIsles(a, b)) return { latitude: a, longitude: b };
  if (isInBritishIsles(b, a)) {
    note('latitude and longitude that were the wrong way round were mended');
    return { latitude: b, longitude: a };
  }
  note('a position outside the British Isles was left out');
  return {};
}

function isInBritishIsles(latitude: number, longitude: number): boolean {
  return latitude > 49 && latitude < 61.5 && longitude > -11 && longitude < 2.5;
}

function readAddresses(value: unknown, note: Note): Address[] {
  const seen = new Set<string>();
  return readList(value).flatMap((raw) => {
    const address = readAddress(raw, note);
    const sameness = JSON.stringify({ ...address, id: undefined });
    if (!address || seen.has(sameness)) return [];
    seen.add(sameness);
    return address;
  });
}

function readAddress(raw: Record<string, unknown>, note: Note): Address | undefined {
  const lines = [readLine(raw.address_1), readLine(raw.address_2)].filter((line) => line !== undefined);
  const postcode = readPostcode(raw.postal_code, note) ?? postcodeIn(lines[0]);
  const given = { street: lines[0], town: readLine(raw.city), county: readLine(raw.state_province) };
  const { street, town, county } = townNotCounty(given);
  if (!street && !town && !postcode) return undefined;
  if (!street) note('an address without a street');
  if (town !== given.town) note('a county that stood where the town belongs was mended');
  if (postcode && !normalPostcode(postcode)) note('a postcode that is none was kept as it came');
  return {
    id: readUuid(raw.id),
    attention: readLine(raw.attention),
    address_1: street ?? '',
    address_2: lines[1],
    city: town ?? '',
    region: readLine(raw.region),
    state_province: county ?? '',
    postal_code: postcode ?? '',
    country: readCountry(raw.country),
    address_type: readKind(raw.address_type),
  };
}

// Some systems keep the whole address in one field.
function postcodeIn(street: string | undefined): string | undefined {
  const found = street ? postcodeWithin(street)?.reading : undefined;
  return found?.kind === 'postcode' ? found.postcode : undefined;
}

function readCountry(value: unknown): string {
  const text = readLine(value)?.toUpperCase();
  return text && /^[A-Z]{2}$/.test(text) && text !== 'UK' ? text : 'GB';
}

function readAccessibility(value: unknown, note: Note): NonNullable<Location['accessibility']> {
  return readList(value).flatMap((raw) => {
    const description = readParagraphs(raw.description) ?? readParagraphs(raw.accessibility) ?? readLine(raw.name);
    const details = readParagraphs(raw.details);
    if (!description && !details) return [];
    return {
      id: readUuid(raw.id),
      description: description ?? details ?? '',
      details: description ? details : undefined,
      url: readWebAddress(raw.url, note),
    };
  });
}
