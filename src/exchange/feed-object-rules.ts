import {
  date,
  email,
  type Field,
  id,
  kinds,
  many,
  number,
  type ObjectFields,
  type ObjectName,
  one,
  own,
  required,
  text,
  time,
  uri,
  uuid,
} from './feed-field-rules.ts';
import { parts } from './feed-part-rules.ts';

const service: ObjectFields = {
  id: id('service'),
  organization_id: uuid('The organisation that provides the service.'),
  name: text('What the service is called.', required),
  alternate_name: text('Another name that people know it by.', own),
  description: text('What the service does.'),
  url: uri("The service's own page."),
  email: email('Where to write to.'),
  status: text('Whether it runs at present.', {
    ...required,
    values: ['active', 'inactive', 'defunct', 'temporarily closed'],
  }),
  fees: text('What it costs, in words.'),
  accreditations: text('Who has found it good enough.'),
  minimum_age: number('The youngest age in years, with fractions.'),
  maximum_age: number('The oldest age in years, with fractions.'),
  assured_date: date('When the record was last checked.'),
  alert: text('What is different just now.'),
  application_process: text('How to get the service.', own),
  eligibility_description: text('Who the service is for, in words.', own),
  wait_time: text('How long people wait, as the provider last said.', own),
  last_modified: time('When anything about the service last changed, in UTC, to the millisecond.'),
  organization: one('organization', 'The organisation that provides the service.'),
  service_at_locations: many('service_at_location', 'Where the service can be used.'),
  schedules: many(
    'schedule',
    'When it runs. One object for each pattern; `service_at_location_id` stands where a pattern is for one place.',
  ),
  phones: many('phone', 'Numbers to ring.', own),
  contacts: many('contact', 'Roles to contact. A person is named only by that person’s choice.'),
  cost_options: many('cost_option', 'What it costs, option by option.'),
  funding: many('funding', 'Who pays for the service.'),
  languages: many('language', 'The languages that the service is given in.'),
  service_areas: many('service_area', 'Which areas the service is for.'),
  attributes: many('attribute', 'The terms that describe the service: kind of support, needs, ages and stages.'),
  local_offer: one('local_offer', 'What a Local Offer adds to the record (SEND Regulations 2014, Schedule 2).', own),
};

const organization: ObjectFields = {
  id: id('organisation'),
  name: text('What the organisation is called.', required),
  alternate_name: text('Another name that people know it by.', own),
  description: text('What the organisation does; empty where nobody has said.', required),
  email: email('Where to write to.'),
  website: uri("The organisation's own site."),
  logo: uri('A picture of its sign.'),
  uri: uri('A lasting address that identifies the organisation.'),
  parent_organization_id: uuid('The organisation that it is part of.'),
  organization_identifiers: many('organization_identifier', 'Its numbers in public registers.'),
  phones: many('phone', 'Numbers to ring.', own),
  services: many('service', 'Its public services; fully nested with `full_service=true`.', own),
};

const place: ObjectFields = {
  id: id('location'),
  location_type: text('Whether people go there, write there, or meet there online.', { ...required, values: kinds }),
  name: text('What the place is called. For a hidden place, its town and nothing else.'),
  description: text('What to know about the place.'),
  latitude: number('WGS 84, in degrees. Never given for a hidden place.'),
  longitude: number('WGS 84, in degrees. Never given for a hidden place.'),
  external_identifier: text('Its number in another register, such as its UPRN.'),
  external_identifier_type: text('Which register that is.'),
  addresses: many('address', 'Its addresses. None for a hidden place.'),
  accessibility: many('accessibility', 'How people with disabilities can use the place.'),
};

const service_at_location: ObjectFields = {
  id: id('entry'),
  service_id: uuid('The service.'),
  location_id: uuid('The place.'),
  description: text('What is special about the service at this place.', own),
  location: one('location', 'The place.'),
  service: one('service', 'The service.', { named: 'in_lists' }),
};

const objects: Record<ObjectName, ObjectFields> = {
  service,
  organization,
  location: place,
  service_at_location,
  ...parts,
};

/** The fields of an object of the feed, in the order in which answers hold them. */
export function fieldsOf(name: ObjectName): [string, Field][] {
  return Object.entries(objects[name]);
}
