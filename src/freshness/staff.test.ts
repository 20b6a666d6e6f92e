import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, startApp, type Visitor } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { exampleService } from '../directory/examples.ts';
import { findService } from '../directory/services.ts';
import { chaseRecords } from './chase.ts';
import { lookForPastDates } from './jobs.ts';

const from = { site_name: 'Example', team: 'Team', phone: '01632 960100', email: 'team@example.org' };
const parts = { base_url: 'http://localhost:3000', from, secret: 'a secret' };
const old = { confirmation: { confirmed_at: '2026-05-01T09:00:00Z', confirmed_by: 'Splash' } };

/** A moderator at the page of a record that nobody can write to. */
async function atThePhone(visitor: Visitor): Promise<{ id: string; item: string }> {
  const { db } = visitor;
  const { id } = await exampleService(db, { email: undefined, local_offer: old });
  await chaseRecords(db, NOW, parts);
  await signInAs(visitor, { role: 'moderator' });
  const item = await db.selectFrom('desk_item').select('id').where('kind', '=', 'to_phone').executeTakeFirstOrThrow();
  return { id, item: `/staff/items/${item.id}` };
}

test('the phone list has the number, what to say and what we tell families; a yes on the phone confirms', async (t) => {
  const visitor = await startApp(t);
  const { id, item } = await atThePhone(visitor);
  const page = await visitor.get(item);
  assert.match(page.text, /Ask Splash whether “Splash Saturday swimming” is still right/);
  assert.equal(page.find('a[href="tel:01632960001"]').length, 1);
  assert.match(page.text, /Hello, I am calling from/);
  assert.match(page.text, /Asked by mail on 16 November 2026/);
  assert.equal((await visitor.post(`${item}/call`, {})).status, 422);
  const done = await visitor.post(`${item}/call`, { answer: 'confirmed', details: '' });
  assert.equal(done.headers.location, '/staff?kind=to_phone');
  assert.match((await findService(visitor.db, id))?.confirmation?.confirmed_at ?? '', /^2026-11-16/);
  const again = await visitor.post(`${item}/call`, { answer: 'confirmed', details: '' });
  assert.equal(again.status, 409);
  assert.equal((await visitor.db.selectFrom('confirmation').select('id').execute()).length, 2);
});

test('what has changed must be said, and confirms nothing', async (t) => {
  const visitor = await startApp(t);
  const { id, item } = await atThePhone(visitor);
  const empty = await visitor.post(`${item}/call`, { answer: 'changed', details: '' });
  assert.equal(empty.status, 422);
  assert.match(empty.text, /Write what has changed/);
  await visitor.post(`${item}/call`, { answer: 'changed', details: 'They meet on Sundays.' });
  const report = await visitor.db.selectFrom('problem_report').select('details').executeTakeFirstOrThrow();
  assert.equal(report.details, 'From Splash, by phone: They meet on Sundays.');
  assert.match((await findService(visitor.db, id))?.confirmation?.confirmed_at ?? '', /^2026-05-01/);
});

test('a finding is shown with its record, and staff say whether it was wrong', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  await exampleService(db, { description: 'The offer ends on 1 June 2024.' });
  await lookForPastDates(db, NOW);
  await signInAs(visitor, { role: 'moderator' });
  const { id } = await db
    .selectFrom('desk_item')
    .select('id')
    .where('kind', '=', 'past_date')
    .executeTakeFirstOrThrow();
  const page = await visitor.get(`/staff/items/${id}`);
  assert.match(page.text, /ends on 1 June 2024.*it has passed: 1 June 2024/);
  assert.equal((await visitor.post(`/staff/items/${id}/call`, { answer: 'confirmed' })).status, 404);
  const done = await visitor.post(`/staff/items/${id}/finding`, { answer: 'not_so' });
  assert.equal(done.headers.location, '/staff?kind=past_date');
  await lookForPastDates(db, NOW);
  assert.equal((await db.selectFrom('desk_item').select('id').where('kind', '=', 'past_date').execute()).length, 1);
});

test('who may not moderate decides nothing here', async (t) => {
  const visitor = await startApp(t);
  await exampleService(visitor.db, { description: 'The offer ends on 1 June 2024.' });
  await lookForPastDates(visitor.db, NOW);
  const { id } = await visitor.db
    .selectFrom('desk_item')
    .select('id')
    .where('kind', '=', 'past_date')
    .executeTakeFirstOrThrow();
  await signInAs(visitor, { role: 'commissioner' });
  assert.equal((await visitor.get(`/staff/items/${id}`)).find('form[action$="/finding"]').length, 0);
  assert.equal((await visitor.post(`/staff/items/${id}/finding`, { answer: 'mended' })).status, 403);
});
