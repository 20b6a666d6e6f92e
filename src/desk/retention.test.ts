import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, startApp, type Visitor } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { exampleService } from '../directory/examples.ts';
import { forgetOldReports } from '../directory/jobs.ts';
import { saveProblemReport } from '../directory/problem-reports.ts';
import { exampleComment, exampleSending } from '../participation/examples.ts';
import { forgetOldMessages } from '../participation/jobs.ts';
import { forgetOldNotes } from './jobs.ts';
import { addNote } from './notes.ts';

async function administrator(t: Parameters<typeof startApp>[0]): Promise<Visitor> {
  const visitor = await startApp(t);
  await signInAs(visitor, { email: 'ada@example.org', role: 'administrator' });
  return visitor;
}

const old = new Date('2024-01-10T10:00:00Z');

test('an administrator decides for how long something is kept, from a day on', async (t) => {
  const visitor = await administrator(t);
  const page = await visitor.get('/staff/retention');
  assert.match(page.text, /What people said of a page 12 1 September 2014/);
  const wanted = { kind: 'page_rating', months: '6', holds_from: '2027-01-01' };
  const wrong: [fields: Record<string, string>, says: RegExp][] = [
    [{ kind: 'everything' }, /Choose one of the list/],
    [{ months: '0' }, /Write a number of months/],
    [{ months: 'long' }, /Write a number of months/],
    [{ holds_from: '2026-11-16' }, /holds from tomorrow at the soonest/],
    [{ holds_from: '' }, /Write the day from which it holds/],
  ];
  for (const [fields, says] of wrong) {
    const answer = await visitor.post('/staff/retention', { ...wanted, ...fields });
    assert.equal(answer.status, 422);
    assert.match(answer.text, says);
  }
  assert.equal((await visitor.post('/staff/retention', wanted)).status, 303);
  assert.match(
    (await visitor.get('/staff/retention')).text,
    /What people said of a page 12 .*6 months from 1 January 2027/,
  );
});

test('what must be kept for the law stays beyond its time, until it is let go', async (t) => {
  const visitor = await administrator(t);
  const { db } = visitor;
  const service = await exampleService(db);
  const { reference } = await exampleComment(db, { body: 'Words', reply_to: 'p@example.org' }, old);
  const report = { service_id: service.id, reason: 'other', details: 'It has closed.', reply_to: '' } as const;
  const problem = await saveProblemReport(db, report, exampleSending(old));
  const hold = (typed: string, why = 'A complaint to the Ombudsman') =>
    visitor.post('/staff/retention/hold', { reference: typed, why });
  assert.match((await hold('CO-7777-7777')).text, /There is nothing with that reference/);
  assert.match((await hold(reference, ' ')).text, /Write why it must be kept/);
  for (const one of [reference.toLowerCase().replaceAll('-', ' '), problem, problem])
    assert.equal((await hold(one)).status, 303);
  const page = await visitor.get('/staff/retention');
  assert.equal(page.find('#holds ~ .lines li').length, 2);
  const left = async () => [
    (await db.selectFrom('comment').select('body').executeTakeFirst())?.body,
    (await db.selectFrom('problem_report').select('details').execute()).length,
  ];
  const forget = async () => {
    await forgetOldMessages(db, NOW);
    await forgetOldReports(db, NOW);
  };
  await forget();
  assert.deepEqual(await left(), ['Words', 1]);
  for (const field of page.find('#holds ~ .lines input[name="id"]'))
    await visitor.post('/staff/retention/hold-ends', { id: field.getAttribute('value') ?? '' });
  await forget();
  assert.deepEqual(await left(), [null, 0]);
  assert.equal((await visitor.post('/staff/retention/hold-ends', { id: 'x' })).status, 303);
});

test('notes of the team go when their time is over, and not before', async (t) => {
  const visitor = await administrator(t);
  const { db } = visitor;
  const { item } = await exampleComment(db, {}, NOW);
  const { item: open } = await exampleComment(db, {}, NOW);
  for (const id of [item, open]) await addNote(db, id, { text: 'A note', by: 'mo', now: old });
  await db
    .updateTable('desk_item')
    .set({ decided_at: new Date('2025-11-15T10:00:00Z') })
    .where('id', '=', item)
    .execute();
  await forgetOldNotes(db, NOW);
  assert.deepEqual(await db.selectFrom('desk_note').select('item_id').execute(), [{ item_id: open }]);
});
