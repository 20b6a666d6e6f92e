import { isDay } from '../calendar/day-rules.ts';
import type { FormError } from '../web/form.ts';

/** The first day on which a council had a Local Offer (SEND Regulations 2014, reg. 1). */
export const lawBegan = '2014-09-01';

/** Reads `?on=`: a day that has been; says what is wrong with anything else. */
export function readOn(typed: string, today: string): { on: string; errors: FormError[] } {
  const on = typed.trim().slice(0, 20);
  if (on === '') return { on: '', errors: [] };
  if (!isDay(on)) return { on, errors: [{ field: 'on', text: 'Write a day like 2026-03-31: year, month, day' }] };
  if (on < lawBegan)
    return { on, errors: [{ field: 'on', text: 'The law on Local Offers began on 1 September 2014' }] };
  if (on > today) return { on, errors: [{ field: 'on', text: 'That day is still to come' }] };
  return { on, errors: [] };
}
