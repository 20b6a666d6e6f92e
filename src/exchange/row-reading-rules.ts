import { mendCapitals } from './capital-rules.ts';
import { type ColumnMapping, fieldPath, type MappedValue } from './column-mapping-rules.ts';
import { openingHours } from './opening-hours-rules.ts';

type Row = Record<string, string>;
type Fields = Record<string, unknown>;

/** A row as a raw service in the fields of Open Referral UK; that the mapping skips it; or why it is refused. */
export type MappedRow = { service: Fields } | { skipped: true } | { refused: string };

class RefusedValue extends Error {}

/**
 * The fields, by their path, that a mapping makes of a row; that it skips the row; or why the row is refused. Values stay
 * texts, several in one field as a list: they are read and mended afterwards.
 */
export function fieldsOfRow(
  mapping: ColumnMapping,
  row: Row,
): { id: string; fields: Map<string, string[]> } | { skipped: true } | { refused: string } {
  if (mapping.skip.some((rule) => isSkipped(rule, row[rule.column] ?? ''))) return { skipped: true };
  try {
    const fields = Object.entries(mapping.fields).map(([field, value]): [string, string[]] => [
      field,
      valuesOf(value, row, 'keep'),
    ]);
    return { id: idOf(mapping, row), fields: new Map(fields) };
  } catch (error) {
    if (error instanceof RefusedValue) return { refused: error.message };
    throw error;
  }
}

/** Reads one row of a council's file as its mapping says. Values stay texts: they are read and mended afterwards. */
export function serviceOfRow(mapping: ColumnMapping, row: Row): MappedRow {
  const read = fieldsOfRow(mapping, row);
  if (!('fields' in read)) return read;
  try {
    const service: Fields = { id: read.id };
    for (const [field, values] of read.fields) place(service, fieldPath(field), values);
    const terms = mapping.terms.flatMap((value) => valuesOf(value, row, 'leave out'));
    const foreign = mapping.foreign_terms.flatMap(({ taxonomy, value }) =>
      valuesOf(value, row, 'keep').map((name) => ({ taxonomy_term: { taxonomy, name, code: name } })),
    );
    const hours = openingHours(
      Object.fromEntries(Object.entries(mapping.opening_hours).map(([day, column]) => [day, row[column]])),
    );
    const [at] = Array.isArray(service.service_at_locations) ? service.service_at_locations : [];
    if (at) at.schedules = hours;
    return { service: { ...service, ...(at ? {} : { schedules: hours }), terms, attributes: foreign } };
  } catch (error) {
    if (error instanceof RefusedValue) return { refused: error.message };
    throw error;
  }
}

function idOf(mapping: ColumnMapping, row: Row): string {
  const parts = [mapping.id].flat().map((column) => row[column]?.trim() ?? '');
  return parts.every((part) => part === '') ? '' : parts.join(':');
}

function isSkipped(rule: ColumnMapping['skip'][number], cell: string): boolean {
  const folded = cell.trim().toLowerCase();
  const isOne = (list: string[]) => list.some((other) => other.trim().toLowerCase() === folded);
  if (rule.is && !isOne(rule.is)) return false;
  if (rule.is_not && isOne(rule.is_not)) return false;
  if (rule.matches !== undefined && !new RegExp(rule.matches, 'i').test(cell)) return false;
  return rule.filled === undefined || rule.filled === (folded !== '');
}

/** All values that a row gives for one entry of the mapping; none where the cell is empty. */
function valuesOf(spec: MappedValue, row: Row, otherwise: 'keep' | 'leave out'): string[] {
  if (typeof spec === 'string') return filled([row[spec]]);
  const or = [spec.or ?? []].flat().map((column) => row[column]);
  const whole =
    spec.constant !== undefined
      ? [String(spec.constant)]
      : spec.columns
        ? filled([filled(spec.columns.map((column) => row[column])).join(spec.join ?? ' ')])
        : filled([row[spec.column ?? ''], ...or]).slice(0, 1);
  const pattern = spec.pattern === undefined ? undefined : new RegExp(spec.pattern, 'i');
  return whole
    .map((text) => (pattern ? (pattern.exec(text)?.[1] ?? '') : text))
    .flatMap((text) => taken(spec.split ? filled(text.split(spec.split)) : filled([text]), spec))
    .flatMap((text) => mapped(text, spec, otherwise))
    .map((text) => (spec.capitals ? mendCapitals(text) : text))
    .map((text) => (spec.date ? isoDate(text, spec.date) : text));
}

function filled(texts: (string | undefined)[]): string[] {
  return texts.map((text) => text?.trim() ?? '').filter((text) => text !== '');
}

function taken(parts: string[], { take, split = '' }: Exclude<MappedValue, string>): string[] {
  if (take === undefined) return parts;
  if (typeof take === 'number') return filled([parts.at(take)]);
  const some = take === 'all but last' ? parts.slice(0, -1) : parts.slice(1);
  return filled([some.join(split)]);
}

function mapped(text: string, spec: Exclude<MappedValue, string>, otherwise: 'keep' | 'leave out'): string[] {
  const entry = Object.entries(spec.map ?? {}).find(([theirs]) => theirs.trim().toLowerCase() === text.toLowerCase());
  if (entry) return [entry[1]].flat();
  const rule = spec.otherwise ?? (spec.map ? otherwise : 'keep');
  if (rule === 'refuse row') throw new RefusedValue(`“${text}” in ${spec.column} is not in the mapping`);
  return rule === 'keep' ? [text] : [];
}

function isoDate(text: string, order: NonNullable<Exclude<MappedValue, string>['date']>): string {
  const parts =
    order === 'YYYYMMDD' ? (text.match(/^(\d{4})(\d\d)(\d\d)/)?.slice(1) ?? []) : (text.match(/\d+/g) ?? []);
  const [a = '', b = '', c = ''] = parts;
  const two = (part: string) => part.padStart(2, '0');
  if (order === 'MM/DD/YYYY') return `${c}-${two(a)}-${two(b)}`;
  return order === 'DD/MM/YYYY' ? `${c}-${two(b)}-${two(a)}` : `${a}-${two(b)}-${two(c)}`;
}

// `*` in a path stands for one item for each value; elsewhere several values are lines of one text.
function place(into: Fields, path: string, values: string[]): void {
  if (values.length === 0) return;
  if (!path.includes('*')) return set(into, path.split('.'), values.join('\n'));
  values.forEach((value, n) => set(into, path.replace('*', String(n)).split('.'), value));
}

function set(into: Fields, [step = '', ...rest]: string[], value: string): void {
  if (rest.length === 0) {
    into[step] = value;
    return;
  }
  const isList = /^\d+$/.test(rest[0] ?? '');
  into[step] ??= isList ? [] : {};
  const next = into[step] as Fields;
  set(next, rest, value);
}

const LISTS = ['service_at_locations', 'phones', 'contacts', 'schedules', 'cost_options', 'eligibility', 'languages'];

/** Adds what a further row says of the same service: its place, and what else stands in lists. */
export function joinRows(first: Fields, next: Fields): Fields {
  const joined = { ...first };
  for (const name of [...LISTS, 'terms', 'attributes']) {
    const all = [first[name] ?? [], next[name] ?? []].flat();
    const once = new Map(all.map((item) => [JSON.stringify(item), item]));
    if (once.size > 0) joined[name] = [...once.values()];
  }
  return joined;
}
