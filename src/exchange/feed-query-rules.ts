import { z } from 'zod';

/** What was asked of the feed, read and checked. What was not given is undefined, or false. */
export interface FeedQuery {
  search?: string;
  page: number;
  per_page: number;
  format: 'json' | 'ndjson';
  taxonomy_term_id: string[];
  taxonomy_id: string[];
  organization_id?: string;
  parent_id?: string;
  modified_after?: Date;
  postcode?: string;
  /** metres */
  proximity?: number;
  minimum_age?: number;
  maximum_age?: number;
  /** `HH:MM` */
  start_time?: string;
  end_time?: string;
  /** `MO` … `SU` */
  day?: string;
  minimal: boolean;
  full: boolean;
  full_service: boolean;
  top_only: boolean;
  profile?: 'strict';
}

export type ParameterName = keyof FeedQuery;

interface Parameter {
  description: string;
  schema: Record<string, unknown>;
  /** what a value must be, to finish “day must be …” */
  must_be: string;
  /** undefined: the value cannot be used */
  read: (typed: string) => unknown;
  may_repeat?: boolean;
}

export const largestPage = 100;
export const usualPage = 50;
const longestSearch = 200;

const whole = (low: number, high: number) => (typed: string) =>
  /^\d{1,9}$/.test(typed) && Number(typed) >= low && Number(typed) <= high ? Number(typed) : undefined;
const decimal = (low: number, high: number) => (typed: string) =>
  /^\d{1,9}(\.\d{1,9})?$/.test(typed) && Number(typed) >= low && Number(typed) <= high ? Number(typed) : undefined;
const oneOf = (values: readonly string[]) => (typed: string) =>
  values.includes(typed.toLowerCase()) ? typed.toLowerCase() : undefined;
const uuid = (typed: string) => (isId(typed) ? typed.toLowerCase() : undefined);
const clock = (typed: string) =>
  /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+ -]\d\d:\d\d)?$/i.test(typed) ? typed.slice(0, 5) : undefined;
const yesNo = (typed: string) => {
  if (['true', '1', 'yes'].includes(typed.toLowerCase())) return true;
  return ['false', '0', 'no'].includes(typed.toLowerCase()) ? false : undefined;
};

const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const dayCode = (typed: string) => {
  const name = dayNames.find((day) => [day, day.slice(0, 3), day.slice(0, 2)].some((form) => same(form, typed)));
  return name?.slice(0, 2).toUpperCase();
};
const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

// A plus sign that stands bare in an address arrives as a space.
function moment(typed: string): Date | undefined {
  const text = typed.replace(/ (\d\d:\d\d)$/, '+$1').replace(' ', 'T');
  if (z.iso.date().safeParse(text).success) return new Date(`${text}T00:00:00Z`);
  if (z.iso.datetime({ offset: true }).safeParse(text).success) return new Date(text);
  return z.iso.datetime({ local: true }).safeParse(text).success ? new Date(`${text}Z`) : undefined;
}

// Only its shape: whether there is such a postcode is looked up, not computed.
function postcode(typed: string): string | undefined {
  return typed.length <= 12 && /^[a-z]+\s*\d/i.test(typed) ? typed : undefined;
}

const flag = (description: string): Parameter => ({
  description,
  schema: { type: 'boolean', default: false },
  must_be: 'true or false',
  read: yesNo,
});
const age = (description: string): Parameter => ({
  description,
  schema: { type: 'number', minimum: 0, maximum: 120 },
  must_be: 'a number of years from 0 to 120',
  read: decimal(0, 120),
});
const identifier = (description: string, may_repeat = false): Parameter => ({
  description,
  schema: { type: 'string', format: 'uuid' },
  must_be: 'a UUID',
  read: uuid,
  may_repeat,
});
const time = (description: string): Parameter => ({
  description,
  schema: { type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d' },
  must_be: 'a time like 09:30',
  read: clock,
});

/** Every parameter of the feed: those of the standard as it is today, those of its 2024 profile, and `profile`. */
export const parameters: Record<ParameterName, Parameter> = {
  search: {
    description: `Words to search for, understood as the site's own search does (spelling, other words for the same, places, ages). The best match comes first. At most ${longestSearch} characters.`,
    schema: { type: 'string', maxLength: longestSearch },
    must_be: `at most ${longestSearch} characters long`,
    read: (typed) => (typed.length <= longestSearch ? typed.replaceAll('\0', '') : undefined),
  },
  page: {
    description: 'The page, from 1 on. A page after the last answers 404.',
    schema: { type: 'integer', minimum: 1, default: 1 },
    must_be: 'a whole number from 1 on',
    read: whole(1, 999_999_999),
  },
  per_page: {
    description: `How many records a page holds: at most ${largestPage}. More answers 400.`,
    schema: { type: 'integer', minimum: 1, maximum: largestPage, default: usualPage },
    must_be: `a whole number from 1 to ${largestPage}`,
    read: whole(1, largestPage),
  },
  format: {
    description:
      '`ndjson` streams every record, one JSON object a line, in the order of their ids; `page` and `per_page` then count for nothing.',
    schema: { type: 'string', enum: ['json', 'ndjson'], default: 'json' },
    must_be: 'json or ndjson',
    read: oneOf(['json', 'ndjson']),
  },
  taxonomy_term_id: identifier('Only records with this term. May be given several times: then with all of them.', true),
  taxonomy_id: identifier('Only records with a term of this taxonomy. May be given several times.', true),
  organization_id: identifier('Only what this organisation provides.'),
  parent_id: identifier('Only terms directly below this one.'),
  modified_after: {
    description: 'Only records that changed at or after this moment (RFC 3339; a date alone is its midnight, UTC).',
    schema: { type: 'string', format: 'date-time' },
    must_be: 'a date and time like 2026-01-31T09:30:00Z',
    read: moment,
  },
  minimal: flag('Only `id` and `last_modified` of every record, all on one page.'),
  full: flag('Everything that belongs to each record, as the address of the single record gives it.'),
  full_service: flag('Each service of an organisation with everything that belongs to it.'),
  postcode: {
    description:
      'Only services for people who live at this postcode, or in this district (its first half): those whose service area covers it, or whose service area is not known. With `proximity`, only what is near it as well.',
    schema: { type: 'string' },
    must_be: 'a postcode like NR1 3JU',
    read: postcode,
  },
  proximity: {
    description: 'Metres from the middle of `postcode`. Hidden places are near nothing.',
    schema: { type: 'number', minimum: 1, maximum: 1_000_000 },
    must_be: 'a number of metres from 1 to 1000000',
    read: decimal(1, 1_000_000),
  },
  minimum_age: age('Only services whose youngest age is at least this.'),
  maximum_age: age('Only services whose oldest age is at most this.'),
  start_time: time('Only services with a session that starts at this time or later.'),
  end_time: time('Only services with a session that ends at this time or earlier.'),
  day: {
    description:
      'Only services with a session on this day. With `start_time` and `end_time`, one session must fit all.',
    schema: { type: 'string', enum: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] },
    must_be: 'one of MO, TU, WE, TH, FR, SA and SU',
    read: dayCode,
  },
  top_only: flag('Only terms that are below no other.'),
  profile: {
    description: '`strict` leaves out every field that Open Referral UK 3.0 does not name.',
    schema: { type: 'string', enum: ['strict'] },
    must_be: 'strict',
    read: oneOf(['strict']),
  },
};

/** Nothing asked for but the list itself. */
export const plainQuery: FeedQuery = {
  page: 1,
  per_page: usualPage,
  format: 'json',
  taxonomy_term_id: [],
  taxonomy_id: [],
  minimal: false,
  full: false,
  full_service: false,
  top_only: false,
};

export type ReadQuery =
  | { ok: true; query: FeedQuery; ignored: string[] }
  | { ok: false; parameter: string; message: string };

/**
 * Reads the parameters that an address of the feed knows. An empty one counts as not given; one that is not known there
 * is listed in `ignored`; one that cannot be read is refused, with a message that names it.
 */
export function readFeedQuery(given: Record<string, unknown>, known: readonly ParameterName[]): ReadQuery {
  const query: Record<string, unknown> = { ...plainQuery };
  for (const name of known) {
    const { read, must_be, may_repeat } = parameters[name];
    const typed = [given[name] ?? []].flat().map((value) => String(value).trim());
    const values = typed.filter((value) => value !== '');
    if (values.length > 1 && !may_repeat) return refused(name, `${name} may be given only once.`);
    if (values.length > 20) return refused(name, `${name} may be given at most 20 times.`);
    const usable = values.map(read);
    if (usable.includes(undefined)) return refused(name, `${name} must be ${must_be}.`);
    if (may_repeat) query[name] = [...new Set(usable)];
    else if (usable.length > 0) query[name] = usable[0];
  }
  if (query.proximity !== undefined && query.postcode === undefined)
    return refused('proximity', 'proximity needs a postcode to measure from.');
  const ignored = Object.keys(given).filter((name) => !known.some((other) => other === name));
  return { ok: true, query: query as unknown as FeedQuery, ignored };
}

function refused(parameter: string, message: string): ReadQuery {
  return { ok: false, parameter, message };
}

/** Whether a text is a UUID, as every id of the feed is. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
