import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { NOW, startApp } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { decideClaim, findClaim } from './claims.ts';
import { exampleService, saveExample } from './examples.ts';

const email = 'pat@example.org';
const minutes = 60_000;

/** Somebody without any role, before the example's organisation; the clock can be moved. */
async function newcomer(t: TestContext) {
  let time = NOW.getTime();
  const visitor = await startApp(t, { now: () => new Date(time) });
  const service = await exampleService(visitor.db, {}, { now: NOW });
  const person_id = await signInAs(visitor, { email });
  const claim = `/provider/claim/${service.organization_id}`;
  const mailedCode = async () => {
    const query = visitor.db.selectFrom('mail').selectAll().where('key', 'like', 'claim-code:%').orderBy('id', 'desc');
    const mail = await query.executeTakeFirstOrThrow();
    return { to: mail.to_address, code: /\b\d{6}\b/.exec(mail.text)?.[0] ?? '' };
  };
  return { ...visitor, service, person_id, claim, mailedCode, wait: (by: number) => (time += by * minutes) };
}

test('a record is found by its name, and claimed with a code to its public address', async (t) => {
  const { get, post, db, service, claim, mailedCode } = await newcomer(t);
  assert.match((await get('/provider')).text, /Find your organisation/);
  const found = await get('/provider/find?q=saturday+SWIM');
  assert.match(found.text, /Splash 1 record: Splash Saturday swimming This is ours/);
  assert.equal(found.find(`a[href="${claim}"]`).length, 1);
  const page = await get(claim);
  assert.match(page.text, /Send a code to sw•••@example\.org/);
  await post(claim, { proof: 'staff', words: 'I am the treasurer.' });
  const sent = await post(claim, { proof: 'mail-0' });
  const { to, code } = await mailedCode();
  assert.equal(to, 'swim@example.org');
  const asked = await get(sent.headers.location ?? '');
  assert.match(asked.text, /We sent six figures to sw•••@example\.org/);
  assert.doesNotMatch(asked.body, new RegExp(code));
  const row = await db.selectFrom('claim').selectAll().executeTakeFirstOrThrow();
  assert.notEqual(row.code, code, 'it is kept sealed');
  const proved = await post(sent.headers.location ?? '', { code: ` ${code.slice(0, 3)} ${code.slice(3)} ` });
  assert.equal(proved.headers.location, '/provider');
  assert.match((await get('/provider')).text, /Provider: owner.*Splash Saturday swimming/);
  assert.equal((await get(`/provider/services/${service.id}`)).status, 200);
  const item = await db.selectFrom('desk_item').selectAll().executeTakeFirstOrThrow();
  assert.equal(item.decision, 'proved', 'and the council need not be asked any more');
  assert.equal((await post(sent.headers.location ?? '', { code })).status, 422, 'once');
});

test('a code ends after five wrong tries, and after half an hour', async (t) => {
  const { post, claim, mailedCode, wait, get } = await newcomer(t);
  const first = (await post(claim, { proof: 'mail-0' })).headers.location ?? '';
  const { code } = await mailedCode();
  const wrong = code === '000000' ? '111111' : '000000';
  assert.match((await post(first, { code: '12' })).text, /Write the six figures of the code/);
  for (let tries = 0; tries < 4; tries++)
    assert.match((await post(first, { code: wrong })).text, /That is not the code/);
  assert.match((await post(first, { code: wrong })).text, /That code is over/);
  assert.match((await post(first, { code })).text, /That code is over/, 'the right one comes too late');
  await post(claim, { proof: 'mail-0' });
  const second = await mailedCode();
  wait(31);
  assert.match((await post(first, { code: second.code })).text, /That code is over/);
  await post(claim, { proof: 'mail-0' });
  assert.match((await post(claim, { proof: 'mail-0' })).text, /We have sent as many codes there today as we may/);
  assert.match((await get('/provider')).text, /You asked for Splash/);
});

test('nobody proves the claim of somebody else', async (t) => {
  const visitor = await newcomer(t);
  const address = (await visitor.post(visitor.claim, { proof: 'mail-0' })).headers.location ?? '';
  const { code } = await visitor.mailedCode();
  const other = await startApp(t, { db: visitor.db });
  await signInAs(other, { email: 'other@example.org' });
  assert.equal((await other.get(address)).status, 404);
  assert.equal((await other.post(address, { code })).status, 404);
});

test('who cannot read that mail asks the council, which decides', async (t) => {
  const { get, post, db, claim, service } = await newcomer(t);
  assert.match((await post(claim, { proof: 'staff', words: '' })).text, /Tell us how you belong to it/);
  const asked = await post(claim, { proof: 'staff', words: 'I have been the treasurer since 2019.' });
  assert.match((await get(asked.headers.location ?? '')).text, /The council reads what you wrote/);
  const item = await db.selectFrom('desk_item').selectAll().executeTakeFirstOrThrow();
  assert.deepEqual([item.kind, item.title, item.organization_id], ['claim', 'Splash', service.organization_id]);
  assert.equal((await findClaim(db, item.subject_id))?.words, 'I have been the treasurer since 2019.');
  const decided = await decideClaim(db, item.subject_id, { decision: 'approved', by: 'mo@example.org', now: NOW });
  assert.equal(decided?.email, email);
  assert.equal(
    await decideClaim(db, item.subject_id, { decision: 'refused', by: 'mo@example.org', now: NOW }),
    undefined,
  );
  assert.match((await get('/provider')).text, /Provider: owner/);
});

test('an organisation that has an owner is not to be had by a code', async (t) => {
  const { get, post, db, claim, service } = await newcomer(t);
  const owner = await startApp(t, { db });
  await signInAs(owner, { email: 'olive@example.org', role: 'owner', organization_id: service.organization_id });
  const page = await get(claim);
  assert.match(page.text, /Somebody keeps it already/);
  assert.equal(page.find('input[name="proof"]').length, 1);
  assert.equal((await post(claim, { proof: 'mail-0' })).status, 422);
  assert.equal((await db.selectFrom('claim').selectAll().execute()).length, 0);
});

test('a new organisation waits at the desk, and nobody sees it meanwhile', async (t) => {
  const { get, post, db } = await newcomer(t);
  const form = { name: 'Kite club', email: 'kite@example.org', url: '', words: 'I founded it last year.' };
  assert.match((await post('/provider/new-organisation', { ...form, email: 'kite' })).text, /Write an e-mail address/);
  const sent = await post('/provider/new-organisation', form);
  assert.equal(sent.status, 303);
  assert.match((await get('/provider')).text, /You asked for Kite club/);
  assert.doesNotMatch((await get('/provider/find?q=kite')).text, /This is ours/);
  const item = await db.selectFrom('desk_item').selectAll().executeTakeFirstOrThrow();
  const byCode = await post(`/provider/claim/${item.organization_id}`, { proof: 'mail-0' });
  assert.equal(byCode.status, 422, 'an address that only the claimant typed proves nothing');
  await decideClaim(db, item.subject_id, { decision: 'approved', by: 'mo@example.org', now: NOW });
  const mine = await get('/provider');
  assert.match(mine.text, /Kite club Provider: owner/);
  const organisation = item.organization_id ?? '';
  const begun = await post('/provider/services', { organisation, name: 'Kites on the beach' });
  assert.match((await get(begun.headers.location ?? '')).text, /Page 1 of 14, Kites on the beach/);
});

test('only what is public is found, and a search for signs finds nothing', async (t) => {
  const { get, db } = await newcomer(t);
  await saveExample(
    db,
    { source_id: 'draft', name: 'Secret draft', organization: { name: 'Hidden' } },
    { publish: false },
  );
  assert.doesNotMatch((await get('/provider/find?q=secret')).text, /This is ours/);
  assert.doesNotMatch((await get('/provider/find?q=hidden')).text, /This is ours/);
  assert.doesNotMatch((await get('/provider/find?q=%25')).text, /This is ours/);
  assert.equal((await get('/provider/claim/not-an-id')).status, 404);
});

test('the address of one record among several does not speak for the organisation', async (t) => {
  const { get, db, claim } = await newcomer(t);
  await exampleService(db, { source_id: 'second', name: 'Second', email: 'second@example.org' }, { now: NOW });
  assert.doesNotMatch((await get(claim)).text, /Send a code to/);
  const organization = { name: 'Splash', description: '', email: 'all@example.org' };
  await exampleService(db, { organization }, { now: NOW });
  assert.match((await get(claim)).text, /Send a code to al•••@example\.org/);
});

test('the page of a service leads those who run it to their claim, and owners to their records', async (t) => {
  const { get, db, claim, service } = await newcomer(t);
  const page = `/services/${service.slug}`;
  assert.equal((await get(page)).find(`a[href="${claim}"]`).length, 1);
  const owner = await startApp(t, { db });
  await signInAs(owner, { email: 'olive@example.org', role: 'owner', organization_id: service.organization_id });
  assert.equal((await owner.get(claim)).headers.location, '/provider');
  await db.updateTable('source').set({ is_neighbour: true }).where('code', '=', 'example').execute();
  await exampleService(db, { summary: 'Now of a neighbour.' }, { now: NOW });
  assert.equal((await get(page)).find(`a[href="${claim}"]`).length, 0);
  assert.equal((await get(claim)).status, 404, 'a neighbour keeps its own');
});
