import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { startApp } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import { signInAs } from '../../test/sign-in.ts';
import type { Db } from '../db/database.ts';
import { openItemsOf } from '../desk/queue.ts';
import { savedRecord } from './drafts.ts';
import { exampleRecord } from './examples.ts';
import { spreadOrganization } from './organization-records.ts';
import { type ServiceRecordInput, serviceRecord } from './records.ts';
import { type ImportSaving, saveImported } from './save-imported.ts';
import { saveServices, saveSource } from './save-services.ts';
import { findService, withdrawService } from './services.ts';
import { seedTaxonomies } from './taxonomies.ts';

const now = new Date('2026-11-22T12:00:00Z');
type Fields = Partial<ServiceRecordInput>;

/** A source that says again and again what it has: each time the counts, and the id of its first record. */
async function aSource(db: Db) {
  await seedTaxonomies(db);
  await saveSource(db, { code: 'register', name: 'The register' });
  const options: ImportSaving = { source: 'register', changed_by: 'import of The register', now, publish: true };
  return async (fields: Fields, others: Partial<ImportSaving> = {}) => {
    const record = serviceRecord.parse(exampleRecord(fields));
    const { new: added, changed, unchanged, ids } = await saveImported(db, [record], { ...options, ...others });
    return { counts: `${added} ${changed} ${unchanged}`, id: ids[0] ?? '' };
  };
}

/** Somebody here changes a record, as a provider's draft or the desk does. */
async function changeHere(db: Db, id: string, fields: Fields): Promise<void> {
  const record = serviceRecord.parse({ ...(await savedRecord(db, id)), ...fields });
  await saveServices(db, [record], { source: 'register', changed_by: 'moderator', now, publish: true });
}

/** A moderator at the desk, and a source. */
async function atTheDesk(t: TestContext) {
  const visitor = await startApp(t);
  await signInAs(visitor, { email: 'mo@example.org', role: 'moderator' });
  return { visitor, db: visitor.db, says: await aSource(visitor.db) };
}

const waitingOf = (db: Db, id: string) => openItemsOf(db, id, ['changed_record', 'new_record']);

test('what was changed here stays when its source says again what it said before', async (t) => {
  const db = await inTransaction(t);
  const says = await aSource(db);
  const { id } = await says({});
  await changeHere(db, id, { name: 'Splash for everybody', phones: [{ number: '01632 960777' }] });
  assert.equal((await says({})).counts, '0 0 1');
  const service = await findService(db, id);
  assert.deepEqual([service?.name, service?.phones[0]?.number], ['Splash for everybody', '01632 960777']);
  assert.equal((await waitingOf(db, id)).length, 0, 'nothing is asked of anybody');
});

test('what the source changes comes in beside what was changed here', async (t) => {
  const db = await inTransaction(t);
  const says = await aSource(db);
  const { id } = await says({});
  await changeHere(db, id, { name: 'Splash for everybody' });
  assert.equal((await says({ fees: 'Four pounds.' })).counts, '0 1 0');
  const service = await findService(db, id);
  assert.deepEqual([service?.name, service?.fees], ['Splash for everybody', 'Four pounds.']);
  assert.equal((await waitingOf(db, id)).length, 0);
});

test('what both changed stays as it is here, and the desk decides once', async (t) => {
  const { visitor, db, says } = await atTheDesk(t);
  const { id } = await says({});
  await changeHere(db, id, { phones: [{ number: '01632 960777' }] });
  const anew = { phones: [{ number: '01632 960888' }], fees: 'Four pounds.' };
  assert.equal((await says(anew)).counts, '0 1 0');
  assert.equal((await findService(db, id))?.phones[0]?.number, '01632 960777');
  assert.equal((await findService(db, id))?.fees, 'Four pounds.', 'what nobody disputes is not held up');
  const [item] = await waitingOf(db, id);
  const page = await visitor.get(`/staff/items/${item?.id}`);
  assert.match(page.text, /01632 960777[\s\S]*01632 960888/);
  assert.doesNotMatch(
    page.find('.changes').map(String).join(' '),
    /Four pounds/,
    'only what is in question is shown as a change',
  );
  await changeHere(db, id, { summary: 'Changed while it waited.' });
  await visitor.post(`/staff/items/${item?.id}/approve`, {});
  const service = await findService(db, id);
  assert.deepEqual([service?.phones[0]?.number, service?.summary], ['01632 960888', 'Changed while it waited.']);
  assert.equal((await says(anew)).counts, '0 0 1');
  assert.equal((await waitingOf(db, id)).length, 0);
});

test('what was sent back is not asked again until the source says something else', async (t) => {
  const { visitor, db, says } = await atTheDesk(t);
  const { id } = await says({});
  await says({ name: 'Renamed by the source' }, { publish: false });
  const [item] = await waitingOf(db, id);
  await visitor.post(`/staff/items/${item?.id}/send-back`, { words: 'The old name is right.' });
  assert.equal((await says({ name: 'Renamed by the source' }, { publish: false })).counts, '0 0 1');
  assert.equal((await waitingOf(db, id)).length, 0);
  await says({ name: 'Renamed by the source', fees: 'Four pounds.' }, { publish: false });
  const [next] = await waitingOf(db, id);
  await visitor.post(`/staff/items/${next?.id}/approve`, {});
  const service = await findService(db, id);
  assert.deepEqual([service?.name, service?.fees], ['Splash Saturday swimming', 'Four pounds.']);
});

test('what a source asks twice before anybody decides is asked together', async (t) => {
  const db = await inTransaction(t);
  const says = await aSource(db);
  const { id } = await says({});
  await says({ fees: 'Four pounds.' }, { publish: false });
  await says({ fees: 'Four pounds.', summary: 'A new summary.' }, { publish: false });
  const { record } = await db.selectFrom('held_record').select('record').executeTakeFirstOrThrow();
  const { fees, summary } = serviceRecord.parse(record);
  assert.deepEqual([fees, summary], ['Four pounds.', 'A new summary.']);
  assert.equal((await waitingOf(db, id)).length, 1);
});

test('what is changed here between two words of a source is not undone by approving them', async (t) => {
  const { visitor, db, says } = await atTheDesk(t);
  const { id } = await says({});
  await says({ fees: 'Four pounds.' }, { publish: false });
  await changeHere(db, id, { summary: 'Changed here.' });
  await says({ fees: 'Four pounds.', email: 'new@example.org' }, { publish: false });
  const [item] = await waitingOf(db, id);
  await visitor.post(`/staff/items/${item?.id}/approve`, {});
  const service = await findService(db, id);
  assert.deepEqual(
    [service?.fees, service?.email, service?.summary],
    ['Four pounds.', 'new@example.org', 'Changed here.'],
  );
});

for (const publish of [true, false])
  test(`what a source takes back waits no longer, ${publish ? 'where it writes at once' : 'where all waits'}`, async (t) => {
    const db = await inTransaction(t);
    const says = await aSource(db);
    const { id } = await says({});
    await changeHere(db, id, { fees: 'Three pounds.' });
    await says({ fees: 'Four pounds.' }, { publish });
    assert.equal((await waitingOf(db, id)).length, 1);
    assert.equal((await says({ fees: 'Three pounds.' }, { publish })).counts, '0 0 1');
    assert.equal((await waitingOf(db, id)).length, 0);
    assert.equal((await db.selectFrom('held_record').selectAll().execute()).length, 0);
  });

test('what was taken down waits once, and nothing of what was merged into another waits', async (t) => {
  const db = await inTransaction(t);
  const says = await aSource(db);
  const anew = { fees: 'Four pounds.', email: 'new@example.org' };
  const { id } = await says({});
  await changeHere(db, id, { fees: 'Three pounds.' });
  const down = { now, withdrawn_by: 'moderator', reason: 'It was the same as another record.' };
  await withdrawService(db, id, down);
  await says(anew, { publish: false });
  assert.equal((await waitingOf(db, id)).length, 1);

  const twin = await says({ source_id: 'twin' });
  await changeHere(db, twin.id, { fees: 'Three pounds.' });
  await withdrawService(db, twin.id, down);
  const merged = { service_id: twin.id, into_id: id, merged_at: now, merged_by: 'moderator' };
  await db.insertInto('merged_service').values(merged).execute();
  for (const publish of [true, false]) await says({ source_id: 'twin', ...anew }, { publish });
  assert.deepEqual(await waitingOf(db, twin.id), []);
});

test('nobody approves what came in after they opened the page', async (t) => {
  const { visitor, db, says } = await atTheDesk(t);
  const { id } = await says({});
  await says({ fees: 'Four pounds.' }, { publish: false });
  const [item] = await waitingOf(db, id);
  const address = `/staff/items/${item?.id}`;
  const seen = (await visitor.get(address)).find('input[name="seen"]')[0]?.getAttribute('value') ?? '';
  await says({ fees: 'Forty pounds.' }, { publish: false, now: new Date(now.getTime() + 60_000) });
  const answer = await visitor.post(`${address}/approve`, { seen });
  assert.equal(answer.status, 409);
  assert.match(answer.text, /has changed since you opened this page[\s\S]*Forty pounds/);
  assert.equal((await findService(db, id))?.fees, undefined);
  const anew = answer.find('input[name="seen"]')[0]?.getAttribute('value') ?? '';
  await visitor.post(`${address}/approve`, { seen: anew });
  assert.equal((await findService(db, id))?.fees, 'Forty pounds.');
});

test('a new record of an organisation does not undo what was changed of that here', async (t) => {
  const db = await inTransaction(t);
  const says = await aSource(db);
  const { id } = await says({});
  const { organization_id } = await db
    .selectFrom('service')
    .select('organization_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const splash = { name: 'Splash and friends', description: 'A swimming charity, told anew.' };
  const part = serviceRecord.shape.organization.parse({ ...splash, id: organization_id });
  await spreadOrganization(db, organization_id, part, { changed_by: 'moderator', now });
  const second = await says({ source_id: 'second', name: 'Splash on Sundays' });
  for (const service of [await findService(db, id), await findService(db, second.id)]) {
    assert.equal(service?.organization.name, 'Splash and friends');
    assert.equal(service?.organization.description, splash.description);
  }
  assert.equal((await says({ source_id: 'second', name: 'Splash on Sundays' })).counts, '0 0 1');
  assert.equal((await findService(db, second.id))?.organization.name, 'Splash and friends');
});

test('a dry run tells what would happen, and remembers nothing', async (t) => {
  const db = await inTransaction(t);
  const says = await aSource(db);
  const { id } = await says({});
  assert.equal((await says({ fees: 'Four pounds.' }, { dry_run: true })).counts, '0 1 0');
  assert.equal((await says({ source_id: 'other' }, { dry_run: true })).counts, '1 0 0');
  assert.equal((await findService(db, id))?.fees, undefined);
  assert.equal((await says({ fees: 'Four pounds.' })).counts, '0 1 0');
});
