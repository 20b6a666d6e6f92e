import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, startApp } from '../../test/app.ts';
import { signInAs } from '../../test/sign-in.ts';
import { exampleService } from '../directory/examples.ts';
import { withdrawService } from '../directory/services.ts';
import { exampleComment, examplePublished } from './examples.ts';

const lastYear = new Date('2025-05-04T10:00:00Z');

test('while nothing is published, the page says so', async (t) => {
  const { get } = await startApp(t);
  const page = await get('/you-said-we-did');
  assert.match(page.text, /Nothing is published here yet/);
  assert.equal(page.find('footer a[href="/you-said-we-did"]').length, 1);
  assert.equal((await get('/comments')).find('main a[href="/you-said-we-did"]').length, 1);
  const feed = await get('/you-said-we-did.atom');
  assert.equal(feed.status, 200);
  assert.doesNotMatch(feed.body, /<entry>/);
});

test('what people said stands with the answer and the action, the newest first, and never as it came', async (t) => {
  const { db, get } = await startApp(t);
  await examplePublished(db, { body: 'Older words', answer: 'Older answer' }, lastYear);
  await examplePublished(db, { body: 'Newer words', answer: 'Newer answer', action: 'A <b>new</b> page' }, NOW);
  await db.updateTable('comment').set({ body: 'Raw words of a parent', reply_to: 'parent@example.org' }).execute();
  await exampleComment(db, { body: 'Not yet read' }, NOW);
  const page = await get('/you-said-we-did');
  assert.deepEqual(
    page.find('article .said').map((one) => one.text.trim()),
    ['Newer words', 'Older words'],
  );
  assert.match(page.text, /Newer answer.*A <b>new<\/b> page.*16 November 2026/);
  assert.doesNotMatch(page.body, /Raw words|parent@|Not yet read|CO-/);
});

test('it can be searched, by words in any form, by topic and by year', async (t) => {
  const { db, get } = await startApp(t);
  await examplePublished(db, { body: 'More swimming lessons', topic: 'content_quality_gaps' }, lastYear);
  await examplePublished(db, { body: 'The letters are too small', action: 'Larger letters' }, NOW);
  const said = async (query: string) =>
    (await get(`/you-said-we-did${query}`)).find('article .said').map((one) => one.text.trim());
  assert.deepEqual(await said('?q=swim+lesson'), ['More swimming lessons']);
  assert.deepEqual(await said('?q=larger'), ['The letters are too small']);
  assert.deepEqual(await said('?topic=content_quality_gaps'), ['More swimming lessons']);
  assert.deepEqual(await said('?year=2026'), ['The letters are too small']);
  assert.deepEqual(await said('?year=2026&q=swim'), []);
  assert.match((await get('/you-said-we-did?q=swim&year=2026')).text, /Nothing here is like that/);
  for (const odd of ['?q=%00', "?q='%3B--", '?q=%22%26%7C!(', '?topic=x&year=abc&page=-1', '?page=99'])
    assert.equal((await get(`/you-said-we-did${odd}`)).status, 200, odd);
});

test('answers are paged', async (t) => {
  const { db, get } = await startApp(t);
  for (let n = 1; n <= 21; n++) await examplePublished(db, { body: `Words ${n}` }, new Date(NOW.getTime() + n * 1000));
  const first = await get('/you-said-we-did');
  assert.match(first.text, /21 answers/);
  assert.equal(first.find('article').length, 20);
  const second = await get(first.find('.pages a').at(-1)?.getAttribute('href') ?? '');
  assert.deepEqual(
    second.find('article .said').map((one) => one.text.trim()),
    ['Words 1'],
  );
});

test('a service is named while it is public, and not after', async (t) => {
  const { db, get } = await startApp(t);
  const service = await exampleService(db);
  const { answer_id } = await examplePublished(db, { page: `/services/${service.slug}` }, NOW);
  const address = `/you-said-we-did/${answer_id}`;
  assert.match((await get(address)).text, /about Splash Saturday swimming/);
  await withdrawService(db, service.id, { now: NOW, withdrawn_by: 'a test', reason: 'a test' });
  assert.doesNotMatch((await get(address)).text, /Splash/);
  assert.equal((await get('/you-said-we-did/999999')).status, 404);
  assert.equal((await get('/you-said-we-did/x')).status, 404);
});

test('the Atom feed has each answer, and is not sent again while nothing changes', async (t) => {
  const { db, get } = await startApp(t);
  const { answer_id } = await examplePublished(db, { body: 'Words & more', action: 'Done' }, NOW);
  const feed = await get('/you-said-we-did.atom');
  assert.match(feed.headers['content-type'] ?? '', /application\/atom\+xml/);
  assert.ok(feed.body.includes(`<id>http://localhost:3000/you-said-we-did/${answer_id}</id>`));
  assert.match(feed.body, /<title>Words &amp; more<\/title>[\s\S]*What we do: Done/);
  assert.equal((await get('/you-said-we-did.atom', { 'if-none-match': feed.headers.etag ?? '' })).status, 304);
  assert.doesNotMatch((await get('/you-said-we-did.atom?year=2020')).body, /<entry>/);
});

test('the report of a year counts by topic and state, and says how long answers took', async (t) => {
  const visitor = await startApp(t);
  const { db, get } = visitor;
  await signInAs(visitor, { role: 'commissioner' });
  const empty = await get('/staff/comments/report');
  assert.match(empty.text, /Nothing has been published yet.*No comment of this year has an answer yet/);
  const day = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
  for (const [body, days] of [
    ['=One', 3],
    ['Two', 5],
    ['Three', 20],
  ] as const) {
    const { id } = await examplePublished(db, { body }, NOW);
    await db
      .updateTable('comment')
      .set({ received_at: day(days) })
      .where('id', '=', id)
      .execute();
  }
  await exampleComment(db, { topic: 'other' }, NOW);
  await exampleComment(db, { topic: 'other' }, lastYear);
  const page = await get('/staff/comments/report?year=2026');
  assert.match(page.text, /How easy it is to use 0 0 0 0 0 3 3/);
  assert.match(page.text, /Something else 1 0 0 0 0 0 1/);
  assert.match(page.text, /Half of those that have an answer \(3\) had it within 5 days/);
  assert.match(page.text, /last published on 16 November 2026.*by 16 November 2027/);
  assert.equal(page.find('article').length, 3);
  const csv = await get('/staff/comments/report.csv?year=2026');
  assert.match(csv.body, /\r\nReceived,How easy it is to use,Published,3,/);
  assert.match(csv.body, /\r\nPublished,How easy it is to use,,,"'=One",Thank you\.,We mend it\.,2026-11-16\r\n/);
  assert.match((await get('/staff/comments/report?year=2025')).text, /Something else 1 0 0 0 0 0 1/);
});

test('the report is for the council', async (t) => {
  const visitor = await startApp(t);
  assert.equal((await visitor.get('/staff/comments/report')).status, 303);
  await signInAs(visitor, {});
  assert.equal((await visitor.get('/staff/comments/report.csv')).status, 403);
});

test('each year has a public report: numbers of whom nobody can be known, and what was published', async (t) => {
  const { db, get } = await startApp(t);
  const empty = await get('/you-said-we-did/report');
  assert.match(empty.text, /The year is not over.*Comments on the Local Offer: 0\..*Nothing was published in 2026 yet/);
  for (let n = 1; n <= 6; n++) await examplePublished(db, { body: `Words ${n}`, topic: 'accessibility' }, NOW);
  for (let n = 1; n <= 6; n++) await exampleComment(db, { topic: 'content_quality_gaps' }, NOW);
  await exampleComment(db, { topic: 'other' }, NOW);
  await examplePublished(db, { body: 'Older words' }, lastYear);
  const page = await get('/you-said-we-did/report');
  assert.match(page.text, /Comments on the Local Offer: 13\./);
  assert.match(page.text, /Something else: fewer than we tell/);
  assert.match(page.text, /How easy it is to use: 6|What the Local Offer holds: 6/);
  assert.equal(page.text.match(/fewer than we tell/g)?.length, 2, 'not found by taking the others away');
  assert.match(page.text, /6 have an answer\. Half of them had it within 0 days/);
  assert.equal(page.find('article').length, 6);
  const before = await get('/you-said-we-did/report?year=2025');
  assert.match(before.text, /the report for the whole year.*fewer than we tell.*Older words/);
  assert.doesNotMatch(before.text, /have an answer/);
  for (const year of ['2020', 'x', '']) assert.equal((await get(`/you-said-we-did/report?year=${year}`)).status, 404);
  assert.equal((await get('/you-said-we-did')).find('a[href="/you-said-we-did/report"]').length, 1);
});
