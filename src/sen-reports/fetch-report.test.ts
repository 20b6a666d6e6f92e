import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createGuest } from '../freshness/polite-guest.ts';
import { fetchReport, NotFetched } from './fetch-report.ts';
import { findClicks, findReport } from './findability.ts';
import { isAlive } from './live-links.ts';

const page = (body: string) => `<html><body><main><h1>SEN information report</h1><p>${body}</p></main></body></html>`;

type Pages = Record<string, RequestListener | string>;

/** A school's website; what is a text is a page. */
async function website(t: TestContext, pages: Pages) {
  const asked: string[] = [];
  const server = createServer((request, reply) => {
    const path = request.url ?? '';
    if (path !== '/robots.txt') asked.push(path);
    const answer = pages[path];
    if (answer === undefined) reply.writeHead(404).end();
    else if (typeof answer === 'string') reply.writeHead(200, { 'content-type': 'text/html' }).end(answer);
    else answer(request, reply);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const given = { user_agent: 'Tests', private_hosts: [host], pause_ms: 0 };
  // one who waits for as long as a busy machine needs, and one for whom servers are made to be too slow
  const guest = createGuest({ ...given, timeout_ms: 60_000 });
  const hasty = createGuest({ ...given, timeout_ms: 1500 });
  t.after(() => {
    guest.close();
    hasty.close();
    server.closeAllConnections();
    server.close();
  });
  return { base: `http://${host}`, guest, hasty, asked };
}

const to = (location: string) => (_: unknown, reply: ServerResponse) => void reply.writeHead(302, { location }).end();

/** Writes until nobody listens any more; counts how much that was. */
function endless(headers: Record<string, string>, piece: Buffer, sent: { bytes: number }): RequestListener {
  return (_, reply) => {
    reply.writeHead(200, { 'content-type': 'text/html', ...headers });
    const more = () => {
      while (!reply.destroyed) {
        sent.bytes += piece.length;
        if (!reply.write(piece)) return;
      }
    };
    reply.on('drain', more);
    more();
  };
}

test('a report is read by what it holds, also behind a redirect', async (t) => {
  const { base, guest } = await website(t, { '/old': to('/new'), '/new': page('We support children with autism.') });
  const { report, address } = await fetchReport(guest, `${base}/old#part`);
  assert.equal(address, `${base}/new`);
  assert.deepEqual(
    report.blocks.map(({ text }) => text),
    ['SEN information report', 'We support children with autism.'],
  );
});

test('what a hostile server does harms nothing, and is told in words', async (t) => {
  const sent = { bytes: 0 };
  const bomb = gzipSync(Buffer.alloc(200_000_000, 'a'));
  const { base, guest, hasty } = await website(t, {
    '/round': to('/round'),
    '/there': to('/back'),
    '/back': to('/there'),
    '/hangs': () => {},
    '/stalls': (_, reply) => void reply.writeHead(200, { 'content-type': 'text/html' }).write('<p>wait'),
    '/stalls-packed': (_, reply) =>
      void reply.writeHead(200, { 'content-encoding': 'gzip' }).write(gzipSync('<p>wait').subarray(0, 15)),
    '/endless': endless({}, Buffer.alloc(64 * 1024, 'a'), sent),
    '/bomb': (_, reply) => void reply.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    '/no-zip': (_, reply) => void reply.writeHead(200, { 'content-encoding': 'gzip' }).end('not packed'),
    '/cut': (_, reply) => {
      reply.writeHead(200, { 'content-length': '1000' }).write('<p>short');
      setTimeout(() => reply.destroy(), 50);
    },
    '/loopback': to('http://127.0.0.1:8080/'),
    '/metadata': to('http://169.254.169.254/latest/meta-data/'),
    '/six': to('http://[::1]:8080/'),
    '/mapped': to('http://[::ffff:10.0.0.1]/'),
    '/number': to('http://2130706433/'),
    '/octal': to('http://0177.0.0.1:8080/'),
    '/hex': to('http://0x7f000001:8080/'),
    '/short': to('http://127.1:8080/'),
    '/link-local': to('http://[fe80::1]/'),
    '/unique': to('http://[fd00::1]/'),
    '/translated': to('http://[64:ff9b::7f00:1]/'),
    '/mapped-hex': to('http://[::ffff:7f00:1]/'),
    '/to-name': to('http://localhost:8080/'),
    '/shell': to('http://school.example.org:22/'),
    '/data': to('data:text/html,<h1>SEN information report</h1>'),
    '/script': to('javascript:alert(1)'),
    '/drips': (_, reply) => {
      reply.writeHead(200, { 'content-type': 'text/html' });
      const dripping = setInterval(() => reply.write('a'), 100);
      reply.on('close', () => clearInterval(dripping));
    },
    '/file': to('file:///etc/passwd'),
    '/gone': (_, reply) => void reply.writeHead(404).end(),
    '/trouble': (_, reply) => void reply.writeHead(500).end(),
  });
  for (const [path, reason, is_unsure] of [
    ['/round', /circle/, false],
    ['/there', /circle/, false],
    ['/hangs', /in time/, true],
    ['/stalls', /in time/, true],
    ['/stalls-packed', /in time/, true],
    ['/endless', /larger than 30 MB/, false],
    ['/bomb', /larger than 30 MB/, false],
    ['/no-zip', /connection/, false],
    ['/cut', /connection/, false],
    ['/loopback', /private network/, false],
    ['/metadata', /private network/, false],
    ['/six', /private network/, false],
    ['/mapped', /private network/, false],
    ['/number', /private network/, false],
    ['/octal', /private network/, false],
    ['/hex', /private network/, false],
    ['/short', /private network/, false],
    ['/link-local', /private network/, false],
    ['/unique', /private network/, false],
    ['/translated', /private network/, false],
    ['/mapped-hex', /private network/, false],
    ['/to-name', /private network/, false],
    ['/shell', /port/, false],
    ['/data', /no http or https/, false],
    ['/script', /no http or https/, false],
    ['/drips', /in time/, true],
    ['/file', /no http or https/, false],
    ['/gone', /404/, false],
    ['/trouble', /500/, true],
  ] as const)
    await assert.rejects(fetchReport(reason.test('in time') ? hasty : guest, base + path), (error) => {
      assert.ok(error instanceof NotFetched, `${path}: ${error}`);
      assert.match(error.message, reason, path);
      assert.equal(error.is_unsure, is_unsure, path);
      return true;
    });
  assert.ok(sent.bytes < 60_000_000, `${sent.bytes} bytes were taken`);
  // a name that leads into a private network is found out where the connection is made
  await assert.rejects(fetchReport(guest, 'http://localhost:8080/'), /private network/);
});

test('files that are damaged, locked or no report at all are refused in words', async (t) => {
  const { base, guest } = await website(t, {
    '/empty': '',
    '/picture': (_, reply) => void reply.writeHead(200).end(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 1, 2])),
    '/pdf': (_, reply) => void reply.writeHead(200).end('%PDF-1.7\nnothing of the kind'),
    '/doc': (_, reply) => void reply.writeHead(200).end(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0])),
    '/zip': (_, reply) => void reply.writeHead(200).end(Buffer.from('PK\u0003\u0004 and no more')),
  });
  for (const [path, reason] of [
    ['/empty', /empty/],
    ['/picture', /neither a web page/],
    ['/pdf', /damaged/],
    ['/doc', /old Word file/],
    ['/zip', /damaged/],
  ] as const)
    await assert.rejects(fetchReport(guest, base + path), reason, path);
});

test('robots.txt is kept to', async (t) => {
  const { base, guest, asked } = await website(t, {
    '/robots.txt': (_, reply) => void reply.writeHead(200).end('User-agent: *\nDisallow: /send'),
    '/send': page('Secret.'),
  });
  await assert.rejects(fetchReport(guest, `${base}/send`), /asks programs not to/);
  assert.deepEqual(asked, []);
});

const link = (href: string, text: string) => `<a href="${href}">${text}</a>`;

test('a report is found by one click, by two, or not within two', async (t) => {
  const { base, guest } = await website(t, {
    '/': link('/news', 'News') + link('/key-information', 'Key information') + link('/contact', 'Contact'),
    '/news': link('/deep/report.pdf', 'Read more'),
    '/key-information': link('/send', 'SEND') + link('/policies', 'Policies'),
    '/send': link('/deep/report.pdf', 'SEN Information Report 2026'),
  });
  const clicksTo = async (path: string) => {
    const { clicks, path: way } = await findClicks(guest, `${base}/`, [base + path]);
    return [clicks, ...way];
  };
  assert.deepEqual(await clicksTo('/contact/'), [1, 'Contact']);
  assert.deepEqual(await clicksTo('/send?#top'), [2, 'Key information', 'SEND']);
  assert.deepEqual(await clicksTo('/deep/report.pdf'), [null]);
  assert.equal(await findReport(guest, `${base}/`), undefined);
});

test('a report whose address nobody gave is found by what links say', async (t) => {
  const { base, guest } = await website(t, {
    '/': `<nav>${link('/policies', 'Policies')}${link('/send', 'SEND')}</nav>`,
    '/send': link('/send-policy.pdf', 'SEND policy') + link('/r.pdf', 'Our SEN Information Report'),
  });
  assert.equal(await findReport(guest, base), `${base}/r.pdf`);
  assert.equal((await findClicks(guest, `${base}/none`, [base])).reason, 'the server answered 404');
});

test('a link is alive, dead, or nobody can say', async (t) => {
  const { base, guest } = await website(t, {
    '/there': page('Yes.'.repeat(200)),
    '/busy': (_, reply) => void reply.writeHead(503).end(),
  });
  assert.equal(await isAlive(guest, `${base}/there`), true);
  assert.equal(await isAlive(guest, `${base}/gone`), false);
  assert.equal(await isAlive(guest, `${base}/busy`), null);
});
