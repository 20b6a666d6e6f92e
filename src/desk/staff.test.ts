import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { NOW, startApp } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import { signInAs } from '../../test/sign-in.ts';
import type { Db } from '../db/database.ts';
import { exampleService } from '../directory/examples.ts';
import { saveProblemReport } from '../directory/problem-reports.ts';
import { exampleSending } from '../participation/examples.ts';
import { decide } from './decisions.ts';
import { findItem, holdItem, putOnDesk } from './items.ts';
import { queue } from './queue.ts';

const daysBefore = (days: number) => new Date(NOW.getTime() - days * 86_400_000);

test('the queue shows urgent items first, then the oldest due, with how late they are and who has them', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  const person_id = await signInAs(visitor, { role: 'moderator' });
  await putOnDesk(db, { kind: 'gap', subject_id: '1', title: 'Swimming in Diss', now: daysBefore(1) });
  await putOnDesk(db, { kind: 'to_phone', subject_id: '2', title: 'Phone Splash', now: daysBefore(12) });
  const urgent = { kind: 'to_phone', subject_id: '3', title: 'Somebody may be hurt', is_urgent: true } as const;
  await putOnDesk(db, { ...urgent, now: NOW });
  const id = (await queue(db, { q: 'splash', limit: 5, offset: 0, now: NOW }))[0]?.id ?? 0;
  assert.equal(await holdItem(db, id, person_id, NOW), true);
  const page = await visitor.get('/staff');
  assert.deepEqual(
    page.find('tbody a').map((link) => link.text),
    ['Somebody may be hurt', 'Phone Splash', 'Swimming in Diss'],
  );
  assert.match(page.text, /3 open, 1 of them late/);
  assert.match(page.text, /Phone Splash.*2 days late.*somebody/);
  const phone = await visitor.get('/staff?kind=to_phone');
  assert.equal(phone.find('tbody tr').length, 2);
  const found = await visitor.get('/staff?q=DISS');
  assert.deepEqual(
    found.find('tbody a').map((link) => link.text),
    ['Swimming in Diss'],
  );
  assert.match((await visitor.get('/staff?q=nothing+of+it')).text, /Nothing open is like that/);
});

test('ten thousand items are read along the index, page by page', async (t) => {
  const visitor = await startApp(t);
  const { db } = visitor;
  await signInAs(visitor, { role: 'moderator' });
  await sql`insert into desk_item (kind, subject_id, title, came_at, due_on)
    select 'gap', n::text, 'Gap number ' || n, ${NOW}, ${'2026-11-20'}::date + n from generate_series(1, 10000) n`.execute(
    db,
  );
  await sql`analyze desk_item`.execute(db);
  const page = await visitor.get('/staff');
  assert.match(page.text, /10,000 open/);
  assert.equal(page.find('tbody tr').length, 50);
  const later = await visitor.get('/staff?page=200');
  assert.equal(later.find('tbody a').at(-1)?.text, 'Gap number 10000');
  assert.equal(later.find('a[href="/staff?page=201"]').length, 0);
  const plan = await sql<{ 'QUERY PLAN': string }>`explain select * from desk_item where decided_at is null
    order by is_urgent desc, due_on, id limit 51`.execute(db);
  assert.match(JSON.stringify(plan.rows), /Index Scan/);
});

/** A reported problem that waits, as an address. */
async function reported(db: Db): Promise<{ path: string; id: number }> {
  const service = await exampleService(db);
  const report = { service_id: service.id, reason: 'closed', details: 'It is shut.', reply_to: '' } as const;
  await saveProblemReport(db, report, exampleSending(NOW));
  const [item] = await queue(db, { kind: 'problem', q: '', limit: 1, offset: 0, now: NOW });
  return { path: `/staff/items/${item?.id}`, id: item?.id ?? 0 };
}

test('two people never decide the same item: the second is told who has it, and until when', async (t) => {
  const db = await inTransaction(t);
  const [mo, ada] = [await startApp(t, { db }), await startApp(t, { db })];
  await signInAs(mo, { email: 'mo@example.org', role: 'moderator' });
  await signInAs(ada, { email: 'ada@example.org', role: 'administrator' });
  const { path, id } = await reported(db);
  const decision = { outcome: 'not_so' };
  assert.match((await mo.get(path)).text, /What did you find/);
  const second = await ada.get(path);
  assert.match(second.text, /mo has this until 10:20/);
  assert.doesNotMatch(second.text, /What did you find/);
  assert.equal((await ada.post(`${path}/problem`, decision)).status, 409);
  assert.equal((await findItem(db, id))?.decided_at, null);
  await mo.post(`${path}/put-back`, {});
  assert.match((await ada.get(path)).text, /What did you find/);
  assert.equal((await ada.post(`${path}/problem`, decision)).status, 303);
  const late = await mo.post(`${path}/problem`, { ...decision, answer: 'I called them, and they are open.' });
  assert.equal(late.status, 409);
  assert.match(late.text, /Somebody else has decided this/);
  const typed = late.find('label').find((label) => label.text === 'Your answer');
  assert.equal(late.find(`#${typed?.getAttribute('for')}`)[0]?.text, 'I called them, and they are open.');
  assert.match((await mo.get('/staff/decided')).text, /It has closed or moved.*not so/);
  const deeds = await sql<{ who: string }>`select who from audit where action = 'not_so_problem'`.execute(db);
  assert.deepEqual(deeds.rows, [{ who: 'ada@example.org' }]);
});

test('what a decision did is undone with it when it fails', async (t) => {
  const db = await inTransaction(t);
  const visitor = await startApp(t, { db });
  const person_id = await signInAs(visitor, { role: 'moderator' });
  const id = await putOnDesk(db, { kind: 'gap', subject_id: '1', title: 'A gap', now: NOW });
  const item = await findItem(db, id);
  assert.ok(item);
  const who = {
    person_id,
    session_id: '',
    session_token: '',
    name: '',
    email: 'somebody@example.org',
    roles: [],
    role: undefined,
    has_second_factor: true,
    is_demonstration: false,
  };
  await assert.rejects(
    decide(db, who, item, { decision: 'done' }, NOW, async () => {
      throw new Error('no');
    }),
  );
  assert.equal((await findItem(db, id))?.decided_at, null);
});

test('notes are for the team; a commissioner reads and notes, and does not decide', async (t) => {
  const visitor = await startApp(t);
  await signInAs(visitor, { email: 'cora@example.org', role: 'commissioner' });
  const { path } = await reported(visitor.db);
  const page = await visitor.get(path);
  assert.match(page.text, /In your role you do not decide it/);
  assert.equal((await visitor.post(`${path}/notes`, { text: ' ' })).status, 422);
  for (let sent = 0; sent < 2; sent++) await visitor.post(`${path}/notes`, { text: 'They open at nine.' });
  for (const query of [sql`select from desk_note`, sql`select from audit where action = 'noted'`])
    assert.equal((await query.execute(visitor.db)).rows.length, 1, 'what is sent twice is written once');
  assert.match((await visitor.get(path)).text, /They open at nine\. cora, 16 November 2026/);
  assert.equal((await visitor.post(`${path}/problem`, { outcome: 'not_so' })).status, 403);
  assert.equal((await visitor.get('/staff/items/999999')).status, 404);
  assert.equal((await visitor.get('/staff/items/x')).status, 404);
});
