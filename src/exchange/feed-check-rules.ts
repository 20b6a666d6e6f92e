import type { Json } from './feed-shape-rules.ts';

type Resolve = (reference: string) => Json | undefined;

/**
 * The fields of an answer that its schema does not name, as paths (`contents[].local_offer`), each once. References are
 * followed with `resolve`; what the schema says nothing about at all is not looked into.
 */
export function unnamedFields(answer: unknown, schema: Json, resolve: Resolve = () => undefined): string[] {
  const found = new Set<string>();
  look(answer, [schema], '', found, resolve);
  return [...found].sort();
}

function look(value: unknown, schemas: Json[], path: string, found: Set<string>, resolve: Resolve): void {
  const parts = schemas.flatMap((schema) => partsOf(schema, resolve));
  if (Array.isArray(value)) {
    const items = parts.flatMap((part) => (isObject(part.items) ? [part.items] : []));
    for (const item of value) look(item, items, `${path}[]`, found, resolve);
    return;
  }
  if (!isObject(value) || !parts.some((part) => isObject(part.properties))) return;
  for (const [key, inner] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`;
    const named = parts.flatMap(({ properties }) =>
      isObject(properties) && isObject(properties[key]) ? [properties[key]] : [],
    );
    if (named.length === 0) found.add(at);
    else look(inner, named as Json[], at, found, resolve);
  }
}

// A schema, what it refers to, and all of which it is made.
function partsOf(schema: Json, resolve: Resolve): Json[] {
  const target = typeof schema.$ref === 'string' ? resolve(schema.$ref) : undefined;
  const all = Array.isArray(schema.allOf) ? schema.allOf.filter(isObject) : [];
  return [schema, ...(target ? [target] : []), ...all].flatMap((part) =>
    part === schema ? [part] : partsOf(part, resolve),
  );
}

/** What is wrong with a page of a list, in words: its counts must agree with one another and with what was asked. */
export function envelopeFaults(page: Json, asked: { page: number; per_page?: number }): string[] {
  const { total_items, total_pages, page_number, size, first_page, last_page, empty, contents } = page;
  if (!Array.isArray(contents)) return ['contents is not a list'];
  const whole = { total_items, total_pages, page_number, size };
  const notWhole = Object.entries(whole).filter(([, value]) => !Number.isInteger(value));
  if (notWhole.length > 0) return notWhole.map(([name]) => `${name} is not a whole number`);
  const faults: string[] = [];
  const must = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault);
  };
  must(page_number === asked.page, `page_number is ${page_number}, and page ${asked.page} was asked for`);
  must(size === contents.length, `size is ${size}, and there are ${contents.length} records`);
  must(first_page === (asked.page === 1), `first_page is ${first_page} on page ${asked.page}`);
  must(
    last_page === asked.page >= Number(total_pages),
    `last_page is ${last_page} on page ${asked.page} of ${total_pages}`,
  );
  must(empty === (contents.length === 0), `empty is ${empty} with ${contents.length} records`);
  const { per_page } = asked;
  if (per_page) {
    must(total_pages === Math.ceil(Number(total_items) / per_page), `total_pages is ${total_pages} for ${total_items}`);
    must(last_page === true || size === per_page, `size is ${size} before the last page, not ${per_page}`);
  }
  return faults;
}

/** The pages that a validator tries: the first, the last, and some in between, each once. */
export function pagesToTry(total_pages: number): number[] {
  const some = [1, total_pages / 4, total_pages / 2, (3 * total_pages) / 4, total_pages].map(Math.floor);
  return [...new Set(some)].filter((page) => page >= 1);
}

/** Every reference in a description, which should be without any. */
export function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isObject(value)) return [];
  const here = typeof value.$ref === 'string' ? [value.$ref] : [];
  return [...here, ...Object.values(value).flatMap(referencesIn)];
}

/** What an official description has and ours lacks: addresses, and parameters of each. */
export function missingFromDescription(ours: Json, official: Json): string[] {
  const paths = pathsOf(ours);
  return Object.entries(pathsOf(official)).flatMap(([path, item]) => {
    const own = paths[path];
    if (!own) return [`${path} is missing`];
    const known = parameterNames(own, ours);
    return parameterNames(item, official).flatMap((name) => (known.includes(name) ? [] : [`${path} lacks ${name}`]));
  });
}

function pathsOf(description: Json): Record<string, Json> {
  return (isObject(description.paths) ? description.paths : {}) as Record<string, Json>;
}

function parameterNames(item: Json, description: Json): string[] {
  const get = isObject(item.get) ? item.get : {};
  const shared = isObject(description.components) ? (description.components.parameters as Record<string, Json>) : {};
  return [item.parameters ?? [], get.parameters ?? []].flat().flatMap((parameter) => {
    const { name, $ref } = parameter as Json;
    return [String(name ?? shared[String($ref).split('/').at(-1) ?? '']?.name)];
  });
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
