import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { inTransaction } from '../../test/database.ts';
import type { Db } from '../db/database.ts';
import { decideItem, findOpenItem } from '../desk/items.ts';
import { exampleService, saveExample } from '../directory/examples.ts';
import { withdrawService } from '../directory/services.ts';
import { checkContacts } from './check-contacts.ts';
import type { Answered } from './check-rules.ts';
import { findingsInWords } from './findings.ts';
import { lookForPastDates } from './jobs.ts';
import { lookThroughPages } from './own-pages.ts';
import { tellFindings } from './tell-findings.ts';

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
/** A database whose own pages lead nowhere: only records are checked. */
async function withoutPages(t: TestContext): Promise<Db> {
  const db = await inTransaction(t);
  await db.deleteFrom('page_link').execute();
  return db;
}
const run = (db: Db, day: string, checker: ReturnType<typeof checkerOf>['checker']) =>
  checkContacts(db, { checker, now: () => at(day) });

test('a link is broken when it has failed on two days, and is off the desk when it answers again', async (t) => {
  const db = await withoutPages(t);
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
  const db = await withoutPages(t);
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
  const db = await withoutPages(t);
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

test('what was found goes off the desk when its record is taken down', async (t) => {
  const db = await inTransaction(t);
  const { id } = await exampleService(db, { description: 'It ends on 1 June 2024.' }, { now: at('2024-01-10') });
  await lookForPastDates(db, at('2026-11-16'));
  await withdrawService(db, id, { now: at('2026-11-16'), withdrawn_by: 'Council: moderator', reason: 'unsafe' });
  await lookForPastDates(db, at('2026-11-17'));
  assert.deepEqual(await onDesk(db), [
    'past_date: Splash Saturday swimming: ends on 1 June 2024 (description), withdrawn',
  ]);
});

test('whoever keeps a record sees what was found until it is changed, or staff say that it is right', async (t) => {
  const db = await inTransaction(t);
  const record = { description: 'It ends on 1 June 2024.', phones: [{ number: '1632 960001' }] };
  const { id } = await exampleService(db, record, { now: at('2024-01-10') });
  await lookForPastDates(db, at('2026-11-16'));
  await run(db, '2026-11-16', checkerOf({}).checker);
  const seen = async () => ((await findingsInWords(db, [id])).get(id) ?? []).map(({ what, todo }) => `${what} ${todo}`);
  assert.deepEqual(await seen(), [
    '“ends on 1 June 2024” (description): it has passed: 1 June 2024. Take it out, or write what holds now.',
    'The number 1632 960001 (phone): its first 0 is missing. Write the number as people dial it.',
  ]);
  await saveExample(db, { ...record, phones: [{ number: '01632 960001' }] }, { now: at('2026-11-16') });
  assert.equal((await seen()).length, 1, 'at once when it is changed');
  const { id: finding } = await db
    .selectFrom('freshness_finding')
    .select('id')
    .where('kind', '=', 'past_date')
    .executeTakeFirstOrThrow();
  const item = await findOpenItem(db, { kind: 'past_date', subject_id: String(finding) });
  await decideItem(db, item ?? 0, {
    decision: 'not_so',
    by: 'Council: moderator',
    person_id: null,
    now: at('2026-11-17'),
  });
  assert.deepEqual(await seen(), []);
});

const parts = {
  base_url: 'http://localhost:3000',
  secret: 'a secret',
  from: { site_name: 'Example Local Offer', team: 'Team', phone: '01632 960100', email: 'team@example.org' },
};

test('whoever keeps a record is written to about what was found: once, in one mail, and not again too soon', async (t) => {
  const db = await inTransaction(t);
  const broken = { description: 'It ends on 1 June 2024.' };
  await exampleService(db, { source_id: 'a', name: 'Swimming', ...broken }, { now: at('2024-01-10') });
  await exampleService(db, { source_id: 'b', name: 'Diving', ...broken }, { now: at('2024-01-10') });
  await exampleService(db, { source_id: 'c', name: 'Chess', email: undefined, ...broken }, { now: at('2024-01-10') });
  const day = async (on: string) => {
    await lookForPastDates(db, at(on));
    await tellFindings(db, at(on), parts);
  };
  const mails = async () => db.selectFrom('mail').select(['to_address', 'subject', 'text']).orderBy('id').execute();
  await day('2026-11-16');
  await day('2026-11-17');
  const [mail, ...others] = await mails();
  assert.deepEqual(others, []);
  assert.equal(
    `${mail?.to_address}: ${mail?.subject}`,
    'swim@example.org: Something on the pages of 2 of your records may be wrong',
  );
  assert.match(mail?.text ?? '', /• “Diving”: .*\n\n– We found: “ends on 1 June 2024” \(description\): it has passed/);
  // it goes and comes back within the month, and then once more
  await saveExample(db, { source_id: 'a', name: 'Swimming' }, { now: at('2026-11-18') });
  await day('2026-11-18');
  await saveExample(db, { source_id: 'a', name: 'Swimming', ...broken }, { now: at('2026-11-19') });
  await day('2026-11-19');
  assert.equal((await mails()).length, 1);
  await day('2026-12-20');
  assert.equal((await mails()).at(-1)?.subject, 'Something on the page of “Swimming” may be wrong');
  await day('2026-12-21');
  assert.equal((await mails()).length, 2);
});

test('dates that have passed on the pages of the site itself come on the desk, and go when they are mended', async (t) => {
  const db = await inTransaction(t);
  const say = (words: string) => async (path: string) =>
    path === '/about'
      ? `<main><h1>About</h1><p>${words} It was founded on 1 May 2019.</p><p>1 June 2020</p></main>`
      : undefined;
  await lookThroughPages(db, at('2026-11-16'), say('The consultation closes on 29 September 2017.'));
  await lookThroughPages(db, at('2026-11-17'), say('The consultation closes on 29 September 2017.'));
  const found = 'past_date: Page /about: closes on 29 September 2017 (text of the page)';
  assert.deepEqual(await onDesk(db), [found]);
  await lookThroughPages(db, at('2026-11-18'), async () => undefined);
  assert.deepEqual(await onDesk(db), [found], 'a page that cannot be shown is left as it was');
  await lookThroughPages(db, at('2026-11-19'), say('A new hub opens this year.'));
  assert.deepEqual(await onDesk(db), [`${found}, mended`]);
  await lookThroughPages(db, at('2027-01-02'), say('A new hub opens this year.'));
  assert.deepEqual((await onDesk(db)).slice(1), ['past_date: Page /about: opens this year (text of the page)']);
  await db
    .updateTable('guided_search')
    .set({ introduction: 'We will add more in autumn 2019.' })
    .where(
      'slug',
      '=',
      (await db.selectFrom('guided_search').select('slug').orderBy('slug').executeTakeFirstOrThrow()).slug,
    )
    .execute();
  await lookThroughPages(db, at('2027-01-03'), say(''));
  assert.match((await onDesk(db)).at(-1) ?? '', /^past_date: Page \/find\/\S+: will add more in autumn 2019/);
});
