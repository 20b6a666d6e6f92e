import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import { confirmService, hideAsStale, isHiddenAsStale, lapseMembership, markAsStale } from './confirmations.ts';
import { exampleService } from './examples.ts';
import { findService, withdrawService } from './services.ts';

const now = new Date('2026-11-16T09:00:00Z');
const recently = { confirmation: { confirmed_at: '2026-08-01T09:00:00Z', confirmed_by: 'Splash' } };

test('a marked record says that it may be out of date, and falls behind; a confirmation undoes both', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  const { id, slug } = await exampleService(db, { local_offer: recently });
  const quality = async () =>
    (await db.selectFrom('search_document').select('quality').where('service_id', '=', id).executeTakeFirstOrThrow())
      .quality;
  const before = await quality();
  assert.doesNotMatch((await visitor.get(`/services/${slug}`)).text, /may be out of date/);
  await markAsStale(db, id, { mark: 'warned', now });
  const page = await visitor.get(`/services/${slug}`);
  assert.match(page.text, /This may be out of date/);
  assert.match(page.text, /last checked in August 2026 by Splash\. We have asked since, and nobody has answered/);
  await markAsStale(db, id, { mark: 'dropped', now });
  assert.equal(await quality(), before / 2);
  await confirmService(db, id, { confirmed_by: 'Splash', now });
  assert.match((await visitor.get(`/services/${slug}`)).text, /Checked on 16 November 2026 by Splash/);
  assert.equal(await quality(), before);
});

test('a confirmation brings back what was hidden because nobody had confirmed it', async (t) => {
  const db = await inTransaction(t);
  const { id } = await exampleService(db);
  await hideAsStale(db, id, { reason: 'nobody answered', now });
  assert.equal(await findService(db, id), undefined);
  assert.equal(await isHiddenAsStale(db, id), true);
  await confirmService(db, id, { confirmed_by: 'Splash', now });
  assert.equal((await findService(db, id))?.confirmation?.confirmed_by, 'Splash');
  assert.equal(await isHiddenAsStale(db, id), false);
});

test('a confirmation does not bring back what staff took down', async (t) => {
  const db = await inTransaction(t);
  const { id } = await exampleService(db);
  await withdrawService(db, id, { now, withdrawn_by: 'Council: moderator', reason: 'unsafe' });
  await confirmService(db, id, { confirmed_by: 'Splash', now });
  assert.equal(await findService(db, id), undefined);
});

test('a badge lapses once, and after a confirmation it is for staff to give it back', async (t) => {
  const db = await inTransaction(t);
  const { id } = await exampleService(db);
  assert.equal(await lapseMembership(db, id, { reason: 'nobody answered', now }), true);
  assert.equal(await lapseMembership(db, id, { reason: 'nobody answered', now }), false);
  assert.equal((await findService(db, id))?.membership?.state, 'lapsed');
  await confirmService(db, id, { confirmed_by: 'Splash', now: new Date(now.getTime() + 1000) });
  assert.equal((await findService(db, id))?.membership?.state, 'asked');
  const item = await db.selectFrom('desk_item').select(['kind', 'title']).executeTakeFirstOrThrow();
  assert.deepEqual(item, { kind: 'local_offer', title: 'Splash Saturday swimming' });
});
