import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { describeDatabase } from '../src/db/write-types.ts';
import { inTransaction } from './database.ts';

test('types.ts says what the migrations make: after a new migration, npm run db:types', async () => {
  const written = await readFile(new URL('../src/db/types.ts', import.meta.url), 'utf8');
  assert.equal(written, await describeDatabase());
});

test('values are read as types.ts says, on either database', async (t) => {
  const db = await inTransaction(t);
  await db.insertInto('source').values({ code: 'x', name: 'X' }).execute();
  const organization = await db
    .insertInto('organization')
    .values({ name: 'A club', description: '', source: 'x', last_modified: '2026-03-01T10:00:00Z' })
    .returning(['id', 'last_modified'])
    .executeTakeFirstOrThrow();
  assert.deepEqual(organization.last_modified, new Date('2026-03-01T10:00:00Z'));
  const service = await db
    .insertInto('service')
    .values({
      slug: 'a-club',
      name: 'A club',
      organization_id: organization.id,
      source: 'x',
      minimum_age: 4.5,
      assured_date: '2026-03-01',
    })
    .returning(['id', 'minimum_age', 'assured_date'])
    .executeTakeFirstOrThrow();
  assert.deepEqual({ ...service, id: '' }, { id: '', minimum_age: 4.5, assured_date: '2026-03-01' });
  const change = await db
    .insertInto('change')
    .values({
      entity: 'service',
      entity_id: service.id,
      field: 'name',
      new_value: JSON.stringify('A club'),
      changed_by: 'a test',
      source: 'x',
    })
    .returning(['id', 'old_value', 'new_value'])
    .executeTakeFirstOrThrow();
  assert.equal(typeof change.id, 'number');
  assert.deepEqual([change.old_value, change.new_value], [null, 'A club']);
  const facets = await db
    .insertInto('facet_set')
    .values({ digest: 'a digest', terms: ['need:ASD'], services: 1 })
    .returning(['id', 'terms'])
    .executeTakeFirstOrThrow();
  assert.deepEqual(facets.terms, ['need:ASD']);
  await db
    .insertInto('search_document')
    .values({
      service_id: service.id,
      words: 'club',
      facet_set: facets.id,
      quality: 0.5,
      name: 'A club',
      last_modified: new Date(0),
    })
    .execute();
  const place = await db
    .insertInto('search_place')
    .values({ service_id: service.id, position: '(1.3,52.6)' })
    .returning('position')
    .executeTakeFirstOrThrow();
  assert.deepEqual({ ...place.position }, { x: 1.3, y: 52.6 });
});
