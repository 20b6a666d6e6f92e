import { readLine } from './incoming-text-rules.ts';
import { isObject, readList } from './incoming-value-rules.ts';

type Fields = Record<string, unknown>;

/** Whether a service is written as Outpost has it, a directory system of several councils, in JSON of its own. */
export function isOutpost(raw: Fields): boolean {
  return 'organisation' in raw && 'taxonomies' in raw && 'locations' in raw;
}

/**
 * A service of Outpost in the fields of Open Referral UK 3.0, values as they are. Its numbers become texts; a place whose
 * exact address is masked is hidden.
 */
export function fromOutpost(raw: Fields): Fields {
  const places = readList(raw.locations);
  const isReferred = raw.needs_referral === true;
  return {
    id: raw.id,
    name: raw.name,
    description: raw.description,
    url: raw.url,
    status: raw.status,
    last_modified: raw.updated_at,
    minimum_age: raw.min_age,
    maximum_age: raw.max_age,
    organization: isObject(raw.organisation) ? { ...raw.organisation, id: undefined } : undefined,
    contacts: raw.contacts,
    schedules: readList(raw.regular_schedules).map((item) => ({ ...item, byday: item.weekday })),
    cost_options: [
      ...readList(raw.cost_options).map((item) => ({ ...item, amount_description: item.cost_type })),
      ...(raw.free === true ? [{ option: 'Free', amount: 0 }] : []),
    ],
    service_at_locations: places.map((place) => ({ location: location(place) })),
    is_place_hidden: places.some((place) => place.mask_exact_address === true),
    eligibility: isReferred ? [{ criterion: 'referral', description: 'You need a referral.' }] : [],
    attributes: [
      ...terms('Service categories', raw.taxonomies),
      ...terms('SEND needs', raw.send_needs),
      ...terms('Suitability', raw.suitabilities),
    ],
  };
}

function location(place: Fields): Fields {
  const coordinates = isObject(place.geometry) ? place.geometry.coordinates : undefined;
  const [longitude, latitude] = Array.isArray(coordinates) ? coordinates : [];
  return {
    name: place.name,
    latitude,
    longitude,
    addresses: [place],
    accessibility: readList(place.accessibilities).map((item) => ({ description: item.name })),
  };
}

function terms(taxonomy: string, value: unknown): Fields[] {
  return readList(value).map((item) => ({
    taxonomy_term: { taxonomy, name: item.name, code: readLine(item.slug) ?? readLine(item.id) },
  }));
}
