import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PDFDocument } from '@cantoo/pdf-lib';
import { NOW, startApp } from '../../test/app.ts';
import { readAuthority } from '../authority.ts';
import { listBooklets } from './booklets.ts';
import { makeBooklets } from './make-booklets.ts';
import { takeDownPage } from './page-publishing.ts';

test('each section is a PDF by night, made anew only when it has changed', { timeout: 120_000 }, async (t) => {
  const { db, app, get } = await startApp(t);
  await db
    .updateTable('page')
    .set({ published_version: null })
    .where('section', 'not in', ['news', 'young-people'])
    .execute();
  const parts = { db, authority: await readAuthority('authority.json') };
  const around = {
    base_url: 'https://offer.example',
    stopping: new AbortController().signal,
  };
  assert.equal((await get('/copies/news.pdf')).status, 404);
  await makeBooklets(parts, NOW, around);
  const sections = (await listBooklets(db)).map(({ section, is_large }) => `${section} ${is_large}`).sort();
  assert.deepEqual(sections, ['news false', 'news true', 'young-people false', 'young-people true']);

  assert.match((await get('/copies')).body, /href="\/copies\/news-large\.pdf"/);
  assert.match((await get('/copies/news')).body, /href="\/copies\/news\.pdf"/);
  const answer = await app.inject({ url: '/copies/news-large.pdf' });
  assert.equal(answer.headers['content-type'], 'application/pdf');
  const pdf = await PDFDocument.load(answer.rawPayload);
  assert.equal(pdf.getTitle(), 'News about the Local Offer');
  const again = await app.inject({
    url: '/copies/news-large.pdf',
    headers: { 'if-none-match': String(answer.headers.etag) },
  });
  assert.equal(again.statusCode, 304);

  const nextDay = new Date('2026-11-17T04:50:00Z');
  const [news] = await db.selectFrom('page').select('id').where('path', '=', '/news/on-paper-too').execute();
  await takeDownPage(db, news?.id ?? 0, { by: 'Wendy', now: nextDay });
  assert.equal((await get('/copies/news.pdf')).status, 404, 'nothing that was taken down goes out until the night');
  await db.updateTable('page').set({ published_version: null }).where('section', '=', 'young-people').execute();
  await db
    .updateTable('page')
    .set(({ eb }) => ({ version: eb('version', '+', 1) }))
    .execute();
  await makeBooklets(parts, nextDay, around);
  const made = (await listBooklets(db)).map(({ section, made_at }) => [section, made_at.toISOString()]);
  assert.deepEqual(made, [
    ['news', nextDay.toISOString()],
    ['news', nextDay.toISOString()],
  ]);
  await makeBooklets(parts, new Date('2026-11-18T04:50:00Z'), around);
  const kept = (await listBooklets(db)).map(({ made_at }) => made_at.toISOString());
  assert.deepEqual(kept, [nextDay.toISOString(), nextDay.toISOString()]);
});
