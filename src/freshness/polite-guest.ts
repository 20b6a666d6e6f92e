import { Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { ask, NotAllowed } from '../imports/web-reader.ts';
import { mayAsk, type Robots, readRobots } from './robots-rules.ts';

export interface GuestOptions {
  /** who asks, and where to complain: `OpenLocalOffer (+https://…)` */
  user_agent: string;
  /** hosts that may be in a private network, with their ports: a test's own servers */
  private_hosts?: readonly string[];
  /** for one request */
  timeout_ms?: number;
  /** between two requests to one host */
  pause_ms?: number;
}

/** What a server answered; its body is not read. */
export interface Head {
  status: number;
  location: string | undefined;
}

/** What a server answered, with its body as far as it was wanted. */
export interface Body extends Head {
  /** what the server says that it is; '' where it says nothing */
  type: string;
  bytes: Buffer;
  /** there was more than was wanted */
  is_cut: boolean;
}

/** Asks other people's servers one thing at a time. */
export interface Guest {
  /** Asks for one address once. Throws `NotAllowed`, `NotWelcome`, `TooSlow`, or what the connection failed of. */
  ask(address: string, method: 'HEAD' | 'GET'): Promise<Head>;
  /** As `ask`, and reads the body as far as `most_bytes`, unpacked; only of a good answer. */
  read(address: string, most_bytes: number): Promise<Body>;
  close(): void;
}

/** A website asks programs not to open an address, or its server is in no state to say whether they may. */
export class NotWelcome extends Error {}

/** No answer within the time limit. */
export class TooSlow extends Error {}

const MOST_REDIRECTS = 5;
/** As much of a robots.txt is read as its standard asks for (RFC 9309, 2.5). */
const LONGEST_ROBOTS = 500 * 1024;
const LONGEST_PAUSE = 30_000;

/**
 * A polite guest: it has a name, asks one host one thing at a time with a pause after it, asks only for what robots.txt
 * allows, and waits for no answer longer than `timeout_ms`. It never asks into private networks, which is checked on the
 * address that each connection goes to, so that neither a redirect nor a name that changes leads there.
 */
export function createGuest({
  user_agent,
  private_hosts = [],
  timeout_ms = 10_000,
  pause_ms = 1000,
}: GuestOptions): Guest {
  const agents = { http: new HttpAgent(), https: new HttpsAgent() };
  const [program = user_agent] = user_agent.split(/[\s/(]/);
  const turns = new Map<string, Promise<unknown>>();
  const pauses = new Map<string, number>();
  const manners = new Map<string, Promise<Robots>>();

  /** Does `work` when everybody before has asked this host and the pause is over. */
  function inTurn<Result>(host: string, work: () => Promise<Result>): Promise<Result> {
    const before = turns.get(host);
    const mine = before ? before.then(() => wait(pauses.get(host) ?? pause_ms)).then(work) : work();
    turns.set(
      host,
      mine.catch(() => undefined),
    );
    return mine;
  }

  async function request<Result>(
    url: URL,
    method: 'HEAD' | 'GET',
    read: (answer: IncomingMessage, head: Head) => Promise<Result>,
  ): Promise<Result> {
    return inTurn(url.host, async () => {
      const signal = AbortSignal.timeout(timeout_ms);
      const wanted = { method, accept: 'text/html, text/plain, */*' };
      try {
        const answer = await ask(url.href, private_hosts.includes(url.host), agents, user_agent, signal, wanted);
        const head = { status: answer.statusCode ?? 0, location: answer.headers.location };
        return await read(answer, head).finally(() => answer.destroy());
      } catch (error) {
        throw signal.aborted ? new TooSlow() : error;
      }
    });
  }

  function mannersAt(origin: string): Promise<Robots> {
    const known = manners.get(origin) ?? readManners(origin);
    manners.set(origin, known);
    return known;
  }

  async function readManners(origin: string): Promise<Robots> {
    let url = addressOf(`${origin}/robots.txt`);
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const { status, location, text } = await request(url, 'GET', async (answer, head) => ({
        ...head,
        text: head.status === 200 ? (await firstOf(answer, LONGEST_ROBOTS)).bytes.toString('utf8') : '',
      }));
      if (status >= 300 && status < 400 && location) {
        url = addressOf(location, url);
        continue;
      }
      // RFC 9309, 2.3.1: what is not there allows everything; a server in trouble is left alone
      if (status >= 500) throw new NotWelcome(`the server answered ${status} when asked for robots.txt`);
      const robots = readRobots(text, program);
      const { crawl_delay = 0 } = robots;
      pauses.set(new URL(origin).host, Math.max(pause_ms, Math.min(crawl_delay * 1000, LONGEST_PAUSE)));
      return robots;
    }
    return readRobots('', program);
  }

  async function welcome(address: string): Promise<URL> {
    const url = addressOf(address);
    if (!mayAsk(await mannersAt(url.origin), url.href))
      throw new NotWelcome('the website asks programs not to open this page');
    return url;
  }

  return {
    async ask(address, method) {
      return request(await welcome(address), method, async (_, head) => head);
    },
    async read(address, most_bytes) {
      return request(await welcome(address), 'GET', async (answer, head) => {
        const isGood = head.status >= 200 && head.status <= 299;
        const body = isGood ? await firstOf(answer, most_bytes) : { bytes: Buffer.alloc(0), is_cut: false };
        return { ...head, type: answer.headers['content-type'] ?? '', ...body };
      });
    },
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

function addressOf(address: string, from?: URL): URL {
  const url = URL.parse(address, from?.href);
  if (!url || !/^https?:$/.test(url.protocol)) throw new NotAllowed('it is no http or https address');
  return url;
}

async function firstOf(answer: IncomingMessage, most_bytes: number): Promise<{ bytes: Buffer; is_cut: boolean }> {
  const isPacked = /\bgzip\b/.test(answer.headers['content-encoding'] ?? '');
  const stream = isPacked ? answer.pipe(createGunzip()) : answer;
  // an answer that ends before its time ends what unpacks it too
  if (isPacked) answer.on('error', (error) => stream.destroy(error));
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes > most_bytes) break;
  }
  return { bytes: Buffer.concat(pieces).subarray(0, most_bytes), is_cut: bytes > most_bytes };
}
