import type { ServiceRecordInput } from '../directory/records.ts';
import { type IncomingContext, readLocalOffer } from './incoming-local-offer-rules.ts';
import { readContacts, readOrganization, readPhones } from './incoming-people-rules.ts';
import { readPlaces } from './incoming-place-rules.ts';
import { readSchedules } from './incoming-schedule-rules.ts';
import { hidesItsPlace, isOurTerm, readTerms } from './incoming-term-rules.ts';
import { readLine, readParagraphs } from './incoming-text-rules.ts';
import {
  isObject,
  type Note,
  readAges,
  readDay,
  readEmail,
  readList,
  readNumber,
  readUuid,
  readWebAddress,
} from './incoming-value-rules.ts';

/** A record that was read, with what was mended in it; or why it cannot be a service. */
export type IncomingService = { record: ServiceRecordInput; notes: string[] } | { refused: string };

const STATUSES: [RegExp, 'active' | 'inactive' | 'defunct' | 'temporarily closed'][] = [
  [/^(?:active|open|live|published|available|current|enabled|yes|true)$/, 'active'],
  [/^temporar(?:il)?y[ _-]*(?:closed|suspended)$|^(?:paused|suspended)$/, 'temporarily closed'],
  [/^(?:defunct|closed|ceased|ended|deleted|removed)$/, 'defunct'],
  [/^(?:inactive|archived|draft|unpublished|hidden|disabled|pending|no|false)$/, 'inactive'],
];

/**
 * Reads a service of Open Referral UK 3.0 (nested, with the HSDS 3.0 fields that publishers add) as tolerantly as real
 * feeds need: what is wrong in a record is mended or left out, and noted; the record itself is refused only without an
 * id or a name, for then it cannot be found again, or be a service.
 */
export function readIncomingService(raw: unknown, context: IncomingContext): IncomingService {
  if (!isObject(raw)) return { refused: 'it is not a service: no fields stand in it' };
  const source_id = readLine(raw.id);
  const longName = readLine(raw.name);
  if (!source_id) return { refused: 'it has no id, so it could not be found again' };
  if (!longName) return { refused: 'it has no name' };
  const notes = new Set<string>();
  const note: Note = (text) => notes.add(text);
  if (longName.length > 300) note('a name of more than 300 letters was cut');
  const name = longName.slice(0, 300).trim();
  const organization = readOrganization(raw.organization, name, note);
  const tags = readTerms(raw.attributes);
  if (context.is_ours) tags.terms.push(...readOurTerms(raw.terms));
  const places = readPlaces(raw.service_at_locations, raw.schedules, note);
  const atPlaces = new Set(places.map((place) => place.id));
  const offer = readList(raw.local_offer)[0] ?? {};
  const terms = new Set(tags.terms);
  if (![...terms].some((term) => term.startsWith('delivery:')) && places.some(isSomewhereToGo))
    terms.add('delivery:in_person');
  const status = readStatus(raw.status, note);
  const assured_date = readDay(raw.assured_date, note);
  const local_offer = readLocalOffer(raw, offer, { status, assured_date }, context, note);
  if (hidesItsPlace(name, organization.name, tags)) local_offer.is_place_hidden = true;
  const record: ServiceRecordInput = {
    id: readUuid(raw.id),
    source_id,
    name,
    alternate_name: readLine(raw.alternate_name),
    summary: readParagraphs(raw.summary) ?? readParagraphs(offer.summary),
    description: readParagraphs(raw.description),
    url: readWebAddress(raw.url, note),
    email: readEmail(raw.email, note),
    status,
    fees: readParagraphs(raw.fees) ?? readParagraphs(raw.fees_description),
    accreditations: readParagraphs(raw.accreditations),
    ...readAges(raw.minimum_age, raw.maximum_age, note),
    assured_date,
    assurer_email: readEmail(raw.assurer_email, note),
    alert: readParagraphs(raw.alert),
    application_process: readParagraphs(raw.application_process),
    organization,
    service_at_locations: offer.is_place_hidden === true && offer.page_url ? places.map(withTown) : places,
    schedules: readSchedules(
      readList(raw.schedules).filter((schedule) => {
        const at = readUuid(schedule.service_at_location_id);
        return !at || !atPlaces.has(at);
      }),
      note,
    ),
    phones: readPhones(raw.phones, note),
    contacts: readContacts(raw.contacts, note),
    cost_options: readCosts(raw.cost_options, note),
    funding: readList(raw.funding).flatMap((item) => {
      const source = readParagraphs(item.source);
      return source ? { id: readUuid(item.id), source } : [];
    }),
    languages: readList(raw.languages).flatMap((item) => {
      const language = readLine(item.name) ?? readLine(item.language) ?? readLine(item.code);
      return language
        ? { id: readUuid(item.id), name: language, code: readLine(item.code), note: readParagraphs(item.note) }
        : [];
    }),
    service_areas: readAreas(raw.service_areas),
    eligibility: readEligibility(raw, offer),
    terms: [...terms].sort(),
    foreign_terms: tags.foreign_terms,
    local_offer,
  };
  return { record, notes: [...notes] };
}

// A feed of this software, known by `page_url`, names a hidden place by its town and gives no address. Of any other
// source the name may be the place's own, and is never made a town.
function withTown(at: ReturnType<typeof readPlaces>[number]) {
  const { location } = at;
  if (!location.name || (location.addresses?.length ?? 0) > 0) return at;
  const town = { address_1: '', city: location.name, state_province: '', postal_code: '' };
  return { ...at, location: { ...location, name: undefined, addresses: [town] } };
}

function isSomewhereToGo({ location }: ReturnType<typeof readPlaces>[number]): boolean {
  return (
    location.location_type === 'physical' && ((location.addresses?.length ?? 0) > 0 || location.latitude !== undefined)
  );
}

function readStatus(value: unknown, note: Note) {
  const text = readLine(value)?.toLowerCase();
  if (!text) return 'active';
  const known = STATUSES.find(([pattern]) => pattern.test(text));
  if (!known) note(`the status “${text.slice(0, 40)}” is not known: taken for active`);
  return known?.[1] ?? 'active';
}

function readCosts(value: unknown, note: Note): NonNullable<ServiceRecordInput['cost_options']> {
  return readList(value).flatMap((raw) => {
    const given = readNumber(raw.amount);
    if (given !== undefined && given < 0) note('a price below nothing was left out');
    const amount = given !== undefined && given >= 0 && given < 1e9 ? given : undefined;
    const option = readLine(raw.option);
    const amount_description = readParagraphs(raw.amount_description);
    if (amount === undefined && !option && !amount_description) return [];
    const currency = readLine(raw.currency)?.toUpperCase();
    return {
      id: readUuid(raw.id),
      option,
      amount,
      amount_description,
      ...(currency && /^[A-Z]{3}$/.test(currency) ? { currency } : {}),
      valid_from: readDay(raw.valid_from, note),
      valid_to: readDay(raw.valid_to, note),
    };
  });
}

function readAreas(value: unknown): NonNullable<ServiceRecordInput['service_areas']> {
  return readList(value).flatMap((raw) => {
    const name = readLine(raw.name) ?? readLine(raw.service_area);
    const uri = readLine(raw.uri);
    if (!name) return [];
    const kind = readLine(raw.extent_type)?.toLowerCase();
    const extent_type = (['geojson', 'topojson', 'kml', 'text'] as const).find((known) => known === kind);
    const extent =
      typeof raw.extent === 'string' && raw.extent.length < 200_000 ? readParagraphs(raw.extent) : undefined;
    return {
      id: readUuid(raw.id),
      name,
      description: readParagraphs(raw.description),
      extent,
      extent_type: extent ? extent_type : undefined,
      uri,
      area_code: readLine(raw.area_code) ?? /\b[EWSN]\d{8}\b/.exec(uri ?? '')?.[0],
    };
  });
}

const CRITERIA = [
  'age',
  'residence',
  'ehc_plan',
  'diagnosis',
  'need',
  'referral',
  'benefit',
  'school',
  'other',
] as const;

function readEligibility(
  raw: Record<string, unknown>,
  offer: Record<string, unknown>,
): NonNullable<ServiceRecordInput['eligibility']> {
  const listed = readList(raw.eligibility ?? offer.eligibility).flatMap((item) => {
    const description = readParagraphs(item.description) ?? readParagraphs(item.eligibility);
    const criterion = CRITERIA.find((known) => known === readLine(item.criterion)) ?? 'other';
    return description ? { id: readUuid(item.id), criterion, value: readLine(item.value), description } : [];
  });
  const words = offer.open_to_all === true ? undefined : readParagraphs(raw.eligibility_description);
  return words && listed.length === 0 ? [{ criterion: 'other', description: words }] : listed;
}

function readOurTerms(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((term) => typeof term === 'string' && isOurTerm(term)) : [];
}
