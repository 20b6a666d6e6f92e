import type { Field, ObjectName } from './feed-field-rules.ts';
import { fieldsOf } from './feed-object-rules.ts';

export type Json = Record<string, unknown>;

/** How an answer of the feed is wanted. */
export interface Form {
  /** everything that belongs to a record, or its direct fields and its organisation only */
  is_full: boolean;
  /** `profile=strict`: only what Open Referral UK names */
  is_strict: boolean;
}

// As JSON Schema's formats ask. A web address must also be one that is safe to follow.
const URI = /^(?:https?:\/\/|urn:)(?:[a-z0-9\-._~!$&'()*+,;=:@/?#]|%[0-9a-f]{2}|\[[0-9a-f:.]+\])+$/i;
const EMAIL =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DATE = /^\d{4}-\d\d-\d\d$/;

/**
 * An object of the feed from a record's values: the fields that `feed-field-rules.ts` names and no others. A value that
 * is empty or not of its kind (an e-mail address without an at sign) is left out; a required text without a value is
 * empty, because the standard's schema asks for it. `without` leaves out what is said elsewhere in the same answer.
 */
export function shapeObject(name: ObjectName, value: Json, form: Form, without: readonly string[] = []): Json {
  const shaped: Json = {};
  for (const [key, field] of fieldsOf(name)) {
    if (without.includes(key) || !isWanted(field, form)) continue;
    const kept = keptValue(field, value[key], form, inner(without, name));
    if (kept !== undefined) shaped[key] = kept;
    else if (field.is_required && field.type === 'string' && !field.format && !field.values) shaped[key] = '';
  }
  return shaped;
}

/** Whether a field can stand in an answer of this form. */
export function isWanted(field: Field, { is_full, is_strict }: Form): boolean {
  if (field.is_nested && !is_full) return false;
  return !is_strict || field.named === 'always' || (field.named === 'in_lists' && !is_full);
}

/** What objects nested in this one leave out: a service its organisation's list of services, and so on around. */
export function inner(without: readonly string[], name: ObjectName): string[] {
  const back: Partial<Record<ObjectName, string[]>> = {
    service: ['service', 'services'],
    organization: ['organization'],
    service_at_location: ['service_at_locations'],
  };
  return [...without, ...(back[name] ?? [])];
}

function keptValue(field: Field, value: unknown, form: Form, without: readonly string[]): unknown {
  if (value === null || value === undefined) return undefined;
  switch (field.type) {
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    case 'object':
      return field.of && isObject(value) ? shapeObject(field.of, value, form, without) : undefined;
    case 'list': {
      const { of } = field;
      const items = Array.isArray(value) ? value.filter(isObject) : [];
      return of && items.length > 0 ? items.map((item) => shapeObject(of, item, form, without)) : undefined;
    }
    case 'string':
      return keptText(field, value);
  }
}

function keptText(field: Field, value: unknown): string | undefined {
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (text === '') return undefined;
  if (field.values) return field.values.includes(text) ? text : undefined;
  switch (field.format) {
    case 'uuid':
      return UUID.test(text) ? text.toLowerCase() : undefined;
    case 'email':
      return EMAIL.test(text) ? text : undefined;
    case 'uri':
      return keptUri(text);
    case 'date':
      return DATE.test(text) ? text : undefined;
    case 'date-time':
      return Number.isNaN(Date.parse(text)) ? undefined : new Date(text).toISOString();
    default:
      return value;
  }
}

// A space or an accented letter in an address is written as a browser would send it.
function keptUri(text: string): string | undefined {
  if (URI.test(text) && URL.canParse(text)) return text;
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const { href } = new URL(text);
  return URI.test(href) ? href : undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
