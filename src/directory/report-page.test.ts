import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, startApp } from '../../test/app.ts';
import { exampleService, saveExample } from './examples.ts';
import { withdrawService } from './services.ts';

const fine = { reason: 'wrong_phone', details: 'It is 01632 960 555 now.', reply_to: '', website: '' };
const path = '/services/splash-saturday-swimming/report';

/** A visitor who has had the report form open for a minute, and its token. */
async function withForm(t: Parameters<typeof startApp>[0]) {
  let time = NOW.getTime();
  const visitor = await startApp(t, { now: () => new Date(time) });
  const service = await exampleService(visitor.db);
  const page = await visitor.get(path);
  assert.equal(page.status, 200);
  const token = page.find('input[name="token"]')[0]?.getAttribute('value') ?? '';
  time += 60_000;
  return { ...visitor, service, token };
}

test('a report is stored with its service, and acknowledged with a reference', async (t) => {
  const { db, get, post, service, token } = await withForm(t);
  const sent = await post(path, { ...fine, reply_to: 'parent@example.org', token });
  assert.equal(sent.status, 303);
  const [row] = await db.selectFrom('problem_report').selectAll().execute();
  assert.equal(row?.service_id, service.id);
  assert.deepEqual([row?.reason, row?.details, row?.reply_to], [fine.reason, fine.details, 'parent@example.org']);
  assert.match(row?.reference ?? '', /^PR-[C-Y3-9]{4}-[C-Y3-9]{4}$/);
  assert.equal(sent.headers.location, `${path}/${row?.reference}`);
  const thanks = await get(sent.headers.location ?? '');
  assert.ok(thanks.text.includes(row?.reference ?? '-'));
  assert.doesNotMatch(thanks.text, /01632 960 555|parent@example/);
});

test('a report with mistakes comes back whole, with what is wrong', async (t) => {
  const { db, post, token } = await withForm(t);
  const answer = await post(path, { details: 'The door was locked.', reply_to: 'not an address', token });
  assert.equal(answer.status, 422);
  assert.match(answer.text, /Choose what is wrong/);
  assert.deepEqual(
    answer.find('.govuk-error-summary a').map((link) => link.getAttribute('href')),
    ['#reason', '#reply_to'],
  );
  assert.deepEqual(
    answer.find('.govuk-error-message').map((message) => message.getAttribute('id')),
    ['reason-error', 'reply_to-error'],
  );
  assert.equal(answer.find('#details')[0]?.text, 'The door was locked.');
  assert.equal(answer.find('#reply_to')[0]?.getAttribute('value'), 'not an address');
  assert.equal(answer.find('input[name="token"]')[0]?.getAttribute('value'), token);
  assert.equal((await db.selectFrom('problem_report').selectAll().execute()).length, 0);
});

test('a machine is handed its words back, and a person who sends them again gets through', async (t) => {
  const { db, post, token } = await withForm(t);
  const trapped = await post(path, { ...fine, website: 'https://spam.example', token });
  assert.equal(trapped.status, 422);
  assert.equal(trapped.find('#details')[0]?.text, fine.details);
  assert.equal(trapped.find('input[name="website"]')[0]?.getAttribute('value') ?? '', '');
  assert.equal((await post(path, { ...fine, token: 'made.up' })).status, 422);
  assert.equal((await post(path, { ...fine, token })).status, 303);
  assert.equal((await db.selectFrom('problem_report').selectAll().execute()).length, 1);
});

test('only a service that is there can be reported on', async (t) => {
  const { db, get, post } = await startApp(t);
  assert.equal((await get('/services/no-such-club/report')).status, 404);
  assert.equal((await get('/services/%00/report')).status, 404);
  assert.equal((await post('/services/no-such-club/report', fine)).status, 404);
  const { id } = await saveExample(db, {});
  await withdrawService(db, id, { now: NOW, withdrawn_by: 'a test', reason: 'It closed.' });
  assert.equal((await get(path)).status, 410);
  await saveExample(db, { source_id: 'draft', name: 'Secret draft' }, { publish: false });
  assert.equal((await get('/services/secret-draft/report')).status, 404);
});

test('a reference of another service or of nothing is not found', async (t) => {
  const { get, post, db, token } = await withForm(t);
  await exampleService(db, { source_id: 'other', name: 'Other club' });
  const sent = await post(path, { ...fine, token });
  const reference = (sent.headers.location ?? '').split('/').at(-1);
  assert.equal((await get(`/services/other-club/report/${reference}`)).status, 404);
  assert.equal((await get(`${path}/PR-CCCC-CCCC`)).status, 404);
  assert.equal((await get(`${path}/${encodeURIComponent("' or 1=1")}`)).status, 404);
});

test('one press on the page of a service is enough, and the same pressed again waits once', async (t) => {
  let time = NOW.getTime();
  const visitor = await startApp(t, { now: () => new Date(time) });
  const { db, get, post } = visitor;
  await exampleService(db);
  const page = await get('/services/splash-saturday-swimming');
  const seen = { 'if-none-match': String(page.headers.etag) };
  time += 20_000;
  assert.equal((await get('/services/splash-saturday-swimming', seen)).status, 304, 'a browser keeps the page');
  const [button] = page.find('form[action$="/report"] button[value="broken_link"]');
  assert.equal(button?.text, 'A link does not work');
  const pressed = { reason: 'broken_link', website: '' };
  const first = await post(path, pressed);
  assert.equal(first.status, 303);
  const thanks = await get(first.headers.location ?? '');
  assert.match(thanks.text, /Do you know what is right instead\? Tell us more/);
  assert.equal((await post(path, pressed)).headers.location, first.headers.location);
  await post(path, { ...pressed, reason: 'closed' });
  const rows = await db.selectFrom('problem_report').select(['reason', 'times']).orderBy('reason').execute();
  assert.deepEqual(rows, [
    { reason: 'broken_link', times: 2 },
    { reason: 'closed', times: 1 },
  ]);
  const items = await db.selectFrom('desk_item').select('title').where('kind', '=', 'problem').orderBy('id').execute();
  assert.deepEqual(
    items.map(({ title }) => title),
    [
      'Splash Saturday swimming: A link does not work (told 2 times)',
      'Splash Saturday swimming: It has closed or moved',
    ],
  );
});

test('what says nothing by itself needs words; how long an address is kept comes from the policy', async (t) => {
  const { db, get, post, token } = await withForm(t);
  const other = await post(path, { reason: 'other', details: ' ', token });
  assert.equal(other.status, 422);
  assert.match(other.text, /Tell us what is wrong, or what is right instead/);
  await db
    .insertInto('retention')
    .values({ kind: 'message_reply_to', holds_from: '2026-11-01', months: 9, notice_days: 0 })
    .execute();
  const page = await get(`${path}?reason=closed`);
  assert.match(page.text, /6 months after we answered, and after 9 months at the latest/);
  assert.equal(page.find('input[value="closed"][checked]').length, 1);
});
