import { addDays } from '../directory/date-rules.ts';

/** How an address answered: `unsure` where that says nothing, neither for it nor against it. */
export interface Answered {
  state: 'good' | 'bad' | 'unsure';
  /** in words that follow "the link leads nowhere: " */
  reason: string | null;
}

/** What is kept about an address. */
export interface CheckState {
  is_good: boolean;
  reason: string | null;
  /** on how many days it failed, since it last answered */
  failed_days: number;
  next_on: string;
}

/** How often addresses of a kind are checked, from a day on. */
export interface CheckPromise {
  every_days: number;
  broken_after_days: number;
}

const good: Answered = { state: 'good', reason: null };
const unsure = (reason: string): Answered => ({ state: 'unsure', reason });

/** Whether a status says that a page is there. A server that lets no program in, or is busy, says nothing about that. */
export function readStatus(status: number): Answered {
  if (status >= 200 && status < 400) return good;
  if ([401, 403, 405, 406, 407, 408, 425, 429, 451, 503, 999].includes(status))
    return unsure(`the server answered ${status}`);
  return { state: 'bad', reason: `the server answered ${status}` };
}

/** What a failure to connect says: nothing where it may be our own line, as with a name server that does not answer. */
export function readFailure(code: string | undefined): Answered {
  switch (code) {
    case 'ENOTFOUND':
    case 'ENODATA':
      return { state: 'bad', reason: 'there is no website or mail server of that name' };
    case 'EAI_AGAIN':
    case 'ESERVFAIL':
    case 'ETIMEOUT':
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
      return unsure('the name could not be looked up');
    case 'ECONNREFUSED':
      return { state: 'bad', reason: 'the server refuses the connection' };
    case 'CERT_HAS_EXPIRED':
      return { state: 'bad', reason: 'its certificate has run out: browsers warn people away' };
    default:
      return { state: 'bad', reason: 'the connection broke off, or is not safe' };
  }
}

/** What a failure to look up a mail domain says: only that there is none of that name counts against it. */
export function readNameFailure(code: string | undefined): Answered {
  return code === 'ENOTFOUND' || code === 'ENODATA' ? readFailure(code) : unsure('the name could not be looked up');
}

/** What is kept after an address answered on a day; a day counts once, however often it was asked. */
export function afterAnswer(
  before: (CheckState & { checked_on: string }) | undefined,
  { state, reason }: Answered,
  { every_days, broken_after_days }: CheckPromise,
  today: string,
): CheckState {
  if (state === 'good') return { is_good: true, reason: null, failed_days: 0, next_on: addDays(today, every_days) };
  const kept = before ?? { is_good: true, reason: null, failed_days: 0, next_on: today };
  if (state === 'unsure') return { ...kept, next_on: addDays(today, Math.min(3, every_days)) };
  const isSameDay = before !== undefined && !before.is_good && before.checked_on === today;
  const failed_days = isSameDay ? kept.failed_days : kept.failed_days + 1;
  // asked again tomorrow until it is certain, then less often
  const wait = failed_days >= broken_after_days ? Math.min(7, every_days) : 1;
  return { is_good: false, reason, failed_days, next_on: addDays(today, wait) };
}

/** Whether all of it failing means that our own line is down: then nothing is learned about anybody. */
export function isOwnFault(answers: readonly Answered[]): boolean {
  return answers.length >= 5 && answers.every(({ state }) => state !== 'good');
}
