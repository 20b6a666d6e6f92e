import { longDate, monthAndYear } from './date-rules.ts';
import { isLate, type Promises, promiseFor } from './freshness-rules.ts';
import type { ServiceDetail } from './service-detail.ts';
import { termsOf } from './service-words-rules.ts';

/** When a record was last checked, as a sentence. */
export interface Checked {
  words: string;
  is_stale: boolean;
}

/**
 * Whether nobody has confirmed a record for longer than the council promises for its kind, so that the public is told: the
 * daily job says so, or the days have passed. A date of assurance counts where there is no confirmation.
 */
export function isPastPromise(service: ServiceDetail, promises: Promises, today: string): boolean {
  const confirmed_on = checkedOn(service);
  return (
    service.past_promise_since !== undefined || isLate({ confirmed_on, categories: kindsOf(service) }, promises, today)
  );
}

/** When and by whom a record was last checked. */
export function checkedOf(service: ServiceDetail, promises: Promises, today: string): Checked {
  const checked = checkedOn(service);
  const is_stale = isPastPromise(service, promises, today);
  if (!checked) return { words: 'Nobody has checked this with the service yet.', is_stale };
  const by = service.confirmation ? ` by ${service.confirmation.confirmed_by}` : '';
  return {
    words: is_stale
      ? `This was last checked in ${monthAndYear(checked)}${by}. ${whyStale(service, promises, today)}`
      : `Checked on ${longDate(checked)}${by}.`,
    is_stale,
  };
}

/** The same in the few words of a list. */
export function checkedInShort(service: ServiceDetail, promises: Promises, today: string): string {
  const checked = checkedOn(service);
  if (!checked) return 'Not checked yet';
  const month = monthAndYear(checked);
  return isPastPromise(service, promises, today) ? `Not checked since ${month}` : `Checked ${month}`;
}

function whyStale(service: ServiceDetail, promises: Promises, today: string): string {
  if (service.past_promise_since !== undefined) return 'We have asked since, and nobody has answered.';
  const months = promiseFor(kindsOf(service), promises, today)?.months;
  return `We want this checked every ${months === 12 ? 'year' : `${months} months`}.`;
}

function checkedOn({ confirmation, assured_date }: ServiceDetail): string | undefined {
  return confirmation?.confirmed_at ?? assured_date;
}

function kindsOf(service: ServiceDetail): string[] {
  return termsOf(service, 'category').map(({ code }) => code);
}
