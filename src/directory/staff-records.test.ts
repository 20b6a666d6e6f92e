import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { NOW, startApp, type Visitor } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import { signInAs } from '../../test/sign-in.ts';
import type { Db } from '../db/database.ts';
import { type DeskKind, putOnDesk } from '../desk/items.ts';
import { savedRecord } from './drafts.ts';
import { exampleService, saveExample } from './examples.ts';
import { type ServiceRecordInput, serviceRecord } from './records.ts';
import type { ServiceDetail } from './service-detail.ts';
import { findService } from './services.ts';

/** A provider's change that waits: the example with these fields, on top of the record as it stands. */
async function handInChange(db: Db, service: ServiceDetail, fields: Partial<ServiceRecordInput>): Promise<number> {
  const base = await savedRecord(db, service.id);
  const changed = serviceRecord.parse({ ...base, ...fields });
  const draft = await db
    .insertInto('draft')
    .values({
      service_id: service.id,
      organization_id: service.organization_id,
      record: JSON.stringify(changed),
      base: JSON.stringify(base),
      started_at: NOW,
      saved_at: NOW,
      saved_by: 'olive@example.org',
      handed_in_at: NOW,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return onDesk(db, 'changed_record', draft.id, service);
}

function onDesk(db: Db, kind: DeskKind, subject_id: string, service?: ServiceDetail): Promise<number> {
  const of = service ? { service_id: service.id, organization_id: service.organization_id } : {};
  return putOnDesk(db, { kind, subject_id, title: service?.name ?? 'Splash', ...of, now: NOW });
}

async function atTheDesk(t: Parameters<typeof startApp>[0]): Promise<Visitor> {
  const visitor = await startApp(t);
  await signInAs(visitor, { email: 'mo@example.org', role: 'moderator' });
  return visitor;
}

const lettersTo = async (db: Db, email: string) =>
  (
    await db.selectFrom('mail').select(['subject', 'text']).where('to_address', '=', email).orderBy('id').execute()
  ).filter(({ subject }) => !/Sign in/i.test(subject));

test('a change is shown field by field, old beside new in words, and approved', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const service = await exampleService(db);
  const id = await handInChange(db, service, {
    fees: 'Four pounds a time.',
    phones: [{ number: '01632 960009', description: 'weekdays' }],
    schedules: [{ freq: 'WEEKLY', byday: 'SU', opens_at: '09:00', closes_at: '10:00' }],
  });
  const page = await visitor.get(`/staff/items/${id}`);
  const rows = page.find('.differences tbody tr').map((row) => row.structuredText.replace(/\s+/g, ' ').trim());
  assert.deepEqual(rows, [
    'Times Every Saturday, 9am to 10am Every Sunday, 9am to 10am',
    'Fees nothing Four pounds a time.',
    'Phone numbers 01632 960001 01632 960009, weekdays',
  ]);
  assert.match(page.text, /From Splash, handed in on 16 November 2026/);
  assert.equal((await findService(db, service.id))?.fees, undefined, 'what is public stays meanwhile');
  assert.equal((await visitor.post(`/staff/items/${id}/approve`, {})).status, 303);
  assert.equal((await findService(db, service.id))?.fees, 'Four pounds a time.');
  const [letter] = await lettersTo(db, 'olive@example.org');
  assert.match(letter?.subject ?? '', /Your record is public: Splash Saturday swimming/);
  assert.match(letter?.text ?? '', /\/services\/splash-saturday-swimming/);
  const audit = await sql<{ action: string }>`select action from audit where action like '%_changed_record'`.execute(
    db,
  );
  assert.deepEqual(audit.rows, [{ action: 'approved_changed_record' }]);
});

test('a decision is undone on the same day: the record is as it was, and the change waits again', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const service = await exampleService(db);
  const id = await handInChange(db, service, { fees: 'Four pounds a time.' });
  await visitor.post(`/staff/items/${id}/approve`, {});
  const decided = await visitor.get(`/staff/items/${id}`);
  assert.match(decided.text, /Decided: approved/);
  assert.match(decided.text, /Undo this decision/);
  const undone = await visitor.post(`/staff/items/${id}/undo`, {});
  assert.equal(undone.status, 303);
  assert.equal((await findService(db, service.id))?.fees, undefined);
  const again = await visitor.get(undone.headers.location ?? '');
  assert.match(again.text, /Four pounds a time/);
  assert.match((await lettersTo(db, 'olive@example.org')).at(-1)?.text ?? '', /no longer holds/);
  assert.equal((await visitor.post(`/staff/items/${id}/undo`, {})).status, 409, 'once');
  assert.equal((await visitor.post(`${undone.headers.location}/approve`, {})).status, 303);
  assert.equal((await findService(db, service.id))?.fees, 'Four pounds a time.');
});

test('a decision is not undone the day after, nor when the record has changed since', async (t) => {
  const db = await inTransaction(t);
  const visitor = await startApp(t, { db });
  await signInAs(visitor, { email: 'mo@example.org', role: 'moderator' });
  const service = await exampleService(db);
  const id = await handInChange(db, service, { fees: 'Four pounds a time.' });
  await visitor.post(`/staff/items/${id}/approve`, {});
  await saveExample(db, { fees: 'Five pounds a time.' });
  const changed = await visitor.post(`/staff/items/${id}/undo`, {});
  assert.equal(changed.status, 409);
  assert.match(changed.text, /The record has been changed since then/);
  await sql`update desk_item set decided_at = ${new Date('2026-11-15T20:00:00Z')}`.execute(db);
  assert.match((await visitor.get(`/staff/items/${id}`)).text, /can be undone on the day on which it was taken/);
});

test('two people decide one record: the first counts, the second is told', async (t) => {
  const db = await inTransaction(t);
  const [mo, ada] = [await startApp(t, { db }), await startApp(t, { db })];
  await signInAs(mo, { email: 'mo@example.org', role: 'moderator' });
  await signInAs(ada, { email: 'ada@example.org', role: 'administrator' });
  const service = await exampleService(db);
  const id = await handInChange(db, service, { fees: 'Four pounds a time.' });
  await mo.get(`/staff/items/${id}`);
  assert.match((await ada.get(`/staff/items/${id}`)).text, /mo has this until 10:20/);
  assert.equal((await ada.post(`/staff/items/${id}/send-back`, { words: 'No.' })).status, 409);
  assert.equal((await mo.post(`/staff/items/${id}/approve`, {})).status, 303);
  assert.equal((await ada.post(`/staff/items/${id}/approve`, {})).status, 409);
  assert.equal((await findService(db, service.id))?.fees, 'Four pounds a time.');
  assert.equal((await lettersTo(db, 'olive@example.org')).length, 1);
});

test('sent back, a change leaves the public record alone, and a letter says why and what to do', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const service = await exampleService(db);
  const id = await handInChange(db, service, { summary: 'Best pool.' });
  const nothing = await visitor.post(`/staff/items/${id}/send-back`, {});
  assert.equal(nothing.status, 422);
  assert.match(nothing.text, /Choose a reason, or write one/);
  await visitor.post(`/staff/items/${id}/send-back`, { reasons: ['advertising', 'contact'], words: 'Call us.' });
  const [letter] = await lettersTo(db, 'olive@example.org');
  assert.match(letter?.text ?? '', /phone number[\s\S]*without praise[\s\S]*Call us\.[\s\S]*\/provider/);
  const draft = await db.selectFrom('draft').selectAll().executeTakeFirstOrThrow();
  assert.equal(draft.handed_in_at, null);
  assert.match(draft.sent_back_reason ?? '', /without praise/);
  const undone = await visitor.post(`/staff/items/${id}/undo`, {});
  assert.match((await visitor.get(undone.headers.location ?? '')).text, /Best pool/);
});

test('what an import holds back waits at the desk: changes, and records that are new', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const service = await exampleService(db);
  await saveExample(db, { name: 'Splash on Sundays' }, { publish: false });
  await saveExample(db, { source_id: 'new', name: 'Quiet cinema' }, { publish: false });
  const queue = await visitor.get('/staff');
  const links = new Map(queue.find('tbody a').map((link) => [link.text, link.getAttribute('href') ?? '']));
  assert.deepEqual([...links.keys()].sort(), ['Quiet cinema', 'Splash on Sundays']);
  await visitor.post(`${links.get('Splash on Sundays')}/approve`, {});
  assert.equal((await findService(db, service.id))?.name, 'Splash on Sundays');
  const fresh = links.get('Quiet cinema') ?? '';
  assert.match((await visitor.get(fresh)).text, /From Examples/);
  await visitor.post(`${fresh}/approve`, {});
  assert.equal((await findService(db, 'quiet-cinema'))?.name, 'Quiet cinema');
  const undone = await visitor.post(`${fresh}/undo`, {});
  assert.equal(await findService(db, 'quiet-cinema'), undefined);
  await visitor.post(`${undone.headers.location}/send-back`, { words: 'We cannot tell what it is.' });
  assert.equal(await findService(db, 'quiet-cinema'), undefined);
  assert.equal((await lettersTo(db, 'olive@example.org')).length, 0);
});

test('safe changes are approved together; what changes how to reach somebody is not among them', async (t) => {
  const visitor = await atTheDesk(t);
  const { db } = visitor;
  const swim = await exampleService(db);
  const cinema = await exampleService(db, { source_id: 'two', name: 'Quiet cinema' });
  const music = await exampleService(db, { source_id: 'three', name: 'Music for all' });
  await handInChange(db, swim, { fees: 'Four pounds a time.' });
  await handInChange(db, cinema, { fees: 'Five pounds a time.' });
  await handInChange(db, music, { phones: [{ number: '01632 960123' }] });
  const page = await visitor.get('/staff/records');
  assert.deepEqual(
    page
      .find('label')
      .map((label) => label.text.trim())
      .sort(),
    ['Quiet cinema', 'Splash Saturday swimming'],
  );
  const items = page.find('input[name="items"]').map((box) => box.getAttribute('value') ?? '');
  const done = await visitor.post('/staff/records', { items: [...items, '999999'] });
  assert.match((await visitor.get(done.headers.location ?? '')).text, /2 changes are public/);
  assert.equal((await findService(db, cinema.id))?.fees, 'Five pounds a time.');
  assert.equal((await findService(db, music.id))?.phones[0]?.number, '01632 960001');
});

test('only moderators and administrators decide', async (t) => {
  const visitor = await startApp(t);
  await signInAs(visitor, { email: 'cora@example.org', role: 'commissioner' });
  const service = await exampleService(visitor.db);
  const id = await handInChange(visitor.db, service, { fees: 'Four pounds.' });
  assert.match((await visitor.get(`/staff/items/${id}`)).text, /In your role you do not decide it/);
  for (const path of ['approve', 'edit/cost', 'edit-discard', 'send-back', 'undo'])
    assert.equal((await visitor.post(`/staff/items/${id}/${path}`, { words: 'x' })).status, 403, path);
  assert.equal((await visitor.get('/staff/records')).status, 403);
  assert.equal((await visitor.post('/staff/records', { items: String(id) })).status, 403);
});
