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
