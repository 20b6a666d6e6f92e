import { z } from 'zod';

const anEmailAddress = 'Write an e-mail address, like name@example.org';
/** An e-mail address, in small letters. */
export const emailAddress = z.string(anEmailAddress).trim().toLowerCase().pipe(z.email(anEmailAddress));

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

/** A text of a form without spaces around it, of so many characters at most: `what` names it. Empty where it was left out. */
export function words(most: number, what: string) {
  return z
    .string()
    .trim()
    .max(most, `Make ${what} ${most.toLocaleString('en-GB')} characters or fewer`)
    .default('');
}

/** As `words`, for a text that must be there: `missing` says what to write. */
export function neededWords(most: number, what: string, missing: string) {
  return words(most, what).refine((text) => text !== '', missing);
}

/** A day that there is, as `2027-01-31`, of these two centuries: nothing else is meant, and a database knows no year 0. */
export function aDay(missing: string) {
  return z
    .string({ error: missing })
    .trim()
    .pipe(z.iso.date(missing))
    .refine((day) => day >= '1900' && day < '2100', missing);
}

/** One of the keys of a list of names; `missing` says what to choose. */
export function oneOf<Names extends object>(names: Names, missing: string) {
  return z.enum(Object.keys(names) as [keyof Names & string, ...(keyof Names & string)[]], { error: missing });
}

/** A list of names as what a form lets people choose from. */
export function choicesOf(names: Record<string, string>): { value: string; text: string }[] {
  return Object.entries(names).map(([value, text]) => ({ value, text }));
}

/** The version of a thing that a form was shown, as the form says it; one that there never is where it says nothing. */
export function versionOf(typed: string | undefined): number {
  return /^\d{1,9}$/.test(typed ?? '') ? Number(typed) : -1;
}

/** The fields of a posted form, each as one text. */
export function fieldsOf(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const last: unknown = Array.isArray(value) ? value.at(-1) : value;
      const text = typeof last === 'object' ? '' : String(last ?? '');
      // a database keeps no NUL, and no half of a character
      return [name, text.replaceAll('\0', '').toWellFormed()];
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
