import type { z } from 'zod';
import { serviceRecord } from '../directory/records.ts';

/** The paths of all fields that a service record can hold, lists as `*`: `name`, `phones.*.number`. */
export const serviceFields: ReadonlySet<string> = new Set(pathsOf(serviceRecord, ''));

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
