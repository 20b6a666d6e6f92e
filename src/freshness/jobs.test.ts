import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTransaction } from '../../test/database.ts';
import type { Db } from '../db/database.ts';
import { decideItem } from '../desk/items.ts';
import { exampleService, saveExample } from '../directory/examples.ts';
import { checkContacts } from './check-contacts.ts';
import type { Answered } from './check-rules.ts';
import { lookForPastDates } from './jobs.ts';

const at = (day: string) => new Date(`${day}T02:20:00Z`);
const onDesk = async (db: Db) =>
  (
    await db
      .selectFrom('desk_item')
      .select(['kind', 'title', 'decision'])
      .where('kind', '<>', 'duplicate')
      .orderBy('id')
      .execute()
  ).map(({ kind, title, decision }) => `${kind}: ${title}${decision ? `, ${decision}` : ''}`);

test('a date that has passed comes on the desk once, and goes when it is mended', async (t) => {
  const db = await inTransaction(t);
  const record = { description: 'A warm pool. The offer ends on 1 June 2024. Founded in 1985.' };
  await exampleService(db, record, { now: at('2024-01-10') });
  await exampleService(db, { source_id: 'other', summary: 'We start next month.' }, { now: at('2026-11-15') });
  await lookForPastDates(db, at('2026-11-16'));
  await lookForPastDates(db, at('2026-11-17'));
  const found = 'past_date: Splash Saturday swimming: ends on 1 June 2024 (description)';
  assert.deepEqual(await onDesk(db), [found]);
  const { id } = await db
    .selectFrom('desk_item')
    .select('id')
    .where('kind', '=', 'past_date')
    .executeTakeFirstOrThrow();
  await decideItem(db, id, { decision: 'not_so', by: 'Council: moderator', person_id: null, now: at('2026-11-17') });
  await lookForPastDates(db, at('2026-11-18'));
  assert.deepEqual(await onDesk(db), [`${found}, not_so`], 'what staff have decided does not come back');
  await saveExample(db, { description: 'A warm pool.' }, { now: at('2026-11-18') });
  await lookForPastDates(db, at('2026-11-19'));
  await saveExample(db, record, { now: at('2026-11-20') });
  await lookForPastDates(db, at('2026-11-21'));
  assert.deepEqual(await onDesk(db), [`${found}, not_so`, found], 'unless it was mended and is there again');
  await saveExample(db, { description: 'A warm pool.' }, { now: at('2026-11-22') });
  await lookForPastDates(db, at('2026-11-23'));
  assert.deepEqual(await onDesk(db), [`${found}, not_so`, `${found}, mended`]);
});

test('“this year” is true in the year in which it was written, or confirmed', async (t) => {
  const db = await inTransaction(t);
  const local_offer = { confirmation: { confirmed_at: '2026-10-01T09:00:00Z', confirmed_by: 'Splash' } };
  const summary = 'A second pool is planned for this year.';
  await exampleService(db, { source_id: 'confirmed', summary, local_offer }, { now: at('2024-05-01') });
  await exampleService(
    db,
    { source_id: 'left', name: 'Left alone', summary, local_offer: {} },
    { now: at('2024-05-01') },
  );
  await lookForPastDates(db, at('2026-11-16'));
  assert.deepEqual(await onDesk(db), ['past_date: Left alone: planned for this year (summary)']);
});

/** A checker whose answers are given, and that says what it was asked. */
function checkerOf(answers: Record<string, Answered['state']>) {
  const asked: string[] = [];
  const answer = async (target: string): Promise<Answered> => {
    asked.push(target);
    const state = answers[target] ?? 'good';
    return { state, reason: state === 'good' ? null : 'the server answered 404' };
  };
  return { asked, checker: { web: answer, mail: answer, close() {} } };
}

const splash = {
  url: 'https://splash.org.uk/swim#top',
  email: 'swim@splash.org.uk',
  description: 'See http://pool.org.uk/times, or call.',
  phones: [{ number: '01632 960001' }],
};
const run = (db: Db, day: string, checker: ReturnType<typeof checkerOf>['checker']) =>
  checkContacts(db, { checker, now: () => at(day), pause_ms: 0 });

test('a link is broken when it has failed on two days, and is off the desk when it answers again', async (t) => {
  const db = await inTransaction(t);
  await exampleService(db, splash, { now: at('2026-11-01') });
  const failing = checkerOf({ 'https://splash.org.uk/swim': 'bad' });
  await run(db, '2026-11-16', failing.checker);
  assert.deepEqual(failing.asked.sort(), ['http://pool.org.uk/times', 'https://splash.org.uk/swim', 'splash.org.uk']);
  await run(db, '2026-11-16', failing.checker);
  assert.deepEqual(await onDesk(db), [], 'twice on one day is once');
  assert.equal(failing.asked.length, 3, 'and nobody is asked twice a day');
  await run(db, '2026-11-17', failing.checker);
  const broken = 'broken_link: Splash Saturday swimming: https://splash.org.uk/swim (website)';
  assert.deepEqual(await onDesk(db), [broken]);
  assert.equal(failing.asked.length, 4, 'what answered is left alone for its time');
  await run(db, '2026-11-24', checkerOf({}).checker);
  assert.deepEqual(await onDesk(db), [`${broken}, mended`]);
});

test('a number that nobody can dial is on the desk at once, and what nobody names any more is forgotten', async (t) => {
  const db = await inTransaction(t);
  await exampleService(db, { ...splash, phones: [{ number: '1632 960001' }] }, { now: at('2026-11-01') });
  await run(db, '2026-11-16', checkerOf({}).checker);
  assert.deepEqual(await onDesk(db), ['broken_link: Splash Saturday swimming: 1632 960001 (phone)']);
  const { reason } = await db.selectFrom('freshness_finding').select('reason').executeTakeFirstOrThrow();
  assert.equal(reason, 'its first 0 is missing');
  await saveExample(db, {}, { now: at('2026-11-17') });
  await run(db, '2026-11-17', checkerOf({}).checker);
  assert.deepEqual(await db.selectFrom('contact_check').select('target').execute(), []);
});

test('when our own line is down, nobody is blamed; made-up records and reserved names are not asked about', async (t) => {
  const db = await inTransaction(t);
  const urls = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `https://${name}.org.uk/`);
  for (const url of urls) await exampleService(db, { source_id: url, url }, { now: at('2026-11-01') });
  const down = checkerOf(Object.fromEntries(urls.map((url) => [url, 'bad'])));
  for (const day of ['2026-11-16', '2026-11-17', '2026-11-18']) await run(db, day, down.checker);
  assert.deepEqual(await onDesk(db), []);
  assert.equal(down.asked.length, 18);
  await db.updateTable('source').set({ is_demonstration: true }).execute();
  await run(db, '2026-11-19', down.checker);
  assert.equal(down.asked.length, 18);
});

test('one host is asked one question at a time', async (t) => {
  const db = await inTransaction(t);
  const description = [1, 2, 3, 4].map((n) => `https://one.org.uk/${n} https://two.org.uk/${n}`).join(' ');
  await exampleService(db, { description }, { now: at('2026-11-01') });
  const asking = new Map<string, number>();
  let most = 0;
  const web = async (address: string): Promise<Answered> => {
    const host = new URL(address).hostname;
    asking.set(host, (asking.get(host) ?? 0) + 1);
    most = Math.max(most, asking.get(host) ?? 0);
    await new Promise((done) => setTimeout(done, 5));
    asking.set(host, (asking.get(host) ?? 0) - 1);
    return { state: 'good', reason: null };
  };
  await run(db, '2026-11-16', { web, mail: web, close() {} });
  assert.equal(most, 1);
});
