import { addDays } from '../directory/date-rules.ts';
import type { FreshnessPromise } from '../directory/freshness-rules.ts';

/** What is done about a record that nobody confirms. */
export type Step = 'asked' | 'reminded' | 'others_asked' | 'to_phone' | 'warned' | 'dropped' | 'lapsed' | 'hidden';

/** What is done when, in its order. */
export interface PlannedStep {
  step: Step;
  on: string;
  is_done: boolean;
}

/** How many days before the end of a promise, or after it, each step is taken; a step that has none is not taken. */
export type StepDays = Pick<FreshnessPromise, 'ask_days' | 'remind_days' | 'others_days' | 'phone_days' | 'warn_days'> &
  Partial<Pick<FreshnessPromise, 'drop_days' | 'lapse_days' | 'hide_days'>>;

/**
 * The days of a round: as promised, but never two steps closer to one another than the promise has them, so that nobody is
 * hidden who was asked only yesterday, whether the record came late or the site stood still. `done` has each step's day.
 */
export function planOf(
  { ends_on, opened_on, done }: { ends_on: string; opened_on: string; done: ReadonlyMap<Step, string> },
  promise: StepDays,
): PlannedStep[] {
  const all: [Step, number | undefined][] = [
    ['asked', -promise.ask_days],
    ['reminded', -promise.remind_days],
    ['others_asked', -promise.others_days],
    ['to_phone', promise.phone_days],
    ['warned', promise.warn_days],
    ['dropped', promise.drop_days],
    ['lapsed', promise.lapse_days],
    ['hidden', promise.hide_days],
  ];
  const offsets = all.flatMap(([step, days]): [Step, number][] => (days === undefined ? [] : [[step, days]]));
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
