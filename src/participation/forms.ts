import type { Parts } from '../parts.ts';
import type { FormError } from '../web/form.ts';
import { formToken, secondsSinceShown } from './form-token.ts';
import { whyNotTaken } from './spam-rules.ts';

/**
 * What keeps machines out of a posted form: undefined if it can be taken, else the error to show beside what was
 * written. `field` is the id of the field where the text stands; `has_token` is false of a form on a page that browsers keep.
 */
export function spamError(
  parts: Pick<Parts, 'secret' | 'now'>,
  values: Record<string, string>,
  { field, text, has_token = true }: { field: string; text: string; has_token?: boolean },
): FormError | undefined {
  const seconds = secondsSinceShown(values.token ?? '', parts.secret, parts.now());
  const why = whyNotTaken({ trap: values.website ?? '', has_token, seconds, text });
  return why ? { field, text: why } : undefined;
}

/**
 * The token for a form that is shown (again): the one it came with while that is still good, so that whoever sends the
 * form once more is not counted as quick.
 */
export function tokenToShow(parts: Pick<Parts, 'secret' | 'now'>, given = ''): string {
  const seconds = secondsSinceShown(given, parts.secret, parts.now());
  return seconds !== undefined && seconds < 86_400 ? given : formToken(parts.secret, parts.now());
}
