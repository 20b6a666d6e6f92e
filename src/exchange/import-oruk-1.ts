import { readLine } from './incoming-text-rules.ts';
import { readList } from './incoming-value-rules.ts';

type Fields = Record<string, unknown>;

const OF_VERSION_1 = [
  'regular_schedules',
  'holiday_schedules',
  'eligibilitys',
  'service_taxonomys',
  'fundings',
  'attending_type',
  'attending_access',
  'deliverable_type',
];

/** Whether a service is written as Open Referral UK 1.0 has it, which many live feeds still do. */
export function isVersion1(raw: Fields): boolean {
  if (OF_VERSION_1.some((field) => field in raw)) return true;
  return readList(raw.service_at_locations).some((at) =>
    readList(at.location).some((place) => 'physical_addresses' in place || 'accessibility_for_disabilities' in place),
  );
}

/** A service of Open Referral UK 1.0 in the fields of 3.0, values as they are: reading and mending come afterwards. */
export function fromVersion1(raw: Fields): Fields {
  const eligibility = readList(raw.eligibilitys);
  return {
    ...raw,
    schedules: [...schedules(raw), ...readList(raw.schedules)],
    minimum_age: raw.minimum_age ?? firstOf(eligibility, 'minimum_age'),
    maximum_age: raw.maximum_age ?? firstOf(eligibility, 'maximum_age'),
    eligibility: eligibility
      .filter((item) => !isAgeAlone(item))
      .map((item) => ({ id: item.id, description: item.eligibility })),
    funding: raw.funding ?? raw.fundings,
    languages: readList(raw.languages).map((item) => ({ ...item, name: item.name ?? item.language })),
    service_at_locations: readList(raw.service_at_locations).map(atLocation),
    attributes: [...readList(raw.attributes), ...taxonomyTerms(raw), ...attendance(raw)],
  };
}

// Ages are often written once more in words, as `5 to 11` or nothing at all, beside the fields for them.
function isAgeAlone(item: Fields): boolean {
  const words = readLine(item.eligibility);
  return !words || /^(?:ages? )?\d+\s*(?:-|–|to|and)\s*\d+(?: years?)?$/i.test(words) || /^ages?$/i.test(words);
}

function firstOf(items: Fields[], field: string): unknown {
  return items.map((item) => item[field]).find((value) => value !== undefined && value !== null && value !== '');
}

function schedules(of: Fields): Fields[] {
  const regular = readList(of.regular_schedules ?? of.regular_schedule);
  const holidays = readList(of.holiday_schedules ?? of.holiday_schedule);
  return [...regular.map((item) => ({ ...item, byday: item.byday ?? item.weekday })), ...holidays.map(holiday)];
}

// 3.0 has no holidays: one becomes a schedule that holds between its dates, a closure only words.
function holiday(raw: Fields): Fields {
  const isClosed = raw.closed === true || readLine(raw.closed)?.toLowerCase() === 'true';
  return {
    id: raw.id,
    valid_from: raw.start_date,
    valid_to: raw.end_date,
    opens_at: isClosed ? undefined : raw.opens_at,
    closes_at: isClosed ? undefined : raw.closes_at,
    description: isClosed ? 'Closed' : 'Holiday opening times',
  };
}

function atLocation(at: Fields): Fields {
  const [place] = readList(at.location);
  return {
    ...at,
    schedules: [...schedules(at), ...readList(at.schedules)],
    location: place && {
      ...place,
      addresses: [...readList(place.physical_addresses), ...readList(place.addresses)],
      accessibility: [...readList(place.accessibility_for_disabilities), ...readList(place.accessibility)],
    },
  };
}

// Terms are named by their vocabulary and a CURIE such as `esdServiceType:298`.
function taxonomyTerms(raw: Fields): Fields[] {
  return [...readList(raw.service_taxonomys), ...readList(raw.link_taxonomies)].flatMap((item) => {
    const [term] = readList(item.taxonomy);
    return term
      ? { taxonomy_term: { name: term.name, code: term.id, taxonomy: term.vocabulary, term_uri: addressOf(term.id) } }
      : [];
  });
}

const ADDRESSES: Record<string, string> = {
  esdServiceType: 'http://id.esd.org.uk/service/',
  esdNeed: 'http://id.esd.org.uk/need/',
  esdCircumstance: 'http://id.esd.org.uk/circumstance/',
};

function addressOf(curie: unknown): string | undefined {
  const [prefix = '', code] = readLine(curie)?.split(':') ?? [];
  const stem = Object.entries(ADDRESSES).find(([name]) => prefix === name || prefix === `${name}s`)?.[1];
  return stem && code ? stem + code : undefined;
}

function attendance(raw: Fields): Fields[] {
  return [
    { taxonomy: 'How to attend', name: readLine(raw.attending_type) },
    { taxonomy: 'How to get access', name: readLine(raw.attending_access) },
  ]
    .filter((term) => term.name !== undefined)
    .map((term) => ({ taxonomy_term: { ...term, code: term.name } }));
}
