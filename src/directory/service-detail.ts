/** A public service with everything that belongs to it, in Open Referral UK's words. What has no value is left out. */
export interface ServiceDetail {
  id: string;
  slug: string;
  organization_id: string;
  name: string;
  alternate_name?: string;
  summary?: string;
  description?: string;
  url?: string;
  email?: string;
  status: 'active' | 'inactive' | 'defunct' | 'temporarily closed';
  fees?: string;
  accreditations?: string;
  /** years */
  minimum_age?: number;
  maximum_age?: number;
  assured_date?: string;
  assurer_email?: string;
  alert?: string;
  /** how to get it, in words */
  application_process?: string;
  open_to_all: boolean;
  area: 'in_area' | 'out_of_area';
  is_place_hidden: boolean;
  source_id?: string;
  /** RFC 3339, UTC, with milliseconds, as are all times here */
  last_modified: string;
  created_at: string;
  source: {
    code: string;
    name: string;
    url?: string;
    attribution?: string;
    is_neighbour: boolean;
    is_demonstration: boolean;
  };
  organization: {
    id: string;
    name: string;
    alternate_name?: string;
    description: string;
    email?: string;
    url?: string;
    logo?: string;
    uri?: string;
    last_modified: string;
    organization_identifiers: { id: string; identifier_scheme?: string; identifier_type: string; identifier: string }[];
    phones: Phone[];
  };
  service_at_locations: {
    id: string;
    service_id: string;
    location_id: string;
    description?: string;
    location: {
      id: string;
      location_type: 'physical' | 'postal' | 'virtual';
      name?: string;
      description?: string;
      latitude?: number;
      longitude?: number;
      external_identifier?: string;
      external_identifier_type?: string;
      addresses: Address[];
      accessibility: { id: string; description: string; details?: string; url?: string }[];
    };
    schedules: Schedule[];
  }[];
  schedules: Schedule[];
  phones: Phone[];
  contacts: { id: string; name?: string; title?: string; department?: string; email?: string; phones: Phone[] }[];
  cost_options: {
    id: string;
    service_id: string;
    option?: string;
    amount?: number;
    amount_description?: string;
    currency: string;
    valid_from?: string;
    valid_to?: string;
  }[];
  funding: { id: string; service_id: string; source: string }[];
  languages: { id: string; service_id: string; name: string; code?: string; note?: string }[];
  service_areas: {
    id: string;
    service_id: string;
    name: string;
    description?: string;
    extent?: string;
    extent_type?: 'geojson' | 'topojson' | 'kml' | 'text';
    uri?: string;
    area_code?: string;
  }[];
  eligibility: { id: string; criterion: string; value?: string; description: string; position: number }[];
  attributes: {
    id: string;
    link_id: string;
    link_entity: string;
    link_type?: string;
    value?: string;
    taxonomy_term_id: string;
    taxonomy_term: {
      id: string;
      code: string;
      name: string;
      description: string;
      taxonomy: string;
      taxonomy_id: string;
      taxonomy_code: string;
      /** a term of our own taxonomies, not of an imported one */
      is_ours: boolean;
      parent_id?: string;
      term_uri?: string;
    };
  }[];
  commitment?: {
    commitment: 'available_now' | 'planned' | 'proposed' | 'closed';
    starts_on?: string;
    ends_on?: string;
    note?: string;
    recorded_at: string;
    recorded_by: string;
  };
  /** closed for now, from a day on, and back on another where one is known */
  pause?: { starts_on: string; back_on?: string };
  /** closes for good after its last day */
  closing?: { last_day: string; successor_id?: string };
  /** the public is warned: nobody has confirmed it within its promise */
  past_promise_since?: string;
  membership?: {
    state: 'asked' | 'approved' | 'refused' | 'lapsed';
    decided_at: string;
    decided_by: string;
    reason?: string;
  };
  confirmation?: { confirmed_at: string; confirmed_by: string };
  waiting_time?: { weeks?: number; description: string; declared_on: string; declared_by: string };
}

export interface Phone {
  id: string;
  number: string;
  extension?: string;
  type?: string;
  description?: string;
}

/** A hidden place gives its town only: no street, no postcode. */
export interface Address {
  id: string;
  attention?: string;
  address_1?: string;
  address_2?: string;
  city: string;
  region?: string;
  state_province: string;
  postal_code?: string;
  country: string;
  address_type: 'physical' | 'postal' | 'virtual';
}

export interface Schedule {
  id: string;
  service_id?: string;
  service_at_location_id?: string;
  valid_from?: string;
  valid_to?: string;
  dtstart?: string;
  freq?: 'WEEKLY' | 'MONTHLY';
  interval?: number;
  byday?: string;
  bymonthday?: string;
  opens_at?: string;
  closes_at?: string;
  description?: string;
  attending_type?: string;
  notes?: string;
  schedule_link?: string;
}
