import type { ObjectName } from './feed-field-rules.ts';
import type { ParameterName } from './feed-query-rules.ts';
import type { FeedList } from './feed-statements.ts';

/** A list of the feed and the address of each of its records, as they are served and described. */
export interface Endpoint {
  object: ObjectName;
  /** Open Referral UK asks for it; the others a directory may have */
  is_required: boolean;
  /** what one record is called, in messages */
  noun: string;
  plural: string;
  of_list: readonly ParameterName[];
  of_record: readonly ParameterName[];
}

const page = ['search', 'page', 'per_page', 'format'] as const;
const services = [
  ...page,
  'taxonomy_term_id',
  'taxonomy_id',
  'organization_id',
  'modified_after',
  'full',
  'postcode',
  'proximity',
  'minimum_age',
  'maximum_age',
  'start_time',
  'end_time',
  'day',
  'profile',
] as const;

/** What the feed serves, below its root. */
export const endpoints: Record<FeedList, Endpoint> = {
  services: {
    object: 'service',
    is_required: true,
    noun: 'service',
    plural: 'services',
    of_list: [...services, 'minimal'],
    of_record: ['profile'],
  },
  service_at_locations: {
    object: 'service_at_location',
    is_required: false,
    noun: 'service at a location',
    plural: 'services at locations',
    of_list: services,
    of_record: ['profile'],
  },
  organizations: {
    object: 'organization',
    is_required: false,
    noun: 'organisation',
    plural: 'organisations with public services',
    of_list: [...page, 'full', 'full_service', 'profile'],
    of_record: ['full_service', 'profile'],
  },
  taxonomies: {
    object: 'taxonomy',
    is_required: false,
    noun: 'taxonomy',
    plural: 'taxonomies',
    of_list: [...page, 'profile'],
    of_record: ['profile'],
  },
  taxonomy_terms: {
    object: 'taxonomy_term',
    is_required: false,
    noun: 'taxonomy term',
    plural: 'taxonomy terms',
    of_list: [...page, 'taxonomy_id', 'top_only', 'parent_id', 'profile'],
    of_record: ['profile'],
  },
};

/** The lists, in the order in which they are described. */
export const feedLists = Object.keys(endpoints) as FeedList[];
