import { z } from 'zod';

/** An e-mail address, in small letters. */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email('Write an e-mail address, like name@example.org'));

/** What is wrong with a form, for its error summary and beside its fields: `field` is the field's id. */
export interface FormError {
  field: string;
  text: string;
}

/** A form that was read: its value, or what is wrong, with what the person typed so that nothing is lost. */
export type ReadForm<Value> =
  | { ok: true; value: Value }
  | { ok: false; errors: FormError[]; values: Record<string, string> };

/** Reads a posted form by its schema. Fields that came several times count once, the last. */
export function readForm<Schema extends z.ZodType>(schema: Schema, body: unknown): ReadForm<z.output<Schema>> {
  const values = fieldsOf(body);
  const parsed = schema.safeParse(values);
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors = new Map<string, string>();
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? '');
    if (!errors.has(field)) errors.set(field, issue.message);
  }
  return { ok: false, errors: [...errors].map(([field, text]) => ({ field, text })), values };
}

/** The fields of a posted form, each as one text. */
export function fieldsOf(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const text = String((Array.isArray(value) ? value.at(-1) : value) ?? '');
      // a database keeps no such sign
      return [name, text.replaceAll('\0', '')];
    }),
  );
}

/**
 * A page of this site as its address without the host: `/services?q=swim`. Undefined for anything that would lead away
 * from here.
 */
export function pathOfThisSite(typed: string): string | undefined {
  const here = 'http://here.invalid';
  if (!typed.startsWith('/') || typed.length > 2000 || /[\\\s]/.test(typed) || !URL.canParse(typed, here))
    return undefined;
  const url = new URL(typed, here);
  return url.origin === here && !url.pathname.startsWith('//') ? url.pathname + url.search : undefined;
}
