import assert from 'node:assert/strict';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fastify, { type FastifyReply } from 'fastify';
import { createContactChecker } from './contact-checker.ts';
import type { GuestOptions } from './polite-guest.ts';

const user_agent = 'OpenLocalOffer (+http://localhost)';

/** A website that keeps what it is asked, and when; `robots` answers for its robots.txt. */
async function website(t: TestContext, robots: (reply: FastifyReply) => unknown = (reply) => reply.code(404).send()) {
  const asked: string[] = [];
  const times: number[] = [];
  let answering = 0;
  let mostAtOnce = 0;
  const app = fastify({ exposeHeadRoutes: false });
  app.addHook('onRequest', async ({ method, url, headers }) => {
    assert.equal(headers['user-agent'], user_agent);
    times.push(performance.now());
    mostAtOnce = Math.max(mostAtOnce, ++answering);
    if (url !== '/robots.txt') asked.push(`${method} ${url}`);
  });
  app.addHook('onResponse', async () => void answering--);
  app.get('/robots.txt', async (_, reply) => robots(reply));
  app.route({ method: ['HEAD', 'GET'], url: '/there', handler: async () => 'yes' });
  app.get('/no-head', async () => 'yes');
  app.get('/huge', (_, reply) => reply.send(Buffer.alloc(50 * 1024 ** 2)));
  app.route({ method: ['HEAD', 'GET'], url: '/moved', handler: (_, reply) => reply.redirect('/there') });
  app.route({ method: ['HEAD', 'GET'], url: '/round', handler: (_, reply) => reply.redirect('/round') });
  app.route({ method: ['HEAD', 'GET'], url: '/slow', handler: () => new Promise(() => {}) });
  app.route({ method: ['HEAD', 'GET'], url: '/shut', handler: (_, reply) => reply.code(403).send() });
  app.route({ method: ['HEAD', 'GET'], url: '/busy', handler: (_, reply) => reply.code(503).send() });
  app.route<{ Querystring: { to: string } }>({
    method: ['HEAD', 'GET'],
    url: '/to',
    handler: ({ query }, reply) => reply.redirect(query.to),
  });
  const base = await app.listen({ port: 0, host: '127.0.0.1' });
  t.after(async () => {
    app.server.closeAllConnections();
    await app.close();
  });
  return { base, host: new URL(base).host, asked, times, mostAtOnce: () => mostAtOnce };
}

function checkerOf(t: TestContext, options: Partial<GuestOptions>) {
  const checker = createContactChecker({ user_agent, pause_ms: 0, ...options });
  t.after(() => checker.close());
  return checker;
}

test('the head of a page is enough, and the page itself is asked for where a server gives no head', async (t) => {
  const { base, host, asked } = await website(t);
  const checker = checkerOf(t, { private_hosts: [host] });
  for (const path of ['/there', '/moved', '/no-head', '/huge'])
    assert.equal((await checker.web(base + path)).state, 'good', path);
  assert.deepEqual(asked.slice(0, 5), ['HEAD /there', 'HEAD /moved', 'HEAD /there', 'HEAD /no-head', 'GET /no-head']);
});

test('what is gone, slow or runs in a circle is bad; what lets no program in, or is busy, is unsure', async (t) => {
  const { base, host, asked } = await website(t);
  const checker = checkerOf(t, { private_hosts: [host, '127.0.0.1:1'], timeout_ms: 400 });
  assert.deepEqual(await checker.web(`${base}/gone`), { state: 'bad', reason: 'the server answered 404' });
  assert.match((await checker.web(`${base}/slow`)).reason ?? '', /did not answer within 0\.4 seconds/);
  assert.match((await checker.web(`${base}/round`)).reason ?? '', /redirects more than 5 times/);
  assert.equal((await checker.web(`${base}/shut`)).state, 'unsure');
  asked.length = 0;
  assert.equal((await checker.web(`${base}/busy`)).state, 'unsure');
  assert.deepEqual(asked, ['HEAD /busy'], 'who is busy is not asked twice');
  assert.equal((await checker.web('http://127.0.0.1:1/')).state, 'bad');
});

test('robots.txt is obeyed, for the address and for where it leads', async (t) => {
  const elsewhere = await website(t, (reply) => reply.send('User-agent: *\nDisallow: /'));
  const { base, host, asked } = await website(t, (reply) => reply.send('User-agent: OpenLocalOffer\nDisallow: /shut'));
  const checker = checkerOf(t, { private_hosts: [host, elsewhere.host] });
  assert.equal((await checker.web(`${base}/there`)).state, 'good');
  const shut = await checker.web(`${base}/shut`);
  assert.deepEqual(shut, { state: 'unsure', reason: 'the website asks programs not to open this page' });
  assert.equal((await checker.web(`${base}/to?to=${elsewhere.base}/there`)).state, 'unsure');
  assert.deepEqual(asked, ['HEAD /there', `HEAD /to?to=${elsewhere.base}/there`]);
  assert.deepEqual(elsewhere.asked, []);
});

test('a robots.txt that is large, packed, moved or not there is read or done without; one that fails is a no', async (t) => {
  const rules = `User-agent: *\nDisallow: /shut\n${'# a remark\n'.repeat(200_000)}Disallow: /there\n`;
  const cases: [robots: (reply: FastifyReply) => unknown, there: string, shut: string][] = [
    [(reply) => reply.send(rules), 'good', 'unsure'],
    [(reply) => reply.header('content-encoding', 'gzip').send(gzipSync(rules)), 'good', 'unsure'],
    [(reply) => reply.redirect('/robots.txt'), 'good', 'unsure'],
    [(reply) => reply.code(403).send(), 'good', 'unsure'],
    [(reply) => reply.code(500).send(), 'unsure', 'unsure'],
  ];
  for (const [robots, there, shut] of cases) {
    const { base, host } = await website(t, robots);
    const checker = checkerOf(t, { private_hosts: [host] });
    assert.equal((await checker.web(`${base}/there`)).state, there, String(robots));
    assert.equal((await checker.web(`${base}/shut`)).state, shut, String(robots));
  }
});

test('a host is asked one thing at a time, with a pause after it, as long as robots.txt wants', async (t) => {
  const { base, host, times, mostAtOnce } = await website(t, (reply) =>
    reply.send('User-agent: *\nCrawl-delay: 0.12\nDisallow:'),
  );
  const checker = checkerOf(t, { private_hosts: [host], pause_ms: 20 });
  await Promise.all([checker.web(`${base}/there`), checker.web(`${base}/moved`), checker.web(`${base}/no-head`)]);
  assert.equal(mostAtOnce(), 1);
  // the first is robots.txt itself
  for (const [n, time] of times.slice(1).entries()) assert.ok(time - (times[n] ?? 0) >= 115, `pause ${n}`);
});

test('nothing is ever asked in a private network: not by number, by name, nor by redirect', async (t) => {
  const hidden = await website(t);
  const { base, host } = await website(t);
  const refused = { state: 'bad', reason: 'it leads to no public website' };
  const stranger = checkerOf(t, {});
  const { port } = new URL(hidden.base);
  for (const address of [
    hidden.base,
    `http://localhost:${port}/there`,
    'http://169.254.169.254/',
    'file:///etc/passwd',
  ])
    assert.deepEqual(await stranger.web(address), refused, address);
  const checker = checkerOf(t, { private_hosts: [host] });
  for (const to of [`${hidden.base}/there`, `http://localhost:${port}/there`, 'file:///etc/passwd', 'http://[::1]:1/'])
    assert.deepEqual(await checker.web(`${base}/to?to=${encodeURIComponent(to)}`), refused, to);
  assert.deepEqual(hidden.asked, []);
});

test('the address that a name leads to is checked for each connection, whatever it led to before', async (t) => {
  const hidden = await website(t);
  const found: string[] = ['127.0.0.1'];
  t.mock.method(dns, 'lookup', (_name: string, _how: object, done: (error: null, found: object[]) => void) => {
    done(null, [{ address: found.shift() ?? '127.0.0.1', family: 4 }]);
  });
  syncBuiltinESMExports();
  t.after(() => {
    t.mock.restoreAll();
    syncBuiltinESMExports();
  });
  const { port } = new URL(hidden.base);
  const answered = await checkerOf(t, {}).web(`http://rebinding.org.uk:${port}/there`);
  assert.deepEqual(answered, { state: 'bad', reason: 'it leads to no public website' });
  assert.deepEqual(hidden.asked, []);
});
