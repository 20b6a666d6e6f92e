import { z } from 'zod';
import { oneOf, words } from '../web/form.ts';
import { methods } from './formula-rules.ts';
import { readNumber, whyNotNumber } from './pounds-rules.ts';

const mostPounds = 100_000_000_000;

/** A sum of pounds that somebody types, to the penny; `what` begins the sentence that says what is wrong; less than nothing only where it is signed. */
export function poundsTyped(what: string, { is_signed = false } = {}) {
  return z
    .string()
    .default('')
    .superRefine((typed, context) => {
      const why = whyNotNumber(typed, { decimals: 2, most: mostPounds, is_signed });
      if (why) context.addIssue({ code: 'custom', message: `${what} ${why}` });
    })
    .transform((typed) => readNumber(typed) ?? '0');
}

/** As `poundsTyped`, for a sum that may be given later: null where nothing is typed. */
function poundsIfTyped(what: string) {
  return z
    .string()
    .default('')
    .superRefine((typed, context) => {
      const why = typed.trim() === '' ? undefined : whyNotNumber(typed, { decimals: 2, most: mostPounds });
      if (why) context.addIssue({ code: 'custom', message: `${what} ${why}` });
    })
    .transform((typed) => readNumber(typed) ?? null);
}

/** What a year is to come to; the total may be given later. */
export const settingsForm = z.object({
  method: oneOf(methods, 'Choose how the money is worked out'),
  notional_total: poundsIfTyped('The total'),
  source: words(300, 'where the total stands'),
});

/** A new year: the one in which it begins. */
export const newYearForm = settingsForm.extend({
  begins: z
    .string()
    .trim()
    .regex(/^20\d\d$/, 'Write the year in which it begins, like 2027')
    .transform(Number),
});
