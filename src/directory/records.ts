import { z } from 'zod';

/**
 * One service with everything that belongs to it, as it comes in: from an import, from the demonstration data, from a
 * form. The shape is Open Referral UK's nested service (HSDS-UK-3.0, with the HSDS 3.0 fields that the profile has no
 * place for) and what a Local Offer adds. Absent fields are left out, never null.
 */

const text = z.string().trim().min(1);
/** a database knows no year 0 */
const day = z.iso.date().refine((text) => text >= '0001', 'a day from the year 1 on');
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d\d:\d\d)?$/, 'a time like 09:30');
const age = z.number().min(0).max(120);

const phone = z.object({
  id: z.uuid().optional(),
  number: text,
  extension: text.optional(),
  type: text.optional(),
  description: text.optional(),
});

const schedule = z.object({
  id: z.uuid().optional(),
  valid_from: day.optional(),
  valid_to: day.optional(),
  dtstart: day.optional(),
  freq: z.enum(['WEEKLY', 'MONTHLY']).optional(),
  interval: z.number().int().positive().optional(),
  /** RFC 5545 parts: `MO,WE`, or `2MO`, `-1FR` when monthly */
  byday: text.optional(),
  bymonthday: text.optional(),
  opens_at: clock.optional(),
  closes_at: clock.optional(),
  description: text.optional(),
  attending_type: text.optional(),
  notes: text.optional(),
  schedule_link: text.optional(),
});

const location = z.object({
  id: z.uuid().optional(),
  location_type: z.enum(['physical', 'postal', 'virtual']).default('physical'),
  name: text.optional(),
  description: text.optional(),
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
  external_identifier: text.optional(),
  external_identifier_type: text.optional(),
  addresses: z
    .array(
      z.object({
        id: z.uuid().optional(),
        attention: text.optional(),
        /** empty where the source does not say: real addresses lack a street, never invent one */
        address_1: z.string().trim(),
        address_2: text.optional(),
        city: z.string(),
        region: text.optional(),
        state_province: z.string(),
        postal_code: z.string(),
        country: z.string().length(2).default('GB'),
        address_type: z.enum(['physical', 'postal', 'virtual']).default('physical'),
      }),
    )
    .default([]),
  accessibility: z
    .array(z.object({ id: z.uuid().optional(), description: text, details: text.optional(), url: text.optional() }))
    .default([]),
});

const organization = z.object({
  id: z.uuid().optional(),
  name: text,
  alternate_name: text.optional(),
  description: z.string().default(''),
  email: text.optional(),
  url: text.optional(),
  logo: text.optional(),
  uri: text.optional(),
  organization_identifiers: z
    .array(
      z.object({
        id: z.uuid().optional(),
        identifier_scheme: text.optional(),
        identifier_type: text,
        identifier: text,
      }),
    )
    .default([]),
  phones: z.array(phone).default([]),
});

/** What a Local Offer adds to a service: states with their who and when (SEND Regulations 2014, Schedule 2). */
const localOffer = z.object({
  open_to_all: z.boolean().default(false),
  area: z.enum(['in_area', 'out_of_area']).default('in_area'),
  is_place_hidden: z.boolean().default(false),
  membership: z
    .object({
      state: z.enum(['asked', 'approved', 'refused', 'lapsed']),
      decided_at: z.iso.datetime(),
      decided_by: text,
      reason: text.optional(),
    })
    .optional(),
  commitment: z
    .object({
      commitment: z.enum(['available_now', 'planned', 'proposed', 'closed']),
      starts_on: day.optional(),
      ends_on: day.optional(),
      note: text.optional(),
    })
    .default({ commitment: 'available_now' }),
  /** closed for now, from a day on, and back on another where one is known */
  pause: z.object({ starts_on: day, back_on: day.optional() }).optional(),
  /** closes for good after its last day; the service that follows it, if one does */
  closing: z.object({ last_day: day, successor_id: z.uuid().optional() }).optional(),
  confirmation: z.object({ confirmed_at: z.iso.datetime(), confirmed_by: text }).optional(),
  waiting_time: z
    .object({ weeks: z.number().min(0).optional(), description: text, declared_on: day, declared_by: text })
    .optional(),
});

export const serviceRecord = z.object({
  id: z.uuid().optional(),
  /** the record's name in its own source; with the source's code it finds the record again */
  source_id: text,
  name: text.max(300),
  alternate_name: text.optional(),
  summary: text.optional(),
  description: text.optional(),
  url: text.optional(),
  email: text.optional(),
  status: z.enum(['active', 'inactive', 'defunct', 'temporarily closed']).default('active'),
  fees: text.optional(),
  accreditations: text.optional(),
  minimum_age: age.optional(),
  maximum_age: age.optional(),
  assured_date: day.optional(),
  assurer_email: text.optional(),
  alert: text.optional(),
  /** how to get it, in words */
  application_process: text.optional(),
  organization,
  service_at_locations: z
    .array(
      z.object({
        id: z.uuid().optional(),
        description: text.optional(),
        location,
        schedules: z.array(schedule).default([]),
      }),
    )
    .default([]),
  schedules: z.array(schedule).default([]),
  phones: z.array(phone).default([]),
  contacts: z
    .array(
      z.object({
        id: z.uuid().optional(),
        name: text.optional(),
        title: text.optional(),
        department: text.optional(),
        email: text.optional(),
        phones: z.array(phone).default([]),
      }),
    )
    .default([]),
  cost_options: z
    .array(
      z.object({
        id: z.uuid().optional(),
        option: text.optional(),
        amount: z.number().min(0).optional(),
        amount_description: text.optional(),
        currency: z.string().length(3).default('GBP'),
        valid_from: day.optional(),
        valid_to: day.optional(),
      }),
    )
    .default([]),
  funding: z.array(z.object({ id: z.uuid().optional(), source: text })).default([]),
  languages: z
    .array(z.object({ id: z.uuid().optional(), name: text, code: text.optional(), note: text.optional() }))
    .default([]),
  service_areas: z
    .array(
      z.object({
        id: z.uuid().optional(),
        name: text,
        description: text.optional(),
        extent: text.optional(),
        extent_type: z.enum(['geojson', 'topojson', 'kml', 'text']).optional(),
        uri: text.optional(),
        /** the code of one of our own areas, such as `E10000020` for Norfolk */
        area_code: text.optional(),
      }),
    )
    .default([]),
  eligibility: z
    .array(
      z.object({
        id: z.uuid().optional(),
        criterion: z.enum([
          'age',
          'residence',
          'ehc_plan',
          'diagnosis',
          'need',
          'referral',
          'benefit',
          'school',
          'other',
        ]),
        value: text.optional(),
        description: text,
      }),
    )
    .default([]),
  /** terms of our own taxonomies, `taxonomy:code`, such as `need:ASD` or `category:short-breaks` */
  terms: z.array(z.string().regex(/^[a-z_0-9]+:[A-Za-z0-9_-]+$/)).default([]),
  /** terms of other people's taxonomies, kept as they came */
  foreign_terms: z
    .array(
      z.object({
        taxonomy: text,
        taxonomy_uri: text.optional(),
        code: text,
        name: text,
        description: z.string().default(''),
        term_uri: text.optional(),
      }),
    )
    .default([]),
  local_offer: localOffer.prefault({}),
});

/** A service record as it is written by hand: defaults may be left out. */
export type ServiceRecordInput = z.input<typeof serviceRecord>;
/** A service record that has been read and checked: defaults filled. */
export type ServiceRecord = z.output<typeof serviceRecord>;
