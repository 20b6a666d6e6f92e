import { addDays } from '../directory/date-rules.ts';

/** What the council promises for a kind of record, from a day on. All days are counted from the end of the promise. */
export interface FreshnessPromise {
  /** a term of the taxonomy "category", or `any` */
  category: string;
  holds_from: string;
  /** how long a confirmation holds */
  months: number;
  /** days before the end */
  ask_days: number;
  remind_days: number;
  others_days: number;
  /** days after the end */
  phone_days: number;
  warn_days: number;
  drop_days: number;
  lapse_days: number;
  hide_days: number;
  /** how long a link in a mail works */
  link_days: number;
}

export type Stage = 'fresh' | 'due' | 'reminded' | 'warned' | 'dropped' | 'hidden';

/** What is done about a record that nobody confirms. */
export type Step = 'asked' | 'reminded' | 'others_asked' | 'to_phone' | 'warned' | 'dropped' | 'lapsed' | 'hidden';

/** The day so many months after a date: the last day of a shorter month (31 August and six months: 28 February). */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.slice(0, 10).split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}

/** The last day on which a confirmation still holds. */
export function endOfPromise(confirmed_on: string, { months }: Pick<FreshnessPromise, 'months'>): string {
  return addMonths(confirmed_on, months);
}

/**
 * How far a record is past its last confirmation on a day (`YYYY-MM-DD`): nothing to do, to be asked for, asked for again,
 * or so late that the public is warned, that it drops in the ranking, that it is hidden. Never confirmed counts as late.
 */
export function stageOf(confirmed_on: string | undefined, promise: FreshnessPromise, today: string): Stage {
  if (confirmed_on === undefined) return 'warned';
  const end = endOfPromise(confirmed_on, promise);
  if (today >= addDays(end, Math.max(promise.hide_days, 1))) return 'hidden';
  if (today >= addDays(end, Math.max(promise.drop_days, 1))) return 'dropped';
  if (today >= addDays(end, Math.max(promise.warn_days, 1))) return 'warned';
  if (today >= addDays(end, -promise.remind_days)) return 'reminded';
  return today >= addDays(end, -promise.ask_days) ? 'due' : 'fresh';
}

/** Whether the last confirmation still holds on a day: the public figure counts these. */
export function isWithinPromise(
  confirmed_on: string | undefined,
  promise: Pick<FreshnessPromise, 'months'>,
  today: string,
): boolean {
  return confirmed_on !== undefined && endOfPromise(confirmed_on, promise) >= today;
}

/**
 * The promise for a record of these kinds on a day. A kind's own promise goes before that of the kind above it; of several,
 * the shortest holds; `any` is for all that have none.
 */
export function promiseFor(
  categories: readonly string[],
  promises: readonly FreshnessPromise[],
  parentOf: ReadonlyMap<string, string>,
  day: string,
): FreshnessPromise | undefined {
  const inForce = new Map<string, FreshnessPromise>();
  for (const promise of promises) {
    const known = inForce.get(promise.category);
    if (promise.holds_from <= day && (!known || known.holds_from < promise.holds_from))
      inForce.set(promise.category, promise);
  }
  const above = new Set(categories.flatMap((category) => ancestorsOf(category, parentOf)));
  // a kind that only stands above another of the record's kinds says less than that one
  const own = categories.flatMap((category) => {
    if (above.has(category)) return [];
    const nearest = [category, ...ancestorsOf(category, parentOf)].find((at) => inForce.has(at));
    return nearest === undefined ? [] : (inForce.get(nearest) ?? []);
  });
  return own.sort((a, b) => a.months - b.months)[0] ?? inForce.get('any');
}

/** A kind of support and all above it, the nearest first, without itself. */
export function ancestorsOf(category: string, parentOf: ReadonlyMap<string, string>): string[] {
  const above: string[] = [];
  for (let at = parentOf.get(category); at !== undefined; at = parentOf.get(at)) above.push(at);
  return above;
}

/** What is done when, in its order. */
export interface PlannedStep {
  step: Step;
  on: string;
  is_done: boolean;
}

/**
 * The days of a round: as promised, but never two steps closer to one another than the promise has them, so that nobody is
 * hidden who was asked only yesterday, whether the record came late or the site stood still. `done` has each step's day.
 */
export function planOf(
  { ends_on, opened_on, done }: { ends_on: string; opened_on: string; done: ReadonlyMap<Step, string> },
  promise: FreshnessPromise,
): PlannedStep[] {
  const offsets: [Step, number][] = [
    ['asked', -promise.ask_days],
    ['reminded', -promise.remind_days],
    ['others_asked', -promise.others_days],
    ['to_phone', promise.phone_days],
    ['warned', promise.warn_days],
    ['dropped', promise.drop_days],
    ['lapsed', promise.lapse_days],
    ['hidden', promise.hide_days],
  ];
  const plan: PlannedStep[] = [];
  let before: { on: string; days: number } | undefined;
  for (const [step, days] of offsets.sort(([, a], [, b]) => a - b)) {
    const promised = addDays(ends_on, days);
    const earliest: string = before ? addDays(before.on, days - before.days) : opened_on;
    const did = done.get(step);
    const on = did ?? (promised > earliest ? promised : earliest);
    plan.push({ step, on, is_done: did !== undefined });
    if (!before || on >= before.on) before = { on, days };
  }
  return plan;
}

/** What a round waits for next: undefined when all is done, or the next step's day has not come. */
export function stepDue(plan: readonly PlannedStep[], today: string): Step | undefined {
  const next = plan.find(({ is_done }) => !is_done);
  return next && next.on <= today ? next.step : undefined;
}
