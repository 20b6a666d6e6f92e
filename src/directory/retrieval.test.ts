import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import type { Db } from '../db/database.ts';
import { markAsStale } from './confirmations.ts';
import { saveExample } from './examples.ts';
import { retrieve, type Wanted } from './retrieval.ts';
import { withdrawService } from './services.ts';

const wanted: Wanted = {
  threshold: undefined,
  concepts: [],
  near: undefined,
  is_vast: false,
  age: undefined,
  chosen: {},
  sort: 'best',
  offset: 0,
  limit: 20,
};
const aboutSwimming = { threshold: "'swimming'", concepts: [{ query: "'swimming'", weight: 1 }] };
const cromer = { latitude: 52.93, longitude: 1.3, miles: 10 };
const confirmed = (confirmed_at: string) => ({ confirmation: { confirmed_at, confirmed_by: 'the provider' } });

/** The names of a few services, by which tests tell them apart. */
async function namesFound(db: Db, more: Partial<Wanted>): Promise<string[]> {
  const { hits } = await retrieve(db, { ...wanted, ...more });
  const rows = await db.selectFrom('service').select(['id', 'name']).execute();
  return hits.map((hit) => rows.find((row) => row.id === hit.service_id)?.name ?? '');
}

test('a word counts most in the name, and a record drops when its promise of freshness says so', async (t) => {
  const db = await inTransaction(t);
  const plain = { summary: 'A club.', description: 'For children.', service_at_locations: [] };
  const save = (source_id: string, name: string, confirmed_at?: string) =>
    saveExample(db, { ...plain, source_id, name, local_offer: confirmed_at ? confirmed(confirmed_at) : {} });
  const { id } = await save('a', 'A dropped swimming', '2026-01-01T00:00:00Z');
  await markAsStale(db, id, { mark: 'dropped', now: NOW });
  await save('b', 'A longer confirmed swimming', '2025-10-01T00:00:00Z');
  await save('d', 'Lately confirmed swimming', '2026-10-01T00:00:00Z');
  await save('e', 'A never confirmed swimming');
  await saveExample(db, {
    ...plain,
    source_id: 'c',
    name: 'A club by the sea',
    description: 'We also go swimming.',
    local_offer: confirmed('2026-10-01T00:00:00Z'),
  });
  assert.deepEqual(await namesFound(db, aboutSwimming), [
    'Lately confirmed swimming',
    'A longer confirmed swimming',
    'A dropped swimming',
    'A never confirmed swimming',
    'A club by the sea',
  ]);
});

test('the nearest place of a service counts, and one that covers the place counts as near', async (t) => {
  const db = await inTransaction(t);
  const at = (latitude: number, longitude: number, city: string) => ({
    location: {
      name: city,
      latitude,
      longitude,
      addresses: [{ address_1: '1 Street', city, state_province: 'Norfolk', postal_code: 'NR1 1AA' }],
    },
  });
  await saveExample(db, { source_id: 'far', name: 'Far', service_at_locations: [at(52.75, 0.39, "King's Lynn")] });
  await saveExample(db, {
    source_id: 'both',
    name: 'Two places',
    service_at_locations: [at(52.75, 0.39, "King's Lynn"), at(52.92, 1.31, 'Cromer')],
  });
  await saveExample(db, {
    source_id: 'all',
    name: 'Everywhere online',
    service_at_locations: [],
    terms: ['delivery:online'],
  });
  const { hits } = await retrieve(db, { ...wanted, near: cromer });
  for (const is_vast of [false, true])
    assert.deepEqual((await namesFound(db, { near: cromer, is_vast })).toSorted(), ['Everywhere online', 'Two places']);
  assert.equal(hits.find((hit) => hit.miles !== null)?.miles?.toFixed(0), '1');
});

test('a facet counts as if it were open itself, and as the others say', async (t) => {
  const db = await inTransaction(t);
  const save = (source_id: string, need: string, category: string) =>
    saveExample(db, { source_id, name: `Swimming ${source_id}`, terms: [`need:${need}`, `category:${category}`] });
  await save('a', 'ASD', 'sport');
  await save('b', 'HI', 'sport');
  await save('c', 'HI', 'arts');
  for (const words of [aboutSwimming, {}]) {
    const one = await retrieve(db, { ...wanted, ...words, chosen: { need: ['ASD'] } });
    assert.equal(one.total, 1);
    assert.deepEqual([one.counts.get('need:ASD'), one.counts.get('need:HI')], [1, 2], 'need is open to itself');
    assert.deepEqual([one.counts.get('category:sport'), one.counts.get('category:arts')], [1, undefined]);
    const two = await retrieve(db, { ...wanted, ...words, chosen: { need: ['HI'], category: ['sport'] } });
    assert.deepEqual([two.total, two.counts.get('need:ASD'), two.counts.get('category:arts')], [1, 1, 1]);
  }
});

test('what has closed is found by who asks for it, and counted only there', async (t) => {
  const db = await inTransaction(t);
  await saveExample(db, { source_id: 'a', name: 'Open' });
  await saveExample(db, { source_id: 'b', name: 'Shut', local_offer: { commitment: { commitment: 'closed' } } });
  const usual = await retrieve(db, wanted);
  assert.deepEqual([usual.total, usual.hits.length, usual.counts.get('category:sport')], [1, 1, 1]);
  assert.equal(usual.counts.get('commitment:closed'), 1);
  assert.deepEqual(await namesFound(db, { chosen: { commitment: ['closed'] } }), ['Shut']);
});

test('the counts at rest follow every change: saved, changed, withdrawn', async (t) => {
  const db = await inTransaction(t);
  const counted = async () => {
    const { total, counts } = await retrieve(db, wanted);
    return [total, counts.get('need:ASD') ?? 0, counts.get('need:HI') ?? 0];
  };
  const { id } = await saveExample(db, { terms: ['need:ASD'] });
  assert.deepEqual(await counted(), [1, 1, 0]);
  await saveExample(db, { terms: ['need:HI'] });
  assert.deepEqual(await counted(), [1, 0, 1]);
  await withdrawService(db, id, { now: new Date('2026-11-22'), withdrawn_by: 'a test', reason: 'closed' });
  assert.deepEqual(await counted(), [0, 0, 0]);
});

test('an age fits until the next birthday', async (t) => {
  const db = await inTransaction(t);
  await saveExample(db, { name: 'Five to twelve', minimum_age: 5, maximum_age: 12 });
  for (const [age, fits] of [
    [4, false],
    [5, true],
    [12, true],
    [13, false],
  ] as const)
    assert.equal((await namesFound(db, { age })).length, fits ? 1 : 0, `age ${age}`);
});

test('only what has the days, needs and switches that were chosen is found', async (t) => {
  const db = await inTransaction(t);
  await saveExample(db, { cost_options: [{ option: 'A session', amount: 0 }] });
  for (const chosen of [
    { day: ['SA'] },
    { free: true },
    { self_refer: true },
    { local_offer: true },
    { delivery: ['in_person'] },
    { day: ['SA', 'SU'], free: true, need: ['ASD'] },
  ])
    assert.equal((await retrieve(db, { ...wanted, chosen })).total, 1, JSON.stringify(chosen));
  for (const chosen of [{ day: ['SU'] }, { need: ['HI'] }, { delivery: ['phone'] }])
    assert.equal((await retrieve(db, { ...wanted, chosen })).total, 0, JSON.stringify(chosen));
});

test('words that belong together count least where they stand apart, and come after those that stand together', async (t) => {
  const db = await inTransaction(t);
  const plain = { summary: 'For children.', description: 'For children.', service_at_locations: [], terms: [] };
  await saveExample(db, { ...plain, source_id: 'a', name: 'Autism group', description: 'No assessment is needed.' });
  await saveExample(db, { ...plain, source_id: 'b', name: 'Autism assessment team' });
  const query = "('autism' & 'assessment')";
  const together = { threshold: query, concepts: [{ query, weight: 1 }] };
  assert.deepEqual(await namesFound(db, together), ['Autism assessment team', 'Autism group']);
  const { hits } = await retrieve(db, { ...wanted, ...together });
  assert.ok(
    hits.every((hit) => hit.score > 0),
    'every hit has a score',
  );
});
