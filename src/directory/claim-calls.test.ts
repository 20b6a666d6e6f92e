import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { NOW, startApp, type Visitor } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { callCode, callOf } from './claim-calls.ts';
import { exampleService } from './examples.ts';
import { endOldCalls } from './jobs.ts';

const email = 'pat@example.org';
const letterhead = {
  base_url: 'http://localhost:3000',
  from: { site_name: 'Here', team: 'The team', phone: '01632 960000', email: 'team@example.org' },
};

/** Somebody without any role, before the example's organisation; the clock can be moved. */
async function newcomer(t: TestContext) {
  let time = NOW.getTime();
  const now = () => new Date(time);
  const visitor = await startApp(t, { now });
  const service = await exampleService(visitor.db, {}, { now: NOW });
  await signInAs(visitor, { email });
  const claim = `/provider/claim/${service.organization_id}`;
  return {
    ...visitor,
    service,
    claim,
    now,
    ask: async () => (await visitor.post(claim, { proof: 'call-0' })).headers.location ?? '',
    days: (count: number) => (time += count * 86_400_000),
  };
}

/** Somebody at the desk, with the page of the one claim there. */
async function atDesk(t: TestContext, { db }: Pick<Visitor, 'db'>, now?: () => Date) {
  const staff = await startApp(t, { db, ...(now && { now }) });
  await signInAs(staff, { email: 'mo@example.org', role: 'moderator' });
  const item = await db.selectFrom('desk_item').selectAll().where('kind', '=', 'claim').executeTakeFirstOrThrow();
  const page = await staff.get(`/staff/items/${item.id}`);
  return { ...staff, item, page, code: /The code, until .*?: (\d{3} \d{3})/.exec(page.text)?.[1] ?? '' };
}

test('the council rings the public number, reads a code out, and whoever asked types it', async (t) => {
  const visitor = await newcomer(t);
  const { get, post, db, claim, ask } = visitor;
  assert.match((await get(claim)).text, /Get a call on 01632 960001/);
  const address = await ask();
  const asked = await get(address);
  assert.match(
    asked.text,
    /The council rings 01632 960001, .*reads six figures .*The code works until 23 November 2026/,
  );
  assert.match((await get('/provider')).text, /You asked for Splash\..*reads a code out\. Type the code/);
  const { page, code } = await atDesk(t, visitor);
  assert.equal(page.find('a[href="tel:01632960001"]').length, 1);
  assert.match(page.text, /Ring 01632 960001, which is public on the record\..*read nothing out, and refuse the claim/);
  assert.match(code, /^\d{3} \d{3}$/);
  assert.doesNotMatch(asked.body + (await get('/provider')).body, new RegExp(code.replace(' ', '\\s?')));
  const rows = JSON.stringify(await db.selectFrom('claim_call').selectAll().execute());
  assert.doesNotMatch(rows, new RegExp(code.replace(' ', '')), 'it is nowhere kept');
  assert.equal((await post(address, { code })).headers.location, '/provider');
  assert.match((await get('/provider')).text, /Provider: owner.*Splash Saturday swimming/);
  const item = await db.selectFrom('desk_item').selectAll().executeTakeFirstOrThrow();
  assert.deepEqual([item.decision, item.decided_by], ['proved', 'the code on the phone']);
  assert.equal((await post(address, { code })).status, 422, 'once');
});

test('the code is shown to who has the claim on the table, and to nobody else at the council', async (t) => {
  const visitor = await newcomer(t);
  await visitor.ask();
  const { item, code } = await atDesk(t, visitor);
  const other = await startApp(t, { db: visitor.db });
  await signInAs(other, { email: 'other-mo@example.org', role: 'moderator' });
  const looking = await other.get(`/staff/items/${item.id}`);
  assert.match(looking.text, /The code is shown to whoever has this on the table/);
  assert.doesNotMatch(looking.text, new RegExp(code));
});

test('wrong codes are counted, and asking again gives no new tries', async (t) => {
  const visitor = await newcomer(t);
  const { post, ask } = visitor;
  const address = await ask();
  const { code } = await atDesk(t, visitor);
  const wrong = code === '000 000' ? '111111' : '000000';
  for (let tries = 0; tries < 4; tries++)
    assert.match((await post(address, { code: wrong })).text, /That is not the code\. Ask your colleague/);
  assert.match((await post(address, { code: wrong })).text, /That code is over/);
  assert.equal(await ask(), address);
  assert.match((await post(address, { code })).text, /That code is over/, 'the right one comes too late');
  assert.match((await visitor.get(address)).text, /That code is over/);
});

test('after its days a code is over, the desk is told, and the person; a new one may be asked for', async (t) => {
  const visitor = await newcomer(t);
  const { post, get, db, ask, days, now } = visitor;
  const address = await ask();
  const { code } = await atDesk(t, visitor);
  days(6);
  await endOldCalls(db, now(), letterhead);
  const open = () => db.selectFrom('desk_item').select('id').where('decided_at', 'is', null).execute();
  assert.equal((await open()).length, 1);
  days(2);
  assert.match((await post(address, { code })).text, /That code is over/);
  await endOldCalls(db, now(), letterhead);
  await endOldCalls(db, now(), letterhead);
  assert.equal((await open()).length, 0);
  const letters = await db
    .selectFrom('mail')
    .select(['to_address', 'text'])
    .where('key', 'like', 'claim-call-over:%')
    .execute();
  assert.equal(letters.length, 1);
  assert.equal(letters[0]?.to_address, email);
  assert.match(letters[0]?.text ?? '', /Ask again, or in another way/);
  assert.match((await get(address)).text, /That code is over/);
  assert.equal(await ask(), address);
  assert.equal((await open()).length, 1);
  const call = await callOf(db, address.split('/').at(-1) ?? '', now());
  assert.equal(call?.is_over, false);
});

test('a claim that was also made in words stays at the desk when its call came to nothing', async (t) => {
  const visitor = await newcomer(t);
  await visitor.post(visitor.claim, { proof: 'staff', words: 'I have been the treasurer since 2019.' });
  await visitor.ask();
  assert.match((await atDesk(t, visitor)).page.text, /I have been the treasurer since 2019\./);
  visitor.days(8);
  await endOldCalls(visitor.db, visitor.now(), letterhead);
  const { page, item } = await atDesk(t, visitor, visitor.now);
  assert.equal(item.decided_at, null);
  assert.match(page.text, /The code is over: .*or you decide by what they wrote/);
});

test('nobody types the code of somebody else’s claim, and no number is rung that is not public on the record', async (t) => {
  const visitor = await newcomer(t);
  const address = await visitor.ask();
  const { code } = await atDesk(t, visitor);
  const other = await startApp(t, { db: visitor.db });
  await signInAs(other, { email: 'other@example.org' });
  assert.equal((await other.get(address)).status, 404);
  assert.equal((await other.post(address, { code })).status, 404);
  assert.equal((await other.post(`${address}/take-back`, {})).status, 404);
  for (const proof of ['call-1', 'call-9', 'call-x', 'call', '0', 'mail-', '__proto__'])
    assert.match((await other.post(visitor.claim, { proof })).text, /Choose how to show that it is yours/, proof);
  const mine = await other.post(visitor.claim, { proof: 'call-0' });
  assert.match((await other.post(mine.headers.location ?? '', { code })).text, /That is not the code/);
});

test('several people at most wait for a call to one organisation', async (t) => {
  const visitor = await newcomer(t);
  await visitor.ask();
  for (const n of [2, 3, 4]) {
    const other = await startApp(t, { db: visitor.db });
    await signInAs(other, { email: `other${n}@example.org` });
    const answer = await other.post(visitor.claim, { proof: 'call-0' });
    assert.equal(answer.status, n < 4 ? 303 : 422, String(n));
    if (n === 4) assert.match(answer.text, /Several people wait for a call to that number already/);
  }
});

test('a request can be taken back, and then waits nowhere', async (t) => {
  const visitor = await newcomer(t);
  const { get, post, ask, db } = visitor;
  const address = await ask();
  assert.equal((await post(`${address}/take-back`, {})).headers.location, '/provider');
  assert.equal((await get(address)).status, 404);
  assert.equal((await post(`${address}/take-back`, {})).status, 404, 'once');
  assert.doesNotMatch((await get('/provider')).text, /You asked for/);
  const item = await db.selectFrom('desk_item').select('decision').executeTakeFirstOrThrow();
  assert.equal(item.decision, 'taken back');
});

test('the number of one record among several does not speak for the organisation, nor do short numbers', async (t) => {
  const { get, db, claim } = await newcomer(t);
  await exampleService(db, { source_id: 'second', phones: [{ number: '01632 960777' }] }, { now: NOW });
  assert.doesNotMatch((await get(claim)).text, /Get a call on/);
  const organization = {
    name: 'Splash',
    description: '',
    phones: [{ number: '01632 960100' }, { number: '111' }, { number: '+44 1632 960100' }],
  };
  await exampleService(db, { organization }, { now: NOW });
  const page = await get(claim);
  assert.equal(page.find('input[value^="call-"]').length, 1);
  assert.match(page.text, /Get a call on (01632 960100|\+44 1632 960100)/);
});

test('each call has a code of its own', () => {
  const code = (minute: number) => callCode('secret', 'claim', { asked_at: new Date(NOW.getTime() + minute * 60_000) });
  assert.match(code(0), /^\d{6}$/);
  assert.equal(code(0), code(0));
  assert.equal(new Set(Array.from({ length: 20 }, (_, minute) => code(minute))).size, 20);
});
