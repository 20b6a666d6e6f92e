import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, startApp } from '../../test/app.ts';
import { owner } from '../../test/provider.ts';
import { signInAs } from '../../test/sign-in.ts';
import { exampleService } from './examples.ts';
import { findService } from './services.ts';

const nobody = '00000000-0000-4000-8000-000000000000';

test('providers see their records with the state of each and what to do next', async (t) => {
  const visitor = await owner(t);
  await exampleService(visitor.db, { source_id: 'old', name: 'Old club', local_offer: {} }, { now: NOW });
  const page = await visitor.get('/provider');
  assert.equal(page.status, 200);
  assert.match(page.text, /Splash Saturday swimming Public\. Confirmed on 1 October 2026/);
  assert.match(page.text, /Old club Public, needs confirming/);
  assert.match(page.text, /1 of your records needs confirming/);
  assert.match(page.text, /Provider: owner/);
});

test('a confirmation counts from the day on which it is given', async (t) => {
  const { post, get, db, service } = await owner(t);
  const done = await post(`/provider/services/${service.id}/state`, { deed: 'confirm' });
  assert.equal(done.headers.location, `/provider/services/${service.id}?done=confirm`);
  assert.match((await get(done.headers.location ?? '')).text, /Families see that you have checked it today/);
  assert.match((await get(`/services/${service.slug}`)).text, /Checked on 16 November 2026 by Splash/);
  const log = await db.selectFrom('audit').selectAll().where('action', '=', 'confirm_record').execute();
  assert.deepEqual([log[0]?.who, log[0]?.role], ['olive@example.org', 'owner']);
});

test('nobody reaches the record, the draft or the people of another organisation by id', async (t) => {
  const visitor = await owner(t);
  const { db, get, post } = visitor;
  const other = await exampleService(
    db,
    { source_id: 'other', name: 'Other club', organization: { name: 'Others', email: 'others@example.org' } },
    { now: NOW },
  );
  const theirs = await db
    .insertInto('draft')
    .values({
      service_id: other.id,
      organization_id: other.organization_id,
      record: JSON.stringify({ source_id: 'other', name: 'Secret plan', organization: { name: 'Others' } }),
      started_at: NOW,
      saved_at: NOW,
      saved_by: 'other@example.org',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const draft = `/provider/drafts/${theirs.id}`;
  const people = `/provider/organisations/${other.organization_id}/people`;
  for (const path of [`/provider/services/${other.id}`, draft, `${draft}/what`, `${draft}/preview`, people]) {
    const answer = await get(path);
    assert.equal(answer.status, 404, path);
    assert.doesNotMatch(answer.text, /Secret plan|Other club/);
  }
  const forms: [string, Record<string, string>][] = [
    [`/provider/services/${other.id}/edit`, {}],
    [`/provider/services/${other.id}/state`, { deed: 'withdraw', reason: 'Because.' }],
    ['/provider/services', { organisation: other.organization_id, name: 'Mine' }],
    [`${draft}/what`, { name: 'Mine now', version: '1' }],
    [`${draft}/hand-in`, { version: '1' }],
    [`${draft}/take-back`, {}],
    [`${draft}/discard`, {}],
    [people, { email: 'me@example.org', role: 'owner' }],
    [`${people}/end`, { role: nobody }],
  ];
  for (const [path, form] of forms) assert.equal((await post(path, form)).status, 404, path);
  assert.ok(await findService(db, other.id), 'it is still public');
  const kept = await db.selectFrom('draft').select('record').where('id', '=', theirs.id).executeTakeFirstOrThrow();
  assert.equal((kept.record as { name: string }).name, 'Secret plan');
});

test('an owner invites people and ends roles, an editor does not', async (t) => {
  const visitor = await owner(t);
  const { db, get, post, service } = visitor;
  const people = `/provider/organisations/${service.organization_id}/people`;
  assert.equal((await post(people, { email: 'eddie@example.org', role: 'administrator' })).status, 422);
  assert.equal((await post(people, { email: 'eddie@example.org', role: 'editor' })).status, 303);
  assert.match((await get(people)).text, /eddie@example\.org: Provider: editor, open until/);
  const editor = await startApp(t, { db });
  await signInAs(editor, { email: 'eddie@example.org', role: 'editor', organization_id: service.organization_id });
  assert.equal((await editor.get(people)).find('form[action$="/people/end"]').length, 0);
  assert.equal((await editor.post(people, { email: 'x@example.org', role: 'owner' })).status, 404);
  const roles = await db
    .selectFrom('role')
    .select(['id', 'role'])
    .where('organization_id', '=', service.organization_id)
    .execute();
  const roleOf = (name: string) => roles.find(({ role }) => role === name)?.id ?? '';
  assert.match((await post(`${people}/end`, { role: roleOf('owner') })).text, /Somebody must stay the owner/);
  assert.equal((await post(`${people}/end`, { role: roleOf('editor') })).status, 303);
  assert.equal((await editor.get(`/provider/services/${service.id}`)).status, 404, 'from the next request on');
});

test('openings, contacts and words are counted without anybody, and words from five searches on', async (t) => {
  const visitor = await owner(t);
  const { db, get, post, service } = visitor;
  const page = `/services/${service.slug}`;
  const browser = { 'user-agent': 'Mozilla/5.0 Firefox/140.0' };
  const from = (q: string) => ({ ...browser, referer: `http://localhost:3000/services?q=${encodeURIComponent(q)}` });
  for (let n = 0; n < 5; n++) await get(page, from('Swimming  for autism 01632 960999'));
  for (let n = 0; n < 4; n++) await get(page, from('rare illness'));
  await get(page, { ...browser, referer: 'https://elsewhere.example/services?q=elsewhere' });
  await get(page, { 'user-agent': 'Googlebot/2.1' });
  assert.equal((await post(`${page}/contacted`, {}, browser)).status, 204);
  assert.equal((await post('/services/no-such-club/contacted', {}, browser)).status, 404);
  const record = await get(`/provider/services/${service.id}`);
  assert.match(record.text, /opened 10 times, and somebody pressed .* 1 time\./);
  assert.match(record.text, /“swimming for autism”: 5 searches/);
  assert.doesNotMatch(record.text, /rare illness|elsewhere|960999/);
  const [stored] = await db.selectFrom('service_use').selectAll().execute();
  assert.deepEqual(stored, { service_id: service.id, day: '2026-11-16', views: 10, contacts: 1 });
});
