import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp } from '../../test/app.ts';
import { exampleService } from '../directory/examples.ts';

test('a page says where it stands, what the law is, when it was checked, and what is like it', async (t) => {
  const { get } = await startApp(t);
  const page = await get('/support-for-learning/sen-support');
  assert.equal(page.status, 200);
  assert.deepEqual(
    page.find('.crumbs a').map((link) => link.getAttribute('href')),
    ['/', '/support-for-learning'],
  );
  assert.match(page.text, /The law behind it.*Children and Families Act 2014/);
  assert.match(page.text, /Checked on 2 November 2026\. We look at it again by 2 November 2027/);
  assert.ok(page.find('.related a').length >= 2);
  assert.match(page.text, /Was this page helpful/);
});

test('a page that a browser has already is not sent again, and is when it has changed', async (t) => {
  const { get, db } = await startApp(t);
  const first = await get('/money');
  assert.match(first.headers['cache-control'] ?? '', /no-cache/);
  const again = await get('/money', { 'if-none-match': first.headers.etag ?? '' });
  assert.equal(again.status, 304);
  assert.equal(again.body, '');
  const page = db.updateTable('page').set({ rewriting_until: '2026-12-24', version: 99 }).where('path', '=', '/money');
  await page.execute();
  const changed = await get('/money', { 'if-none-match': first.headers.etag ?? '' });
  assert.equal(changed.status, 200);
  assert.match(changed.text, /back on 24 December 2026/);
});

test('a day that a page was to be back on, and was not, is owned up to', async (t) => {
  const { get, db } = await startApp(t);
  await db
    .updateTable('page')
    .set({ rewriting_until: '2026-11-10', version: 99 })
    .where('path', '=', '/money')
    .execute();
  assert.match((await get('/money')).text, /It was to be back on 10 November 2026, and is late/);
});

test('the young people have a section of their own looks, which begins with whom to call', async (t) => {
  const { get } = await startApp(t);
  const page = await get('/young-people');
  assert.equal(page.find('.page-head--young').length, 1);
  assert.match(page.text, /999.*0800 1111/);
});

test('routes of their own come before pages, and what is not there is not', async (t) => {
  const { get } = await startApp(t);
  for (const path of ['/about/freshness', '/about/gaps', '/glossary', '/contact', '/tools', '/health'])
    assert.equal((await get(path)).status, 200, path);
  for (const path of [
    '/nothing',
    '/money/nothing',
    '/MONEY',
    '/money/../etc',
    `/${'x'.repeat(250)}/y`,
    '/money/%00',
    "/money/'or",
  ])
    assert.ok([404, 400].includes((await get(path)).status), path);
});

test('the print and the large print of a page hold its words and no menu', async (t) => {
  const { get } = await startApp(t);
  for (const size of ['yes', 'large']) {
    const page = await get(`/support-for-learning/sen-support?print=${size}`);
    assert.equal(page.status, 200);
    assert.equal(page.find('.site-nav').length, 0);
    assert.equal(page.find('.booklet--large').length, size === 'large' ? 1 : 0);
    assert.match(page.text, /Who gets it.*01632 960 100/);
  }
});

const questions: { q: string; first: string }[] = [
  { q: 'ehc plan', first: '/support-for-learning/education-health-and-care-plans' },
  { q: 'tribunal', first: '/when-things-go-wrong/going-to-tribunal' },
  { q: 'dla', first: '/money/disability-living-allowance' },
  { q: "my child won't go to school", first: '/support-for-learning/not-going-to-school' },
  { q: 'tribunel', first: '/when-things-go-wrong/going-to-tribunal' },
  { q: 'crisis mental health', first: '/health-and-wellbeing/crisis-help' },
  { q: 'school transport appeal', first: '/when-things-go-wrong/travel-refused' },
  { q: 'sleep problems adhd', first: '/health-and-wellbeing/sleep' },
  { q: 'moving to norfolk with ehcp', first: '/support-for-learning/moving-area' },
];

test('the search for services shows the pages about a question above them, and /search shows them all', async (t) => {
  const { get } = await startApp(t);
  for (const { q, first } of questions) {
    const query = new URLSearchParams({ q });
    const above = (await get(`/services?${query}`)).find('.found-pages li a').map((link) => link.getAttribute('href'));
    assert.equal(above[0], first, q);
    assert.ok(above.length <= 3);
    const all = await get(`/search?${query}`);
    assert.equal(all.find('.found-list a')[0]?.getAttribute('href'), first, q);
  }
});

test('one search finds pages, documents and services', async (t) => {
  const { get, db } = await startApp(t);
  const { slug } = await exampleService(db, { name: 'Appeal buddies', description: 'Help with a tribunal appeal.' });
  const page = await get('/search?q=tribunal+appeal+letter');
  const found = page.find('.found-list a').map((link) => link.getAttribute('href'));
  assert.ok(found.includes('/when-things-go-wrong/going-to-tribunal'));
  assert.ok(found.includes('/documents/travel-appeal-letter'));
  assert.ok(found.includes(`/services/${slug}`));
  assert.match(page.text, /To read.*Document.*Services that can help.*Appeal buddies/);
});

test('a search of pages bears any words', async (t) => {
  const { get } = await startApp(t);
  for (const q of ['', "'; drop table page --", '\0', '(((', 'x'.repeat(5000), '🙂', 'a & | ! :*', 'zzzzqq']) {
    const page = await get(`/search?${new URLSearchParams({ q })}`);
    assert.ok([200, 400].includes(page.status), `${q}: ${page.status}`);
  }
});
