import assert from 'node:assert/strict';
import { test } from 'node:test';
import Fastify from 'fastify';
import { startApp } from '../../test/app.ts';
import { inTransaction } from '../../test/database.ts';
import { exampleService, saveExample } from './examples.ts';
import { siteMap } from './sitemap.ts';

test('the site map names pages and published services, with the day of their change, and no draft', async (t) => {
  const { db, get } = await startApp(t);
  const { last_modified } = await exampleService(db);
  await saveExample(db, { source_id: 'draft', name: 'Secret draft' }, { publish: false });
  const { body, headers } = await get('/sitemap.xml');
  assert.match(headers['content-type'] ?? '', /application\/xml/);
  assert.ok(body.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<urlset'));
  assert.match(body, /<loc>http:\/\/localhost:3000\/glossary<\/loc>/);
  assert.ok(
    body.includes(
      `<loc>http://localhost:3000/services/splash-saturday-swimming</loc><lastmod>${last_modified}</lastmod>`,
    ),
  );
  assert.doesNotMatch(body, /secret-draft/);
});

test('every page that the site map names is there', async (t) => {
  const { db, get } = await startApp(t);
  await exampleService(db);
  const { body } = await get('/sitemap.xml');
  const paths = [...body.matchAll(/<loc>http:\/\/localhost:3000([^<]*)<\/loc>/g)].map(([, path = '']) => path);
  assert.ok(paths.length > 10);
  for (const path of paths) assert.equal((await get(path)).status, 200, path);
});

test('robots.txt leads to the site map', async (t) => {
  const { get } = await startApp(t);
  const { body } = await get('/robots.txt');
  assert.match(body, /^User-agent: \*$/m);
  assert.match(body, /^Sitemap: http:\/\/localhost:3000\/sitemap\.xml$/m);
  assert.doesNotMatch(body, /^Disallow: \/$/m);
});

test('a site map that one file cannot hold becomes several, which hold each service once', async (t) => {
  const db = await inTransaction(t);
  const names = ['Art club', 'Judo club', 'Swim club'];
  for (const name of names) await exampleService(db, { source_id: name, name });
  const app = Fastify();
  t.after(() => app.close());
  siteMap(app, { db, config: { base_url: 'https://offer.example' } }, 2);
  const index = (await app.inject('/sitemap.xml')).body;
  const files = [...index.matchAll(/<loc>https:\/\/offer\.example([^<]*)<\/loc>/g)].map(([, path = '']) => path);
  assert.deepEqual(files, ['/sitemap-0.xml', '/sitemap-1.xml', '/sitemap-2.xml']);
  const whole = (await Promise.all(files.map((path) => app.inject(path)))).map(({ body }) => body).join('');
  for (const slug of ['art-club', 'judo-club', 'swim-club'])
    assert.equal(whole.split(`/services/${slug}<`).length, 2, slug);
  for (const wrong of ['/sitemap-3.xml', '/sitemap-x.xml', '/sitemap-99999999999.xml'])
    assert.equal((await app.inject(wrong)).statusCode, 404, wrong);
});
