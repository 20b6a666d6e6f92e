import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { type HTMLElement, parse } from 'node-html-parser';
import { createApp } from '../src/app.ts';
import { readAuthority } from '../src/authority.ts';
import { readConfig } from '../src/config.ts';
import type { Db } from '../src/db/database.ts';
import type { Parts } from '../src/parts.ts';
import { inTransaction } from './database.ts';
import { faultsInHtml } from './html.ts';

/** The moment at which tests take place, unless they name another: a Monday in term time. */
export const NOW = new Date('2026-11-16T10:00:00Z');

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** of a page: the words of its body as a person reads them, spaces folded */
  text: string;
  /** of a page: the elements that a CSS selector finds */
  find(selector: string): HTMLElement[];
}

export interface Visitor {
  app: FastifyInstance;
  db: Db;
  /** the cookies that it has by now, as a request carries them */
  cookieHeader(): string;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  /** Sends a form as a browser does from the site's own pages; a list is a field that stands several times. */
  post(path: string, form: Record<string, string | string[]>, headers?: Record<string, string>): Promise<Answer>;
}

/**
 * The real application on the real database, for this test alone: what it writes is rolled back. Every page that it
 * answers (status below 500) must be valid HTML, and every model that a template is handed must be plain values.
 */
export async function startApp(
  t: TestContext,
  parts: Partial<Omit<Parts, 'secret' | 'known' | 'pages' | 'schools' | 'use' | 'auth' | 'letterhead'>> = {},
): Promise<Visitor> {
  const config = readConfig({ LOG_LEVEL: 'silent', BASE_URL: 'http://localhost:3000' });
  const db = parts.db ?? (await inTransaction(t));
  const authority = parts.authority ?? (await readAuthority(config.authority_file));
  const app = await createApp({ config, authority, now: () => NOW, soon: async () => {}, ...parts, db });
  t.after(() => app.close());
  watchModels(app);
  const cookies = new Map<string, string>();

  const cookieHeader = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');

  async function send(method: 'GET' | 'POST', url: string, headers: Record<string, string>, payload?: string) {
    const cookie = cookieHeader();
    const answer = await app.inject({ method, url, headers: { ...(cookie && { cookie }), ...headers }, payload });
    for (const { name, value } of answer.cookies) cookies.set(name, value);
    return read(answer, url);
  }

  return {
    app,
    db,
    cookieHeader,
    get: (path, headers = {}) => send('GET', path, headers),
    post(path, form, headers = {}) {
      const fields = Object.entries(form).flatMap(([name, values]) => [values].flat().map((value) => [name, value]));
      const ours = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
      return send('POST', path, { ...ours, ...headers }, new URLSearchParams(fields).toString());
    },
  };
}

async function read(answer: LightMyRequestResponse, url: string): Promise<Answer> {
  const isPage = String(answer.headers['content-type']).startsWith('text/html');
  if (isPage && answer.statusCode < 500)
    assert.deepEqual(await faultsInHtml(answer.body), [], `${url} is not valid HTML`);
  const page = isPage ? parse(answer.body) : undefined;
  return {
    status: answer.statusCode,
    headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)])),
    body: answer.body,
    text: (page?.querySelector('body')?.structuredText ?? '').replace(/\s+/g, ' '),
    find: (selector) => page?.querySelectorAll(selector) ?? [],
  };
}

/** A template is handed values to show: never the database, the request, or a function that it could call. */
function watchModels(app: FastifyInstance): void {
  app.addHook('onRequest', async (_, reply) => {
    const render = reply.page;
    reply.page = (name, model) => {
      assertPlain(model, name);
      return render.call(reply, name, model);
    };
  });
}

function assertPlain(value: unknown, path: string): void {
  if (value === null || typeof value !== 'object') {
    assert.notEqual(typeof value, 'function', `${path} is a function`);
    return;
  }
  const kind = Object.getPrototypeOf(value)?.constructor?.name ?? 'Object';
  assert.ok(['Object', 'Array', 'Date', 'Map', 'Set', 'SafeString'].includes(kind), `${path} is a ${kind}`);
  if (kind === 'SafeString' || kind === 'Date') return;
  for (const [key, part] of Object.entries(value)) assertPlain(part, `${path}.${key}`);
}
