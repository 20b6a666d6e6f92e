import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fastify, { type FastifyInstance } from 'fastify';
import { isPrivateAddress } from './private-addresses.ts';
import { createWebReader, type WebAnswer, type WebReaderOptions } from './web-reader.ts';

async function serverOf(t: TestContext, routes: (app: FastifyInstance) => void): Promise<string> {
  const app = fastify();
  routes(app);
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  t.after(() => app.close());
  return address;
}

function readerOf(t: TestContext, more: Partial<WebReaderOptions> = {}) {
  const reader = createWebReader({
    user_agent: 'OpenLocalOffer (+http://localhost)',
    allow_private: true,
    pause_ms: 0,
    first_wait_ms: 1,
    ...more,
  });
  t.after(() => reader.close());
  return reader;
}

const reasonOf = (answer: WebAnswer) => ('reason' in answer ? answer.reason : '');

test('private and special networks are known, however they are written', () => {
  for (const address of [
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    'fe80::1%eth0',
    'nonsense',
  ])
    assert.equal(isPrivateAddress(address), true, address);
  for (const address of ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c', '172.32.0.1'])
    assert.equal(isPrivateAddress(address), false, address);
});

test('no address leads into a private network unless that is allowed: not by number, name or redirect', async (t) => {
  const base = await serverOf(t, (app) => app.get('/', () => ({ ok: true })));
  const reader = readerOf(t, { allow_private: false });
  const { port } = new URL(base);
  for (const address of [
    base,
    `http://localhost:${port}/`,
    `http://[::ffff:127.0.0.1]:${port}/`,
    `http://2130706433:${port}/`,
  ])
    assert.match(reasonOf(await reader.readJson(address)), /private network/, address);
  assert.match(reasonOf(await reader.readJson('file:///etc/passwd')), /no http or https/);
  const redirecting = await serverOf(t, (app) => app.get('/', (_, reply) => reply.redirect('file:///etc/passwd')));
  assert.match(reasonOf(await readerOf(t).readJson(redirecting)), /no http or https/);
});

test('a server in trouble is asked again, one that says no is not', async (t) => {
  const asked: Record<string, number> = {};
  const base = await serverOf(t, (app) => {
    app.get('/:what', (request, reply) => {
      const { what } = request.params as { what: string };
      asked[what] = (asked[what] ?? 0) + 1;
      assert.equal(request.headers['user-agent'], 'OpenLocalOffer (+http://localhost)');
      if (what === 'busy' && asked[what] < 3) return reply.code(503).send();
      if (what === 'down') return reply.code(500).send();
      if (what === 'gone') return reply.code(404).send();
      if (what === 'later' && asked[what] === 1) return reply.code(429).header('retry-after', '1').send();
      return { ok: what };
    });
  });
  const reader = readerOf(t);
  assert.deepEqual(await reader.readJson(`${base}/busy`), { value: { ok: 'busy' } });
  assert.match(reasonOf(await reader.readJson(`${base}/down`)), /500/);
  assert.match(reasonOf(await reader.readJson(`${base}/gone`)), /404/);
  const began = performance.now();
  assert.deepEqual(await reader.readJson(`${base}/later`), { value: { ok: 'later' } });
  assert.ok(performance.now() - began >= 950, 'it waits as long as it is asked to');
  assert.deepEqual(asked, { busy: 3, down: 4, gone: 1, later: 2 });
});

test('answers that are slow, endless, huge or no JSON are refused with the reason', async (t) => {
  const base = await serverOf(t, (app) => {
    app.get('/slow', () => new Promise(() => {}));
    app.get('/html', (_, reply) => reply.type('text/html').send('<html>'));
    app.get('/loop', (_, reply) => reply.redirect('/loop'));
    app.get('/bomb', (_, reply) =>
      reply.header('content-encoding', 'gzip').send(gzipSync(Buffer.alloc(80 * 1024 ** 2))),
    );
    app.get('/packed', (_, reply) => reply.header('content-encoding', 'gzip').send(gzipSync('{"ok":true}')));
    app.get('/cut', (_, reply) => {
      reply.hijack();
      reply.raw.writeHead(200, { 'content-length': '100' });
      reply.raw.write('{"ok":');
      setTimeout(() => reply.raw.destroy(), 20);
    });
  });
  const reader = readerOf(t, { timeout_ms: 400, tries: 1 });
  assert.match(reasonOf(await reader.readJson(`${base}/slow`)), /did not answer within/);
  assert.match(reasonOf(await reader.readJson(`${base}/html`)), /no JSON/);
  assert.match(reasonOf(await reader.readJson(`${base}/loop`)), /redirects/);
  assert.match(reasonOf(await reader.readJson(`${base}/cut`)), /could not be reached|cut off/);
  assert.deepEqual(await readerOf(t).readJson(`${base}/packed`), { value: { ok: true } });
  assert.match(reasonOf(await readerOf(t, { tries: 1 }).readJson(`${base}/bomb`)), /larger than 32 MB/);
});
