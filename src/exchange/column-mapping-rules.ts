import { z } from 'zod';
import { isOurTerm } from './incoming-term-rules.ts';

const column = z.string().min(1);
const one = z.strictObject({
  /** the column that the value stands in; the first filled of several with `or` */
  column: column.optional(),
  /** several columns whose filled values are joined */
  columns: z.array(column).min(1).optional(),
  join: z.string().optional(),
  /** the same value for every row */
  constant: z.union([z.string(), z.number(), z.boolean()]).optional(),
  /** columns that are looked into, in order, where the first is empty */
  or: z.union([column, z.array(column)]).optional(),
  /** a regular expression with one group: what the group holds is the value */
  pattern: z.string().optional(),
  /** what stands between several values in one cell */
  split: z.string().min(1).optional(),
  /** which of the values that `split` gives: a place counted from 0 (from the end when negative), or all but one end */
  take: z.union([z.number().int(), z.enum(['all but last', 'all but first'])]).optional(),
  /** what a value of theirs is here; several where a list stands */
  map: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
  /** what becomes of a value that `map` does not name */
  otherwise: z.enum(['keep', 'leave out', 'refuse row']).optional(),
  date: z.enum(['DD/MM/YYYY', 'MM/DD/YYYY', 'YYYYMMDD', 'YYYY-MM-DD']).optional(),
  /** names that are written in capitals throughout become ordinary ones */
  capitals: z.enum(['mend']).optional(),
});
const value = z.union([column, one]);
const days = z.enum(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']);

const mapping = z.strictObject({
  about: z.string().optional(),
  source: z
    .strictObject({
      code: z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/, 'small letters, digits and dashes'),
      name: z.string().trim().min(1),
      url: z.url().optional(),
      attribution: z.string().optional(),
    })
    .optional(),
  delimiter: z.string().length(1).optional(),
  /** the columns that together name a service in its source, and never change */
  id: z.union([column, z.array(column).min(1)]),
  /** rows with the same id are one service, at several places */
  group_rows: z.boolean().default(false),
  skip: z
    .array(
      z.strictObject({
        column,
        is: z.array(z.string()).optional(),
        is_not: z.array(z.string()).optional(),
        matches: z.string().optional(),
        filled: z.boolean().optional(),
      }),
    )
    .default([]),
  fields: z.record(z.string(), value),
  /** values that are, or are mapped to, terms of ours such as `need:ASD` */
  terms: z.array(value).default([]),
  /** terms of their own lists, which are kept, and mapped to ours where the names clearly mean the same */
  foreign_terms: z.array(z.strictObject({ taxonomy: z.string().min(1), value })).default([]),
  opening_hours: z.partialRecord(days, column).default({}),
});

/** How the columns of a council's file become services. */
export type ColumnMapping = z.output<typeof mapping>;
export type MappedValue = z.output<typeof value>;

const SHORT: [RegExp, string][] = [
  [/^address\./, 'service_at_locations.0.location.addresses.0.'],
  [/^location\./, 'service_at_locations.0.location.'],
  [/^accessibility$/, 'service_at_locations.0.location.accessibility.*.description'],
  [/^phone$/, 'phones.*.number'],
  [/^contact\.phone$/, 'contacts.0.phones.*.number'],
  [/^contact\./, 'contacts.0.'],
  [/^cost$/, 'cost_options.*.amount_description'],
  [/^language$/, 'languages.*.name'],
  [/^eligibility$/, 'eligibility.*.description'],
  [/^service_area$/, 'service_areas.*.name'],
];

/** The whole path of a field whose short name stands in a mapping: `address.city`, `phone`. */
export function fieldPath(field: string): string {
  const short = SHORT.find(([pattern]) => pattern.test(field));
  return short ? field.replace(short[0], short[1]) : field;
}

/** What rows become: their name for people, the paths of their fields, and the whole path of a short name. */
export interface MappedThing {
  thing: string;
  fields: ReadonlySet<string>;
  path: (field: string) => string;
  /** whether it also has terms, opening hours, and several places */
  has_lists: boolean;
}

/** Reads a column mapping, or says in one line each what is wrong with it and where. */
export function readMapping(json: unknown, thing: MappedThing): { mapping: ColumnMapping } | { problems: string[] } {
  const read = mapping.safeParse(json);
  if (!read.success) return { problems: read.error.issues.flatMap(lineOf) };
  const problems = [
    ...Object.keys(read.data.fields).flatMap((field) => fieldProblem(field, thing)),
    ...valuesOf(read.data).flatMap(([where, given]) => valueProblems(where, given)),
    ...read.data.terms.flatMap(termProblems),
    ...read.data.skip.flatMap(({ column: name, matches }) => patternProblem(`skip (${name})`, matches)),
  ];
  if (!('name' in read.data.fields)) problems.push(`fields: “name” is missing: every ${thing.thing} has a name`);
  const { terms, foreign_terms, opening_hours, group_rows } = read.data;
  const has_lists = terms.length + foreign_terms.length + Object.keys(opening_hours).length > 0 || group_rows;
  if (has_lists && !thing.has_lists)
    problems.push(`terms, foreign_terms, opening_hours and group_rows: a ${thing.thing} has none`);
  return problems.length > 0 ? { problems } : { mapping: read.data };
}

function lineOf(issue: z.core.$ZodIssue): string[] {
  const where = issue.path.map(String).join(' → ') || 'the mapping';
  // of the two forms of a value only what is wrong with the longer is of use
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.flat().filter((one) => one.path.length > 0 || one.code === 'unrecognized_keys');
    if (inner.length > 0)
      return inner.flatMap((one) => lineOf({ ...one, path: [...issue.path, ...one.path] } as z.core.$ZodIssue));
    return [`${where}: write the name of a column, or an object with “column”, “columns” or “constant”`];
  }
  return [`${where}: ${issue.message}`];
}

function valuesOf(given: ColumnMapping): [string, MappedValue][] {
  return [
    ...Object.entries(given.fields).map(([name, one]): [string, MappedValue] => [`fields → ${name}`, one]),
    ...given.terms.map((one, n): [string, MappedValue] => [`terms → ${n + 1}`, one]),
    ...given.foreign_terms.map((one): [string, MappedValue] => [`foreign_terms → ${one.taxonomy}`, one.value]),
  ];
}

function fieldProblem(field: string, { thing, fields: known, path: pathOf }: MappedThing): string[] {
  if (field === 'id' || field === 'source_id') return [`fields → ${field}: name the columns of the id under “id”`];
  const path = pathOf(field).replace(/\.\d+(?=\.|$)/g, '.*');
  if (known.has(path)) return [];
  const near = [...known].filter((other) => other.endsWith(`.${path.split('.').at(-1)}`)).slice(0, 3);
  return [
    `fields → ${field}: a ${thing} has no such field${near.length > 0 ? `; is ${near.join(' or ')} meant?` : ''}`,
  ];
}

function valueProblems(where: string, given: MappedValue): string[] {
  if (typeof given === 'string') return [];
  const sources = [given.column, given.columns, given.constant].filter((source) => source !== undefined);
  return [
    ...(sources.length === 1 ? [] : [`${where}: needs exactly one of “column”, “columns” and “constant”`]),
    ...(given.take !== undefined && !given.split ? [`${where}: “take” needs “split”`] : []),
    ...patternProblem(where, given.pattern),
  ];
}

function patternProblem(where: string, pattern: string | undefined): string[] {
  if (pattern === undefined) return [];
  try {
    new RegExp(pattern);
    return [];
  } catch {
    return [`${where}: “${pattern}” is no regular expression`];
  }
}

function termProblems(given: MappedValue): string[] {
  if (typeof given === 'string') return [];
  const named = [
    ...(typeof given.constant === 'string' ? [given.constant] : []),
    ...Object.values(given.map ?? {}).flat(),
  ];
  return named.filter((term) => !isOurTerm(term)).map((term) => `terms: “${term}” is none of our terms`);
}

/** The columns that a mapping asks for and a file does not have. */
export function missingColumns(given: ColumnMapping, columns: readonly string[]): string[] {
  const there = new Set(columns);
  const asked = [
    [given.id],
    given.skip.map(({ column: name }) => name),
    Object.values(given.opening_hours),
    valuesOf(given).map(([, one]) =>
      typeof one === 'string' ? one : [one.column ?? [], one.columns ?? [], one.or ?? []].flat(2),
    ),
  ].flat(3);
  return [...new Set(asked)].filter((name) => name !== undefined && !there.has(name));
}
