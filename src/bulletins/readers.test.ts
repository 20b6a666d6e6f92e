import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { NOW, startApp } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import { signInAs } from '../../test/sign-in.ts';
import { exampleSchool } from '../schools/examples.ts';
import { exampleBulletin } from './examples.ts';
import { sendBulletinMails } from './jobs.ts';

const at = (moment: string) => new Date(`${moment}Z`);

async function schoolVisitor(t: TestContext, role: 'head' | 'senco' | 'cluster_lead' = 'senco') {
  const db = await inTransaction(t);
  await exampleSchool(db, { urn: '990001', name: 'Alder Primary School' });
  const visitor = await startApp(t, { db });
  await signInAs(visitor, { email: 'sam@example.org', role, school_urn: '990001' });
  return visitor;
}

test('the public list is searched by words, number, year, type and audience, and followed as a feed', async (t) => {
  const { db, get } = await startApp(t);
  await exampleBulletin(db, { title: 'Old news', summary: 'From last year.' }, at('2025-03-01T10:00:00'));
  await exampleBulletin(db, { title: 'Funding for deaf pupils', roles: ['senco'] }, at('2026-03-01T10:00:00'));
  await exampleBulletin(
    db,
    {
      title: 'Meeting in Cromer',
      type: 'event',
      event_on: '2026-12-04',
      starts_at: '09:30',
      ends_at: '11:00',
      place: 'Example House',
      phases: ['secondary'],
    },
    at('2026-03-02T10:00:00'),
  );
  await exampleBulletin(db, { title: 'Secret numbers', is_public: false }, at('2026-03-03T10:00:00'));
  const titles = async (path: string) => (await get(path)).find('.asked-item h3').map((one) => one.text.trim());
  const cases: [query: string, found: string[]][] = [
    ['', ['2/26: Meeting in Cromer', '1/26: Funding for deaf pupils', '1/25: Old news']],
    ['?q=funding', ['1/26: Funding for deaf pupils']],
    ['?q=cromer', ['2/26: Meeting in Cromer']],
    ['?q=1/25', ['1/25: Old news']],
    ['?q=MI+Number:1/25', ['1/25: Old news']],
    ['?q=secret', []],
    ['?q=3/26', []],
    ['?year=2025', ['1/25: Old news']],
    ['?type=event', ['2/26: Meeting in Cromer']],
    ['?role=head', ['2/26: Meeting in Cromer', '1/25: Old news']],
    ['?phase=primary', ['1/26: Funding for deaf pupils', '1/25: Old news']],
    [
      '?type=nonsense&year=zero&page=99',
      ['2/26: Meeting in Cromer', '1/26: Funding for deaf pupils', '1/25: Old news'],
    ],
  ];
  for (const [query, found] of cases)
    assert.deepEqual(
      (await titles(`/bulletins${query}`)).filter((one) => found.length > 0 || one),
      found,
      query,
    );
  assert.equal(
    (await titles('/bulletins?q=deaf+children'))[0],
    '1/26: Funding for deaf pupils',
    'a part of it is enough',
  );
  assert.deepEqual(await titles('/bulletins/2025'), ['1/25: Old news']);
  for (const path of [
    '/bulletins/2019',
    '/bulletins/nothing',
    '/bulletins/2026/9',
    '/bulletins/26/1',
    '/bulletins/2026/01',
  ])
    assert.equal((await get(path)).status, 404, path);
  const feed = await get('/bulletins.atom?type=event');
  assert.match(feed.body, /<id>http:\/\/localhost:3000\/bulletins\/2026\/2<\/id><title>2\/26: Meeting in Cromer/);
  assert.equal(feed.body.match(/<entry>/g)?.length, 1);
  assert.doesNotMatch((await get('/bulletins.atom')).body, /Secret/);
  const sitemap = await get('/sitemap.xml');
  assert.match(sitemap.body, /\/bulletins\/2026\/2</);
  assert.doesNotMatch(sitemap.body, /\/bulletins\/2026\/3</);
  const calendar = await get('/bulletins/2026/2/event.ics');
  assert.match(calendar.body, /DTSTART:20261204T093000Z/);
  assert.match(calendar.body, /DTEND:20261204T110000Z/);
  assert.match(calendar.body, /LOCATION:Example House/);
  assert.equal((await get('/bulletins/2026/1/event.ics')).status, 404);
  const closed = await get('/bulletins/2026/3');
  assert.equal(closed.status, 403);
  assert.doesNotMatch(closed.body, /Secret/);
  assert.match((await get('/school/bulletins/2026/3')).headers.location ?? '', /^\/sign-in/);
});

test('a school sees first what waits for its answer, then what is for it, and answers', async (t) => {
  const { db, get, post } = await schoolVisitor(t);
  await exampleBulletin(db, { title: 'For heads', roles: ['head'] }, NOW);
  await exampleBulletin(
    db,
    { title: 'Send your figures', type: 'action', due_on: '2026-11-10', is_public: false },
    NOW,
  );
  await exampleBulletin(db, { title: 'Not for you', type: 'action', due_on: '2026-12-10', kinds: ['special'] }, NOW);
  const list = await get('/school/bulletins');
  assert.match(list.text, /Waits for your school’s answer: 1 2\/26: Send your figures/);
  assert.match(list.text, /Overdue/);
  assert.doesNotMatch(list.text, /For heads|Not for you/);
  assert.match((await get('/school/bulletins?all=yes')).text, /For heads/);
  const wrong = await post('/school/bulletins/2026/2/answer', { note: 'We are late.' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /Choose whether it is read or done/);
  assert.match(wrong.text, /We are late\./);
  assert.equal((await post('/school/bulletins/2026/2/answer', { answer: 'done', note: 'Sent.' })).status, 303);
  const read = await get('/school/bulletins/2026/2');
  assert.match(read.text, /Your school said on 16 November 2026 at 10:00: done \(sam\)\. “Sent\.”/);
  assert.match((await get('/school/bulletins')).text, /Nothing waits/);
  assert.equal((await post('/school/bulletins/2026/1/answer', { answer: 'done' })).status, 404, 'no action');
  assert.equal((await post('/school/bulletins/2026/9/answer', { answer: 'done' })).status, 404);
  assert.doesNotMatch((await get('/school/bulletins/2026/3')).text, /Your school’s answer/);
});

test('a cluster lead reads, and does not answer for the school', async (t) => {
  const { db, get, post } = await schoolVisitor(t, 'cluster_lead');
  await exampleBulletin(db, { title: 'Send your figures', type: 'action', due_on: '2026-12-10' }, NOW);
  assert.match((await get('/school/bulletins/2026/1')).text, /Your head teacher answers for your school/);
  assert.equal((await post('/school/bulletins/2026/1/answer', { answer: 'done' })).status, 403);
});

test('mail comes as each person chose, never twice, and one click ends it', async (t) => {
  const visitor = await schoolVisitor(t);
  const { db, get, post, app } = visitor;
  const around = {
    base_url: 'http://localhost:3000',
    from: { site_name: 'Example', team: 'Team', phone: '01632 960100', email: 'team@example.org' },
    secret: 'a secret',
    names: { one: 'Sheet', several: 'Sheets', short: 'Sheet', several_short: 'Sheets' },
  };
  const run = (moment: string) => sendBulletinMails(db, at(moment), around);
  const mails = async () =>
    await db
      .selectFrom('mail')
      .select(['subject', 'text', 'stop_href'])
      .where('key', 'like', 'bulletins:%')
      .orderBy('id')
      .execute();
  const subjects = async () => (await mails()).map(({ subject }) => subject);
  await exampleBulletin(db, { title: 'Before you came' }, at('2026-11-01T10:00:00'));
  await exampleBulletin(db, { title: 'One' }, at('2026-11-16T11:00:00'));
  await exampleBulletin(db, { title: 'Two', type: 'action', due_on: '2026-12-04' }, at('2026-11-16T12:00:00'));
  await exampleBulletin(db, { title: 'For heads', roles: ['head'] }, at('2026-11-16T12:00:00'));
  await run('2026-11-16T13:00:00');
  assert.deepEqual(await subjects(), [], 'the digest of the day has gone');
  await run('2026-11-17T07:00:00');
  await run('2026-11-17T07:01:00');
  await exampleBulletin(db, { title: 'Three' }, at('2026-11-17T08:00:00'));
  await run('2026-11-17T09:00:00');
  assert.deepEqual(await subjects(), ['2 new or corrected Sheets']);
  const [digest] = await mails();
  assert.match(
    digest?.text ?? '',
    /3\/26: Two\nAction by 4 December 2026\. [^]*\/school\/bulletins\/2026\/3[^]*2\/26: One[^]*3000\/bulletins\/2026\/2/,
  );
  assert.doesNotMatch(digest?.text ?? '', /For heads|Before you came/);
  assert.equal((await post('/school/bulletins/mail', { digest: 'hourly' })).status, 422);
  assert.equal((await post('/school/bulletins/mail', { digest: 'at_once' })).status, 303);
  await run('2026-11-17T10:00:00');
  assert.deepEqual((await subjects()).slice(1), ['Sheet 5/26: Three']);
  const [own] = await mails();
  const path = new URL(own?.stop_href ?? '').pathname;
  assert.equal((await get(path)).status, 404, 'a token of another secret opens nothing');
  const { stopToken } = await import('./stop-token.ts');
  const { value: secret } = await db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', 'secret')
    .executeTakeFirstOrThrow();
  const person = await db
    .selectFrom('person')
    .select('id')
    .where('email', '=', 'sam@example.org')
    .executeTakeFirstOrThrow();
  const stop = `/bulletins/mail/${stopToken(person.id, secret)}`;
  assert.match((await get(stop)).text, /Stop these mails\?/);
  assert.match(
    (await get('/school/bulletins/mail')).find('input[checked]')[0]?.getAttribute('value') ?? '',
    /at_once/,
    'looking changes nothing',
  );
  const byProgram = await app.inject({
    method: 'POST',
    url: stop,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'List-Unsubscribe=One-Click',
  });
  assert.equal(byProgram.statusCode, 200);
  await exampleBulletin(db, { title: 'Four' }, at('2026-11-18T08:00:00'));
  await run('2026-11-25T10:00:00');
  assert.equal((await subjects()).length, 2, 'nothing after that');
  assert.equal((await post(stop, {})).status, 303);
  assert.equal((await get('/bulletins/mail/abc.def')).status, 404);
});

test('a correction is told of again, unless its editor says no, and what was withdrawn is not mailed', async (t) => {
  const { db } = await schoolVisitor(t);
  const { publishBulletin } = await import('./publishing.ts');
  const { saveDraft } = await import('./bulletins.ts');
  const { exampleContent } = await import('./examples.ts');
  const around = {
    base_url: 'http://localhost:3000',
    from: { site_name: 'Example', team: 'Team', phone: '01632 960100', email: 'team@example.org' },
    secret: 'a secret',
    names: { one: 'Sheet', several: 'Sheets', short: 'Sheet', several_short: 'Sheets' },
  };
  const subjects = async () =>
    (await db.selectFrom('mail').select('subject').where('key', 'like', 'bulletins:%').orderBy('id').execute()).map(
      ({ subject }) => subject,
    );
  const correct = async (id: number, seen: number, tells: boolean, moment: string) => {
    const writing = { by: 'An editor', now: at(moment) };
    assert.ok(await saveDraft(db, id, seen, { ...exampleContent, because: 'It was wrong.', tells }, writing));
    await publishBulletin(db, id, writing);
  };
  const { id } = await exampleBulletin(db, {}, at('2026-11-16T11:00:00'));
  await sendBulletinMails(db, at('2026-11-17T07:00:00'), around);
  await correct(id, 2, false, '2026-11-17T08:00:00');
  await sendBulletinMails(db, at('2026-11-18T07:00:00'), around);
  assert.equal((await subjects()).length, 1);
  await correct(id, 4, true, '2026-11-18T08:00:00');
  const other = await exampleBulletin(db, { title: 'Gone' }, at('2026-11-18T08:00:00'));
  await db
    .updateTable('bulletin')
    .set({ withdrawn_at: NOW, withdrawn_because: 'x', withdrawn_by: 'y' })
    .where('id', '=', other.id)
    .execute();
  await sendBulletinMails(db, at('2026-11-19T07:00:00'), around);
  assert.deepEqual((await subjects()).slice(1), ['Sheet 1/26: Corrected: School census: dates for spring']);
});
