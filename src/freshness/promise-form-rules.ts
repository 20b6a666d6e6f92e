import type { FreshnessPromise } from '../directory/freshness-rules.ts';

type Numbers = Omit<FreshnessPromise, 'category' | 'holds_from'>;

/** The numbers of a promise: what each is called, and between which it must lie. */
export const promiseNumbers: readonly { name: keyof Numbers; label: string; least: number; most: number }[] = [
  { name: 'months', label: 'How many months a yes counts', least: 1, most: 60 },
  { name: 'ask_days', label: 'Days before the end: ask', least: 1, most: 180 },
  { name: 'remind_days', label: 'Days before the end: remind', least: 1, most: 180 },
  { name: 'others_days', label: 'Days before the end: ask other contacts', least: 0, most: 180 },
  { name: 'phone_days', label: 'Days after the end: put on the phone list', least: 0, most: 365 },
  { name: 'warn_days', label: 'Days after the end: warn the public', least: 0, most: 365 },
  { name: 'drop_days', label: 'Days after the end: come later in searches', least: 0, most: 730 },
  { name: 'lapse_days', label: 'Days after the end: lose the Local Offer badge', least: 0, most: 730 },
  { name: 'hide_days', label: 'Days after the end: take down', least: 0, most: 1095 },
  { name: 'link_days', label: 'Days for which a link in a mail works', least: 7, most: 365 },
];

/** Each must not come before the other: a step that is milder comes first. */
const order: [first: keyof Numbers, then: keyof Numbers, text: string, isStrict: boolean][] = [
  ['remind_days', 'ask_days', 'Ask before you remind: write more days for asking', true],
  ['others_days', 'remind_days', 'Remind before you ask others: write more days for reminding', true],
  ['warn_days', 'drop_days', 'Warn the public before it comes later in searches', false],
  ['warn_days', 'lapse_days', 'Warn the public before the badge is lost', false],
  ['drop_days', 'hide_days', 'Take down last', false],
];

/**
 * Reads a promise from its form; or what is wrong. It begins tomorrow at the earliest, so that what was promised yesterday
 * stays promised. `today` is `YYYY-MM-DD`.
 */
export function readPromise(
  values: Record<string, string>,
  { category, today }: { category: string; today: string },
): { promise: FreshnessPromise } | { errors: { field: string; text: string }[] } {
  const errors: { field: string; text: string }[] = [];
  const numbers: Partial<Numbers> = {};
  for (const { name, least, most } of promiseNumbers) {
    const typed = (values[name] ?? '').trim();
    const number = /^\d{1,4}$/.test(typed) ? Number(typed) : Number.NaN;
    if (number >= least && number <= most) numbers[name] = number;
    else errors.push({ field: name, text: `Write a whole number from ${least} to ${most}` });
  }
  for (const [first, then, text, isStrict] of order) {
    const [one, other] = [numbers[first], numbers[then]];
    const isWrong = one !== undefined && other !== undefined && (isStrict ? one >= other : one > other);
    if (isWrong && !errors.some(({ field }) => field === then)) errors.push({ field: then, text });
  }
  const holds_from = readDay(values);
  if (!holds_from) errors.push({ field: 'holds_from-day', text: 'Write a real day, such as 1 4 2027' });
  else if (holds_from <= today) errors.push({ field: 'holds_from-day', text: 'Write a day from tomorrow on' });
  if (errors.length > 0 || !holds_from || !isWhole(numbers)) return { errors };
  return { promise: { category, holds_from, ...numbers } };
}

function isWhole(numbers: Partial<Numbers>): numbers is Numbers {
  return promiseNumbers.every(({ name }) => numbers[name] !== undefined);
}

function readDay(values: Record<string, string>): string | undefined {
  const [year = 0, month = 0, day = 0] = ['year', 'month', 'day'].map((part) => {
    const typed = (values[`holds_from-${part}`] ?? '').trim();
    return /^\d{1,4}$/.test(typed) ? Number(typed) : 0;
  });
  const at = new Date(Date.UTC(year, month - 1, day));
  const isReal = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return isReal && year >= 2020 && year < 2200 ? at.toISOString().slice(0, 10) : undefined;
}
