import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { startApp, type Visitor } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import { signInAs } from '../../test/sign-in.ts';
import type { Db } from '../db/database.ts';
import { exampleService, saveExample } from './examples.ts';
import { findService } from './services.ts';

async function atTheDesk(t: Parameters<typeof startApp>[0], db?: Db): Promise<Visitor> {
  const visitor = await startApp(t, db && { db });
  await signInAs(visitor, { email: 'mo@example.org', role: 'moderator' });
  return visitor;
}

const pairs = async (db: Db) =>
  await db
    .selectFrom('desk_item')
    .select(['id', 'title'])
    .where('kind', '=', 'duplicate')
    .where('decided_at', 'is', null)
    .execute();

test('a record that arrives twice under another id waits as a possible duplicate; another service does not', async (t) => {
  const db = await inTransaction(t);
  await exampleService(db);
  await exampleService(db, { source_id: 'cinema', name: 'Quiet cinema' });
  assert.deepEqual(await pairs(db), []);
  await saveExample(db, { source_id: 'again', name: 'Splash: Saturday Swiming', organization: { name: 'Another' } });
  const found = await pairs(db);
  assert.equal(found.length, 1);
  assert.match(found[0]?.title ?? '', /Splash/);
  await saveExample(db, { source_id: 'again', name: 'Splash Saturday swimming', organization: { name: 'Another' } });
  assert.equal((await pairs(db)).length, 1, 'it is one pair still');
});

test('two records are merged: the old address leads on, the feed says so, and the history is kept', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const stays = await exampleService(db);
  const goes = await exampleService(db, {
    source_id: 'again',
    fees: 'Four pounds.',
    organization: { name: 'Another' },
  });
  const [pair] = await pairs(db);
  const item = `/staff/items/${pair?.id}`;
  const page = await visitor.get(item);
  assert.match(page.text, /They share: name, postcode, phone number/);
  assert.match(page.text, /Organisation (Splash Another|Another Splash)/);
  assert.match((await visitor.post(`${item}/merge`, { fill: 'yes' })).text, /Choose the record that stays/);
  assert.equal((await visitor.post(`${item}/merge`, { survivor: stays.id, fill: 'yes' })).status, 303);
  const old = await visitor.get(`/services/${goes.slug}`);
  assert.deepEqual([old.status, old.headers.location], [301, `/services/${stays.slug}`]);
  assert.equal((await visitor.get(`/services/${goes.id}`)).headers.location, `/services/${stays.slug}`);
  const feed = await visitor.get(`/api/services/${goes.id}`);
  assert.equal(feed.status, 410);
  assert.ok(feed.body.includes(stays.id));
  assert.equal((await findService(db, stays.id))?.fees, 'Four pounds.', 'what the survivor lacked came along');
  assert.match(
    (await visitor.get(`/staff/services/${goes.slug}`)).text,
    /merged.*Merged into Splash Saturday swimming/,
  );
  assert.match((await visitor.get(`/staff/services/${stays.slug}`)).text, /Took in Splash Saturday swimming/);
  await saveExample(db, { source_id: 'again', fees: 'Nine pounds.', organization: { name: 'Another' } });
  assert.equal((await visitor.get(`/services/${goes.slug}`)).status, 301, 'its source does not bring it back');
  assert.deepEqual(await pairs(db), []);
});

test('a merger is undone on the same day: both are public again, as they were', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const stays = await exampleService(db);
  const goes = await exampleService(db, {
    source_id: 'again',
    fees: 'Four pounds.',
    organization: { name: 'Another' },
  });
  const [pair] = await pairs(db);
  await visitor.post(`/staff/items/${pair?.id}/merge`, { survivor: stays.id, fill: 'yes' });
  assert.match((await visitor.get(`/staff/items/${pair?.id}`)).text, /Undo this decision/);
  const undone = await visitor.post(`/staff/items/${pair?.id}/undo`, {});
  assert.match((await visitor.get(undone.headers.location ?? '')).text, /They share/);
  assert.equal((await visitor.get(`/services/${goes.slug}`)).status, 200);
  assert.equal((await findService(db, stays.id))?.fees, undefined);
});

test('what was merged into a record follows it when that is merged too', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const one = await exampleService(db);
  const two = await exampleService(db, { source_id: 'two', organization: { name: 'Two' } });
  await visitor.post(`/staff/items/${(await pairs(db))[0]?.id}/merge`, { survivor: two.id });
  const three = await exampleService(db, { source_id: 'three', organization: { name: 'Three' } });
  await visitor.post(`/staff/items/${(await pairs(db))[0]?.id}/merge`, { survivor: three.id });
  assert.equal((await visitor.get(`/services/${one.slug}`)).headers.location, `/services/${three.slug}`);
  assert.equal((await visitor.get(`/services/${two.slug}`)).headers.location, `/services/${three.slug}`);
});

test('two services stay two, and nobody is asked again; what is public is not merged into what is not', async (t) => {
  const db = await inTransaction(t);
  const visitor = await atTheDesk(t, db);
  const ada = await startApp(t, { db });
  await signInAs(ada, { email: 'ada@example.org', role: 'administrator' });
  await exampleService(db);
  const { id } = await saveExample(db, { source_id: 'again', organization: { name: 'Another' } }, { publish: false });
  const [pair] = await pairs(db);
  const item = `/staff/items/${pair?.id}`;
  const wrong = await visitor.post(`${item}/merge`, { survivor: id });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /Keep the record that is public/);
  assert.equal((await ada.post(`${item}/keep-both`, {})).status, 409, 'somebody else has it');
  await visitor.post(`${item}/keep-both`, {});
  await saveExample(db, {
    source_id: 'again',
    fees: 'Free',
    phones: [{ number: '01632 960001' }],
    organization: { name: 'Other' },
  });
  assert.deepEqual(await pairs(db), []);
  const audit = await sql<{ action: string }>`select action from audit
    where action like '%_duplicate' and who = 'mo@example.org'`.execute(db);
  assert.deepEqual(audit.rows, [{ action: 'two_services_duplicate' }]);
});

test('undone, a merger gives back what had been merged before, and what waited; the owners hear of both', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const one = await exampleService(db);
  const two = await exampleService(db, { source_id: 'two', organization: { name: 'Two' } });
  await visitor.post(`/staff/items/${(await pairs(db))[0]?.id}/merge`, { survivor: two.id });
  const three = await exampleService(db, { source_id: 'three', organization: { name: 'Three' } });
  const [pair] = await pairs(db);
  const owner = await startApp(t, { db });
  await signInAs(owner, { email: 'olive@example.org', role: 'owner', organization_id: two.organization_id });
  const draft = await owner.post(`/provider/services/${two.id}/edit`, {});
  const cost = `${draft.headers.location}/cost`;
  const seen = (await owner.get(cost)).find('input[name="seen"]')[0]?.getAttribute('value') ?? '';
  await owner.post(cost, { costs: '', fees: 'Four pounds.', seen });
  const version = await owner.get(draft.headers.location ?? '');
  const fields = version
    .find('form[action$="hand-in"] input')
    .map((field) => [field.getAttribute('name') ?? '', field.getAttribute('value') ?? '']);
  await owner.post(`${draft.headers.location}/hand-in`, Object.fromEntries(fields));
  const waiting = async () => (await visitor.get('/staff?kind=changed_record')).find('tbody a').length;
  assert.equal(await waiting(), 1);
  await visitor.post(`/staff/items/${pair?.id}/merge`, { survivor: three.id, fill: 'yes' });
  assert.equal(await waiting(), 0);
  assert.match((await owner.get(draft.headers.location ?? '')).text, /was merged into another record/);
  assert.equal((await visitor.get(`/services/${one.slug}`)).headers.location, `/services/${three.slug}`);
  const undone = await visitor.post(`/staff/items/${pair?.id}/undo`, {});
  assert.equal(undone.status, 303);
  assert.equal((await visitor.get(`/services/${two.slug}`)).status, 200);
  assert.equal((await visitor.get(`/services/${one.slug}`)).headers.location, `/services/${two.slug}`);
  assert.equal(await waiting(), 1);
  const letters = await db
    .selectFrom('mail')
    .select('subject')
    .where('to_address', '=', 'olive@example.org')
    .where('key', 'not like', 'sign-in%')
    .orderBy('id')
    .execute();
  assert.deepEqual(
    letters.map(({ subject }) => subject.split(':')[0]),
    ['Two records of one service are now one', 'We are looking again at your record'],
  );
});
