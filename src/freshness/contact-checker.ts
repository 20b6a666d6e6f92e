import { promises as dns } from 'node:dns';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { ask, NotAllowed } from '../imports/web-reader.ts';
import { type Answered, readFailure, readNameFailure, readStatus } from './check-rules.ts';

/** Asks whether what a record names is there. Tests give one of their own. */
export interface ContactChecker {
  web(address: string): Promise<Answered>;
  mail(domain: string): Promise<Answered>;
  close(): void;
}

const MOST_REDIRECTS = 5;

/**
 * A checker that asks other people's servers, as a polite guest with a name and a time limit: for the head of a page, and
 * for the page only where a server does not give its head. Never asks into private networks.
 */
export function createContactChecker({
  user_agent,
  allow_private = false,
  timeout_ms = 10_000,
}: {
  user_agent: string;
  allow_private?: boolean;
  timeout_ms?: number;
}): ContactChecker {
  const agents = { http: new HttpAgent(), https: new HttpsAgent() };

  async function askOnce(address: string, method: 'HEAD' | 'GET'): Promise<Answered> {
    const signal = AbortSignal.timeout(timeout_ms);
    let url = address;
    try {
      for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
        const answer = await ask(url, allow_private, agents, user_agent, signal, { method, accept: 'text/html, */*' });
        answer.destroy();
        const status = answer.statusCode ?? 0;
        const { location } = answer.headers;
        if (status < 300 || status > 399 || !location) return readStatus(status);
        url = new URL(location, url).href;
      }
      return { state: 'bad', reason: `it redirects more than ${MOST_REDIRECTS} times` };
    } catch (error) {
      if (error instanceof NotAllowed) return { state: 'bad', reason: 'it leads to no public website' };
      if (signal.aborted) return { state: 'bad', reason: `it did not answer within ${timeout_ms / 1000} seconds` };
      return readFailure((error as NodeJS.ErrnoException).code);
    }
  }

  return {
    async web(address) {
      const head = await askOnce(address, 'HEAD');
      return head.state === 'good' ? head : askOnce(address, 'GET');
    },
    async mail(domain) {
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
    },
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}
