import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import { exampleService, saveExample } from './examples.ts';
import { keepAnswers } from './kept-answers.ts';
import { withdrawService } from './services.ts';

const now = new Date('2026-11-22T12:00:00Z');

/** Something that keeps answers, and counts how often each is made. */
async function keeper(t: Parameters<typeof inTransaction>[0]) {
  const db = await inTransaction(t);
  const known = { are: 'known' };
  const clock = { today: '2026-11-22' };
  const kept = keepAnswers(db, { known: async () => known, today: () => clock.today });
  let made = 0;
  return { db, clock, ask: (asked: string) => kept(asked, async () => ({ made: (made += 1) })) };
}

test('an answer is made once, and anew when a service has changed or a day has passed', async (t) => {
  const { db, clock, ask } = await keeper(t);
  assert.equal(await ask('/services?q=swimming'), await ask('/services?q=swimming'));
  assert.deepEqual(await ask('/services?q=chess'), { made: 2 });
  const { id } = await saveExample(db);
  assert.deepEqual(await ask('/services?q=swimming'), { made: 3 });
  await withdrawService(db, id, { now, withdrawn_by: 'somebody', reason: 'closed' });
  assert.deepEqual(await ask('/services?q=swimming'), { made: 4 });
  clock.today = '2026-11-23';
  assert.deepEqual(await ask('/services?q=swimming'), { made: 5 });
});

test('what was asked for with a postcode is never kept', async (t) => {
  const { ask } = await keeper(t);
  const asked = ['near=NR27+9AA', 'near=nr279aa', 'q=clubs%20in%20NR27%2D9AA', 'near=NR27.9AA&q=chess'];
  for (const query of asked) {
    const first = await ask(`/services?${query}`);
    assert.notDeepEqual(await ask(`/services?${query}`), first, query);
  }
});

test('what was asked for long ago goes, what is asked for again and again stays', async (t) => {
  const { ask } = await keeper(t);
  const often = await ask('often');
  const once = await ask('once');
  for (let n = 0; n < 200; n++) {
    await ask(`other ${n}`);
    assert.equal(await ask('often'), often);
  }
  assert.notDeepEqual(await ask('once'), once);
});

test('an answer that failed is asked for again', async (t) => {
  const db = await inTransaction(t);
  const kept = keepAnswers(db, { known: async () => ({}), today: () => '2026-11-22' });
  await assert.rejects(
    kept('it', () => Promise.reject(new Error('broken'))),
    /broken/,
  );
  assert.deepEqual(await kept('it', async () => ({ is: 'mended' })), { is: 'mended' });
});

test('pages that are kept say at once what has changed, and each miss and each view is counted', async (t) => {
  const { db, get } = await startApp(t);
  const { id, slug } = await exampleService(db);
  const asked = [`/services/${slug}`, '/services?q=swimming', '/search?q=swimming'];
  for (const path of [...asked, ...asked]) assert.match((await get(path)).text, /Splash Saturday swimming/, path);
  await withdrawService(db, id, { now, withdrawn_by: 'somebody', reason: 'closed' });
  for (const path of asked) assert.doesNotMatch((await get(path)).text, /Splash Saturday swimming/, path);
  assert.equal((await get(`/services/${slug}`)).status, 410);
  for (let n = 0; n < 3; n++) await get('/services?q=hovercraft');
  const counted = await db
    .selectFrom('search_without_result')
    .select('times')
    .where('words', '=', 'hovercraft')
    .execute();
  assert.deepEqual(counted, [{ times: 3 }]);
});
