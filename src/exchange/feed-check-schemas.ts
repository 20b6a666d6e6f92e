import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { unnamedFields } from './feed-check-rules.ts';
import type { Json } from './feed-shape-rules.ts';

/** The schemas of a standard, by the names of their files without `.json`. */
export interface Schemas {
  names: string[];
  /** what is wrong with a value by a schema, in words; none when it is right */
  faults(name: string, value: unknown): string[];
  /** fields that the schema does not name */
  unnamed(name: string, value: unknown): string[];
}

/** What a folder of schemas holds: Open Referral UK 3.0, and beside it HSDS 3.0 and the official description. */
export interface SchemaFolder {
  oruk: Schemas;
  hsds: Schemas | undefined;
  official: Json | undefined;
}

/**
 * Finds Open Referral UK's schemas in a folder or below it, whatever the folders are called: they lie where
 * `api_details.json` is; HSDS 3.0 lies where `meta_table_description.json` is and its references are bare file names.
 * Undefined when Open Referral UK's are not there.
 */
export async function findSchemas(folder: string): Promise<SchemaFolder | undefined> {
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.json'));
  const folderWith = (name: string, fits: (path: string) => boolean = () => true) =>
    files.find((file) => basename(file) === name && fits(file));
  const details = folderWith('api_details.json');
  if (details === undefined) return undefined;
  const home = join(folder, dirname(details));
  const hsds = folderWith('meta_table_description.json', (file) => /hsds/i.test(join(folder, file)));
  const official = [join(home, '..', 'openapi.json'), join(home, 'open_api.json')];
  return {
    oruk: await readSchemas(home, 'https://openreferraluk.org/specifications/3.0/schema/'),
    hsds: hsds === undefined ? undefined : await readSchemas(join(folder, dirname(hsds)), 'https://hsds.test/schema/'),
    official: (await readJson(official[0] ?? '')) ?? (await readJson(official[1] ?? '')),
  };
}

// Each file has the address by which the others refer to it, or a bare name that is relative to it.
async function readSchemas(folder: string, base: string): Promise<Schemas> {
  const byAddress = new Map<string, Json>();
  for (const file of await readdir(folder)) {
    const schema = file.endsWith('.json') ? await readJson(join(folder, file)) : undefined;
    if (schema && !('openapi' in schema)) byAddress.set(base + file, { ...schema, $id: base + file });
  }
  const ajv = schemaReader();
  for (const schema of byAddress.values()) ajv.addSchema(schema);
  const compiled = new Map<string, ValidateFunction>();
  const compile = (name: string) => {
    const address = `${base}${name}.json`;
    const validate = compiled.get(name) ?? ajv.getSchema(address);
    if (!validate) throw new Error(`There is no schema ${name}.json in ${folder}.`);
    compiled.set(name, validate);
    return validate;
  };
  const resolve = (reference: string) => byAddress.get(new URL(reference, base).href);
  return {
    names: [...byAddress.keys()].map((address) => basename(address, '.json')),
    faults: (name, value) => faultsOf(compile(name), value),
    unnamed: (name, value) => unnamedFields(value, byAddress.get(`${base}${name}.json`) ?? {}, resolve),
  };
}

/** A reader of JSON Schema that checks formats, and lets pass the words that the standards' files have of their own. */
export function schemaReader(): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  addFormats.default(ajv);
  return ajv;
}

/** What is wrong with a value by a compiled schema, in words. */
export function faultsOf(validate: ValidateFunction, value: unknown): string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => `${error.instancePath || '/'} ${error.message}`);
}

async function readJson(path: string): Promise<Json | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}
