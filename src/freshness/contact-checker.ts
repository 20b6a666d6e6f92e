import { promises as dns } from 'node:dns';
import { NotAllowed } from '../imports/web-reader.ts';
import { type Answered, readFailure, readNameFailure, readStatus } from './check-rules.ts';
import { createGuest, type GuestOptions, NotWelcome, TooSlow } from './polite-guest.ts';

/** Asks whether what a record names is there. Tests give one of their own. */
export interface ContactChecker {
  web(address: string): Promise<Answered>;
  mail(domain: string): Promise<Answered>;
  close(): void;
}

const MOST_REDIRECTS = 5;

/**
 * A checker that asks other people's servers as a polite guest: for the head of a page, and for the page only where a
 * server does not give its head. Of a page itself nothing is read.
 */
export function createContactChecker(options: GuestOptions): ContactChecker {
  const guest = createGuest(options);

  /** Follows an address to its end. `is_for_get`: the page itself may be there all the same. */
  async function follow(address: string, method: 'HEAD' | 'GET'): Promise<Answered & { is_for_get: boolean }> {
    let url = address;
    try {
      for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
        const { status, location } = await guest.ask(url, method);
        if (status < 300 || status > 399 || !location) {
          const answered = readStatus(status);
          // who is busy is not asked twice
          return { ...answered, is_for_get: answered.state !== 'good' && status !== 429 && status !== 503 };
        }
        url = URL.parse(location, url)?.href ?? location;
      }
      return { state: 'bad', reason: `it redirects more than ${MOST_REDIRECTS} times`, is_for_get: false };
    } catch (error) {
      const { timeout_ms = 10_000 } = options;
      if (error instanceof TooSlow)
        return { state: 'bad', reason: `it did not answer within ${timeout_ms / 1000} seconds`, is_for_get: true };
      if (error instanceof NotWelcome) return { state: 'unsure', reason: error.message, is_for_get: false };
      if (error instanceof NotAllowed)
        return { state: 'bad', reason: 'it leads to no public website', is_for_get: false };
      return { ...readFailure((error as NodeJS.ErrnoException).code), is_for_get: false };
    }
  }

  return {
    async web(address) {
      const head = await follow(address, 'HEAD');
      const { state, reason } = head.is_for_get ? await follow(address, 'GET') : head;
      return { state, reason };
    },
    mail: mailAnswer,
    close: () => guest.close(),
  };
}

async function mailAnswer(domain: string): Promise<Answered> {
  try {
    const servers = await dns.resolveMx(domain);
    // RFC 7505: an empty name says that the domain takes no mail
    if (servers.some(({ exchange }) => exchange !== '' && exchange !== '.')) return { state: 'good', reason: null };
    if (servers.length > 0) return { state: 'bad', reason: 'it says that it takes no mail' };
  } catch (error) {
    const answered = readNameFailure((error as NodeJS.ErrnoException).code);
    if (answered.state === 'unsure') return answered;
  }
  // RFC 5321, 5.1: without a mail server of its own, a domain's mail goes to its address
  return dns.lookup(domain).then(
    () => ({ state: 'good', reason: null }) as const,
    (error: NodeJS.ErrnoException) => readNameFailure(error.code),
  );
}
