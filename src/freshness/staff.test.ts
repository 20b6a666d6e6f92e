import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, startApp, type Visitor } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { exampleService } from '../directory/examples.ts';
import { findService } from '../directory/services.ts';
import { chaseRecords } from './chase.ts';
import { lookForPastDates } from './jobs.ts';
import { lookThroughPages } from './own-pages.ts';

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

test('staff see what is promised; an administrator promises another time from a day on, and takes it back', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  await exampleService(db, { local_offer: old });
  assert.match((await visitor.get('/services/splash-saturday-swimming')).text, /may be out of date/);
  await signInAs(visitor, { role: 'moderator' });
  const seen = await visitor.get('/staff/freshness');
  assert.match(
    seen.text,
    /Things to do Days before its end: ask 28, remind 14, ask others 7\. After it: phone 7, warn 14, .* take down 90\. 6 months/,
  );
  assert.match(seen.text, /250 records a day at most.*Web addresses are checked every 14 days/);
  assert.equal(seen.find('a[href*="/staff/freshness/kind"]').length, 0);
  assert.equal((await visitor.get('/staff/freshness/kind?category=sport')).status, 403);

  const chief = await startApp(t, { db });
  await signInAs(chief, { role: 'administrator', email: 'chief@example.org' });
  assert.equal((await chief.get('/staff/freshness/kind?category=nothing')).status, 404);
  const form = await chief.get('/staff/freshness/kind?category=sport');
  assert.match(form.text, /A yes counts for 6 months now/);
  const values = Object.fromEntries(
    form
      .find('form[action="/staff/freshness/kind"] input')
      .map((field) => [field.getAttribute('name') ?? '', field.getAttribute('value') ?? '']),
  );
  const empty = await chief.post('/staff/freshness/kind', { ...values, months: 'many' });
  assert.equal(empty.status, 422);
  assert.match(empty.text, /Write a whole number from 1 to 60.*Write a real day/);
  const day = { 'holds_from-day': '17', 'holds_from-month': '11', 'holds_from-year': '2026' };
  const promised = { ...values, ...day, months: '9' };
  const done = await chief.post('/staff/freshness/kind', promised);
  assert.equal(done.headers.location, '/staff/freshness?done=set');
  assert.match(
    (await chief.get('/staff/freshness?done=set')).text,
    /It is promised.*What begins later.*9 months.*17 November 2026/,
  );
  assert.match((await chief.post('/staff/freshness/kind', promised)).text, /Another promise begins on that day/);
  const tomorrow = await startApp(t, { db, now: () => new Date('2026-11-17T10:00:00Z') });
  assert.doesNotMatch((await tomorrow.get('/services/splash-saturday-swimming')).text, /may be out of date/);

  const back = { category: 'sport', holds_from: '2026-11-17' };
  assert.equal((await visitor.post('/staff/freshness/take-back', back)).status, 403);
  assert.equal((await chief.post('/staff/freshness/take-back', { ...back, holds_from: '2026-01-01' })).status, 404);
  assert.equal((await chief.post('/staff/freshness/take-back', { ...back, holds_from: 'x' })).status, 404);
  assert.equal(
    (await chief.post('/staff/freshness/take-back', back)).headers.location,
    '/staff/freshness?done=taken_back',
  );
  assert.equal((await chief.post('/staff/freshness/take-back', back)).status, 404);
  const audit = await db.selectFrom('audit').select(['action', 'entity_id']).orderBy('id').execute();
  assert.deepEqual(
    audit.filter(({ action }) => action.includes('promise')).map(({ action, entity_id }) => `${action} ${entity_id}`),
    ['set_freshness_promise sport', 'took_back_freshness_promise sport'],
  );
});

test('what staff put right is asked about anew, and comes back where it was not', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  await exampleService(db, { description: 'The offer ends on 1 June 2024.' });
  await lookForPastDates(db, NOW);
  await signInAs(visitor, { role: 'moderator' });
  const open = async () =>
    db.selectFrom('desk_item').select('id').where('kind', '=', 'past_date').where('decided_at', 'is', null).execute();
  const [item] = await open();
  await visitor.post(`/staff/items/${item?.id}/finding`, { answer: 'mended' });
  assert.equal((await open()).length, 0);
  await lookForPastDates(db, new Date('2026-11-17T02:20:00Z'));
  assert.equal((await open()).length, 1, 'it was not');
});

test('a finding on a page of the site itself is shown with its page', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  const page = async (path: string) =>
    path === '/about' ? '<main><p>It closes on 29 September 2017.</p></main>' : undefined;
  await lookThroughPages(db, NOW, page);
  await signInAs(visitor, { role: 'moderator' });
  const { id } = await db
    .selectFrom('desk_item')
    .select('id')
    .where('kind', '=', 'past_date')
    .executeTakeFirstOrThrow();
  const shown = await visitor.get(`/staff/items/${id}`);
  assert.match(shown.text, /Page \/about, of this site itself.*closes on 29 September 2017/);
  assert.equal((await visitor.post(`/staff/items/${id}/finding`, { answer: 'not_so' })).status, 303);
});
