import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { NOW, startApp } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import { signInAs } from '../../test/sign-in.ts';
import type { Db } from '../db/database.ts';
import { exampleSchool } from '../schools/examples.ts';
import { createBulletin } from './bulletins.ts';
import { exampleBulletin, exampleContent } from './examples.ts';
import { publishPlannedBulletins } from './jobs.ts';

// What is planned is checked again when its time has come.

const later = new Date('2026-11-20T09:00:00Z');

async function desk(t: TestContext) {
  const db = await inTransaction(t);
  await exampleSchool(db, { urn: '990001', kind: 'special' });
  const visitor = await startApp(t, { db });
  await signInAs(visitor, { email: 'wendy@example.org', role: 'content_editor' });
  return visitor;
}

/** Makes a bulletin by its form and plans it. Gives its page in the editor, and what was answered. */
async function plan(visitor: Awaited<ReturnType<typeof desk>>, change: Record<string, string>) {
  const form = {
    type: 'information',
    title: 'Dates of the count',
    summary: 'When it is.',
    markdown: 'It is in spring.',
    readers: 'everybody',
    contact_role: 'Data team',
    contact_email: 'data@council.example.org',
    ...change,
  };
  const made = await visitor.post('/staff/bulletins/new', { ...form, action: 'save' });
  const page = (made.headers.location ?? '').split('?')[0] ?? '';
  const send = async () => {
    const version = (await visitor.get(page)).find('input[name=version]')[0]?.getAttribute('value') ?? '';
    return visitor.post(page, { ...form, version, publish_at: '2026-11-20T09:00', action: 'publish' });
  };
  return { page, send, answer: await send() };
}

const run = (visitor: { db: Db; app: Parameters<typeof publishPlannedBulletins>[2] }, now = later) =>
  publishPlannedBulletins(visitor.db, now, visitor.app);

const waiting = async (db: Db) =>
  (await db.selectFrom('desk_item').select(['title', 'decision']).where('kind', '=', 'held_bulletin').execute()).map(
    ({ title, decision }) => `${title}: ${decision}`,
  );

test('what leads nowhere by the time that it should go out holds it back, tells the desk, and goes out once it is mended', async (t) => {
  const visitor = await desk(t);
  const { db, get } = visitor;
  const linked = await exampleBulletin(db, {}, NOW);
  const { page, answer, send } = await plan(visitor, { markdown: `See [the sheet of last week](${linked.href}).` });
  assert.equal(answer.status, 303, answer.text.slice(0, 500));
  const withdrawn = { withdrawn_at: NOW, withdrawn_because: 'Wrong.', withdrawn_by: 'Wendy' };
  await db.updateTable('bulletin').set(withdrawn).where('id', '=', linked.id).execute();
  await run(visitor);
  await run(visitor, new Date('2026-11-20T09:01:00Z'));
  assert.equal((await get('/bulletins/2026/2')).status, 404);
  assert.deepEqual(await waiting(db), ['Did not go out as planned: Dates of the count: null']);
  const editor = await get(page);
  assert.match(editor.text, /Did not go out on 20 November 2026 at 09:00/);
  assert.match(editor.text, /\/bulletins\/2026\/1 is not on this site/);
  const item = await db
    .selectFrom('desk_item')
    .select('id')
    .where('kind', '=', 'held_bulletin')
    .executeTakeFirstOrThrow();
  assert.equal((await get(`/staff/items/${item.id}`)).headers.location, page);
  assert.equal((await send()).status, 422, 'it cannot be planned again as it is');
  await db
    .updateTable('bulletin')
    .set({ withdrawn_at: null, withdrawn_because: null })
    .where('id', '=', linked.id)
    .execute();
  assert.equal((await send()).status, 303);
  assert.deepEqual(await waiting(db), ['Did not go out as planned: Dates of the count: planned anew']);
  assert.doesNotMatch((await get(page)).text, /Did not go out/);
  await run(visitor);
  assert.equal((await get('/bulletins/2026/2')).status, 200);
});

test('an audience of which no open school is left holds it back', async (t) => {
  const visitor = await desk(t);
  const { page, answer } = await plan(visitor, { 'kinds.special': 'yes' });
  assert.equal(answer.status, 303);
  await exampleSchool(visitor.db, { urn: '990002' });
  await visitor.db.updateTable('school').set({ status: 'closed' }).where('urn', '=', '990001').execute();
  await run(visitor);
  assert.match((await visitor.get(page)).text, /For whom: No school that is open is like that/);
  assert.equal((await visitor.get('/bulletins/2026/1')).status, 404);
});

test('what was found when it was planned, and accepted, keeps nothing back, and is kept with the reason', async (t) => {
  const visitor = await desk(t);
  const given = { markdown: 'See [the new page](/nowhere).', override_reason: 'The page comes with it.' };
  const { answer } = await plan(visitor, given);
  assert.equal(answer.status, 303);
  await run(visitor);
  assert.equal((await visitor.get('/bulletins/2026/1')).status, 200);
  const edition = await visitor.db
    .selectFrom('bulletin_edition')
    .select(['override_reason', 'findings'])
    .executeTakeFirstOrThrow();
  assert.equal(edition.override_reason, 'The page comes with it.');
  assert.match(JSON.stringify(edition.findings), /\/nowhere is not on this site/);
});

test('a day that is over when it comes out is found, not one of what came out long ago', async (t) => {
  const visitor = await desk(t);
  const action = { type: 'action', due_on: '2026-11-18' };
  const { answer } = await plan(visitor, action);
  assert.equal(answer.status, 422);
  assert.match(answer.text, /To be done by: This day is over before it comes out/);
  assert.equal((await plan(visitor, { type: 'action', due_on: '2026-11-20' })).answer.status, 303);
  const event = { type: 'event', event_on: '2026-11-19', starts_at: '09:00', place: 'Hall' };
  assert.match((await plan(visitor, event)).answer.text, /Day of the event: The event is over/);
  const old = await exampleBulletin(
    visitor.db,
    { ...exampleContent, type: 'action', due_on: '2026-10-01' },
    new Date('2026-09-01T10:00:00Z'),
  );
  assert.doesNotMatch((await visitor.get(`/staff/bulletins/${old.id}`)).text, /This day is over/);
});

test('one that is held back keeps no other from going out', async (t) => {
  const visitor = await desk(t);
  const { db } = visitor;
  for (const markdown of ['Look at [this](/nowhere).', 'It is in spring.']) {
    const id = await createBulletin(db, { ...exampleContent, markdown }, { by: 'Ed', now: NOW });
    await db.updateTable('bulletin').set({ publish_at: later, planned_by: 'Ed' }).where('id', '=', id).execute();
  }
  await run(visitor);
  assert.equal((await visitor.get('/bulletins/2026/1')).status, 200);
  assert.equal((await visitor.get('/bulletins/2026/2')).status, 404);
  assert.equal((await waiting(db)).length, 1);
});
