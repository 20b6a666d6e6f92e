import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { inTransaction } from '../../test/database.ts';
import { findServices } from '../directory/services.ts';
import { seedTaxonomies } from '../directory/taxonomies.ts';
import { readMapping } from './column-mapping-rules.ts';
import { importServicesCsv } from './import-services-csv.ts';
import { mappedService } from './record-fields.ts';

const simple = {
  id: 'No',
  fields: { name: 'Name', 'organization.name': 'Provider', 'address.city': 'Town', 'address.postal_code': 'Postcode' },
  terms: [{ column: 'Kind', map: { Swimming: 'category:sport' } }],
};

async function importTable(t: TestContext, content: string | Uint8Array, mapping: object = simple) {
  const db = await inTransaction(t);
  await seedTaxonomies(db);
  const folder = await mkdtemp(join(tmpdir(), 'table-'));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, 'table.csv');
  await writeFile(path, content);
  const read = readMapping(mapping, mappedService);
  assert.ok('mapping' in read, JSON.stringify(read));
  const once = () =>
    importServicesCsv(db, read.mapping, {
      path,
      now: new Date('2026-11-22T12:00:00Z'),
      today: '2026-11-22',
      source: { code: 'table', name: 'Table' },
      is_neighbour: false,
      is_ours: true,
      hold: false,
    });
  const summary = await once();
  const rows = await db.selectFrom('service').select('id').where('source', '=', 'table').orderBy('source_id').execute();
  return {
    summary,
    once,
    services: await findServices(
      db,
      rows.map(({ id }) => id),
    ),
  };
}

test('a table becomes services, and once more changes nothing', async (t) => {
  const { summary, once, services } = await importTable(
    t,
    'No,Name,Provider,Town,Postcode,Kind\n1,Splash,Splash CIC,Cromer,nr279aa,Swimming\n2,Chess club,,Holt,NR25 6BN,Chess\n',
  );
  assert.deepEqual([summary.new, summary.refused], [2, 0]);
  assert.deepEqual(
    services.map(({ name }) => name),
    ['Splash', 'Chess club'],
  );
  assert.equal(services[0]?.service_at_locations[0]?.location.addresses[0]?.postal_code, 'NR27 9AA');
  assert.equal(services[0]?.attributes[0]?.taxonomy_term.code, 'sport');
  assert.equal((await once()).unchanged, 2);
});

test('rows that are cut off or without a name are refused, all others are taken', async (t) => {
  const { summary } = await importTable(
    t,
    'No,Name,Provider,Town,Postcode,Kind\n1,Splash,,Cromer,NR27 9AA,\n2,,,,,\n3,Chess\n4,Art,,,,\n',
  );
  assert.deepEqual([summary.new, summary.refused], [2, 2]);
});

test('Excel’s own encoding and semicolons are understood', async (t) => {
  const { services } = await importTable(
    t,
    Buffer.from('No;Name;Provider;Town;Postcode;Kind\n1;Caf\xe9 club;;;;\n', 'latin1'),
  );
  assert.deepEqual(
    services.map(({ name }) => name),
    ['Café club'],
  );
});

test('a mapped column that the file does not have stops the file, and is named', async (t) => {
  const { summary } = await importTable(t, 'No,Title,Provider,Town,Postcode,Kind\n1,Splash,,,,\n');
  assert.match(summary.unreadable[0]?.reason ?? '', /does not have: Name; it has No, Title/);
});

test('rows of one service at several places come together', async (t) => {
  const { summary, services, once } = await importTable(
    t,
    'No,Name,Provider,Town,Postcode,Kind\n1,Stay and play,Play,Cromer,NR27 9AA,\n2,Art,,,,\n1,Stay and play,Play,Holt,NR25 6BN,\n',
    { ...simple, group_rows: true },
  );
  assert.equal(summary.new, 2);
  const towns = services[0]?.service_at_locations.map(({ location }) => location.addresses[0]?.city);
  assert.deepEqual(towns?.sort(), ['Cromer', 'Holt']);
  assert.equal((await once()).unchanged, 2);
});

test('a list of JSON objects is a table too', async (t) => {
  const { services } = await importTable(
    t,
    '{"No":1,"Name":"Splash","place":{"town":"Cromer"}}\n{"No":2,"Name":"Art"}\n',
    {
      id: 'No',
      fields: { name: 'Name', 'address.city': 'place.town' },
    },
  );
  assert.equal(services[0]?.service_at_locations[0]?.location.addresses[0]?.city, 'Cromer');
});
