/**
 * A field of the feed (`/api`). What `openapi.json` describes is what an answer can hold, because both are made from the
 * tables of fields in `feed-object-rules.ts` and `feed-part-rules.ts`. `named` says whether Open Referral UK 3.0 names the field: `always`; `in_lists`, when only its
 * list schema does; `never`, for what HSDS 3.0 has beyond the profile and for what a Local Offer adds.
 */
export interface Field {
  type: 'string' | 'number' | 'boolean' | 'object' | 'list';
  /** the object that an `object` is, or that a `list` holds */
  of?: ObjectName;
  format?: 'uuid' | 'uri' | 'email' | 'date' | 'date-time';
  values?: readonly string[];
  named: 'always' | 'in_lists' | 'never';
  is_required: boolean;
  /** stands in the fully nested answers only */
  is_nested: boolean;
  description: string;
}

export type ObjectFields = Record<string, Field>;
export type ObjectName =
  | 'service'
  | 'organization'
  | 'location'
  | 'organization_identifier'
  | 'service_at_location'
  | 'address'
  | 'accessibility'
  | 'phone'
  | 'contact'
  | 'schedule'
  | 'cost_option'
  | 'funding'
  | 'language'
  | 'service_area'
  | 'attribute'
  | 'taxonomy_term'
  | 'taxonomy'
  | 'local_offer'
  | 'eligibility'
  | 'waiting_time'
  | 'source';

type Extra = Partial<Omit<Field, 'type' | 'description'>>;
type Maker = (description: string, extra?: Extra) => Field;
const usual = { named: 'always', is_required: false, is_nested: false } as const;
const make =
  (type: Field['type'], always: Extra = {}): Maker =>
  (description, extra) => ({ type, description, ...usual, ...always, ...extra });

export const text = make('string');
export const number = make('number');
export const yesNo = make('boolean');
export const uri = make('string', { format: 'uri' });
export const email = make('string', { format: 'email' });
export const uuid = make('string', { format: 'uuid' });
export const date = make('string', { format: 'date' });
export const time = make('string', { format: 'date-time' });
export const one = (of: ObjectName, description: string, extra?: Extra) =>
  make('object')(description, { of, ...extra });
export const many = (of: ObjectName, description: string, extra?: Extra) =>
  make('list', { is_nested: true })(description, { of, ...extra });

export const required = { is_required: true } as const;
export const own = { named: 'never' } as const;
export const id = (of: string) => uuid(`The ${of}'s identifier. It never changes.`, required);
export const kinds = ['physical', 'postal', 'virtual'] as const;
