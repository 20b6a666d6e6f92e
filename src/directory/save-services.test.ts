import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { inTransaction } from '../../test/database.ts';
import { exampleRecord, exampleService, saveExample } from './examples.ts';
import { serviceRecord } from './records.ts';
import { saveServices } from './save-services.ts';
import { findService, isWithdrawnService, withdrawService } from './services.ts';

const now = new Date('2026-11-22T12:00:00Z');

test('a saved service comes back with everything that belongs to it', async (t) => {
  const db = await inTransaction(t);
  const service = await exampleService(db);
  assert.equal(service.slug, 'splash-saturday-swimming');
  assert.equal(service.organization.name, 'Splash');
  assert.equal(service.service_at_locations[0]?.location.addresses[0]?.city, 'Cromer');
  assert.equal(service.schedules[0]?.byday, 'SA');
  assert.equal(service.membership?.state, 'approved');
  assert.equal(service.commitment?.commitment, 'available_now');
  assert.ok(service.attributes.some((attribute) => attribute.taxonomy_term.code === 'ASD'));
  assert.match(service.last_modified, /^2026-11-22T12:00:00\.000Z$/);
});

test('saving the same record again changes nothing, and keeps every id', async (t) => {
  const db = await inTransaction(t);
  const before = await exampleService(db);
  const again = await saveServices(db, [serviceRecord.parse(exampleRecord())], {
    source: 'example',
    changed_by: 'a test',
    now: new Date('2026-12-01T12:00:00Z'),
    publish: true,
  });
  assert.deepEqual([again.new, again.changed, again.unchanged], [0, 0, 1]);
  assert.deepEqual(await findService(db, before.id), before);
});

test('a change is kept field by field, with who and when, and keeps the address and the ids', async (t) => {
  const db = await inTransaction(t);
  const before = await exampleService(db);
  const changed = await exampleService(db, { name: 'Quiet swimming', phones: [{ number: '01632 960002' }] });
  assert.equal(changed.slug, before.slug);
  assert.equal(changed.phones[0]?.number, '01632 960002');
  assert.equal(changed.phones[0]?.id, before.phones[0]?.id);
  const history = await sql<{ field: string; old_value: unknown; changed_by: string }>`
    select field, old_value, changed_by from change where entity_id = ${before.id} and field <> 'record' order by field`.execute(
    db,
  );
  assert.deepEqual(history.rows, [
    { field: 'name', old_value: 'Splash Saturday swimming', changed_by: 'a test' },
    { field: 'phones', old_value: [{ number: '01632 960001' }], changed_by: 'a test' },
  ]);
});

test('a record that is held does not become public; a held change leaves the public one as it is', async (t) => {
  const db = await inTransaction(t);
  const { id } = await saveExample(db, { source_id: 'held' }, { publish: false });
  assert.equal(await findService(db, id), undefined);
  assert.equal(await isWithdrawnService(db, id), false);
  const live = await exampleService(db);
  await saveExample(db, { name: 'Another name' }, { publish: false });
  assert.equal((await findService(db, live.id))?.name, live.name);
  const held = await sql<{ name: string }>`select record->>'name' as name from held_record`.execute(db);
  assert.deepEqual(held.rows, [{ name: 'Another name' }]);
});

test('two services of one name have two addresses', async (t) => {
  const db = await inTransaction(t);
  const one = await exampleService(db);
  const two = await exampleService(db, { source_id: 'two' });
  assert.equal(one.slug, 'splash-saturday-swimming');
  assert.equal(two.slug, 'splash-saturday-swimming-cromer');
});

test('of a hidden place nobody is told more than the town', async (t) => {
  const db = await inTransaction(t);
  const refuge = await exampleService(db, { local_offer: { is_place_hidden: true } });
  const place = refuge.service_at_locations[0]?.location;
  assert.deepEqual(
    [place?.latitude, place?.longitude, place?.name, place?.addresses[0]?.address_1, place?.addresses[0]?.postal_code],
    [undefined, undefined, undefined, undefined, undefined],
  );
  assert.equal(place?.addresses[0]?.city, 'Cromer');
});

test('a withdrawn service is not public any more, and is known to have been', async (t) => {
  const db = await inTransaction(t);
  const service = await exampleService(db);
  await withdrawService(db, service.id, { now, withdrawn_by: 'Local Offer officer', reason: 'It has closed.' });
  assert.equal(await findService(db, service.slug), undefined);
  assert.equal(await isWithdrawnService(db, service.slug), true);
  const searchable = await sql`select from search_document where service_id = ${service.id}`.execute(db);
  assert.equal(searchable.rows.length, 0);
});

test('a record of the source that the batch holds twice counts once', async (t) => {
  const db = await inTransaction(t);
  await exampleService(db);
  const record = serviceRecord.parse(exampleRecord({ source_id: 'twice' }));
  const saved = await saveServices(db, [record, record], {
    source: 'example',
    changed_by: 'a test',
    now,
    publish: true,
  });
  assert.deepEqual([saved.new, saved.ids.length], [1, 1]);
});
