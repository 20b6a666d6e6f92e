import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { startApp } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { exampleService } from './examples.ts';
import { keepToDays } from './jobs.ts';

/** An owner of the example's service, on a Monday in term time; the clock can be moved. */
async function owner(t: TestContext) {
  let now = new Date('2026-11-16T10:00:00Z');
  const visitor = await startApp(t, { now: () => now });
  const service = await exampleService(visitor.db, {}, { now });
  await signInAs(visitor, { email: 'olive@example.org', role: 'owner', organization_id: service.organization_id });
  const page = `/provider/services/${service.id}`;
  return {
    ...visitor,
    service,
    page,
    act: (form: Record<string, string>) => visitor.post(`${page}/state`, form),
    seen: async () => (await visitor.get(`/services/${service.slug}`)).text,
    /** goes on to the morning of a day, with or without the night's job */
    goTo: async (day: string, { job = true } = {}) => {
      now = new Date(`${day}T07:00:00Z`);
      if (job) await keepToDays(visitor.db, now);
      const made = await visitor.db.selectFrom('change').select('field').where('changed_at', '=', now).execute();
      return made.map(({ field }) => field).sort();
    },
  };
}

const on = (name: string, day: number, month: number, year: number) => ({
  [`${name}-day`]: String(day),
  [`${name}-month`]: String(month),
  [`${name}-year`]: String(year),
});

test('a break is seen at once, says when it is back, and ends by itself on that day', async (t) => {
  const { act, seen, goTo, get, page, db, service } = await owner(t);
  const done = await act({ deed: 'pause', ...on('back', 5, 1, 2027) });
  assert.equal(done.headers.location, `${page}?done=pause`);
  assert.match(await seen(), /Back on 5 January 2027 This has a break\. It is back on 5 January 2027\./);
  assert.match(await seen(), /Next dates: Saturday 9 January 2027/);
  assert.match((await get('/provider')).text, /Public, says that it is back on 5 January 2027/);
  assert.deepEqual(await goTo('2027-01-04'), []);
  assert.match(await seen(), /Back on 5 January 2027/);
  await goTo('2027-01-05', { job: false });
  assert.doesNotMatch(await seen(), /break|Back on/, 'before the job has run');
  assert.deepEqual(await goTo('2027-01-05'), ['local_offer.pause', 'status']);
  assert.deepEqual(await goTo('2027-01-05'), ['local_offer.pause', 'status'], 'once');
  assert.doesNotMatch(await seen(), /break|Back on|Closed for now/);
  const { status } = await db
    .selectFrom('service')
    .select('status')
    .where('id', '=', service.id)
    .executeTakeFirstOrThrow();
  assert.equal(status, 'active');
});

test('a break to come is announced, and begins by itself', async (t) => {
  const { act, seen, goTo, get, page } = await owner(t);
  await act({ deed: 'pause', ...on('from', 21, 12, 2026), ...on('back', 5, 1, 2027) });
  assert.match(
    await seen(),
    /A break is coming It has a break from 21 December 2026 on, and is back on 5 January 2027\./,
  );
  assert.match(await seen(), /Next dates: Saturday 21 November 2026/);
  assert.deepEqual(await goTo('2026-12-21'), ['status']);
  assert.match(await seen(), /This has a break\. It is back on 5 January 2027\./);
  assert.match((await get(page)).text, /It is there again/);
  await act({ deed: 'reopen' });
  assert.doesNotMatch(await seen(), /break|Back on/);
});

test('a break without an end lasts until somebody says that it is over', async (t) => {
  const { act, seen, goTo } = await owner(t);
  await act({ deed: 'pause' });
  assert.match(await seen(), /Closed for now/);
  await goTo('2027-06-01');
  assert.match(await seen(), /Closed for now/);
  await act({ deed: 'reopen' });
  assert.doesNotMatch(await seen(), /Closed for now/);
});

test('days that cannot be are refused beside their field, and nothing of the form is lost', async (t) => {
  const { act, seen } = await owner(t);
  const past = await act({ deed: 'pause', ...on('back', 1, 11, 2026) });
  assert.equal(past.status, 422);
  assert.match(past.text, /It must be back in the future: 1 November 2026 is not/);
  assert.equal(past.find('#back-year')[0]?.getAttribute('value'), '2026');
  assert.equal((await act({ deed: 'close', ...on('on', 31, 2, 2027) })).status, 422);
  assert.doesNotMatch(await seen(), /break|until 31/);
});

test('a closing takes effect after its last day by itself, and leads to the service that follows', async (t) => {
  const { act, seen, goTo, get, db, page, service } = await owner(t);
  const next = await exampleService(db, { source_id: 'next', name: 'Splash Sunday swimming' });
  const closing = { deed: 'close', ...on('on', 31, 3, 2027), words: 'Ask at the library, too.' };
  assert.equal((await act({ ...closing, follows: 'splash sunday SWIMMING' })).status, 303);
  assert.match(
    await seen(),
    /This runs until 31 March 2027\. Ask at the library, too\. It is followed by Splash Sunday swimming/,
  );
  const link = (await get(`/services/${service.slug}`)).find(`.notice a[href="/services/${next.slug}"]`);
  assert.equal(link.length, 1);
  assert.deepEqual(await goTo('2027-03-31'), [], 'its last day');
  await goTo('2027-04-01', { job: false });
  assert.match(await seen(), /This closed on 31 March 2027\./, 'before the job has run');
  assert.deepEqual(await goTo('2027-04-01'), ['local_offer.commitment']);
  assert.deepEqual(await goTo('2027-04-02'), []);
  assert.match(
    await seen(),
    /Closed This closed on 31 March 2027\. Ask at the library, too\. It is followed by Splash/,
  );
  assert.match((await get(page)).text, /Public, says that it has closed/);
  await act({ deed: 'reopen' });
  assert.doesNotMatch(await seen(), /closed on|followed by/);
});

test('what follows is a public service that is meant without doubt', async (t) => {
  const { act, seen, db, service } = await owner(t);
  await exampleService(db, { source_id: 'n1', name: 'Otters 1' });
  const { slug } = await exampleService(db, { source_id: 'n2', name: 'Otters 2' });
  const close = (follows: string) => act({ deed: 'close', ...on('on', 31, 3, 2027), follows });
  assert.match(
    (await close('otters')).text,
    /Which one do you mean\? Write its address: Otters 1 \(\/services\/otters-1/,
  );
  assert.match((await close('no such club')).text, /No service here has that name/);
  assert.equal((await close('otters')).find('#follows')[0]?.getAttribute('value'), 'otters');
  assert.equal((await close(service.name)).status, 422, 'it does not follow itself');
  assert.equal((await close(`http://localhost:3000/services/${slug}`)).status, 303);
  assert.match(await seen(), /It is followed by Otters 2/);
});

test('words that nobody reads first name no person', async (t) => {
  const { act, seen } = await owner(t);
  const answer = await act({ deed: 'close', ...on('on', 31, 3, 2027), words: 'Ask jane.smith@gmail.com' });
  assert.match(answer.text, /Leave out people’s names/);
  assert.doesNotMatch(await seen(), /jane/);
});

test('what is taken down is gone at once, and is not taken down twice', async (t) => {
  const { act, get, service } = await owner(t);
  await act({ deed: 'withdraw', reason: 'The pool burnt down.' });
  assert.equal((await get(`/services/${service.slug}`)).status, 410);
  assert.match((await get('/provider')).text, /Not public\. It was taken down: The pool burnt down\./);
  const again = await act({ deed: 'withdraw', reason: 'Again.' });
  assert.match(again.text, /It is not public, so this cannot be done/);
  assert.equal((await act({ deed: 'pause' })).status, 422);
});
