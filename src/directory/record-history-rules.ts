import type { FieldChange } from './record-changes.ts';

/**
 * A record as it was before some changes, the latest change first. Undefined where one of them is the record's first
 * coming, which is kept whole under the name `record`: there was none before.
 */
export function recordBefore(
  record: Readonly<Record<string, unknown>>,
  changes: readonly FieldChange[],
): Record<string, unknown> | undefined {
  const before: Record<string, unknown> = structuredClone({ ...record });
  for (const { field, old_value } of changes) {
    if (field === 'record') return undefined;
    const [outer = '', inner] = field.split('.');
    if (inner === undefined) put(before, outer, old_value);
    else {
      const part = { ...(before[outer] as Record<string, unknown> | undefined) };
      put(part, inner, old_value);
      before[outer] = part;
    }
  }
  return before;
}

function put(holder: Record<string, unknown>, key: string, value: unknown): void {
  if (value === null || value === undefined) delete holder[key];
  else holder[key] = value;
}
