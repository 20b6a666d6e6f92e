import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import fastify from 'fastify';
import { createContactChecker } from './contact-checker.ts';

async function server(t: TestContext) {
  const asked: string[] = [];
  const app = fastify({ exposeHeadRoutes: false });
  app.addHook('onRequest', async ({ method, url, headers }) => {
    assert.equal(headers['user-agent'], 'OpenLocalOffer (+http://localhost)');
    asked.push(`${method} ${url}`);
  });
  app.route({ method: ['HEAD', 'GET'], url: '/there', handler: async () => 'yes' });
  app.get('/no-head', async () => 'yes');
  app.route({ method: ['HEAD', 'GET'], url: '/moved', handler: (_, reply) => reply.redirect('/there') });
  app.route({ method: ['HEAD', 'GET'], url: '/round', handler: (_, reply) => reply.redirect('/round') });
  app.route({ method: ['HEAD', 'GET'], url: '/slow', handler: () => new Promise(() => {}) });
  app.route({ method: ['HEAD', 'GET'], url: '/shut', handler: (_, reply) => reply.code(403).send() });
  const base = await app.listen({ port: 0, host: '127.0.0.1' });
  const user_agent = 'OpenLocalOffer (+http://localhost)';
  const checker = createContactChecker({ user_agent, allow_private: true, timeout_ms: 20_000 });
  const hasty = createContactChecker({ user_agent, allow_private: true, timeout_ms: 300 });
  t.after(async () => {
    checker.close();
    hasty.close();
    app.server.closeAllConnections();
    await app.close();
  });
  return { base, asked, checker, hasty };
}

test('the head of a page is enough, and the page itself is asked for where a server gives no head', async (t) => {
  const { base, asked, checker } = await server(t);
  assert.equal((await checker.web(`${base}/there`)).state, 'good');
  assert.equal((await checker.web(`${base}/moved`)).state, 'good');
  assert.equal((await checker.web(`${base}/no-head`)).state, 'good');
  assert.deepEqual(asked, ['HEAD /there', 'HEAD /moved', 'HEAD /there', 'HEAD /no-head', 'GET /no-head']);
});

test('what is gone, slow or runs in a circle is bad; what lets no program in is unsure', async (t) => {
  const { base, checker, hasty } = await server(t);
  assert.deepEqual(await checker.web(`${base}/gone`), { state: 'bad', reason: 'the server answered 404' });
  assert.match((await hasty.web(`${base}/slow`)).reason ?? '', /did not answer within 0\.3 seconds/);
  assert.match((await checker.web(`${base}/round`)).reason ?? '', /redirects more than 5 times/);
  assert.equal((await checker.web(`${base}/shut`)).state, 'unsure');
  assert.equal((await checker.web('http://127.0.0.1:1/')).state, 'bad');
});

test('nothing is ever asked in a private network, not by name and not by redirect', async (t) => {
  const { base, asked } = await server(t);
  const checker = createContactChecker({ user_agent: 'OpenLocalOffer (+http://localhost)' });
  t.after(() => checker.close());
  for (const address of [base, base.replace('127.0.0.1', 'localhost'), 'http://169.254.169.254/', 'file:///etc/passwd'])
    assert.deepEqual(await checker.web(address), { state: 'bad', reason: 'it leads to no public website' }, address);
  assert.deepEqual(asked, []);
});
