import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import { mailedToken, signInAs } from '../../test/sign-in.ts';
import { exampleService } from '../directory/examples.ts';
import { seedDemonstration } from '../seed.ts';
import { seedDemonstrationAccounts } from './demonstration.ts';

const email = 'pat@example.org';

test('a link signs in once, in the browser that asked for it; opening it changes nothing', async (t) => {
  const visitor = await startApp(t);
  const asked = await visitor.get('/sign-in?next=/account/delete');
  assert.match(asked.text, /Your e-mail address/);
  const sent = await visitor.post('/sign-in', { email: ' Pat@Example.org ', next: '/account/delete' });
  assert.match(sent.text, /We have sent a link to pat@example.org/);
  const token = await mailedToken(visitor, email);
  for (let look = 0; look < 3; look++) {
    const page = await visitor.get(`/sign-in/link?t=${token}&next=%2Faccount%2Fdelete`);
    assert.match(page.text, /Press the button/);
  }
  assert.equal((await visitor.get('/account')).headers.location, '/sign-in?next=%2Faccount');
  const signedIn = await visitor.post('/sign-in/link', { t: token, next: '/account/delete' });
  assert.equal(signedIn.headers.location, '/account/delete');
  const account = await visitor.get('/account');
  assert.match(account.text, /Signed in as pat@example.org/);
  const again = await visitor.post('/sign-in/link', { t: token });
  assert.equal(again.status, 422);
  assert.match(again.text, /does not work any more/);
});

test('the mail alone opens nothing: another browser is told to ask for its own link', async (t) => {
  const visitor = await startApp(t);
  await visitor.post('/sign-in', { email });
  const token = await mailedToken(visitor, email);
  const other = await startApp(t, { db: visitor.db });
  assert.match((await other.get(`/sign-in/link?t=${token}`)).text, /in the browser in which you asked for it/);
  assert.equal((await other.post('/sign-in/link', { t: token })).status, 422);
  assert.equal((await visitor.post('/sign-in/link', { t: token })).status, 303, 'and harms nobody');
});

test('a link leads nowhere but into this site, and says nothing about who has an account', async (t) => {
  const visitor = await startApp(t);
  await signInAs(visitor, { email });
  const stranger = await startApp(t, { db: visitor.db });
  const known = await stranger.post('/sign-in', { email });
  const unknown = await stranger.post('/sign-in', { email: 'new@example.org' });
  assert.equal(known.text.replaceAll(email, ''), unknown.text.replaceAll('new@example.org', ''));
  const away = await stranger.post('/sign-in/link', {
    t: await mailedToken(stranger, 'new@example.org'),
    next: '//evil.example',
  });
  assert.equal(away.headers.location, '/account');
});

test('what is no address is said beside the field, and an address gets five links an hour', async (t) => {
  const visitor = await startApp(t);
  const wrong = await visitor.post('/sign-in', { email: 'nobody' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /Write an e-mail address, like name@example.org/);
  for (let time = 0; time < 5; time++) assert.equal((await visitor.post('/sign-in', { email })).status, 200);
  const more = await visitor.post('/sign-in', { email });
  assert.equal(more.status, 422);
  assert.match(more.text, /many links already/);
});

test('signing in gives a new session, and signing out ends it everywhere it was used', async (t) => {
  const visitor = await startApp(t);
  await signInAs(visitor, { email });
  const first = await visitor.db.selectFrom('session').select('token').execute();
  await visitor.post('/sign-in', { email });
  await visitor.post('/sign-in/link', { t: await mailedToken(visitor, email) });
  const second = await visitor.db.selectFrom('session').select('token').execute();
  assert.equal(second.length, 1, 'the session of before has ended');
  assert.notEqual(second[0]?.token, first[0]?.token);
  const out = await visitor.post('/sign-out', {});
  assert.equal(out.headers.location, '/');
  assert.deepEqual(await visitor.db.selectFrom('session').select('token').execute(), []);
  assert.equal((await visitor.get('/account')).status, 303);
});

test('demonstration accounts sign in with one click, and only while everything is made up', async (t) => {
  const db = await inTransaction(t);
  await seedDemonstration(db, new Date('2026-11-16T10:00:00Z'));
  await seedDemonstrationAccounts(db, new Date('2026-11-16T10:00:00Z'));
  const visitor = await startApp(t, { db });
  const page = await visitor.get('/sign-in/demonstration');
  assert.match(page.text, /Anybody can use these accounts/);
  assert.equal(page.find('form[action="/sign-in/demonstration"]').length, 11);
  const desk = await visitor.post('/sign-in/demonstration', { email: 'administrator@demonstration.example' });
  assert.equal(desk.headers.location, '/staff');
  assert.equal((await visitor.get('/staff/people')).status, 200);
  await exampleService(db);
  assert.equal((await visitor.get('/sign-in/demonstration')).status, 404);
  assert.equal(
    (await visitor.post('/sign-in/demonstration', { email: 'administrator@demonstration.example' })).status,
    404,
  );
  assert.equal((await visitor.get('/staff/people')).status, 303, 'with the first real record they are signed out');
});
