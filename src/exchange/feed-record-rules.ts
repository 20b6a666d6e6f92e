import type { ServiceDetail } from '../directory/service-detail.ts';
import type { Json } from './feed-shape-rules.ts';

type At = ServiceDetail['service_at_locations'][number];

/**
 * A public service as the feed's values, before `shapeObject` chooses among them. Times of one place stand among the
 * service's, with the place's id, which is where Open Referral UK has them. What is for the council only (who decided,
 * who confirmed, why) is not among them.
 */
export function serviceValues(detail: ServiceDetail, base_url: string): Json {
  const { id, organization, eligibility, waiting_time, is_place_hidden } = detail;
  const atPlaces = detail.service_at_locations.flatMap((at) =>
    at.schedules.map((schedule) => ({ ...schedule, service_id: id, service_at_location_id: at.id })),
  );
  return {
    ...detail,
    assurer_email: undefined,
    assured_date: lastDay(detail.assured_date, detail.confirmation?.confirmed_at),
    eligibility_description:
      eligibility.map((criterion) => criterion.description).join('\n') ||
      (detail.open_to_all ? 'Open to everyone.' : ''),
    wait_time: waiting_time?.description,
    organization: organizationValues(organization),
    service_at_locations: detail.service_at_locations.map((at) => atLocationValues(at, is_place_hidden)),
    schedules: [...detail.schedules.map((schedule) => ({ ...schedule, service_id: id })), ...atPlaces],
    phones: detail.phones.map((phone) => ({ ...phone, service_id: id })),
    contacts: detail.contacts.map((contact) => ({
      ...contact,
      service_id: id,
      phones: contact.phones.map((phone) => ({ ...phone, contact_id: contact.id })),
    })),
    service_areas: detail.service_areas.map((area) => ({ ...area, service_area: area.name })),
    attributes: detail.attributes.map((attribute) => ({
      ...attribute,
      taxonomy_term: termValues(attribute.taxonomy_term, base_url),
    })),
    local_offer: localOfferValues(detail, base_url),
  };
}

/** An organisation as the feed's values. */
export function organizationValues(organization: ServiceDetail['organization']): Json {
  const organization_id = organization.id;
  return {
    ...organization,
    website: organization.url,
    organization_identifiers: organization.organization_identifiers.map((item) => ({ ...item, organization_id })),
    phones: organization.phones.map((phone) => ({ ...phone, organization_id })),
  };
}

/** A term as the feed's values. One of our own taxonomies has its address here. */
export function termValues(term: Json & { id: string; name: string; description: string }, base_url: string): Json {
  return {
    ...term,
    term: term.name,
    description: term.description || term.name,
    term_uri: term.term_uri ?? (term.is_ours ? `${base_url}/api/taxonomy_terms/${term.id}` : undefined),
  };
}

// A location's id can be made of its address, and an address without street and postcode is none: of a hidden place
// nothing is given but its town, under an id of its own.
function atLocationValues(at: At, is_hidden: boolean): Json {
  const { location } = at;
  if (is_hidden)
    return {
      id: at.id,
      service_id: at.service_id,
      location_id: at.id,
      location: {
        id: at.id,
        location_type: location.location_type,
        name: location.addresses[0]?.city,
        description: 'The address is not shown, to keep people safe.',
        accessibility: location.accessibility.map(({ id, description }) => ({
          id,
          location_id: at.id,
          description,
          accessibility: description,
        })),
      },
    };
  const location_id = location.id;
  return {
    ...at,
    location: {
      ...location,
      addresses: location.addresses.map((address) => ({ ...address, location_id })),
      accessibility: location.accessibility.map((item) => ({ ...item, location_id, accessibility: item.description })),
    },
  };
}

function localOfferValues(detail: ServiceDetail, base_url: string): Json {
  const { membership, commitment } = detail;
  const is_approved = membership?.state === 'approved';
  return {
    summary: detail.summary,
    page_url: `${base_url}/services/${encodeURIComponent(detail.slug)}`,
    is_approved,
    approved_at: is_approved ? membership.decided_at : undefined,
    commitment: commitment?.commitment ?? 'available_now',
    starts_on: commitment?.starts_on,
    ends_on: commitment?.ends_on,
    commitment_note: commitment?.note,
    confirmed_at: detail.confirmation?.confirmed_at,
    open_to_all: detail.open_to_all,
    eligibility: detail.eligibility,
    area: detail.area,
    is_place_hidden: detail.is_place_hidden,
    waiting_time: detail.waiting_time,
    source: detail.source,
  };
}

function lastDay(...moments: (string | undefined)[]): string | undefined {
  return moments
    .flatMap((moment) => (moment ? [moment.slice(0, 10)] : []))
    .sort()
    .at(-1);
}
