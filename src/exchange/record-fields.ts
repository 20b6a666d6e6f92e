import type { z } from 'zod';
import { serviceRecord } from '../directory/records.ts';
import { fieldPath, type MappedThing } from './column-mapping-rules.ts';

/** What a mapping can make of a row: a service, with the paths of all its fields, lists as `*`: `phones.*.number`. */
export const mappedService: MappedThing = {
  thing: 'service',
  fields: new Set(pathsOf(serviceRecord, '')),
  path: fieldPath,
  has_lists: true,
};

function pathsOf(schema: unknown, path: string): string[] {
  const { def } = schema as z.ZodType & {
    def: { type: string; innerType?: unknown; element?: unknown; shape?: object };
  };
  if (def.innerType) return pathsOf(def.innerType, path);
  if (def.element) return pathsOf(def.element, `${path}.*`);
  if (!def.shape) return [path];
  const prefix = path === '' ? '' : `${path}.`;
  return Object.entries(def.shape).flatMap(([name, inner]) => pathsOf(inner, prefix + name));
}
