import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp } from '../../test/app.ts';
import { exampleService } from './examples.ts';
import { withdrawService } from './services.ts';

const swim = { source_id: 'swim', name: 'Splash swimming' };
const art = { source_id: 'art', name: 'Art club' };
const refuge = {
  source_id: 'refuge',
  name: 'Safe house',
  local_offer: { is_place_hidden: true },
};

test('a list shows its services in the order of its address, and what each would be without one', async (t) => {
  const { db, get } = await startApp(t);
  await exampleService(db, swim);
  await exampleService(db, art);
  const page = await get('/my-list?s=art-club&s=splash-swimming');
  assert.equal(page.status, 200);
  assert.deepEqual(
    page.find('#my-list h3').map((title) => title.text.trim()),
    ['Art club', 'Splash swimming'],
  );
  assert.equal(page.find('[data-remove="art-club"]')[0]?.getAttribute('href'), '/my-list?s=splash-swimming');
  assert.equal(
    page.find('#list-address')[0]?.getAttribute('value'),
    'http://localhost:3000/my-list?s=art-club&s=splash-swimming',
  );
});

test('without JavaScript, adding leads to a page that says how to keep the list, and old lists can be put to it', async (t) => {
  const { db, get } = await startApp(t);
  await exampleService(db, swim);
  await exampleService(db, art);
  const added = await get('/my-list?add=splash-swimming');
  assert.match(added.text, /Splash swimming is on this list\. To keep the list, bookmark this page/);
  const kept = encodeURIComponent('http://localhost:3000/my-list?s=art-club');
  const both = await get(`/my-list?s=splash-swimming&list=${kept}`);
  assert.equal(both.find('#my-list h3').length, 2);
});

test('an empty list says how to begin', async (t) => {
  const { get } = await startApp(t);
  const page = await get('/my-list');
  assert.equal(page.status, 200);
  assert.match(page.text, /Nothing is on this list yet/);
});

test('what is gone, unknown or not readable is said, and the rest is shown', async (t) => {
  const { db, get } = await startApp(t);
  const gone = await exampleService(db, art);
  await exampleService(db, swim);
  await withdrawService(db, gone.id, { now: new Date(), withdrawn_by: 'a test', reason: 'It closed.' });
  const page = await get(`/my-list?s=art-club&s=splash-swimming&s=%3Cscript%3E&s=%00&s=${gone.id}`);
  assert.equal(page.status, 200);
  assert.match(page.text, /“art club” is not here any more/);
  assert.match(page.text, /2 entries of the list could not be read/);
  assert.match(page.text, /1 service /);
});

test('the same service by its address and by its id stands on the list once', async (t) => {
  const { db, get } = await startApp(t);
  const { id } = await exampleService(db, swim);
  const page = await get(`/my-list?s=splash-swimming&s=${id.toUpperCase()}`);
  assert.equal(page.find('#my-list h3').length, 1);
  assert.doesNotMatch(page.text, /not here any more/);
});

test('a list of a hundred services and more is shown up to a hundred', async (t) => {
  const { get } = await startApp(t);
  const query = Array.from({ length: 130 }, (_, n) => `s=club-${n}`).join('&');
  const page = await get(`/my-list?${query}`);
  assert.equal(page.status, 200);
  assert.match(page.text, /holds up to 100 services\. We left out the 30/);
  assert.match(page.text, /100 services of this list are not here any more/);
});

test('the booklet holds all that a family needs, in normal and large print, without a menu', async (t) => {
  const { db, get } = await startApp(t);
  await exampleService(db, {
    ...swim,
    cost_options: [{ option: 'A session', amount: 4.5 }],
    eligibility: [{ criterion: 'age', description: 'You are 5 to 12 years old.' }],
  });
  await exampleService(db, art);
  const page = await get('/my-list/booklet?s=splash-swimming&s=art-club');
  for (const fact of [
    '1. Splash swimming',
    '2. Art club',
    'You are 5 to 12 years old.',
    'A quiet hour in a warm pool',
    'Send an e-mail. We answer within a week.',
    'Every Saturday, 9am to 10am',
    '1 Pool Lane, Cromer, NR27 9AA',
    'Step-free',
    'A session: £4.50',
    '01632 960001',
    'swim@example.org',
    'http://localhost:3000/services/splash-swimming',
  ])
    assert.ok(page.text.includes(fact), fact);
  assert.equal(page.find('.booklet-contents a[href="#service-2"]').length, 1);
  assert.equal(page.find('.site-nav, .site-footer, .helpful').length, 0);
  assert.equal(page.find('.booklet--large').length, 0);
  const large = await get('/my-list/booklet?s=splash-swimming&size=large');
  assert.equal(large.find('.booklet--large').length, 1);
});

test('a booklet of nothing leads back to the list', async (t) => {
  const { get } = await startApp(t);
  const answer = await get('/my-list/booklet?s=no-such-club');
  assert.equal(answer.status, 303);
  assert.equal(answer.headers.location, '/my-list?s=no-such-club');
});

test('neither booklet nor table tells where a hidden place is', async (t) => {
  const { db, get } = await startApp(t);
  await exampleService(db, refuge);
  for (const path of ['/my-list', '/my-list/booklet', '/my-list.csv']) {
    const { body } = await get(`${path}?s=safe-house`);
    assert.match(body, /Cromer/, path);
    assert.doesNotMatch(body, /Pool Lane|NR27/, path);
  }
});

test('the list as a table has a row for each service', async (t) => {
  const { db, get } = await startApp(t);
  await exampleService(db, swim);
  await exampleService(db, art);
  const table = await get('/my-list.csv?s=art-club&s=splash-swimming');
  assert.equal(table.headers['content-type'], 'text/csv; charset=utf-8');
  assert.match(table.headers['content-disposition'] ?? '', /attachment; filename="my-list\.csv"/);
  const lines = table.body.trim().split('\r\n');
  assert.equal(lines.length, 3);
  assert.match(lines[1] ?? '', /^Art club,/);
});
