import { z } from 'zod';
import { type Came, outcomes } from './stage-rules.ts';

const isDay = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
const furthest = '2100-01-01';

/** A new promise: its last day, and how it is said. A day that has passed cannot be promised; `today` is YYYY-MM-DD. */
export function promiseForm(today: string) {
  return z.object({
    what: z.string().trim().min(1, 'Write what is promised').max(200, 'Make it 200 characters or fewer'),
    due_on: z
      .string()
      .trim()
      .refine(
        (text) => isDay(text) && text >= today && text < furthest,
        'Write the last day on which the promise is kept: today, or later',
      ),
    due_words: z
      .string()
      .trim()
      .min(1, 'Write how the date is said, like "autumn 2027"')
      .max(60, 'Make it 60 characters or fewer'),
  });
}

/** What came of a promise: kept needs the day, moved a new date. */
export function settleForm(today: string) {
  return z
    .object({
      promise: z.string().default(''),
      came: z.enum(Object.keys(outcomes) as [Came, ...Came[]], { error: 'Choose what came of it' }),
      came_on: z.string().trim().default(''),
      settle_note: z.string().trim().max(1000, 'Make the note 1,000 characters or fewer').default(''),
      next_on: z.string().trim().default(''),
      next_words: z.string().trim().max(60, 'Make it 60 characters or fewer').default(''),
    })
    .refine(({ came, came_on }) => came !== 'kept' || (isDay(came_on) && came_on <= today), {
      path: ['came_on'],
      message: 'Write the day on which it came: today, or before',
    })
    .refine(({ came, next_on }) => came !== 'moved' || (isDay(next_on) && next_on >= today && next_on < furthest), {
      path: ['next_on'],
      message: 'Write the new last day: today, or later',
    })
    .refine(({ came, next_words }) => came !== 'moved' || next_words !== '', {
      path: ['next_words'],
      message: 'Write how the new date is said',
    })
    .refine(({ came, settle_note }) => came === 'kept' || settle_note !== '', {
      path: ['settle_note'],
      message: 'Say why, for everybody to read',
    });
}
