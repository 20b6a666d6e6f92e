import { type LookupAddress, lookup } from 'node:dns';
import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { isPrivateAddress } from './private-addresses.ts';

/** What another server answered: the JSON, or why there is none, in words. */
export type WebAnswer = { value: unknown } | { reason: string; status?: number };

export interface WebReader {
  readJson(address: string): Promise<WebAnswer>;
  close(): void;
}

export interface WebReaderOptions {
  /** who asks, and where to complain */
  user_agent: string;
  /** true lets addresses of this machine and of private networks through */
  allow_private: boolean;
  /** between two requests */
  pause_ms?: number;
  /** for one whole answer */
  timeout_ms?: number;
  /** how often a failing address is asked in all */
  tries?: number;
  /** the wait before the second try; it doubles each time */
  first_wait_ms?: number;
}

const LARGEST_ANSWER = 32 * 1024 ** 2;
const LONGEST_WAIT = 120_000;
const MOST_REDIRECTS = 5;
const AGAIN = new Set([408, 425, 429, 500, 502, 503, 504]);

/** An address that is never asked: another protocol, or a private network. */
export class NotAllowed extends Error {}

/**
 * Reads JSON from other people's servers as a polite guest: with a pause between requests, a name, a time limit, and
 * fewer and fewer tries where the server has trouble, waiting as long as it asks (Retry-After, at most two minutes).
 * Refuses addresses other than http and https, addresses in private networks (checked where the connection is made, so
 * that no name can point there), more than five redirects, and answers of more than 32 MB.
 */
export function createWebReader(options: WebReaderOptions): WebReader {
  const { pause_ms = 100, timeout_ms = 30_000, tries = 4, first_wait_ms = 1_000 } = options;
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
  let isFirst = true;

  async function readJson(address: string): Promise<WebAnswer> {
    let answer: WebAnswer = { reason: 'it was not asked' };
    for (let attempt = 1; attempt <= tries; attempt++) {
      if (!isFirst) await wait(pause_ms);
      isFirst = false;
      const { again_after, ...read } = await readOnce(
        address,
        options.allow_private,
        agents,
        options.user_agent,
        timeout_ms,
      );
      answer = read;
      if ('value' in answer || again_after === undefined || attempt === tries) break;
      const longest = Math.max(again_after, first_wait_ms * 2 ** (attempt - 1));
      if (longest > LONGEST_WAIT) break;
      await wait(longest);
    }
    return answer;
  }

  return {
    readJson,
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

type Attempt = WebAnswer & { again_after?: number };

async function readOnce(
  address: string,
  allow_private: boolean,
  agents: { http: HttpAgent; https: HttpsAgent },
  user_agent: string,
  timeout_ms: number,
): Promise<Attempt> {
  const signal = AbortSignal.timeout(timeout_ms);
  let url = address;
  try {
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const answer = await ask(url, allow_private, agents, user_agent, signal);
      const status = answer.statusCode ?? 0;
      const location = answer.headers.location;
      if (status >= 300 && status < 400 && location) {
        answer.destroy();
        url = new URL(location, url).href;
        continue;
      }
      if (status < 200 || status > 299) {
        answer.destroy();
        const again_after = AGAIN.has(status) ? retryAfter(answer) : undefined;
        return {
          reason: `the server answered ${status}`,
          status,
          ...(again_after === undefined ? {} : { again_after }),
        };
      }
      return parse(await wholeText(answer));
    }
    return { reason: `it redirects more than ${MOST_REDIRECTS} times` };
  } catch (error) {
    if (error instanceof NotAllowed) return { reason: error.message };
    if (signal.aborted) return { reason: `it did not answer within ${timeout_ms / 1000} s`, again_after: 0 };
    return {
      reason: `it could not be reached (${error instanceof Error ? error.message : String(error)})`,
      again_after: 0,
    };
  }
}

/**
 * Asks one address once, and gives the answer with its body unread. Refuses (NotAllowed) what is not http or https, and
 * private networks, where the connection is made.
 */
export function ask(
  address: string,
  allow_private: boolean,
  agents: { http: HttpAgent; https: HttpsAgent },
  user_agent: string,
  signal: AbortSignal,
  { method = 'GET', accept = 'application/json' } = {},
): Promise<IncomingMessage> {
  const url = URL.parse(address);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw new NotAllowed('it is no http or https address');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!allow_private && isIP(host) && isPrivateAddress(host)) throw new NotAllowed(privateReason(host));
  const isSecure = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const started = (isSecure ? requestHttps : requestHttp)(
      url,
      {
        method,
        agent: isSecure ? agents.https : agents.http,
        signal,
        headers: { 'user-agent': user_agent, accept, 'accept-encoding': 'gzip' },
        lookup: (name, how, done) =>
          lookup(name, { ...how, all: true }, (error, found) => {
            const problem = error ?? refusal(found, allow_private);
            if (problem) return done(problem, '', 0);
            // node asks for all addresses of a name, or for one, as it likes
            if (how.all) return done(null, found);
            done(null, found[0]?.address ?? '', found[0]?.family);
          }),
      },
      resolve,
    );
    started.on('error', reject);
    started.end();
  });
}

function refusal(found: LookupAddress[], allow_private: boolean): NodeJS.ErrnoException | null {
  const hidden = allow_private ? undefined : found.find(({ address }) => isPrivateAddress(address));
  return hidden ? new NotAllowed(privateReason(hidden.address)) : null;
}

function privateReason(address: string): string {
  return `it leads into a private network (${address}): allow that with --allow-private if it is meant`;
}

async function wholeText(answer: IncomingMessage): Promise<string> {
  const isPacked = /\bgzip\b/.test(answer.headers['content-encoding'] ?? '');
  const pieces: Buffer[] = [];
  let bytes = 0;
  const stream = isPacked ? answer.pipe(createGunzip()) : answer;
  if (isPacked) answer.on('error', (error) => stream.destroy(error));
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > LARGEST_ANSWER) throw new NotAllowed(`its answer is larger than ${LARGEST_ANSWER / 1024 ** 2} MB`);
      pieces.push(piece);
    }
  } finally {
    answer.destroy();
  }
  if (!answer.complete) throw new Error('its answer was cut off');
  return Buffer.concat(pieces).toString('utf8');
}

function parse(text: string): Attempt {
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')) };
  } catch {
    return { reason: 'its answer is no JSON' };
  }
}

// In seconds, or as a date, which is not worth a clock here: the usual back-off is waited.
function retryAfter(answer: IncomingMessage): number {
  const seconds = Number(answer.headers['retry-after'] ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0;
}
