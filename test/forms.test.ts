import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { readConfig } from '../src/config.ts';
import type { Db } from '../src/db/database.ts';
import { exampleSchool } from '../src/schools/examples.ts';
import { startApp } from './app.ts';
import { signInAs } from './sign-in.ts';

// Every address that takes a form: safe against forgery from another site, and limited in how often it can be tried.

/** The addresses that take a method, as the router has them: it prints them as a tree. */
function addressesOf(app: FastifyInstance, method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'): string[] {
  const above: string[] = [];
  return app
    .printRoutes({ method, commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', part = '', methods] = /^(.*?[├└]── )(\S+)( \(.*\))?$/.exec(line) ?? [];
      if (part === '') return [];
      above.splice(indent.length / 4 - 1, Number.POSITIVE_INFINITY, part);
      return methods ? [above.join('').replaceAll(/:\w+/g, '1').replace('*', 'x')] : [];
    });
}

type Posted = { url: string; headers: Record<string, string> };

const config = readConfig({ LOG_LEVEL: 'silent', BASE_URL: 'http://localhost:3000', TRUSTED_PROXIES: '1' });

/** An administrator, for whom every page of the council, of providers and of families opens; and what posts in that name. */
const administrator = (t: TestContext) => somebody(t, { email: 'ada@example.org', role: 'administrator' });

async function somebody(t: TestContext, who: Parameters<typeof signInAs>[1], db?: Db) {
  const visitor = await startApp(t, { config, ...(db && { db }) });
  await signInAs(visitor, who);
  const own = { cookie: visitor.cookieHeader(), 'content-type': 'application/x-www-form-urlencoded' };
  const sendWhole = ({ url, headers }: Posted) =>
    visitor.app.inject({ method: 'POST', url, headers: { ...own, ...headers }, payload: 'a=b' });
  const send = async (form: Posted) => (await sendWhole(form)).statusCode;
  return { ...visitor, sendWhole, send };
}

const from = (address: string) => ({ 'x-forwarded-for': address });
const ours = { 'sec-fetch-site': 'same-origin' };

/** What browsers say of a form that comes from elsewhere: newer ones, older ones, and a page in a sandbox. */
const foreign: Record<string, string>[] = [
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { origin: 'https://evil.example' },
  { origin: 'http://localhost:3001' },
  { origin: 'null' },
];

test('no form can be sent by another site, not even in the name of an administrator', async (t) => {
  const { app, db, send } = await administrator(t);
  const addresses = addressesOf(app, 'POST');
  assert.ok(addresses.length > 50, `${addresses.length} addresses`);
  for (const known of ['/sign-in', '/comments', '/staff/items/1/approve', '/provider/drafts/1/hand-in', '/sign-out'])
    assert.ok(addresses.includes(known), known);
  for (const method of ['PUT', 'PATCH', 'DELETE'] as const) assert.deepEqual(addressesOf(app, method), [], method);
  const before = await db.selectFrom('audit').select('action').execute();
  const taken: string[] = [];
  for (const [n, url] of addresses.entries())
    for (const said of foreign) {
      const status = await send({ url, headers: { ...from(`10.0.0.${n % 250}`), ...said } });
      if (status !== 403) taken.push(`${url}: ${status} for ${JSON.stringify(said)}`);
    }
  assert.deepEqual(taken, []);
  assert.deepEqual(await db.selectFrom('audit').select('action').execute(), before, 'nothing was done');
  const headers = { ...from('10.1.0.1'), origin: 'http://localhost:3000', host: 'localhost:3000' };
  assert.equal(await send({ url: '/comments', headers }), 422, 'our own pages may send it');
});

test('every form is limited: whoever sends many within a minute is told to wait, at any of them', async (t) => {
  const { app, db, get, post, send, sendWhole } = await administrator(t);
  const flood = from('2001:db8:1:2::1');
  const headers = { ...ours, ...flood };
  for (let n = 0; n < 20; n++) assert.equal(await send({ url: '/was-this-helpful', headers }), 422, `form ${n + 1}`);
  // who has signed in is counted as a person, whose whole office may come from that address
  for (let n = 0; n < 120; n++)
    assert.equal(await send({ url: '/staff/items/1/close', headers }), 404, `deed ${n + 1}`);
  const { urn } = await exampleSchool(db);
  const head = await somebody(t, { email: 'head@example.org', role: 'head', school_urn: urn }, db);
  for (let n = 0; n < 120; n++)
    assert.notEqual(await head.send({ url: '/school/report/publish', headers }), 429, `school's deed ${n + 1}`);
  const open: string[] = [];
  for (const url of addressesOf(app, 'POST')) {
    const asked = { url, headers };
    const { statusCode, headers: said } = await (url.startsWith('/school/') ? head : { sendWhole }).sendWhole(asked);
    // a page that counts by itself says so, and may allow as many as a person may send
    const isLimited = statusCode === 429 || Number(said['x-ratelimit-limit']) <= 120;
    if (!isLimited) open.push(`${url}: ${statusCode}`);
  }
  assert.deepEqual(open, []);
  const told = await post('/comments', {}, flood);
  assert.match(told.text, /Wait a minute, then try again/);
  assert.ok(Number(told.headers['retry-after']) > 0);
  const neighbour = { ...ours, ...from('2001:db8:1:2:ffff::99') };
  assert.equal(await send({ url: '/comments', headers: neighbour }), 429, 'a household has more addresses than one');
  const other = { ...ours, ...from('2001:db8:1:3::1') };
  assert.equal(await send({ url: '/comments', headers: other }), 422, 'others are not held up');
  assert.equal((await get('/comments', flood)).status, 200, 'and reading goes on');
  const colleague = await startApp(t, { db, config });
  await signInAs(colleague, { email: 'mo@example.org', role: 'moderator' });
  assert.equal((await colleague.post('/staff/items/1/close', {}, flood)).status, 404, 'nor is a colleague next door');
});
