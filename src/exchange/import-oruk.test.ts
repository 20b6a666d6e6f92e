import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fastify from 'fastify';
import { inTransaction } from '../../test/database.ts';
import type { Db } from '../db/database.ts';
import { exampleService } from '../directory/examples.ts';
import { findService } from '../directory/services.ts';
import { seedTaxonomies } from '../directory/taxonomies.ts';
import { zipOf } from '../imports/examples.ts';
import { UnreadableSource } from '../imports/unreadable-source.ts';
import { createWebReader } from '../imports/web-reader.ts';
import { importOrukFeed, importOrukFile } from './import-oruk.ts';
import type { ServiceImportOptions } from './import-services.ts';

const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

function serviceOf(n: number, more: object = {}) {
  return {
    id: idOf(n),
    name: `Service ${n}`,
    description: 'Swimming for everybody.',
    status: 'active',
    organization: { id: idOf(1000 + n), name: `Club ${n}`, description: 'A club.' },
    service_at_locations: [
      {
        id: idOf(2000 + n),
        location: {
          id: idOf(3000 + n),
          location_type: 'physical',
          addresses: [{ address_1: '1 Pool Lane', city: 'Cromer', state_province: 'Norfolk', postal_code: 'NR27 9AA' }],
        },
      },
    ],
    ...more,
  };
}

async function fileOf(t: TestContext, content: string | Uint8Array, name = 'feed.json'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'oruk-'));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

function optionsFor(path: string, more: Partial<ServiceImportOptions> = {}): ServiceImportOptions {
  return {
    path,
    now: new Date('2026-11-22T12:00:00Z'),
    today: '2026-11-22',
    source: { code: 'elsewhere', name: 'Elsewhere' },
    is_neighbour: false,
    is_ours: false,
    hold: false,
    ...more,
  };
}

async function database(t: TestContext): Promise<Db> {
  const db = await inTransaction(t);
  await seedTaxonomies(db);
  return db;
}

async function importText(
  db: Db,
  t: TestContext,
  content: string | Uint8Array,
  more: Partial<ServiceImportOptions> = {},
) {
  return importOrukFile(db, optionsFor(await fileOf(t, content), more));
}

const counts = (summary: { new: number; changed: number; unchanged: number; refused: number }) =>
  [summary.new, summary.changed, summary.unchanged, summary.refused].join(' ');

test('an imported service is public at once, and importing it again changes nothing', async (t) => {
  const db = await database(t);
  const text = JSON.stringify({ total_items: 1, contents: [serviceOf(1)] });
  assert.equal(counts(await importText(db, t, text)), '1 0 0 0');
  const service = await findService(db, idOf(1));
  assert.equal(service?.name, 'Service 1');
  assert.equal(service?.organization.name, 'Club 1');
  assert.equal(counts(await importText(db, t, text)), '0 0 1 0');
  const changed = JSON.stringify([serviceOf(1, { description: 'Swimming on Mondays.' })]);
  assert.equal(counts(await importText(db, t, changed)), '0 1 0 0');
  assert.equal((await findService(db, idOf(1)))?.description, 'Swimming on Mondays.');
});

test('every packing and shape of file gives the same services', async (t) => {
  const db = await database(t);
  const lines = `${JSON.stringify(serviceOf(1))}\n${JSON.stringify(serviceOf(2))}\n`;
  assert.equal(counts(await importText(db, t, lines)), '2 0 0 0');
  for (const content of [
    gzipSync(lines),
    zipOf({ 'one.json': JSON.stringify(serviceOf(1)), 'two.json': JSON.stringify([serviceOf(2)]) }),
    Buffer.from(`\uFEFF${JSON.stringify({ services: [serviceOf(1), serviceOf(2)] })}`, 'utf16le'),
  ])
    assert.equal(counts(await importText(db, t, content)), '0 0 2 0');
});

test('a dry run tells what would happen and leaves no trace', async (t) => {
  const db = await database(t);
  assert.equal(counts(await importText(db, t, JSON.stringify([serviceOf(1)]), { dry_run: true })), '1 0 0 0');
  assert.equal(await findService(db, idOf(1)), undefined);
  const sources = await db.selectFrom('source').select('code').where('code', '=', 'elsewhere').execute();
  assert.deepEqual(sources, []);
});

test('what is held waits unpublished', async (t) => {
  const db = await database(t);
  assert.equal(counts(await importText(db, t, JSON.stringify([serviceOf(1)]), { hold: true })), '1 0 0 0');
  assert.equal(await findService(db, idOf(1)), undefined);
});

test('a neighbour’s service is shown as a neighbour’s, out of our area', async (t) => {
  const db = await database(t);
  await importText(db, t, JSON.stringify([serviceOf(1)]), { is_neighbour: true });
  const service = await findService(db, idOf(1));
  assert.equal(service?.area, 'out_of_area');
  assert.equal(service?.source.is_neighbour, true);
});

test('bad records are refused with their reasons in a file, and stop no good one', async (t) => {
  const db = await database(t);
  const path = await fileOf(
    t,
    `${JSON.stringify(serviceOf(1))}\n{"id":"x","name":\n{"name":"No id"}\n${JSON.stringify({ ...serviceOf(1), name: 'Again' })}\n${JSON.stringify(serviceOf(2))}\n`,
  );
  const summary = await importOrukFile(db, optionsFor(path, { refused_folder: join(path, '..', 'refused') }));
  assert.equal(summary.new, 2);
  const refused = await readFile(summary.refused_file ?? '', 'utf8');
  assert.match(refused, /it is not JSON/);
  assert.match(refused, /stands twice in this source/);
});

test('a file that breaks off keeps what was whole, deletes nothing, and says so', async (t) => {
  const db = await database(t);
  const whole = JSON.stringify([serviceOf(1), serviceOf(2), serviceOf(3)]);
  await importText(db, t, whole);
  const summary = await importText(db, t, whole.slice(0, -100));
  assert.equal(counts(summary), '0 0 2 0');
  assert.match(summary.unreadable[0]?.reason ?? '', /breaks off in the middle, after 2 whole records/);
  assert.equal(summary.not_given, undefined);
  assert.ok(await findService(db, idOf(3)));
});

test('services that a whole source no longer gives are told, and stay', async (t) => {
  const db = await database(t);
  await importText(db, t, JSON.stringify([serviceOf(1), serviceOf(2)]));
  assert.equal((await importText(db, t, JSON.stringify([serviceOf(1)]))).not_given, 1);
  assert.ok(await findService(db, idOf(2)));
});

test('empty, foreign and made-up files are refused with a clear reason', async (t) => {
  const db = await database(t);
  await assert.rejects(importText(db, t, ''), UnreadableSource);
  const deep = `[{"id":"1","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}]`;
  assert.equal((await importText(db, t, deep)).refused, 1);
  for (const content of ['<html>', 'id,name\n1,Splash', '   '])
    assert.match((await importText(db, t, content)).unreadable[0]?.reason ?? '', /not JSON|nothing in it/);
});

test('an import never takes over another source’s records, organisations or places', async (t) => {
  const db = await database(t);
  const ours = await exampleService(db, {
    id: idOf(1),
    organization: { id: idOf(1002), name: 'Our club', description: 'Ours.' },
  });
  const summary = await importText(db, t, JSON.stringify([serviceOf(1), serviceOf(2)]));
  assert.equal(counts(summary), '1 0 0 1');
  assert.match(summary.refused_rows[0]?.reason ?? '', /already here, from Examples/);
  const still = await findService(db, ours.id);
  assert.equal(still?.name, ours.name);
  assert.equal(still?.organization.name, 'Our club');
  assert.equal((await findService(db, idOf(2)))?.organization.name, 'Club 2');
});

test('what another source has under the same name and postcode is told, and left out where that is asked', async (t) => {
  const db = await database(t);
  await importText(db, t, JSON.stringify([serviceOf(1), serviceOf(2)]));
  const [twin, other] = [serviceOf(11, { name: 'service 1' }), serviceOf(12)];
  const second = { source: { code: 'second', name: 'Second' } };
  const left = await importText(db, t, JSON.stringify([twin, other]), { ...second, without_twins: true });
  assert.equal(counts(left), '1 0 0 1');
  assert.match(left.refused_rows[0]?.reason ?? '', /already here, from Elsewhere/);
  const both = await importText(db, t, JSON.stringify([twin, other]), second);
  assert.deepEqual(both.perhaps_twice, [{ name: 'service 1', source: 'Elsewhere' }]);
});

test('a place without a position gets the one of its postcode', async (t) => {
  const db = await database(t);
  await db.insertInto('postcode').values({ postcode: 'NR27 9AA', latitude: 52.93, longitude: 1.3 }).execute();
  await importText(db, t, JSON.stringify([serviceOf(1)]));
  const [at] = (await findService(db, idOf(1)))?.service_at_locations ?? [];
  assert.ok(Math.abs((at?.location.latitude ?? 0) - 52.93) < 0.001);
});

test('one id given to parts of several services costs none of them', async (t) => {
  const db = await database(t);
  const contacts = [{ id: idOf(7), name: 'Duty manager', phones: [{ id: idOf(8), number: '01632 960001' }] }];
  const both = JSON.stringify([serviceOf(1, { contacts }), serviceOf(2, { contacts })]);
  assert.equal(counts(await importText(db, t, both)), '2 0 0 0');
  assert.equal(
    counts(
      await importText(db, t, JSON.stringify([serviceOf(3, { contacts })]), {
        source: { code: 'third', name: 'Third' },
      }),
    ),
    '1 0 0 0',
  );
  for (const n of [1, 2, 3]) assert.equal((await findService(db, idOf(n)))?.contacts[0]?.name, 'Duty manager');
});

interface Faults {
  version_1?: boolean;
  /** ids whose own page answers with this status, so often */
  failing?: Map<string, { status: number; times: number }>;
  missing_page?: number;
  down_after?: number;
}

/** A live feed of so many services, ten to a page, with faults. Tells which pages were asked for. */
async function feedOf(t: TestContext, total: number, faults: Faults = {}) {
  const app = fastify();
  const asked: string[] = [];
  const ids = Array.from({ length: total }, (_, n) => n + 1);
  let answered = 0;
  app.get('/services', (request, reply) => {
    const page = Number((request.query as { page: string }).page);
    if (page === faults.missing_page) return reply.code(404).send();
    const items = ids
      .slice((page - 1) * 10, page * 10)
      .map((n) => ({ id: idOf(n), name: `Service ${n}`, status: 'active' }));
    const last = page * 10 >= total;
    return faults.version_1
      ? {
          totalElements: total,
          totalPages: Math.ceil(total / 10),
          number: page,
          first: page === 1,
          last,
          content: items,
        }
      : {
          total_items: total,
          total_pages: Math.ceil(total / 10),
          page_number: page,
          first_page: page === 1,
          last_page: last,
          contents: items,
        };
  });
  app.get('/services/:id', (request, reply) => {
    const { id } = request.params as { id: string };
    asked.push(id);
    answered += 1;
    if (faults.down_after !== undefined && answered > faults.down_after) return reply.code(500).send();
    const failing = faults.failing?.get(id);
    if (failing && failing.times > 0) {
      failing.times -= 1;
      return reply.code(failing.status).send();
    }
    const n = Number(id.slice(-12));
    return faults.version_1
      ? { ...serviceOf(n), regular_schedules: [{ byday: 'MO', opens_at: '10:00:00' }] }
      : serviceOf(n);
  });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  t.after(() => app.close());
  return { address, asked, faults };
}

function importFeed(db: Db, t: TestContext, address: string, more: Partial<ServiceImportOptions> = {}) {
  const reader = createWebReader({ user_agent: 'a test', allow_private: true, pause_ms: 0, first_wait_ms: 1 });
  t.after(() => reader.close());
  return importOrukFeed(db, reader, optionsFor(address, more));
}

for (const version_1 of [false, true])
  test(`a live feed of version ${version_1 ? '1.0' : '3.0'} is paged through, and each service fetched`, async (t) => {
    const db = await database(t);
    const feed = await feedOf(t, 23, { version_1 });
    assert.equal(counts(await importFeed(db, t, `${feed.address}/services?page=3`)), '23 0 0 0');
    assert.equal(counts(await importFeed(db, t, feed.address)), '0 0 23 0');
    const service = await findService(db, idOf(23));
    assert.equal(service?.description, 'Swimming for everybody.');
    assert.equal(service?.schedules[0]?.byday, version_1 ? 'MO' : undefined);
  });

test('a failed fetch is a refused row, never a deletion; trouble that passes is none', async (t) => {
  const db = await database(t);
  const feed = await feedOf(t, 12);
  await importFeed(db, t, feed.address);
  feed.faults.failing = new Map([
    [idOf(3), { status: 404, times: 99 }],
    [idOf(5), { status: 503, times: 2 }],
  ]);
  const summary = await importFeed(db, t, feed.address);
  assert.equal(counts(summary), '0 0 11 1');
  assert.match(summary.refused_rows[0]?.reason ?? '', /could not be had: the server answered 404/);
  assert.ok(await findService(db, idOf(3)));
  assert.equal(counts(await importFeed(db, t, feed.address)), '0 0 11 1');
});

test('a page that is missing is told, and the others are read', async (t) => {
  const db = await database(t);
  const feed = await feedOf(t, 30, { missing_page: 2 });
  const summary = await importFeed(db, t, feed.address);
  assert.equal(counts(summary), '20 0 0 0');
  assert.match(summary.unreadable[0]?.part ?? '', /page 2/);
});

test('a feed that goes down is left, and the next import goes on where this one stopped', async (t) => {
  const db = await database(t);
  const feed = await feedOf(t, 90, { down_after: 60 });
  const first = await importFeed(db, t, feed.address);
  assert.equal(first.new, 60);
  assert.match(first.unreadable[0]?.reason ?? '', /no longer answers/);
  feed.faults.down_after = undefined;
  feed.asked.length = 0;
  const second = await importFeed(db, t, feed.address);
  assert.equal(second.new, 30);
  assert.equal(feed.asked.length, 30);
  assert.equal(counts(await importFeed(db, t, feed.address)), '0 0 90 0');
});

test('an address where no feed answers is refused', async (t) => {
  const db = await database(t);
  const feed = await feedOf(t, 1, { missing_page: 1 });
  await assert.rejects(importFeed(db, t, feed.address), /404/);
});
